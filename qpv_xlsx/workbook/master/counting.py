"""The dashboard's tables of counts: one line per convention or territory, live, with the counts of ``domain.tallies``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import ANSWERED, REPORTING_ORDER, Tally
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
from qpv_xlsx.workbook.master.settings import word_name

EXPECTED, ANSWERS, RATE, FIRST_STATUS = 2, 3, 4, 5
STATUSES: tuple[Reporting | Attainment, ...] = (*REPORTING_ORDER, *Attainment)
LAST_COLUMN = FIRST_STATUS + len(STATUSES) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One line. *criteria*: what COUNTIFS looks for, « col_convention_code,"EMP" »; empty: everything."""

    name: str
    criteria: str
    counts: Tally


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


def _headers(sheet: Sheet, row: int, heading: str, language: str) -> None:
    words = (heading, *(phrase(language, f"master_{key}") for key in ("expected", "answered", "rate")))
    for number, word in enumerate(words, start=1):
        sheet.write(row, number, word, HEADER)
    for status in STATUSES:
        badge = badge_of(status)
        style = replace(HEADER, color=badge.ink, fill=badge.fill, size=8)
        sheet.write(row, status_column(status), f"{badge.icon}\n{status_word(status, language)}", style)
    sheet.height(row, 46)


def _line(sheet: Sheet, row: int, line: Counted, *, is_total: bool) -> None:
    number = TOTAL_NUMBER if is_total else replace(STYLES[Look.NUMBER], number_format="0;-0;\\·")
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
