"""How wide the columns of « Indicateurs » are, so that a row keeps to three lines and the first answer to the first screen."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.spreadsheet.displaying import shown_number
from qpv_xlsx.spreadsheet.letter_widths import CHARACTER, text_width
from qpv_xlsx.workbook.appearance import NUMBER_FORMATS
from qpv_xlsx.workbook.heights import cut_to_lines, line_count
from qpv_xlsx.workbook.layout import Column, Role

LINES = 3
LABEL_LINES = 2  # and one for its unit
USUAL, SMALL = 9.0, 8.0  # points, of what only explains
_QUESTION_SIZES = (10.0, 9.0, SMALL)  # of what is asked: as large as its three lines allow
QUARTIER_AMOUNT_WIDTH = 16.0
AMOUNT_WIDTH = 17.0  # « 99 999 999,99 € » in the letters of a result

_ON_SCREEN = 64.0  # characters between the measure and its result, so that they are seen together
_BESIDE_THE_PANEL = 178.0  # characters from the code to the situation: what LibreOffice shows on 1 366 pixels
_NARROW = 11.5  # characters: « Résultats » and « 2024-2030 » stand in them beside a filter's button
_EDGE = 0.71  # of a character, around each column
_WIDEST_MEASURE = 46.0
_WIDEST_ABOUT = 185.0
_WIDEST_OFFICIAL = 90.0
_STEP = 1.0
_RESULT_SIZE, _BESIDE = 11.0, 1.5  # points of an answer's letters; characters that a cell leaves at its sides

Texts = Callable[[Column], Sequence[str]]


def sized(columns: Sequence[Column], texts: Texts, measures: Sequence[Measure]) -> tuple[Column, ...]:
    """*columns*, each as wide as its *texts* need, as far as there is room. *measures*: those that are asked."""
    others = [_sized(column, texts, measures) for column in columns]
    free = min(_ON_SCREEN, _left_by(others))
    context = _context(columns, texts, free)
    room = free - sum(column.width for column in context)
    widened = {column.key: column for column in _shared(context, texts, room)}
    return tuple(widened.get(column.key, column) for column in others)


def _context(columns: Sequence[Column], texts: Texts, free: float) -> Sequence[Column]:
    """What stands between the measure and its result; where *free* characters are too few, no wider than its texts ask.

    The situation stays in sight: texts rather end in « … ».
    """
    usual = [column for column in columns if _is_context(column)]
    if sum(column.width for column in usual) <= free:
        return usual
    least = [replace(column, width=min(column.width, _NARROW)) for column in usual]
    asked = [
        min(column.width, _wide_enough(narrow, texts(column), column.width))
        for narrow, column in zip(least, usual, strict=True)
    ]
    spare = sum(asked) - sum(column.width for column in least)
    given_up = min(1.0, max(0.0, sum(asked) - free) / spare) if spare else 0.0
    return [
        replace(narrow, width=wide - (wide - narrow.width) * given_up)
        for narrow, wide in zip(least, asked, strict=True)
    ]


def _left_by(columns: Sequence[Column]) -> float:
    """Characters that *columns* leave to what stands between the measure and its result, with the situation in sight."""
    last = next((rank for rank, column in enumerate(columns) if column.field is Field.SITUATION), 0)
    seen = [column for column in columns[: last + 1] if column.role is not Role.KEY]
    edges = _EDGE * len(seen)
    return _BESIDE_THE_PANEL - edges - sum(column.width for column in seen if not _is_context(column))


def sized_about(columns: Sequence[Column], texts: Sequence[str]) -> tuple[Column, ...]:
    """*columns*, with *À savoir* wide enough for *texts*."""
    return tuple(
        replace(column, width=_wide_enough(column, texts, _WIDEST_ABOUT)) if column.role is Role.ABOUT else column
        for column in columns
    )


def sized_for_figures(columns: Sequence[Column], measures: Sequence[Measure]) -> tuple[Column, ...]:
    """*columns* of « Par quartier », wide enough for the figures of *measures* and for their totals."""
    needed = max(QUARTIER_AMOUNT_WIDTH, _largest_amount(measures)) if _has_amount(measures) else 0.0
    return tuple(
        replace(column, width=max(column.width, needed)) if column.is_entry or column.key == "total" else column
        for column in columns
    )


def text_size(text: str, width: float) -> float:
    """Points in which *text* is written in a column that only explains."""
    return USUAL if line_count(text, width, USUAL) <= LINES else SMALL


def is_whole(text: str, width: float) -> bool:
    """Whether the three lines of a row show all of *text*."""
    return line_count(text, width, SMALL) <= LINES


def shown_text(text: str, width: float) -> str:
    """What the three lines of a row show of *text*; « … » ends what goes on elsewhere."""
    return cut_to_lines(text, width, LINES, text_size(text, width))


def label_size(label: str, width: float) -> float:
    """Points of what is asked, in a column *width* characters wide."""
    fitting = (size for size in _QUESTION_SIZES if line_count(label, width, size, bold=True) <= LINES)
    return next(fitting, SMALL)


def shown_label(label: str, width: float) -> str:
    """What three lines show of what is asked."""
    return cut_to_lines(label, width, LINES, label_size(label, width), bold=True)


def _is_context(column: Column) -> bool:
    return column.role is Role.PAST or column.key == "local_target"


def _shared(context: Sequence[Column], texts: Texts, room: float) -> Iterator[Column]:
    """Columns that share *room*: those that need less leave it to those that need more."""
    wanted = {column.key: _wide_enough(column, texts(column), column.width + room) for column in context}
    by_need = sorted(context, key=lambda column: wanted[column.key] - column.width)
    for rank, column in enumerate(by_need):
        share = max(0.0, room) / (len(by_need) - rank)
        given = min(wanted[column.key] - column.width, share)
        room -= given
        yield replace(column, width=round(column.width + given, 1))


def _sized(column: Column, texts: Texts, measures: Sequence[Measure]) -> Column:
    if column.key == "measure":
        return replace(column, width=_narrowest(column.width, _WIDEST_MEASURE, texts(column), _is_short_label))
    if column.role is Role.OFFICIAL:
        return replace(column, width=_wide_enough(column, texts(column), _WIDEST_OFFICIAL))
    asked = [one for one in measures if column.field is Field.VALUE or one.asks_territory]
    if column.field in {Field.VALUE, Field.TERRITORY_VALUE} and _has_amount(asked):
        return replace(column, width=max(AMOUNT_WIDTH, _largest_amount(asked)))
    return column


def _largest_amount(measures: Sequence[Measure]) -> float:
    """Characters of the largest amount that is known of *measures*, with its cents: what is typed is of that size."""
    known = [abs(figure) for one in measures if one.kind is Kind.AMOUNT for figure in _known_figures(one)]
    shown = shown_number(round(max(known, default=0.0)) + 0.01, NUMBER_FORMATS[Kind.AMOUNT])
    return ceil(text_width(shown.text if shown else "", _RESULT_SIZE) / CHARACTER + _BESIDE)


def _known_figures(measure: Measure) -> Iterator[float]:
    """Start and target, where they are numbers."""
    found = (measure.baseline.value, getattr(measure.target, "value", None))
    return (figure for figure in found if isinstance(figure, int | float))


def _has_amount(measures: Sequence[Measure]) -> bool:
    return any(measure.kind is Kind.AMOUNT for measure in measures)


def _is_short_label(text: str, width: float) -> bool:
    return line_count(text.partition("\n")[0], width, bold=True) <= LABEL_LINES


def _wide_enough(column: Column, texts: Sequence[str], widest: float) -> float:
    return _narrowest(column.width, widest, texts, is_whole)


def _narrowest(width: float, widest: float, texts: Sequence[str], fits: Callable[[str, float], bool]) -> float:
    """The smallest width in which every text fits, else the largest."""
    for text in texts:
        while width < widest and not fits(text, width):
            width += _STEP
    return min(width, widest) if width <= widest else width
