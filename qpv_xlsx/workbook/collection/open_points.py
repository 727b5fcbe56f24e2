"""What a row of a correction workbook still asks: nothing on it has changed since it was sent back, and nothing was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.drawing import place_of
from qpv_xlsx.workbook.collection.controls import COMPLETE, STILL_WRONG, TO_REVIEW
from qpv_xlsx.workbook.collection.form import Content, Form, Line, Table
from qpv_xlsx.workbook.layout import sheet_name

_LONGEST_TEXT = 200  # that a formula compares: beyond it, its length
_LONGEST = 5000  # of the comparison, which stands in a formula that may have 8 192 signs
_PRECISION = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A point of « Corrections » about a measure. *answer*: its cell of « Votre réponse »; empty for one that has none."""

    measure: str
    is_error: bool
    answer: str


def once_complete(
    form: Form, tables: tuple[Table, Table], line: Line, points: Sequence[OpenPoint]
) -> tuple[str, str] | None:
    """What the *Contrôle* of a row says that is right otherwise, as a formula, and now; None where no point is about it."""
    own = [point for point in points if point.measure == line.measure.code]
    if not own:
        return None
    complete, wrong, review = (
        _quoted(label(form.language, "controls", word)) for word in (COMPLETE, STILL_WRONG, TO_REVIEW)
    )
    is_same = f"AND({','.join(_comparisons(form, tables, line))})"
    if any(point.is_error for point in own):  # an error is not confirmed away
        return f"IF({is_same},{wrong},{complete})", label(form.language, "controls", STILL_WRONG)
    unanswered = ",".join(f"LEN(TRIM({point.answer}))=0" if point.answer else "TRUE" for point in own)
    return f"IF(AND({is_same},OR({unanswered})),{review},{complete})", label(form.language, "controls", TO_REVIEW)


def _comparisons(form: Form, tables: tuple[Table, Table], line: Line) -> Iterator[str]:
    """Each entry cell of the row holds what it was sent with; those of its quartiers too, as far as a formula may go."""
    length = 0
    for cell, content in _cells(form, tables, line):
        comparison = _holds(cell, content)
        length += len(comparison) + 1
        if length > _LONGEST:
            return
        yield comparison


def _cells(form: Form, tables: tuple[Table, Table], line: Line) -> Iterator[tuple[str, Content]]:
    indicators, quartiers = tables
    for number, column in enumerate(indicators.columns, 1):
        if column.field in line.open_fields:
            question = Question(measure=line.measure.code, field=column.field)
            yield place_of(sheet_name(indicators.sheet), line.number, number), form.contents.get(question)
    other = next((one for one in quartiers.lines if one.measure.code == line.measure.code), None)
    for number, column in enumerate(quartiers.columns, 1):
        if other is not None and column.field is Field.VALUE and column.quartier:
            question = Question(measure=line.measure.code, quartier=column.quartier)
            yield place_of(sheet_name(quartiers.sheet), other.number, number), form.contents.get(question)


def _holds(cell: str, content: Content) -> str:
    match content:
        case None | "":
            return f"LEN({cell})=0"
        case str() if len(content) <= _LONGEST_TEXT:
            return f"{cell}={_quoted(content)}"
        case str():
            return f"LEN({cell})={len(content)}"
        case _:
            tolerance = max(abs(content), 1) * _PRECISION
            return f"ISNUMBER({cell}),ABS(N({cell})-{content!r})<={tolerance!r}".replace("e", "E")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
