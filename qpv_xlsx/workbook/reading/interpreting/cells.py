"""The way in: one located cell, read by its field and kind."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import FIGURES, UNSURE, Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.figures.reading import is_error
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import NOTHING, Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import clean
from qpv_xlsx.workbook.reading.interpreting.days import read_observed_on
from qpv_xlsx.workbook.reading.interpreting.figures import read_figure_cell
from qpv_xlsx.workbook.reading.interpreting.lists import read_perimeter, read_situation
from qpv_xlsx.workbook.reading.interpreting.powers import said_of_power
from qpv_xlsx.workbook.reading.interpreting.progress_words import read_milestone
from qpv_xlsx.workbook.reading.interpreting.shown import read_as_shown, said_of_look
from qpv_xlsx.workbook.reading.interpreting.texts import read_qualitative, read_text
from qpv_xlsx.workbook.reading.interpreting.typed import as_truth, typed

_READERS: Mapping[Field, Callable[[Cell, Asked], Read]] = MappingProxyType(
    {Field.SITUATION: read_situation, Field.PERIMETER: read_perimeter, Field.OBSERVED_ON: read_observed_on},
)

_WITH_FIGURE = UNSURE | {Situation.FINAL}
_ABSENCES = frozenset(
    case for one in Situation if one.explains_absence for case in (one.value, f"{one.value}_explained")
)  # « néant » may be nought
_RESERVES = frozenset(situation.value for situation in UNSURE)


def interpret(cell: Cell, asked: Asked) -> Read:
    """Answers of one entry cell, that of the field *asked* first, and the findings of its reading.

    Shares and gaps are expected in percent-formatted cells. A cell with an error yields no value. Answers for other
    fields (« 8 sur 15 », « nd ») yield to those fields' own cells: see ``gather``.
    """
    if cell.formula:
        cell = as_truth(cell)
    answers, findings = _content(cell, asked)
    if _is_bare(cell):
        return answers, findings
    return answers, (*findings, *_around(cell, asked))


def gather(reads: Iterable[tuple[Field, tuple[Answer, ...]]]) -> Mapping[Question, Answer]:
    """All answers by question, in order; what a cell says of another field counts where that field's cell is silent.

    « env. 18 » is not final, « nd » no figure, whatever the situation says: the words of the cell are the one truth.
    """
    own: dict[Question, Answer] = {}
    said_elsewhere: dict[Question, Answer] = {}
    for field, answers in reads:
        for answer in answers:
            (own if answer.question.field is field else said_elsewhere).setdefault(answer.question, answer)
    hedged = {question: answer for question, answer in said_elsewhere.items() if _is_hedged(answer, own.get(question))}
    return {**said_elsewhere, **own, **hedged}


def as_denied(reads: Iterable[tuple[Field, tuple[Answer, ...]]], findings: Iterable[Finding]) -> Iterator[Finding]:
    """*findings*, those of « 318 (p) » beside « Définitif », and of « nd » beside it, as warnings: one of both is wrong."""
    chosen = {
        (answer.question.measure, answer.question.quartier): answer.value
        for field, answers in reads
        for answer in answers
        if field is Field.SITUATION
    }
    for found in findings:
        beside = chosen.get((found.measure or "", found.quartier or ""))
        if found.code is not Code.V04 or found.facts.get("field") != Field.VALUE.value or beside is None:
            yield found
        elif found.case in _RESERVES and beside is Situation.FINAL:
            yield replace(found, case=f"{found.case}_denied", severity=Severity.WARNING)
        elif found.case in _ABSENCES and beside in _WITH_FIGURE:
            facts = {**found.facts, "chosen": str(beside)}
            yield replace(found, case="absent_denied", severity=Severity.WARNING, facts=facts)
        else:
            yield found


def _is_hedged(said: Answer, own: Answer | None) -> bool:
    if own is None:
        return False
    if said.value in UNSURE:
        return own.value is Situation.FINAL
    absence = read_absence(said.raw) if own.value in _WITH_FIGURE else None
    return absence is not None and absence.case in _ABSENCES


def _content(cell: Cell, asked: Asked) -> Read:
    if unusable := _unusable(cell, asked):
        return (), (unusable,)
    if cell.style.is_struck:
        return NOTHING
    if cell.value is None or (isinstance(cell.value, str) and not clean(cell.value).text):
        return NOTHING
    return _reader(asked)(cell, asked)


def _reader(asked: Asked) -> Callable[[Cell, Asked], Read]:
    if asked.is_figure:
        return _read_seen_figure
    if asked.field not in FIGURES:
        return _READERS.get(asked.field, read_text)
    return read_milestone if asked.measure.kind is Kind.MILESTONE else read_qualitative


def _read_seen_figure(cell: Cell, asked: Asked) -> Read:
    if isinstance(cell.value, str) and not cell.raised and (power := said_of_power(cell, asked)):
        return (), (power,)
    return read_as_shown(cell, asked, read_figure_cell)


def _unusable(cell: Cell, asked: Asked) -> Finding | None:
    """Formulas whose result is an error, absent, or never computed; and the text of an error, pasted as a value."""
    if cell.error:
        return asked.finding(Code.V07, cell.error)
    if isinstance(cell.value, str) and is_error(cell.value):
        return asked.finding(Code.V07, cell.value.strip())
    if not cell.has_result:
        return asked.finding(Code.V08, cell.formula or "")
    if cell.is_doubtful:
        return asked.finding(Code.V08, cell.formula or typed(cell), case="doubtful_zero")
    return None


def _is_bare(cell: Cell) -> bool:
    """Whether nothing stands beside the value, nor changes how it looks."""
    style = cell.style
    return not (
        cell.note
        or cell.struck
        or cell.raised
        or style.is_struck
        or style.is_invisible
        or style.painted
        or style.is_tiny
    )


def _around(cell: Cell, asked: Asked) -> Iterator[Finding]:
    """What stands on the cell beside its value, or changes how it looks: a note, a strike, a mark, a colour."""
    if cell.style.is_struck and (whole := typed(cell)):
        yield asked.finding(Code.V04, whole, case="struck_only", severity=Severity.WARNING, struck=whole)
    yield from said_of_look(cell, asked)
    if struck := cell.struck.strip():
        shown = typed(cell)
        case = "struck" if shown else "struck_only"
        yield asked.finding(Code.V04, shown, case=case, severity=Severity.WARNING, struck=struck)
    if note := clean(cell.note).text:
        yield asked.finding(Code.V12, note)
