"""The rules of ``domain.statuses`` as formulas: one template per column, « § » stands for the row's number.

Every name and constant comes from the same place as Python's; a test recalculates them with LibreOffice.
Functions exist in Excel 2010 and in LibreOffice.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Progress
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.judging.assessment import Attainment, Reason, Reporting
from qpv_xlsx.domain.judging.courses import SLACK, Method
from qpv_xlsx.domain.judging.statuses import WATCH_TOLERANCES
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.workbook.master.columns import MasterColumn
from qpv_xlsx.workbook.master.settings import LATE, ON_TRACK, TOLERANCE, WATCH, YEAR, word_name

ROW = "§"

_SLACK = f"{SLACK:.0E}".replace("E-0", "E-")

_BASIS = '=IF(OR({is_comparable}=0,{start}="",{goal}=""),0,IF(AND({rule}="{PATH}",{beyond}),2,1))'
_EXPECTED = (
    '=IF(OR({static_reason}<>"",{goal}=""),"",IF(OR({rule}="{YEARLY}",{basis}=2),{goal},IF({basis}=0,"",'
    "IF({goal_year}<={start_year},{goal},{start}+({goal}-{start})*"
    "(MAX({start_year},MIN({goal_year},{YEAR}))-{start_year})/({goal_year}-{start_year})))))"
)
_PACE = (
    '=IF(OR({static_reason}<>"",NOT(ISNUMBER({value}))),"",IF({rule}="{YEARLY}",IF({goal}=0,"",{value}/{goal}),'
    'IF(OR({rule}<>"{PATH}",{basis}<>1,{YEAR}<={start_year}),"",({value}-{start})/({expected}-{start}))))'
)
_ATTAINED = (
    '=IF(OR({static_reason}<>"",{value}=""),"",IF({rule}="{MILESTONE}",IF({value}={DONE},1,0),'
    'IF(NOT(ISNUMBER({value})),"",IF({rule}="{YEARLY}",IF({goal}=0,1,MAX(0,MIN(1,{value}/{goal}))),'
    'IF({basis}=0,IF({attainment}={REACHED},1,""),IF(OR({rule}="{KEPT}",{basis}=2),IF({attainment}={REACHED},1,0),'
    "MAX(0,MIN(1,({value}-{start})/({goal}-{start})))))))))"
)
_GAP = '=IF(AND(ISNUMBER({value}),ISNUMBER({territory_value})),{value}-{territory_value},"")'
_REACHED = "{direction}*({value}-{goal})>=-{SLACK}*MAX(1,ABS({goal}))"
_BEYOND = "{direction}*({start}-{goal})>=-{SLACK}*MAX(1,ABS({goal}))"
_AWAY = "IF({direction}=0,ABS({value}-{start}),-{direction}*({value}-{start}))/IF({start}=0,1,ABS({start}))"
_BANDS = (
    "IF({pace}>={S_ON_TRACK}-{SLACK},{ON_TRACK},IF({pace}>={S_WATCH}-{SLACK},{WATCH},"
    "IF({pace}>={S_LATE}-{SLACK},{LATE},{MOVING_AWAY})))"
)
_YEARLY_BANDS = (
    'IF({pace}="",{LATE},IF({pace}>={S_ON_TRACK}-{SLACK},{ON_TRACK},IF({pace}>={S_WATCH}-{SLACK},{WATCH},{LATE})))'
)
_JUDGED_MILESTONE = (
    "IF({value}={DONE},{REACHED},IF({YEAR}>={goal_year},{LATE},IF({value}={ONGOING},{ON_TRACK},{WATCH})))"
)
_JUDGED_KEPT = (
    "IF({basis}=0,{NOT_ASSESSABLE},IF({away}<={TOLERANCE}+{SLACK},{REACHED},IF({YEAR}<={start_year},{NOT_ASSESSABLE},"
    "IF({away}<={TWICE}*{TOLERANCE}+{SLACK},{WATCH},{MOVING_AWAY}))))"
)
_JUDGED_PATH = (
    "IF(AND(OR({is_absolute}=1,{is_comparable}=1),{reached}),{REACHED},"
    "IF({basis}=0,IF(AND({is_absolute}=1,{YEAR}>={goal_year}),{LATE},{NOT_ASSESSABLE}),"
    "IF({YEAR}<={start_year},{NOT_ASSESSABLE},IF({basis}=2,{MOVING_AWAY},{bands}))))"
)
_ATTAINMENT = (
    '=IF(OR({static_reason}<>"",{value}=""),{NOT_ASSESSABLE},IF({rule}="{MILESTONE}",{judged_milestone},'
    'IF(NOT(ISNUMBER({value})),{NOT_ASSESSABLE},IF({rule}="{YEARLY}",IF({reached},{REACHED},{yearly_bands}),'
    'IF({rule}="{KEPT}",{judged_kept},{judged_path})))))'
)
_REASON = (
    '=IF({static_reason}<>"",{static_reason},IF({value}="",{NO_VALUE},IF({attainment}<>{NOT_ASSESSABLE},"",'
    'IF(AND({rule}<>"{MILESTONE}",NOT(ISNUMBER({value}))),{NO_VALUE},IF({basis}<>0,{TOO_EARLY},'
    'IF({start}="",{NO_BASELINE},{PERIMETER}))))))'
)
_EXPLAINED = "OR({situation}={SIT_ND},{situation}={SIT_SO},{situation}={SIT_S})"
_REPORTING = (
    "=IF({is_waived}=1,{R_SO},IF({is_received}=0,{R_NOT_RECEIVED},"
    'IF(OR({errors}>0,AND({explained},{value}<>"")),{R_TO_CORRECT},'
    'IF(AND({has_nothing}=1,{value}="",{situation}=""),{R_SO},'
    'IF(OR({missing}>0,AND({value}="",NOT({explained}))),{R_TO_COMPLETE},'
    "IF({situation}={SIT_ND},{R_ND},IF({situation}={SIT_SO},{R_SO},IF({situation}={SIT_S},{R_SECRET},"
    "IF(OR({situation}={SIT_P},{situation}={SIT_E}),{R_PROVISIONAL},{R_FILLED})))))))))"
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
        "attainment": _ATTAINMENT,
        "reason": _REASON,
        "reporting": _REPORTING,
    },
)
_PARTS: tuple[tuple[str, str], ...] = (
    ("reached", _REACHED),
    ("beyond", _BEYOND),
    ("away", _AWAY),
    ("explained", _EXPLAINED),
    ("bands", _BANDS),
    ("yearly_bands", _YEARLY_BANDS),
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
    return {key: formula.format_map(words) for key, formula in _FORMULAS.items() if key in present}


def at_row(template: str, row: int) -> str:
    """The formula for one row."""
    return template.replace(ROW, str(row))
