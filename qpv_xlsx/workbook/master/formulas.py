"""The rules of ``domain.statuses`` as formulas: one template per column, « § » stands for the row's number.

Every name and constant comes from the same place as Python's; a test recalculates them with LibreOffice.
Functions exist in Excel 2010 and in LibreOffice.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.domain.contract.binary_figures import SLACK
from qpv_xlsx.domain.contract.measures import Progress
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.judging.assessment import Attainment, Reason, Reporting
from qpv_xlsx.domain.judging.courses import Method
from qpv_xlsx.domain.judging.indicators import RANKING, WITHHELD
from qpv_xlsx.domain.judging.statuses import WATCH_TOLERANCES
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.workbook.master.columns import FIRST_ROW, MasterColumn
from qpv_xlsx.workbook.master.counted_codes import JUDGED, NOT_JUDGED
from qpv_xlsx.workbook.master.settings import LATE, ON_TRACK, RESERVED, TOLERANCE, WATCH, YEAR, word_name

ROW = "§"
_LAST = "¶"  # last row of the table

_SLACK = f"{SLACK:.0E}".replace("E-0", "E-")

_BASIS = '=IF(OR({broken}<>"",{start}="",{goal}=""),0,IF(AND({rule}="{PATH}",{beyond}),2,1))'
_EXPECTED = (
    '=IF(OR({barred},{goal}=""),"",IF(OR({rule}="{YEARLY}",{basis}=2),{goal},IF({basis}=0,"",'
    "IF({goal_year}<={start_year},{goal},{start}+({goal}-{start})*"
    "(MAX({start_year},MIN({goal_year},{YEAR}))-{start_year})/({goal_year}-{start_year})))))"
)
_PACE = (
    '=IF(OR({barred},NOT(ISNUMBER({value}))),"",IF({rule}="{YEARLY}",IF({goal}=0,"",{value}/{goal}),'
    'IF(OR({rule}<>"{PATH}",{basis}<>1,{YEAR}<={start_year}),"",({value}-{start})/({expected}-{start}))))'
)
_ATTAINED = (
    '=IF(OR({barred},{value}=""),"",IF({rule}="{MILESTONE}",IF({value}={DONE},1,0),'
    'IF(NOT(ISNUMBER({value})),"",IF({rule}="{YEARLY}",IF({goal}=0,1,MAX(0,MIN(1,{value}/{goal}))),'
    'IF({basis}=0,IF({attainment}={REACHED},1,""),IF(OR({rule}="{KEPT}",{basis}=2),IF({attainment}={REACHED},1,0),'
    "MAX(0,MIN(1,({value}-{start})/({goal}-{start})))))))))"
)
_GAP = '=IF(AND(ISNUMBER({value}),ISNUMBER({territory_value})),100*({value}-{territory_value}),"")'
_SHARE = (
    '=IF(AND(ISNUMBER({value}),ISNUMBER({territory_value})),IF({territory_value}=0,"",{value}/{territory_value}),"")'
)
_WOMEN_PART = '=IF(AND(ISNUMBER({women}),ISNUMBER({value})),IF(OR({value}=0,{women}>{value}),"",{women}/{value}),"")'
_BARRED = 'OR({static_reason}<>"",{off_goal}<>"")'
_SLACK_OF_GOAL = "{SLACK}*MAX(1,ABS({goal}))"
_REACHED = (
    "IF({is_strict}=1,{direction}*({value}-{goal})>{slack_of_goal},{direction}*({value}-{goal})>=-{slack_of_goal})"
)
_BEYOND = "{direction}*({start}-{goal})>=-{slack_of_goal}"
_AWAY = "IF({direction}=0,ABS({value}-{start}),-{direction}*({value}-{start}))"
_NOISE = "(MAX({TOLERANCE}*IF({start}=0,1,ABS({start})),{precision}/2)+{SLACK}*MAX(1,ABS({start})))"
_BANDS = (
    'IF(AND({pace}<>"",N({pace})>={S_ON_TRACK}-{SLACK}),{ON_TRACK},IF(AND({pace}<>"",N({pace})>={S_WATCH}-{SLACK}),{WATCH},'
    'IF(OR({away}<={noise},AND({pace}<>"",N({pace})>={S_LATE}-{SLACK})),{LATE},{MOVING_AWAY})))'
)
_JUDGED_MILESTONE = (
    "IF({value}={DONE},{REACHED},IF({YEAR}>={goal_year},{MISSED},IF({value}={ONGOING},{ON_TRACK},{WATCH})))"
)
_JUDGED_KEPT = (
    "IF({away}<={noise},{REACHED},IF({YEAR}>={goal_year},{MISSED},IF({YEAR}<={start_year},{NOT_ASSESSABLE},"
    "IF({away}<={TWICE}*{noise},{WATCH},{MOVING_AWAY}))))"
)
_JUDGED_PATH = (
    "IF({reached},{REACHED},IF({YEAR}>={goal_year},{MISSED},IF({basis}=0,{NOT_YET},"
    "IF({YEAR}<={start_year},{NOT_ASSESSABLE},{bands}))))"
)
_ATTAINMENT = (
    '=IF(OR({static_reason}<>"",{value}=""),{NOT_ASSESSABLE},IF({rule}="{MILESTONE}",{judged_milestone},'
    'IF(OR(NOT(ISNUMBER({value})),{off_goal}<>""),{NOT_ASSESSABLE},'
    'IF({rule}="{YEARLY}",IF({reached},{REACHED},{MISSED}),'
    'IF({rule}="{KEPT}",{judged_kept},{judged_path})))))'
)
_REASON = (
    '=IF({static_reason}<>"",{static_reason},IF({value}="",{NO_VALUE},'
    'IF(AND({rule}<>"{MILESTONE}",NOT(ISNUMBER({value}))),{NO_VALUE},IF({off_goal}<>"",{off_goal},'
    'IF({attainment}={NOT_YET},IF({broken}<>"",{broken},{NO_BASELINE}),'
    'IF({attainment}={NOT_ASSESSABLE},{TOO_EARLY},""))))))'
)
# a blank cell of questions is none; Gnumeric makes an error of N() of a blank one
_RESERVE = '=IF(AND(ISNUMBER({questions}),{attainment}<>{NOT_ASSESSABLE},{is_waived}<>1),{RESERVED},"")'
_IS_KNOWN = '=IF(AND({has_target}=1,{value}<>"",{is_waived}=0),1,0)'
_ENTRY = (
    '=IF({is_waived}=1,"",{indicator_code}&{territory_code}&{is_known}'
    f'&IF({{attainment}}={{NOT_ASSESSABLE}},"{NOT_JUDGED}"&{{reason}},"{JUDGED}"&{{attainment}}))'
)
_EXPLAINED = "OR({situation}={SIT_ND},{situation}={SIT_SO},{situation}={SIT_S})"
_REPORTING = (
    "=IF({is_waived}=1,{R_SO},IF({is_refused}=1,{R_REFUSED},IF({is_received}=0,IF({is_late}=1,{R_AFTER_CLOSING},{R_NOT_RECEIVED}),"
    'IF(OR({errors}>0,AND({explained},{value}<>"")),{R_TO_CORRECT},'
    'IF(AND({has_nothing}=1,{value}="",{situation}=""),{R_SO},'
    'IF(OR({missing}>0,AND({value}="",NOT({explained}))),{R_TO_COMPLETE},'
    "IF({situation}={SIT_ND},{R_ND},IF({situation}={SIT_SO},{R_SO},IF({situation}={SIT_S},{R_SECRET},"
    "IF(OR({situation}={SIT_P},{situation}={SIT_E}),{R_PROVISIONAL},{R_FILLED}))))))))))"
)

_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "YEAR": YEAR,
        "SLACK": _SLACK,
        "TWICE": str(WATCH_TOLERANCES),
        "TOLERANCE": TOLERANCE,
        "S_ON_TRACK": ON_TRACK,
        "S_WATCH": WATCH,
        "S_LATE": LATE,
        "RESERVED": RESERVED,
        "DONE": word_name(Progress.DONE),
        "ONGOING": word_name(Progress.ONGOING),
        "SIT_ND": word_name(Situation.UNAVAILABLE),
        "SIT_SO": word_name(Situation.NOT_APPLICABLE),
        "SIT_S": word_name(Situation.SECRET),
        "SIT_P": word_name(Situation.PROVISIONAL),
        "SIT_E": word_name(Situation.ESTIMATED),
        "R_SO": word_name(Reporting.NOT_APPLICABLE),
        "R_ND": word_name(Reporting.UNAVAILABLE),
        "R_NOT_RECEIVED": word_name(Reporting.NOT_RECEIVED),
        "R_AFTER_CLOSING": word_name(Reporting.AFTER_CLOSING),
        "R_REFUSED": word_name(Reporting.REFUSED),
        "R_TO_CORRECT": word_name(Reporting.TO_CORRECT),
        "R_TO_COMPLETE": word_name(Reporting.TO_COMPLETE),
        "R_SECRET": word_name(Reporting.SECRET),
        "R_PROVISIONAL": word_name(Reporting.PROVISIONAL),
        "R_FILLED": word_name(Reporting.FILLED),
        **{member.name: word_name(member) for member in (*Attainment, *Reason)},
        **{rule.name: rule.value for rule in Method},
    },
)
_FORMULAS: Mapping[str, str] = MappingProxyType(
    {
        "basis": _BASIS,
        "expected": _EXPECTED,
        "pace": _PACE,
        "attained": _ATTAINED,
        "gap": _GAP,
        "difference": _GAP.replace("100*", ""),
        "share": _SHARE,
        "women_part": _WOMEN_PART,
        "attainment": _ATTAINMENT,
        "reserve": _RESERVE,
        "is_known": _IS_KNOWN,
        "reason": _REASON,
        "reporting": _REPORTING,
        "entry": _ENTRY,
    },
)
_COLUMN: Mapping[str, str] = MappingProxyType({"difference": "gap", "share": "gap"})
"""The column of a formula that is not alone in it: which one depends on the measure's kind."""

_PARTS: tuple[tuple[str, str], ...] = (
    ("barred", _BARRED),
    ("slack_of_goal", _SLACK_OF_GOAL),
    ("reached", _REACHED),
    ("beyond", _BEYOND),
    ("away", _AWAY),
    ("noise", _NOISE),
    ("explained", _EXPLAINED),
    ("bands", _BANDS),
    ("judged_milestone", _JUDGED_MILESTONE),
    ("judged_kept", _JUDGED_KEPT),
    ("judged_path", _JUDGED_PATH),
)
"""Pieces that formulas are made of, each using those before it."""


def measure_formulas(columns: Sequence[MasterColumn]) -> Mapping[str, str]:
    """The formula template of each computed column of a table of measures, by the column's key."""
    words = dict(_NAMES)
    for number, column in enumerate(columns, start=1):
        words.setdefault(column.key, f"{column_letters(number)}{ROW}")
    words.setdefault("territory_value", "0")  # no column of that name: no formula reads it
    for name, part in _PARTS:
        words[name] = part.format_map(words)
    present = {column.key for column in columns}
    return {key: formula.format_map(words) for key, formula in _FORMULAS.items() if _COLUMN.get(key, key) in present}


def _count_of(sign: str, word: str) -> str:
    """How many measures of the line's indicator have a status, or none for a reason."""
    return f'COUNTIFS({{entries}},{{entry}}&"?{sign}"&{{{word}}})'


_WORST = "".join(f"IF({_count_of(JUDGED, status.name)}>0,{{{status.name}}}," for status in RANKING[:1:-1])
_COMPOSITE: Mapping[str, str] = MappingProxyType(
    {
        "attainment": f"=IF({{judged}}=0,{{NOT_ASSESSABLE}},{_WORST}"
        f"IF({_count_of(JUDGED, 'ON_TRACK')}>0,IF({{withheld}}>0,{{NOT_ASSESSABLE}},{{ON_TRACK}}),"
        "IF({judged}={aimed},{REACHED},{NOT_ASSESSABLE})" + ")" * len(RANKING),
        "reason": '=IF({judged}=0,{NONE_ASSESSABLE},IF({judged}<{aimed},{PARTIAL},""))',
        "reserve": _RESERVE,
        "is_known": '=IF(COUNTIFS({entries},{entry}&"1*")>0,1,0)',
    },
)
_COMPOSITE_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "judged": f'COUNTIFS({{entries}},{{entry}}&"?{JUDGED}*")',
        "withheld": "(" + "+".join(_count_of(NOT_JUDGED, one.name) for one in WITHHELD) + ")",
        "aimed": f'(COUNTIFS({{entries}},{{entry}}&"?*")-{_count_of(NOT_JUDGED, "NO_TARGET")}'
        f"-{_count_of(NOT_JUDGED, 'PART_OF_WHOLE')})",
    },
)


def composite_formulas(columns: Sequence[MasterColumn]) -> Mapping[str, str]:
    """Those of the line of an indicator of several measures, wherever in the table these stand: a table may be sorted.

    They count the entries of measures that begin with the line's own, which is no measure's.
    """
    words = dict(_NAMES)
    for number, column in enumerate(columns, start=1):
        letters = column_letters(number)
        words.setdefault(column.key, f"{letters}{ROW}")
        if column.key == "entry":
            words["entries"] = f"${letters}${FIRST_ROW}:${letters}${_LAST}"
    for name, part in _COMPOSITE_PARTS.items():
        words[name] = part.format_map(words)
    return {key: formula.format_map(words) for key, formula in _COMPOSITE.items()}


@lru_cache(maxsize=16384)  # the same rows in the workbooks of all territories
def at_row(template: str, row: int, *, last: int = 0) -> str:
    """The formula for one row. *last*: the last row of the table, for those that count in all of it."""
    return template.replace(ROW, str(row)).replace(_LAST, str(last))
