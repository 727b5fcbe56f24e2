"""What a cell takes as it is, and how the rest is made so."""

from datetime import UTC, datetime

from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import MAX_FORMULA, MAX_TEXT, Formula
from qpv_xlsx.spreadsheet.strictness import PenError

SURELY_FITS = MAX_TEXT // 2  # characters of a text; Excel counts those beyond the first 65 536 twice


def normal_lines(text: str) -> str:
    """*text* with line feeds alone between its lines."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def cut_to_cell(text: str) -> str:
    """*text*, or what a cell holds of it, ending in « … »."""
    if len(text) <= SURELY_FITS or len(text.encode("utf-16-le")) <= 2 * MAX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def checked_formula(formula: Formula, sheet: str, row: int, column: int) -> Formula:
    """*formula* with a result of sixteen significant digits, as XlsxWriter writes constants."""
    if not formula.text.startswith("=") or len(formula.text) > MAX_FORMULA:
        raise PenError(sheet, address(row, column), formula.text[:80])
    if isinstance(formula.result, float):
        return formula._replace(result=float(f"{formula.result:.16g}"))
    return formula


def in_utc(moment: datetime) -> datetime:
    """*moment* in UTC, where it has a time zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
