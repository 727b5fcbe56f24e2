"""One cell of an OpenDocument sheet."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind
from qpv_xlsx.spreadsheet.opening.odsstyles import Styles
from qpv_xlsx.spreadsheet.opening.odswords import Tagged, tagged, words

_PREFIX = re.compile(r"^\s*(?:[A-Za-z][\w.-]*:)?=")
_REFERENCE = re.compile(r"\[([^\]]*)\]")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_TRUTHS = frozenset({"TRUE", "FALSE", "VRAI", "FAUX"})
_ERROR = re.compile(r"#[A-Z/0!?]+|(?:Err|Erreur)\s?:\s?\d+")


def read_cell(attributes: Mapping[str, str], parts: Tagged, style: str, styles: Styles) -> Cell | None:
    """The cell with these *attributes* and *parts*; None where it holds neither value, formula nor note."""
    if not parts and "office:value-type" not in attributes and "table:formula" not in attributes:
        return None
    note = "\n".join(words(tagged(part), frozenset())[0] for name, part in parts if name == "office:annotation").strip()
    text, struck = words(parts, styles.struck)
    formula = _formula(attributes.get("table:formula"))
    if formula is None and not note and not text and not struck and "office:value-type" not in attributes:
        return None
    kind = _kind(attributes.get("office:value-type", ""), styles.kinds.get(style, FormatKind.GENERAL))
    if _is_error(attributes, formula, text):
        return Cell(value=None, error=text, formula=formula, format_kind=kind, note=note)
    value = _value(attributes, text)
    has_result = formula is None or "office:value-type" in attributes
    return Cell(value=value, formula=formula, has_result=has_result, format_kind=kind, note=note, struck=struck)


def _formula(stored: str | None) -> str | None:
    """« =A1/B1 » for « of:=[.A1]/[.B1] »."""
    if stored is None:
        return None
    plain = _REFERENCE.sub(lambda match: re.sub(r"(^|:)\.", r"\1", match.group(1)), stored)
    return "=" + _PREFIX.sub("", plain)


def _kind(value_type: str, styled: FormatKind) -> FormatKind:
    """The value's own type where it says more than the style."""
    match value_type:
        case "percentage":
            return FormatKind.PERCENT
        case "date" | "time":
            return FormatKind.DATE
        case "currency":
            return FormatKind.NUMBER
    return styled


def _is_error(attributes: Mapping[str, str], formula: str | None, text: str) -> bool:
    if attributes.get("calcext:value-type") == "error":
        return True
    return formula is not None and _ERROR.fullmatch(text) is not None


def _value(attributes: Mapping[str, str], text: str) -> CellValue:  # noqa: PLR0911  (one per type)
    """The stored value. Raises ValueError where it does not have the form of its type."""
    match attributes.get("office:value-type", ""):
        case "float" if text in _TRUTHS and attributes["office:value"] in {"0", "1"}:  # a boolean shown as one
            return attributes["office:value"] == "1"
        case "float" | "percentage" | "currency":
            return _figure(attributes["office:value"])
        case "boolean":
            return attributes["office:boolean-value"] == "true"
        case "date":
            return _day(attributes["office:date-value"])
        case "time":
            return _duration(attributes["office:time-value"])
        case "string":
            return attributes.get("office:string-value") or text
    return text or None


def _figure(stored: str) -> float:
    number = float(stored)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _day(stored: str) -> datetime:
    moment = datetime.fromisoformat(stored)
    return datetime.combine(date(moment.year, moment.month, moment.day), moment.time())


def _duration(stored: str) -> time | timedelta:
    """A time of the day below twenty-four hours, else a duration; as in the other formats."""
    match = _DURATION.fullmatch(stored)
    if match is None:
        raise ValueError(stored)
    sign, days, hours, minutes, seconds = match.groups()
    length = timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=float((seconds or "0").replace(",", ".")),
    )
    if sign or length >= timedelta(days=1):
        return -length if sign else length
    return (datetime.combine(date.min, time()) + length).time()
