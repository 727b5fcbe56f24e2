"""Who will not answer, and what: said in a return, or recorded by the coordinator; and who declares that there is nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from qpv_xlsx.domain.contract.questions import WORDS, Question
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Held, Received, Refusal, Resolution
from qpv_xlsx.domain.returned.refusing_words import WHOLE, is_answered, refusals_told

Entries = Mapping[Question, Entry]
Refusals = Mapping[str, Refusal]

_OF_THE_WHOLE = frozenset({Resolution.REFUSE, Resolution.NIL})
_OWED = frozenset({Code.M01, Code.M02, Code.M03})
_KEPT_BY_A_REFUSAL = frozenset({"refused", "refused_all", "nil"})


def in_force(decisions: Sequence[Decision], returns: Sequence[Received]) -> tuple[Decision, ...]:
    """*decisions* without refusals and « état néant » that a later return gave the lie to: it answers."""
    return tuple(one for one in decisions if one.verdict not in _OF_THE_WHOLE or not _is_belied(one, returns))


def is_declared_nil(decisions: Sequence[Decision]) -> bool:
    """Whether the coordinator's last word on the whole is an « état néant »."""
    last = _last_on_the_whole(decisions)
    return last is not None and last.verdict is Resolution.NIL


def refusals_of(decisions: Sequence[Decision], entries: Entries, measures: Collection[str]) -> Refusals:
    """What is refused, by measure that has no answer. *decisions*: those in force. *measures*: those expected."""
    answers = {question: entry.answer for question, entry in entries.items()}
    told = (_said(code, entries[answer.question]) for code, answer in refusals_told(answers).items())
    found = {one.measure: one for one in (*told, *_decided(decisions))}
    whole = found.get(WHOLE)
    refusals = ((code, found.get(code, whole)) for code in measures if not is_answered(code, answers))
    return {code: one for code, one in refusals if one is not None}


def refusal_of_all(refusals: Refusals, measures: Collection[str]) -> Refusal | None:
    """The refusal where all *measures* are refused, in one sentence or in several; None: something is answered, or owed."""
    if not measures or any(code not in refusals for code in measures):
        return None
    return max(refusals.values(), key=lambda one: (one.measure == WHOLE, one.said))


def is_owed_no_longer(held: Held, refusals: Refusals, *, is_nil: bool) -> bool:
    """Whether it asks for what was refused, or declared not to exist."""
    found = held.found
    if found.code not in _OWED or found.case in _KEPT_BY_A_REFUSAL:
        return False
    is_all = is_nil or any(one.measure == WHOLE for one in refusals.values())
    return is_all or (bool(refusals) if found.measure is None else found.measure in refusals)


def _is_belied(decision: Decision, returns: Sequence[Received]) -> bool:
    asked = decision.question
    return any(
        received.received > decision.decided
        and any(
            question.field not in WORDS and asked.measure in {WHOLE, question.measure}
            for question in received.submission.answers
        )
        for received in returns
    )


def _last_on_the_whole(decisions: Sequence[Decision]) -> Decision | None:
    whole = (one for one in decisions if one.verdict in _OF_THE_WHOLE and not one.question.measure)
    return max(whole, key=lambda one: one.decided, default=None)


def _decided(decisions: Sequence[Decision]) -> Iterator[Refusal]:
    last = _last_on_the_whole(decisions)
    if last is not None and last.verdict is Resolution.REFUSE:
        yield _recorded(last)
    yield from (_recorded(one) for one in decisions if one.verdict is Resolution.REFUSE and one.question.measure)


def _recorded(decision: Decision) -> Refusal:
    return Refusal(
        measure=decision.question.measure, reason=decision.reason, said=decision.decided, author=decision.author
    )


def _said(measure: str, entry: Entry) -> Refusal:
    """What a return says itself."""
    source = entry.source
    return Refusal(measure=measure, reason=entry.answer.raw, said=source.received, file=source.submission.origin.name)
