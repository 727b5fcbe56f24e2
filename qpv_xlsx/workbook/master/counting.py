"""The dashboard's tables of counts: a line per convention or territory, live, with the counts of ``domain.judging.tallies``.

Indicators first, as the official table counts them; then measures, of which an indicator may have several.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import ANSWERED, REPORTING_ORDER, IndicatorTally, Tally
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.heights import row_height
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.counted_codes import counted
from qpv_xlsx.workbook.master.looks import (
    ATTAINMENT_BADGES,
    BAR,
    EMPHASIS,
    HEADER,
    REPORTING_BADGES,
    STYLES,
    TOTAL_NUMBER,
    TOTAL_RATE,
    TOTAL_TEXT,
    Badge,
)
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.settings import RESERVED, word_name

EXPECTED, ANSWERS, RATE, FIRST_STATUS = 2, 3, 4, 5  # columns of the table of what came in
ASKED, AIMED, KNOWN = 2, 3, 4  # columns of the tables of attainment, before their statuses
RESERVED_COLUMN = FIRST_STATUS + len(Attainment)
LAST_COLUMN = max(RESERVED_COLUMN, FIRST_STATUS + len(REPORTING_ORDER) - 1)
NAME_WIDTH, COUNT_WIDTH = 25.0, 9.4  # characters
_MEASURE = f"{column_name('is_counted')},1"
_INDICATOR = f"{column_name('is_indicator')},1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line. *criteria*: what COUNTIFS looks for, « col_convention_code,"EMP" »; empty: everything."""

    name: str
    criteria: str
    counts: Tally
    indicators: IndicatorTally


def status_column(status: Reporting | Attainment) -> int:
    """The column of a status in the table it belongs to, from 1."""
    order = REPORTING_ORDER if isinstance(status, Reporting) else tuple(Attainment)
    return FIRST_STATUS + order.index(status)


def badge_of(status: Reporting | Attainment) -> Badge:
    """How a status shows."""
    return REPORTING_BADGES[status] if isinstance(status, Reporting) else ATTAINMENT_BADGES[status]


def status_word(status: Reporting | Attainment, language: str) -> str:
    """The word of a status."""
    return label(language, "reporting" if isinstance(status, Reporting) else "attainment", status)


def write_returned(sheet: Sheet, row: int, heading: str, lines: Sequence[Counted], language: str) -> int:
    """What came in: headers at *row*, then the lines, the last of which is the total; return the row of the total."""
    words = (heading, *(phrase(language, f"master_{key}") for key in ("expected", "answered", "rate")))
    _head(sheet, row, words, REPORTING_ORDER, language)
    for line_row, line in enumerate(lines, start=row + 1):
        _line(sheet, line_row, line, _returned(line_row, line), is_total=line is lines[-1])
    last = row + len(lines)
    sheet.bar(Area(row + 1, RATE, last, RATE), BAR)
    return last


def write_attained(
    sheet: Sheet, row: int, heading: str, lines: Sequence[Counted], language: str, *, of_measures: bool = False
) -> int:
    """Where indicators (or measures) stand; return the row of the total."""
    asked = "measures" if of_measures else "asked"
    words = (heading, *(phrase(language, f"master_{key}") for key in (asked, "aimed", "known")))
    _head(sheet, row, words, tuple(Attainment), language)
    sheet.write(row, RESERVED_COLUMN, phrase(language, "master_of_which_reserved"), _SMALL_HEADER)
    for line_row, line in enumerate(lines, start=row + 1):
        _line(sheet, line_row, line, _attained(line, of_measures=of_measures), is_total=line is lines[-1])
    return row + len(lines)


_NAME = replace(EMPHASIS, wrap=True)
_SMALL_HEADER = replace(HEADER, size=8)
_LOWEST, _INDENT = 17.0, 3.0  # points of a line; characters that the margins of bold letters take
_COUNT = replace(STYLES[Look.NUMBER], number_format="#,##0;-#,##0;\\·")
Computed = tuple[int, str, float | str]


def _head(
    sheet: Sheet, row: int, words: Sequence[str], statuses: Sequence[Reporting | Attainment], language: str
) -> None:
    """Plain headers, then a badge over each status."""
    for number, heading in enumerate(words, start=1):
        sheet.write(row, number, heading, HEADER)
    for status in statuses:
        badge = badge_of(status)
        said = f"{badge.icon}\n{status_word(status, language)}"
        sheet.write(row, status_column(status), said, _status_header(badge))
    sheet.height(row, 46)


@cache
def _status_header(badge: Badge) -> Style:
    return replace(_SMALL_HEADER, color=badge.ink, fill=badge.fill)


def _line(sheet: Sheet, row: int, line: Counted, computed: Iterable[Computed], *, is_total: bool) -> None:
    number = TOTAL_NUMBER if is_total else _COUNT
    sheet.write(row, 1, line.name, TOTAL_TEXT if is_total else _NAME)
    for column, formula, result in computed:
        is_rate = "/" in formula
        style = (TOTAL_RATE if is_total else STYLES[Look.PART]) if is_rate else number
        sheet.formula(row, column, formula, result, style)
    sheet.height(row, max(_LOWEST, row_height({line.name: NAME_WIDTH - _INDENT}, size=EMPHASIS.size)))


def _returned(row: int, line: Counted) -> Iterator[Computed]:
    counts, more = line.counts, f",{line.criteria}" if line.criteria else ""
    cells = {status: address(row, status_column(status)) for status in REPORTING_ORDER}
    all_of_them = f"{cells[REPORTING_ORDER[0]]}:{cells[REPORTING_ORDER[-1]]}"
    yield EXPECTED, f"=SUM({all_of_them})-{cells[Reporting.NOT_APPLICABLE]}", counts.expected
    yield ANSWERS, "=" + "+".join(cells[status] for status in ANSWERED), counts.answered
    expected, answers = address(row, EXPECTED), address(row, ANSWERS)
    rate = "" if counts.completeness is None else counts.completeness
    yield RATE, f'=IF({expected}=0,"",{answers}/{expected})', rate
    for status in REPORTING_ORDER:
        formula = f"=COUNTIFS({column_name('reporting')},{word_name(status)},{column_name('is_awaited')},1{more})"
        yield status_column(status), formula, counts.reporting[status]


def _attained(line: Counted, *, of_measures: bool) -> Iterator[Computed]:
    counts = line.counts if of_measures else line.indicators
    own = f"{_MEASURE if of_measures else _INDICATOR}{f',{line.criteria}' if line.criteria else ''}"
    yield ASKED, f"=COUNTIFS({own})", sum(counts.attainment.values())
    yield AIMED, f"=COUNTIFS({column_name('has_target')},1,{own})", counts.headline.targets
    yield KNOWN, f"=COUNTIFS({column_name('is_known')},1,{own})", counts.headline.known
    for status in Attainment:
        formula = f"=COUNTIFS({column_name('attainment')},{word_name(status)},{own})"
        yield status_column(status), formula, counts.attainment[status]
    yield RESERVED_COLUMN, f"=COUNTIFS({column_name('reserve')},{RESERVED},{own})", counts.reserved


def is_code(key: str, code: str) -> str:
    """A COUNTIFS criterion: the code in column *key* of « Indicateurs » is *code*."""
    return f'{column_name(key)},"{counted(code)}"'
