"""The dashboard's tables of counts: a line per convention or territory, live, with the counts of ``domain.judging.tallies``.

Indicators first, as the official table counts them; then measures, of which an indicator may have several.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import ANSWERED, REPORTING_ORDER, IndicatorTally, Tally
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.columns import Look
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

EXPECTED, ANSWERS, RATE, FIRST_STATUS = 2, 3, 4, 5
STATUSES: tuple[Reporting | Attainment, ...] = (*REPORTING_ORDER, *Attainment)
RESERVED_COLUMN = FIRST_STATUS + len(STATUSES)
LAST_COLUMN = RESERVED_COLUMN
ASKED, AIMED, KNOWN = 2, 3, 4  # columns of the table of indicators, before its statuses


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line. *criteria*: what COUNTIFS looks for, « col_convention_code,"EMP" »; empty: everything."""

    name: str
    criteria: str
    counts: Tally
    indicators: IndicatorTally


def status_column(status: Reporting | Attainment) -> int:
    """The column of a status, from 1."""
    return FIRST_STATUS + STATUSES.index(status)


def badge_of(status: Reporting | Attainment) -> Badge:
    """How a status shows."""
    return REPORTING_BADGES[status] if isinstance(status, Reporting) else ATTAINMENT_BADGES[status]


def status_word(status: Reporting | Attainment, language: str) -> str:
    """The word of a status."""
    return label(language, "reporting" if isinstance(status, Reporting) else "attainment", status)


def write_counts(sheet: Sheet, row: int, heading: str, lines: Sequence[Counted], language: str) -> int:
    """Write headers at *row*, then the lines, the last of which is the total; return the row of the total."""
    _headers(sheet, row, heading, language)
    for line_row, line in enumerate(lines, start=row + 1):
        _line(sheet, line_row, line, is_total=line is lines[-1])
        sheet.height(line_row, 17)
    last = row + len(lines)
    sheet.bar(Area(row + 1, RATE, last, RATE), BAR)
    return last


def write_indicator_counts(sheet: Sheet, row: int, heading: str, lines: Sequence[Counted], language: str) -> int:
    """The same of indicators; return the row of the total."""
    words = (heading, *(phrase(language, f"master_{key}") for key in ("asked", "aimed", "known")))
    _head(sheet, row, words, {status: attainment_column(status) for status in Attainment}, language)
    for line_row, line in enumerate(lines, start=row + 1):
        is_total = line is lines[-1]
        sheet.write(line_row, 1, line.name, TOTAL_TEXT if is_total else EMPHASIS)
        for column, formula, result in _indicator_formulas(line):
            sheet.formula(line_row, column, formula, result, TOTAL_NUMBER if is_total else _COUNT)
        sheet.height(line_row, 17)
    return row + len(lines)


def attainment_column(status: Attainment) -> int:
    """The column of a status in the table of indicators, from 1."""
    return FIRST_STATUS + tuple(Attainment).index(status)


_COUNT = replace(STYLES[Look.NUMBER], number_format="0;-0;\\·")


def _indicator_formulas(line: Counted) -> Iterator[tuple[int, str, float]]:
    counts, more = line.indicators, f",{line.criteria}" if line.criteria else ""
    own = f"{column_name('is_indicator')},1{more}"
    yield ASKED, f"=COUNTIFS({own})", counts.asked
    yield AIMED, f"=COUNTIFS({column_name('has_target')},1,{own})", counts.headline.targets
    yield KNOWN, f"=COUNTIFS({column_name('is_known')},1,{own})", counts.headline.known
    for status in Attainment:
        formula = f"=COUNTIFS({column_name('attainment')},{word_name(status)},{own})"
        yield attainment_column(status), formula, counts.attainment[status]
    yield FIRST_STATUS + len(Attainment), f"=COUNTIFS({column_name('reserve')},{RESERVED},{own})", counts.reserved


def _headers(sheet: Sheet, row: int, heading: str, language: str) -> None:
    words = (heading, *(phrase(language, f"master_{key}") for key in ("expected", "answered", "rate")))
    _head(sheet, row, words, {status: status_column(status) for status in STATUSES}, language)


def _head(
    sheet: Sheet,
    row: int,
    words: Sequence[str],
    columns: Mapping[Reporting, int] | Mapping[Attainment, int] | Mapping[Reporting | Attainment, int],
    language: str,
) -> None:
    """Plain headers, a badge over each status, « sous réserve » after the last one."""
    for number, word in enumerate(words, start=1):
        sheet.write(row, number, word, HEADER)
    for status, column in columns.items():
        badge = badge_of(status)
        style = replace(HEADER, color=badge.ink, fill=badge.fill, size=8)
        sheet.write(row, column, f"{badge.icon}\n{status_word(status, language)}", style)
    reserved = phrase(language, "master_of_which_reserved")
    sheet.write(row, max(columns.values()) + 1, reserved, replace(HEADER, size=8))
    sheet.height(row, 46)


def _line(sheet: Sheet, row: int, line: Counted, *, is_total: bool) -> None:
    number = TOTAL_NUMBER if is_total else _COUNT
    sheet.write(row, 1, line.name, TOTAL_TEXT if is_total else EMPHASIS)
    for column, formula, result in _formulas(row, line):
        style = (TOTAL_RATE if is_total else STYLES[Look.RATE]) if column == RATE else number
        sheet.formula(row, column, formula, result, style)


def _formulas(row: int, line: Counted) -> Iterator[tuple[int, str, float | str]]:
    counts = line.counts
    cells = {status: address(row, status_column(status)) for status in STATUSES}
    reporting = f"{cells[REPORTING_ORDER[0]]}:{cells[REPORTING_ORDER[-1]]}"
    yield EXPECTED, f"=SUM({reporting})-{cells[Reporting.NOT_APPLICABLE]}", counts.expected
    yield ANSWERS, "=" + "+".join(cells[status] for status in ANSWERED), counts.answered
    expected, answers = address(row, EXPECTED), address(row, ANSWERS)
    rate = "" if counts.completeness is None else counts.completeness
    yield RATE, f'=IF({expected}=0,"",{answers}/{expected})', rate
    for status in STATUSES:
        yield status_column(status), _count(status, line.criteria), _counted(counts, status)
    more = f",{line.criteria}" if line.criteria else ""
    waived = column_name("is_waived")
    yield RESERVED_COLUMN, f"=COUNTIFS({column_name('reserve')},{RESERVED},{waived},0{more})", counts.reserved


def _count(status: Reporting | Attainment, criteria: str) -> str:
    more = f",{criteria}" if criteria else ""
    if isinstance(status, Reporting):
        return f"=COUNTIFS({column_name('reporting')},{word_name(status)}{more})"
    return f"=COUNTIFS({column_name('attainment')},{word_name(status)},{column_name('is_waived')},0{more})"


def _counted(counts: Tally, status: Reporting | Attainment) -> int:
    return counts.reporting[status] if isinstance(status, Reporting) else counts.attainment[status]


def equals(key: str, text: str) -> str:
    """A COUNTIFS criterion: column *key* of « Indicateurs » equals *text*."""
    escaped = text.replace('"', '""')
    return f'{column_name(key)},"{escaped}"'
