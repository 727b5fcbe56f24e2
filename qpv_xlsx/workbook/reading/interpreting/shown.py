"""What a cell shows and what it holds: where a number format, a strike or a colour makes them differ, both are told."""

import re
from collections.abc import Callable, Iterator
from math import isclose, isfinite

from qpv_xlsx.domain.contract.questions import Value
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.figures import NotRead, Understood, read_figure
from qpv_xlsx.domain.returned.figures.bounds import impossible
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.spreadsheet.book import Cell, FormatKind
from qpv_xlsx.spreadsheet.displaying import is_plain, shown_number, shown_section, shown_text
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.powers import said_of_power
from qpv_xlsx.workbook.reading.interpreting.typed import typed, typed_value

_SAME = 1e-9
_UNSURE = frozenset({"signed", "of_whom", "labelled"})  # « +12 » may be a rise, « 14 % de la ville » another part
_CHANGES_NOTHING = re.compile(r"unites?|units?|u\.?|nb\.?|nombre")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[+-]?[\d.,]*\d")
_AMBIGUOUS = re.compile(r"(?<![\d,])(\d{1,3},\d{3})(?!\d)")  # « 195,845 » may group thousands: one more zero does not


def read_as_shown(cell: Cell, asked: Asked, read_stored: Callable[[Cell, Asked], Read]) -> Read:
    """The figure of a cell whose number format may say another one than it holds."""
    stored = read_stored(cell, asked)
    seen = _seen(cell)
    if seen is None:
        return stored
    text, exact, is_dressed = seen
    held = next((answer.value for answer in stored[0] if answer.question.field is asked.field), None)
    if (unseen := _unseen(text, held, cell, asked)) is not None:
        return stored[0], (*stored[1], unseen)
    shown = read_figure(exact, asked.bounded, asked.measure.unit, asked.around)
    if isinstance(shown, NotRead) and shown.case == "proposal" and held is not None and _is_same(shown.proposal, held):
        beside = () if _CHANGES_NOTHING.fullmatch(_words_in(exact)) else (_beside(text, held, cell, asked),)
        return stored[0], (*stored[1], *beside)
    if isinstance(shown, Understood) and any(_is_same(shown.value, one) for one in (held, cell.value)):
        is_hedged = shown.situation is not None or shown.case in _UNSURE  # « env. 12 » is no final figure
        as_text = cell._replace(value=exact, format_kind=FormatKind.TEXT)
        # be it refused for what it is: « 12 500 000 » beyond the maximum
        return read_stored(as_text, asked) if is_hedged and held is not None else stored
    if not isinstance(shown, Understood) or impossible(shown.value, asked.bounded, asked.maximum):
        return (), (_told(text, cell, asked, case="shown_words", severity=Severity.ERROR),)
    return _differing(text, shown.value, held, stored, cell, asked, is_dressed=is_dressed)


def _unseen(text: str, held: Value | None, cell: Cell, asked: Asked) -> Finding | None:
    """A figure of which nothing is seen, or noughts alone: 318 in « 0,"k" » is « 0k »."""
    if not text.strip():
        return asked.finding(Code.V03, typed(cell), case="unseen_value")
    if isinstance(held, int | float) and held and set(_DIGIT.findall(text)) == {"0"}:
        return _told(text, cell, asked, case="shown", reading=held, other=0)
    return None


def said_of_look(cell: Cell, asked: Asked) -> Iterator[Finding]:
    """Marks above the line that are not read, and answers in the colour of their background."""
    if cell.raised and (power := said_of_power(cell, asked)):
        yield power
    elif cell.raised:
        yield asked.finding(Code.V04, typed(cell), case="raised", severity=Severity.WARNING, raised=cell.raised.strip())
    if cell.value is None:
        return
    if cell.style.is_invisible or _is_painted_away(cell):
        yield asked.finding(Code.S10, typed(cell), case="invisible")
    elif cell.style.is_tiny:
        yield asked.finding(Code.S10, typed(cell), case="tiny")


def _is_painted_away(cell: Cell) -> bool:
    """Whether the number format paints just this figure away: « 0;-0;[White]0 » hides noughts."""
    value, style = cell.value, cell.style
    if not style.painted or isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return False
    return shown_section(value, style.number_format) in style.painted


def _differing(
    text: str, shown: float, held: Value | None, stored: Read, cell: Cell, asked: Asked, *, is_dressed: bool
) -> Read:
    """Words around the digits say what was meant; digits alone that the format changed leave what was typed."""
    if not isinstance(held, int | float):
        return (asked.answer(shown, text),), (_told(text, cell, asked, case="shown_only", reading=shown),)
    kept, other = (shown, held) if is_dressed else (held, shown)
    answers = tuple(answer for answer in stored[0] if answer.question.field is not asked.field)
    return (asked.answer(kept, text), *answers), (_told(text, cell, asked, case="shown", reading=kept, other=other),)


def _beside(text: str, held: Value, cell: Cell, asked: Asked) -> Finding:
    """« 12 actions » where young people are counted, « 12 (2014) »: words that are not read may change what is meant."""
    stored = typed_value(cell.value)
    return asked.finding(Code.V03, text, case="shown_beside", stored=stored, reading=held)


def _words_in(shown: str) -> str:
    return folded(_NUMBER.sub("", shown))


def _told(
    text: str, cell: Cell, asked: Asked, *, case: str, severity: Severity | None = None, **readings: float
) -> Finding:
    stored, example = typed_value(cell.value), asked.example
    return asked.finding(Code.V03, text, case=case, severity=severity, stored=stored, example=example, **readings)


def _seen(cell: Cell) -> tuple[str, str, bool] | None:
    """What a person sees, the same with all its digits, and whether words stand around them; None: as it is held."""
    code, value = cell.style.number_format, cell.value
    if is_plain(code):
        return None
    if isinstance(value, str):
        text = shown_text(value, code)
        return None if text == value else (text, text, True)
    number = shown_number(value, code) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is None:
        return None
    if number.figure is None:
        return number.text, number.text, bool((number.before + number.after).strip())
    sign = "-" if number.figure >= 0 and isinstance(value, int | float) and value < 0 and "-" in number.text else ""
    figure = _AMBIGUOUS.sub(r"\g<1>0", typed_value(number.figure))
    exact = f"{number.before} {sign}{figure} {number.after}".strip()
    return number.text, exact, bool((number.before + number.after).strip())


def _is_same(one: float | None, other: object) -> bool:
    return one is not None and isinstance(other, int | float) and isclose(one, other, rel_tol=_SAME, abs_tol=_SAME)
