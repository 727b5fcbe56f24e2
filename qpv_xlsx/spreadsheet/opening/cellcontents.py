"""What one cell of an OOXML sheet says, out of its type and of the words between its tags."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind, Veil, cell_of
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.numberformats import moment
from qpv_xlsx.spreadsheet.opening.richtext import MarkedText
from qpv_xlsx.spreadsheet.opening.texts import Text
from qpv_xlsx.spreadsheet.opening.xlsxstyles import DEFAULT, Styled

SENSELESS = "#VALUE!"  # a content that makes no sense: an error at its place, never the value of another cell
_BEYOND = "#NUM!"
_LONG = 300  # digits of a whole number
_TRUTHS = {"1": True, "0": False, "true": True, "false": False}
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """What all sheets of a workbook share. *styles*: of the cells; None where they could not be read, empty for none.

    *veils*: formats of conditions that may hide something, by number.
    """

    strings: Sequence[Text]
    styles: Sequence[Styled] | None
    epoch: datetime
    veils: Mapping[str, Veil] = field(default_factory=dict)
    default: Styled = DEFAULT


def constant_of(kind: str, stored: str, styled: Styled, palette: Palette) -> Cell | None:
    """The cell without formula whose « v » says *stored*; None where it holds nothing. The short way of most cells."""
    if not stored:
        return None
    found, error = _read(kind, stored, None, palette)
    format_kind, style = styled
    if isinstance(found, str):
        return cell_of(found, format_kind, style) if found else None
    if isinstance(found, MarkedText):
        return _marked(found, None, styled, has_result=True)
    if format_kind is FormatKind.DATE and isinstance(found, int | float) and not isinstance(found, bool):
        found = moment(found, style.number_format, palette.epoch)
    return cell_of(found, format_kind, style, error=error)


def content_of(
    kind: str,
    stored: str | None,
    words: Text | None,
    formula: str | None,
    styled: Styled,
    palette: Palette,
) -> Cell | None:
    """The cell; None where it holds nothing. *kind*: its type as written; *stored*: what its « v » says, *words* its « is »."""
    format_kind, style = styled
    has_result = formula is None or bool(stored) or (kind == "str" and stored is not None)
    if not stored and words is None:
        if formula is None:
            return None
        value: CellValue = "" if has_result else None
        return cell_of(value, format_kind, style, formula, "", has_result)
    found, error = _read(kind, stored or "", words, palette)
    if isinstance(found, str):
        if not found and formula is None:
            return None
        return cell_of(found, format_kind, style, formula, "", has_result)
    if isinstance(found, MarkedText):
        return _marked(found, formula, styled, has_result=has_result)
    if format_kind is FormatKind.DATE and isinstance(found, int | float) and not isinstance(found, bool):
        found = moment(found, style.number_format, palette.epoch)
    return cell_of(found, format_kind, style, formula, error, has_result)


def _marked(text: MarkedText, formula: str | None, styled: Styled, *, has_result: bool) -> Cell:
    style = styled[1]
    if style.is_struck and text.struck and text.has_own_hand:  # LibreOffice gives the cell the font of its first words
        style = replace(style, is_struck=False)
    return Cell(
        value=text.text,
        formula=formula,
        has_result=has_result,
        format_kind=styled[0],
        style=style,
        struck=text.struck,
        raised=text.raised,
        words=text.words,
    )


def _read(kind: str, stored: str, words: Text | None, palette: Palette) -> tuple[CellValue | MarkedText, str]:  # noqa: PLR0911  (one per type)
    """The value, or None with an error."""
    try:
        match kind:
            case "s":
                return palette.strings[_index(stored)], ""
            case "n":
                return _number(stored)
            case "str":
                return decode_escapes(stored), ""
            case "inlineStr":
                return words if words is not None else decode_escapes(stored), ""
            case "b":
                return _TRUTHS[stored.strip()], ""
            case "e":
                return None, stored
            case "d":
                return _moment(stored), ""
    except (LookupError, ValueError):
        pass
    return None, SENSELESS


def _index(stored: str) -> int:
    """Raises ValueError below zero: Python would count from the end."""
    index = int(stored)
    if index < 0:
        raise ValueError(stored)
    return index


def _number(stored: str) -> tuple[CellValue, str]:
    if "_" in stored:  # which Python takes for a separator
        raise ValueError(stored)
    if "." not in stored and "e" not in stored and "E" not in stored:
        if len(stored) < _LONG:
            return int(stored), ""
        stored = f"{stored}."  # more digits than any figure has: perhaps more than arithmetic holds
    number = float(stored)
    return (number, "") if math.isfinite(number) else (None, _BEYOND)


def _moment(stored: str) -> CellValue:
    """A date, a time or a duration as ISO 8601 writes them. Raises ValueError."""
    text = stored.strip().removesuffix("Z")
    if match := _DURATION.fullmatch(text):
        hours, minutes, seconds = (float(part or 0) for part in match.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if "T" in text:
        before, _, after = text.partition("T")
        return (
            datetime.combine(date.fromisoformat(before), time.fromisoformat(after))
            if before
            else time.fromisoformat(after)
        )
    return time.fromisoformat(text) if ":" in text else date.fromisoformat(text)
