"""One value and its cell: what is written for a value, what is understood of a cell's content."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import MappingProxyType

from qpv_xlsx.campaigns.encoding import Json
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CellForm
from qpv_xlsx.campaigns.sheets.words_typed import TYPED
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Fact, Spoken
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.domain.written_days import day_in
from qpv_xlsx.messages.wordbook import LANGUAGES, labels
from qpv_xlsx.spreadsheet.book import Cell, CellValue, FormatKind

Content = None | bool | int | float | str | date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """A content that cannot be taken. *code* keys its sentence among the errors, *facts* fill it."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def content_of(column: CampaignColumn, value: Json, language: str) -> Content:
    """What stands in the cell for *value*. None: an empty cell."""
    match value:
        case None:
            return None
        case list():
            return _SEPARATOR[column.form].join(str(item) for item in value)
        case bool():
            return labels(language, "yes_no")["yes" if value else "no"]
        case str() if column.form is CellForm.WORD:
            return labels(language, column.words)[value]
        case str() if column.form is CellForm.DATE:
            return date.fromisoformat(value)
        case int() | float() | str():
            return value
    raise TypeError(column.name, value)


_SEPARATOR = MappingProxyType({CellForm.CODES: "; ", CellForm.LINES: "\n"})


def understood(column: CampaignColumn, cell: Cell, *, is_percent: bool) -> Json | Misread:
    """The value that a cell holds, as JSON has it. None: nothing. *is_percent*: a figure of the row stands in per cent."""
    if cell.error or not cell.has_result or (cell.formula and cell.value is None):
        return Misread(code="cell_formula", facts={"read": cell.error or str(cell.formula)})
    if cell.value is None or (isinstance(cell.value, str) and not cell.value.strip()):
        return _blank_text(column, cell.value)
    match column.form:
        case CellForm.WORD:
            return _word(column, _text(cell.value))
        case CellForm.FIGURE:
            return _percentage(cell) if is_percent else _figure(cell.value)
        case _:
            return _READERS[column.form](cell.value)


def _blank_text(column: CampaignColumn, text: str | None) -> str | None:
    """Blanks typed into a cell that may hold any text are a text; elsewhere they are nothing."""
    return (text or None) if column.form is CellForm.TEXT else None


def _text(value: CellValue) -> str:
    """What a person sees of a figure or date that the program made of their text."""
    match value:
        case bool():
            return "VRAI" if value else "FAUX"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.strftime("%d/%m/%Y")
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n")
    return str(value).replace(".", ",")


@cache
def _values_by_word(section: str) -> Mapping[str, str]:
    """Neutral values by their words in every language; the value itself, and what people type, are understood as well."""
    by_word = {folded(word): value for word, value in TYPED.get(section, {}).items() if folded(word)}
    by_word |= {folded(value): value for value in labels("fr", section)}
    for language in LANGUAGES:
        by_word |= {folded(word): value for value, word in labels(language, section).items()}
    return by_word


def _word(column: CampaignColumn, text: str) -> Json | Misread:
    found = _values_by_word(column.words).get(folded(text)) or TYPED.get(column.words, {}).get(text.strip())
    if found is None:
        return Misread(code="cell_word", facts={"read": text, "choices": _choices(column.words)})
    return found


def _choices(section: str) -> Spoken:
    return {language: tuple(labels(language, section).values()) for language in LANGUAGES}


def _yes_no(value: CellValue) -> Json | Misread:
    if isinstance(value, bool):
        return value
    text = _text(value)
    found = _values_by_word("yes_no").get(folded(text)) or TYPED["yes_no"].get(text.strip())
    return found == "yes" if found else Misread(code="cell_yes_no", facts={"read": text})


def _whole(value: CellValue) -> Json | Misread:
    match value:
        case int() if not isinstance(value, bool):
            return value
        case float() if value.is_integer():
            return int(value)
        case str() if re.fullmatch(r"-?\d{1,3}([ \u00a0\u202f]\d{3})+|-?\d{1,15}", value.strip()):
            return int(re.sub(r"\s", "", value))
    return Misread(code="cell_whole", facts={"read": _text(value)})


def _day(value: CellValue) -> Json | Misread:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case str():
            return _written_day(value.strip())
    return Misread(code="cell_day", facts={"read": _text(value)})


def _written_day(text: str) -> Json | Misread:
    day = day_in(text)
    return Misread(code="cell_day", facts={"read": text}) if day is None else day.isoformat()


def _figure(value: CellValue) -> Json | Misread:
    match value:
        case int() | float() if not isinstance(value, bool):
            return value
        case str():
            return _written(value, Kind.AMOUNT if "€" in value else Kind.RATIO, "cell_figure")
    return Misread(code="cell_figure", facts={"read": _text(value)})


def _percentage(cell: Cell) -> Json | Misread:
    """A fraction. Without a percent format nobody says whether 0,5 is a half or half a per cent: only 0 is sure."""
    match cell.value:
        case int() | float() if not isinstance(cell.value, bool):
            if cell.value == 0 or cell.format_kind in {FormatKind.PERCENT, FormatKind.UNSEEN}:
                return cell.value
        case str():
            return _written(cell.value, Kind.GAP if "point" in cell.value else Kind.SHARE, "cell_percentage")
    return Misread(code="cell_percentage", facts={"read": _text(cell.value)})


def _written(text: str, kind: Kind, code: str) -> Json | Misread:
    """A figure typed as a text, where it can be read in one way only."""
    from qpv_xlsx.domain.returned.figures import Understood, read_figure

    reading = read_figure(text, kind)
    if isinstance(reading, Understood) and reading.is_sure and reading.situation is None:
        return reading.value
    return Misread(code=code, facts={"read": text})


_READERS: Mapping[CellForm, Callable[[CellValue], Json | Misread]] = MappingProxyType(
    {
        CellForm.TEXT: _text,
        CellForm.NAME: _text,
        CellForm.CODE: lambda value: _text(value).strip(),
        CellForm.CODES: lambda value: [code.strip() for code in re.split(r"[,;\n]", _text(value)) if code.strip()],
        CellForm.LINES: lambda value: [line for line in _text(value).split("\n") if line.strip()],
        CellForm.YES_NO: _yes_no,
        CellForm.WHOLE: _whole,
        CellForm.DATE: _day,
    },
)
