"""Cells that hold a real number: its scale by the cell's format, its bounds, and the dates that lost their look."""

from collections.abc import Iterator
from datetime import date, timedelta

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.figures.bounds import impossible, is_serial_date, is_year
from qpv_xlsx.domain.returned.figures.scale import hundredth_of, scale_of_bare
from qpv_xlsx.spreadsheet.book import Cell, FormatKind
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, as far as days after 1 March 1900 go
_DUST = 1e-9  # what binary arithmetic leaves on a whole number


def read_number(cell: Cell, value: float, asked: Asked) -> Read:
    """The figure *value* of *cell*, in the measure's unit."""
    lost_date = is_serial_date(value, asked.kind, asked.usual, asked.maximum)
    if lost_date or cell.format_kind is FormatKind.DATE:
        return (), (_lost_date(cell, value, asked),)
    if asked.kind.is_fraction:
        return _read_fraction(cell, value, asked)
    if cell.format_kind is FormatKind.PERCENT and asked.kind is not Kind.RATIO:
        return (), (asked.finding(Code.V01, typed(cell), case="percent", example=asked.example),)
    answers, findings = _bounded(cell, without_dust(value), asked)
    if answers and cell.format_kind is FormatKind.PERCENT:  # of a ratio: « 1,2 % » may be 0,012, or 1,2 misdressed
        said = asked.finding(Code.V04, typed(cell), case="other_unit", severity=Severity.WARNING, reading=value)
        findings = (*findings, said)
    if lost_date is None and answers:
        findings = (*findings, _lost_date(cell, value, asked, severity=Severity.WARNING, case="serial_perhaps"))
    return answers, findings


def _read_fraction(cell: Cell, value: float, asked: Asked) -> Read:
    if cell.format_kind is FormatKind.PERCENT:
        return _bounded(cell, value, asked)
    scaled = scale_of_bare(value)
    answers, findings = _bounded(cell, scaled.value, asked)
    if not answers or scaled.value == 0:
        return answers, findings
    unseen = "unseen" if cell.format_kind is FormatKind.UNSEEN else ""
    both = "both" if scaled.other is not None else ""
    case = "_".join(part for part in (unseen, both) if part)
    return answers, (asked.finding(Code.V03, typed(cell), case=case, reading=scaled.value, other=scaled.other),)


def _bounded(cell: Cell, value: float, asked: Asked) -> Read:
    wrong = impossible(value, asked.bounded, asked.maximum)
    if wrong is None:
        raw = typed(cell)
        return (asked.answer(value, raw),), tuple(doubts(value, raw, asked))
    meant = hundredth_of(value)
    is_percent = wrong.case in {"share", "gap", "maximum"} and cell.format_kind is FormatKind.PERCENT
    if (
        is_percent and abs(meant) <= 1 < abs(value) and asked.allows(meant)
    ):  # 17.3 typed into a percent cell whose sign the program did not add
        return (), (percent_beyond(meant, typed(cell), asked),)
    return (), (asked.finding(wrong.code, typed(cell), case=wrong.case, maximum=asked.largest),)


def percent_beyond(meant: float, raw: str, asked: Asked) -> Finding:
    """V02 with what was meant; of a negative gap, the gap counted the usual way comes first."""
    if asked.kind is Kind.GAP and meant < 0 and not any(figure < 0 for figure in asked.usual()):
        return asked.finding(Code.V02, raw, case="percent_reversed", proposal=-meant, other=meant)
    return asked.finding(Code.V02, raw, case="percent", proposal=meant)


def doubts(value: float, raw: str, asked: Asked) -> Iterator[Finding]:
    """What a possible figure may have meant instead: the year, a gap counted the other way round."""
    if is_year(value, asked.kind, asked.usual, asked.years):
        yield asked.finding(Code.V09, raw, case="year", severity=Severity.WARNING, reading=value)
    if asked.kind is Kind.GAP and value < 0 and not any(figure < 0 for figure in asked.usual()):
        yield asked.finding(Code.V03, raw, case="sign", reading=value, other=-value)


def _lost_date(
    cell: Cell,
    value: float,
    asked: Asked,
    *,
    severity: Severity | None = None,
    case: str = "serial",
) -> Finding:
    try:
        day = _EPOCH + timedelta(days=int(value))
    except OverflowError:
        return asked.finding(Code.V09, typed(cell))
    shown = f"{day:%d/%m/%Y}"
    return asked.finding(
        Code.V09, typed(cell), case=case, severity=severity, day=shown, first=day.day, second=day.month
    )


def without_dust(value: float) -> float | int:
    """A whole number where it is one, as a formula's 11.999999999 is."""
    whole = round(value)
    return whole if abs(value - whole) <= _DUST * max(1.0, abs(value)) else value
