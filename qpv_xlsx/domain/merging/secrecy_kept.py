"""« s » holds even where the row that says it is not taken: it came late, contradicts another, was replaced, is nobody's.

Publishing cannot be undone. Only the administration, in a later return, or the coordinator, of the situation itself, lifts it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.merging.ledger import OF_A_MESSAGE, Decision, Entry, Received, Resolution
from qpv_xlsx.domain.returned.answers import Outcome, Submission

_LIFTING = frozenset[Value]({Situation.FINAL, Situation.PROVISIONAL, Situation.ESTIMATED, Situation.NOT_APPLICABLE})


def secrecy_kept(
    returns: Sequence[Received],
    taken: Collection[Received],
    entries: Mapping[Question, Entry],
    decisions: Sequence[Decision],
) -> Mapping[Question, Received]:
    """Situations « s » that one of *returns* says and *entries* do not hold. *taken*: returns that count. *decisions*: that stand."""
    counted = {received.sequence for received in taken if received.submission.outcome is Outcome.ACCEPTED}
    said: dict[Question, Received] = {}
    for received in returns:
        if received.sequence in counted:
            for question in _lifted_in(received.submission):
                said.pop(question, None)
        said |= dict.fromkeys(_said_in(received.submission), received)
    return {
        question: received
        for question, received in said.items()
        if not _holds(entries, question) and not any(_lifts(one, question, received, decisions) for one in decisions)
    }


def _holds(entries: Mapping[Question, Entry], question: Question) -> bool:
    return question in entries and entries[question].answer.value == Situation.SECRET


def _said_in(submission: Submission) -> Iterator[Question]:
    yield from submission.secrecy
    for question, answer in submission.answers.items():
        if question.field is Field.SITUATION and answer.value == Situation.SECRET:
            yield question


def _lifted_in(submission: Submission) -> Iterator[Question]:
    """Another situation chosen; in a correction workbook, which came with the « s », its cell emptied beside a figure."""
    for question, answer in submission.answers.items():
        if question.field is Field.SITUATION and answer.value in _LIFTING:
            yield question
    if submission.is_correction:
        for question in submission.emptied:
            if question.field is Field.SITUATION and question._replace(field=Field.VALUE) in submission.answers:
                yield question


def _lifts(decision: Decision, question: Question, said: Received, decisions: Sequence[Decision]) -> bool:
    """The file was set aside as nobody's; or the situation itself was decided, and not with a figure (« env. 20 »)."""
    if decision.verdict in OF_A_MESSAGE and decision.sha256 == said.submission.origin.sha256:
        return said.submission.outcome is not Outcome.ACCEPTED
    if decision.verdict is not Resolution.SET or decision.question != question or decision.value not in _LIFTING:
        return False
    figure = question._replace(field=Field.VALUE)
    is_alone = not any(one.question == figure and one.decided == decision.decided for one in decisions)
    return is_alone and decision.decided > said.received
