"""Answers that are taken back: by a situation that says there is none, or by an empty cell where every cell speaks."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.contract.questions import COUNTED, WORDS, Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Severity, finding
from qpv_xlsx.domain.merging.ledger import Entry, Held, Received
from qpv_xlsx.domain.returned.answers import Answer, Submission

_OF_ITS_OWN = COUNTED | {Field.VALUE}  # the figure of the whole territory may be known all the same


def take_back(
    statements: Mapping[Question, list[Received]],
    received: Received,
    corrections: Sequence[datetime],
    decided: Collection[Question],
) -> None:
    """Remove from *statements* (who answered each question) the older ones that *received* takes back, those *decided* on excepted.

    « Non disponible », « sans objet », « secret » take back the figures of the same measure; a figure takes back such a
    situation, and another figure of a quartier takes back that it was provisional. In a correction workbook, which came with all answers, an emptied cell takes back its own, unless it was
    given after the workbook was written (*corrections*: when they were). A file without the row takes nothing back.
    """
    submission = received.submission
    for question in {*_figures_denied(submission), *_situations_denied(submission)} - set(decided):
        stated = statements.get(question, [])
        is_situation = question.field is Field.SITUATION
        stated[:] = [one for one in stated if is_situation and _holds_still(question, one.submission, submission)]
    if submission.is_correction:
        written = max((moment for moment in corrections if moment <= received.received), default=received.received)
        for question in set(submission.emptied) - set(decided):
            stated = statements.get(question, [])
            stated[:] = [one for one in stated if one.received > written]


def _holds_still(situation: Question, former: Submission, latest: Submission) -> bool:
    """Whether a situation holds beside the figure that came after it. That of a quartier was written with its own figure: it goes with it."""
    if _explains(former.answers[situation]):
        return False
    figure = situation._replace(field=Field.VALUE)
    if not situation.quartier or figure not in former.answers:
        return True
    return former.answers[figure].value == latest.answers[figure].value


def _explains(answer: Answer) -> bool:
    return isinstance(answer.value, Situation) and answer.value.explains_absence


def _figures_denied(submission: Submission) -> Iterator[Question]:
    answers = submission.answers
    for question, answer in answers.items():
        if isinstance(answer.value, Situation) and answer.value.explains_absence:
            yield from (figure for figure in _figures_of(question) if figure not in answers)


def _situations_denied(submission: Submission) -> Iterator[Question]:
    """Situations that another return gave, where this one gives the value."""
    for question in submission.answers:
        if question.field is Field.VALUE and (situation := _situation_of(question)) not in submission.answers:
            yield situation


@lru_cache(maxsize=4096)
def _figures_of(situation: Question) -> tuple[Question, ...]:
    """The same few for every return of an administration, and there may be thousands."""
    return tuple(situation._replace(field=field) for field in sorted(_OF_ITS_OWN))


@lru_cache(maxsize=4096)
def _situation_of(value: Question) -> Question:
    return value._replace(field=Field.SITUATION)


def spoken_of(submission: Submission) -> frozenset[Question]:
    """Questions without answer in *submission* of which it speaks all the same: what was to be mended there is over."""
    emptied = submission.emptied if submission.is_correction else ()
    return frozenset((*_figures_denied(submission), *emptied))


def emptied_cells(
    returns: Sequence[Received], entries: Mapping[Question, Entry], decided: Collection[Question], respondent: str
) -> Iterator[Held]:
    """C07 where an ordinary return sends a row again with a cell of it empty: its former answer still counts, and is asked."""
    told: set[Question] = set()
    for received in reversed(returns):
        older = [
            (question, place, entry)
            for question, place in received.submission.emptied.items()
            if question not in told and question not in decided
            if (entry := entries.get(question)) is not None and entry.source.sequence < received.sequence
        ]
        again = {_row(question) for question in received.submission.answers} if older else ()
        for question, place, entry in older:
            if _row(question) not in again:
                continue
            told.add(question)
            found = finding(
                Code.C07,
                case="emptied",
                place=place,
                severity=Severity.INFO if question.field in WORDS else None,
                measure=question.measure,
                quartier=question.quartier or None,
                field=question.field.value,
                other=entry.answer.told,
                other_file=entry.source.submission.origin.name,
                other_received=entry.source.received.date(),
                file=received.submission.origin.name,
                received=received.received.date(),
            )
            yield Held(found=found, respondent=respondent, source=received, question=question)


def figures_taken_back(
    returns: Sequence[Received],
    entries: Mapping[Question, Entry],
    settled: Collection[Question],
    doubted: Collection[tuple[int, Question]],
    owner: Respondent,
) -> Iterator[Held]:
    """C07 where a situation took back a figure that nothing stood against: it would vanish without a word.

    Only told, where an administration takes back its own; to be decided where two became one (*owner* has former codes), since
    one of them says nothing of the other's figure. *settled*: decided. *doubted*: as in ``reconciling.disagreements``.
    """
    for question, entry in entries.items():
        figure = question._replace(field=Field.VALUE)
        if question.field is not Field.SITUATION or not _explains(entry.answer) or figure in entries:
            continue
        older = [
            (received, received.submission.answers[figure])
            for received in returns
            if received.sequence < entry.source.sequence and figure in received.submission.answers
        ]
        if not older or {question, figure} & set(settled) or (older[-1][0].sequence, figure) in doubted:
            continue
        source, answer = older[-1]
        found = finding(
            Code.C07,
            case="taken_back",
            place=entry.answer.place,
            severity=None if owner.former_codes else Severity.INFO,
            measure=question.measure,
            quartier=question.quartier or None,
            read=entry.answer.raw,
            field=figure.field.value,
            value=str(entry.answer.value),
            file=entry.source.submission.origin.name,
            received=entry.source.received.date(),
            other=answer.raw,
            other_file=source.submission.origin.name,
            other_received=source.received.date(),
        )
        yield Held(found=found, respondent=owner.code, source=entry.source, question=question)


def _row(question: Question) -> tuple[str, bool]:
    """The row of a sheet that *question* stands in."""
    return question.measure, bool(question.quartier)
