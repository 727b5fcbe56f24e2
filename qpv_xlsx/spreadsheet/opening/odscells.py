"""One cell of an OpenDocument sheet, out of its attributes and its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind, cell_of
from qpv_xlsx.spreadsheet.opening.forewords import without_foreword
from qpv_xlsx.spreadsheet.opening.odsstyles import Styled
from qpv_xlsx.spreadsheet.opening.richtext import MarkedText, Run, joined

_PREFIX = re.compile(r"^\s*(?:[A-Za-z][\w.-]*:)?=")
_USUAL = len("of:=")
_LONGEST_KNOWN = 500  # characters of a formula that is kept; a longer one, perhaps hostile, is told anew
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?")
_TRUTHS = frozenset({"TRUE", "FALSE", "VRAI", "FAUX"})
_ERROR = re.compile(r"#[A-Z/0!?]+|(?:Err|Erreur)\s?:\s?\d+")
_SENSELESS = "#VALUE!"  # a content that makes no sense: an error at its place, and no reason to lose the others


@dataclass(slots=True)
class CellParts:
    """What stands between the tags of one cell: the runs of its paragraphs, those of its note."""

    runs: list[Run] = field(default_factory=list)
    note: list[str] = field(default_factory=list)

    def read(self, attributes: Mapping[str, str], styled: Styled) -> Cell | None:
        """The cell; None where it holds neither value, formula nor note."""
        note = without_foreword("".join(self.note).strip()) if self.note else ""
        return read_cell(attributes, joined(self.runs), styled, note)


def is_words(attributes: Mapping[str, str]) -> bool:
    """Whether a cell without note is its text and nothing else, as most are."""
    return (
        attributes.get("office:value-type") == "string"
        and "table:formula" not in attributes
        and "office:string-value" not in attributes
        and attributes.get("calcext:value-type") != "error"
    )


def read_cell(attributes: Mapping[str, str], marked: str | MarkedText, styled: Styled, note: str = "") -> Cell | None:
    """The cell of that text; None where it holds neither value, formula nor note."""
    return cell_with(formula_told(attributes.get("table:formula")), attributes, marked, styled, note)


def cell_with(
    formula: str | None, attributes: Mapping[str, str], marked: str | MarkedText, styled: Styled, note: str = ""
) -> Cell | None:
    """The same with its *formula* as we tell it, whatever *attributes* say of it."""
    written = attributes.get("office:value-type", "")
    text = marked.text if isinstance(marked, MarkedText) else marked
    if formula is None and not note and not marked and not written:
        return None
    if formula is None and not note and marked is text and is_words(attributes):
        return cell_of(text, *styled)
    kind, style = _kind(written, styled[0]), styled[1]
    if _is_error(attributes, formula, text):
        return Cell(value=None, error=text, formula=formula, format_kind=kind, note=note, style=style)
    has_result = formula is None or bool(written)
    try:
        value = text if isinstance(marked, MarkedText) and written == "string" else _value(written, attributes, text)
    except (LookupError, ValueError, OverflowError):
        return Cell(value=None, error=_SENSELESS, formula=formula, format_kind=kind, note=note, style=style)
    if isinstance(marked, MarkedText):
        return Cell(
            value=value,
            formula=formula,
            has_result=has_result,
            format_kind=kind,
            note=note,
            struck=marked.struck,
            raised=marked.raised,
            words=marked.words,
            style=style,
        )
    cell = cell_of(value, kind, style, formula, "", has_result)
    return cell._replace(note=note) if note else cell


def formula_told(stored: str | None) -> str | None:
    """A formula as all formats tell it."""
    if stored is None:
        return None
    return _known_formula(stored) if len(stored) <= _LONGEST_KNOWN else _told(stored)


@lru_cache(maxsize=1024)
def _known_formula(stored: str) -> str:
    """Our forms ask the same in the same way of everybody."""
    return _told(stored)


def _told(stored: str) -> str:
    """« =A1/B1 » for « of:=[.A1]/[.B1] »: what stands before the point is another sheet's name."""
    before, *pieces = stored.split("[")
    text = before + "".join([_after_bracket(piece) for piece in pieces])
    return "=" + (text[_USUAL:] if text.startswith("of:=") else _PREFIX.sub("", text))


def _after_bracket(piece: str) -> str:
    """« A1/ » for « .A1]/ »; as it is, with its bracket, where that is never closed."""
    reference, bracket, rest = piece.partition("]")
    if not bracket:
        return "[" + piece
    return reference.replace(":.", ":").removeprefix(".") + rest


def _kind(written: str, styled: FormatKind) -> FormatKind:
    """The value's own type where it says more than the style."""
    match written:
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
    return formula is not None and text.startswith(("#", "E")) and _ERROR.fullmatch(text) is not None


def _value(written: str, attributes: Mapping[str, str], text: str) -> CellValue:  # noqa: PLR0911  (one per type)
    """The stored value. Raises LookupError or ValueError where it does not have the form of its type."""
    match written:
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
    """Raises ValueError, also for what Python alone takes for a number."""
    number = float(stored)
    if "_" in stored or number != number or abs(number) == float("inf"):  # noqa: PLR0124  (NaN is not itself)
        raise ValueError(stored)
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
