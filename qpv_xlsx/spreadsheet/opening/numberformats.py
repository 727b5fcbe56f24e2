"""What a number format says of a figure; the only thing read in a stylesheet."""

from datetime import datetime

from openpyxl.styles.numbers import BUILTIN_FORMATS, STRIP_RE, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import CellValue, FormatKind
from qpv_xlsx.spreadsheet.opening.xmlcheck import local, tree

_GENERAL = frozenset({"", "general", "standard"})
_EASTERN_DATES = frozenset({*range(27, 37), *range(50, 59)})  # built-in, by language (ECMA-376, 18.8.30)


def format_kind(code: str) -> FormatKind:
    """Kind of a number format by its code (« 0.0% », « dd/mm/yyyy », « @ »)."""
    if code.strip().lower() in _GENERAL:
        return FormatKind.GENERAL
    first = STRIP_RE.sub("", code.split(";", maxsplit=1)[0]).strip()
    if first.lower() == "general":
        return FormatKind.GENERAL
    if "%" in first:
        return FormatKind.PERCENT
    if first == "@":
        return FormatKind.TEXT
    return FormatKind.DATE if is_date_format(code) or is_timedelta_format(code) else FormatKind.NUMBER


def cell_formats(content: bytes, limits: Limits) -> list[str]:
    """Number format code of each cell style, in the stylesheet's order. Fonts and fills are not looked at."""
    root = tree(content, limits)
    custom: dict[str, str] = {}
    codes: list[str] = []
    for section in root:
        match local(section.tag):
            case "numFmts":
                custom = {node.get("numFmtId", ""): node.get("formatCode", "") for node in section}
            case "cellXfs":
                codes = [_code(node.get("numFmtId", "0"), custom) for node in section]
    return codes


def _code(identifier: str, custom: dict[str, str]) -> str:
    if identifier in custom:
        return custom[identifier]
    if int(identifier) in _EASTERN_DATES:
        return "yyyy-mm-dd"
    return BUILTIN_FORMATS.get(int(identifier), "General")


def moment(serial: float, code: str, epoch: datetime) -> CellValue:
    """The date, time or duration that *serial* shows as; the figure itself where no calendar reaches."""
    if serial < 0:
        return serial
    try:
        found: CellValue = from_excel(serial, epoch, timedelta=is_timedelta_format(code))
    except (OverflowError, ValueError):
        return serial
    return serial if found is None else found
