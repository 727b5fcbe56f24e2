"""What a point of a correction workbook still asks: none of its cells has changed since it was sent back, and nothing was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.following.answered_by import is_answered_in, is_wanted
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.drawing import place_of
from qpv_xlsx.workbook.collection.controls import COMPLETE, STILL_WRONG, TO_REVIEW
from qpv_xlsx.workbook.collection.form import Content, Form, Line, Table
from qpv_xlsx.workbook.layout import sheet_name

_LONGEST_TEXT = 200  # that a formula compares: beyond it, its length
_LONGEST = 5000  # of the comparison, which stands in a formula that may have 8 192 signs
_SHORTEST_ANSWER = 15  # signs: « je confirme » and « corrigé » give no reason
_PRECISION = 1e-9
_Cell = tuple[Question, str, Content]
"""What it answers, its address, what it was sent with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A point of « Corrections » about a measure, with the cell that is *asked*.

    *answer*: its cell of « Votre réponse »; empty for one that has none. *awaited*: quartiers that were left blank.
    """

    found: Finding
    asked: Question
    answer: str
    awaited: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether no answer confirms it away."""
        return self.found.severity is Severity.ERROR

    @property
    def word(self) -> str:
        """What is said of it while it is open, a key of ``labels.controls``."""
        return STILL_WRONG if self.is_error else TO_REVIEW


def once_complete(
    form: Form, tables: tuple[Table, Table], line: Line, points: Sequence[OpenPoint]
) -> tuple[str, str] | None:
    """What the *Contrôle* of a row says that is right otherwise, as a formula, and now; None where no point is about it."""
    own = [point for point in points if point.asked.measure == line.measure.code]
    if not own:
        return None
    formula = _quoted(label(form.language, "controls", COMPLETE))
    for word in (TO_REVIEW, STILL_WRONG):
        still = [still_open(form, tables, line, point, len(own)) for point in own if point.word == word]
        if still:
            formula = f"IF({_one_of(still)},{_quoted(label(form.language, 'controls', word))},{formula})"
    now = STILL_WRONG if any(point.is_error for point in own) else TO_REVIEW
    return formula, label(form.language, "controls", now)


def still_open(form: Form, tables: tuple[Table, Table], line: Line, point: OpenPoint, count: int = 1) -> str:
    """The formula that tells whether *point*, one of *count* in a formula, is open: an error is not confirmed away."""
    row = tuple(_cells(form, tables, line))
    cells = [cell for cell in row if is_answered_in(point.found, point.asked, cell[0])] or row
    wanted = [cell for cell in cells if is_wanted(point.found, cell[0], point.awaited) and cell[2] in {None, ""}]
    if wanted:  # one that is filled in does not answer for the others; a situation does
        cells = [cell for cell in cells if cell[0].field is Field.SITUATION]
    lacks = [_one_of([f"LEN(TRIM({address}))=0" for _, address, _ in wanted])] if wanted else []
    unsaid = [f"LEN(TRIM({point.answer}))<{_SHORTEST_ANSWER}"] if point.answer and not point.is_error else []
    return f"AND({','.join((*lacks, *_comparisons(cells, _LONGEST // count), *unsaid))})"


def _one_of(formulas: Sequence[str]) -> str:
    return f"OR({','.join(formulas)})"


def _comparisons(cells: Sequence[_Cell], longest: int) -> Iterator[str]:
    """Each cell holds what it was sent with; as many of them as a formula may compare, and one at least."""
    length = 0
    for _, address, content in cells:
        comparison = _holds(address, content)
        length += len(comparison) + 1
        if length > longest and length > len(comparison) + 1:
            return
        yield comparison


def _cells(form: Form, tables: tuple[Table, Table], line: Line) -> Iterator[_Cell]:
    """The open cells of a row, and those of its quartiers."""
    indicators, quartiers = tables
    for number, column in enumerate(indicators.columns, 1):
        if column.field in line.open_fields:
            question = Question(measure=line.measure.code, field=column.field)
            yield question, place_of(sheet_name(indicators.sheet), line.number, number), form.contents.get(question)
    other = next((one for one in quartiers.lines if one.measure.code == line.measure.code), None)
    for number, column in enumerate(quartiers.columns, 1):
        if other is not None and column.field is Field.VALUE and column.quartier:
            question = Question(measure=line.measure.code, quartier=column.quartier)
            address = place_of(sheet_name(quartiers.sheet), other.number, number)
            yield question, address, form.contents.get(question)


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
            return f"ISNUMBER({cell}),ABS(N({cell})-{_number(content)})<={_number(tolerance)}"


def _number(value: float) -> str:
    return repr(value).replace("e", "E")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
