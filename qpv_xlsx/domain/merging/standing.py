"""Which decisions still stand: those that nobody has undone."""

from collections.abc import Iterable

from qpv_xlsx.domain.merging.ledger import Decision, Resolution

ON_ANSWERS = frozenset({Resolution.KEEP_FILE, Resolution.ACCEPT, Resolution.SET, Resolution.REFUSE})
"""What is decided of an answer, and not of a file or of what is asked next."""


def line_of(decision: Decision) -> tuple[str, str, str, str]:
    """Respondent, measure and quartier of the line that was decided; a decision on a file: its SHA-256."""
    asked = decision.question
    return decision.respondent, asked.measure, asked.quartier, "" if asked.measure else decision.sha256


def act_of(decision: Decision) -> tuple[str, str, str, str, str]:
    """What was decided at once: the fields of one line, at one moment. An undoing names the act that it undoes."""
    is_undoing = decision.verdict is Resolution.UNDO
    return (*line_of(decision), str(decision.value) if is_undoing else decision.decided.isoformat())


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """*decisions*, oldest first, without those undone later and without the undoings."""
    kept: list[Decision] = []
    for decision in decisions:
        if decision.verdict is Resolution.UNDO:
            kept = [one for one in kept if act_of(one) != act_of(decision)]
        else:
            kept.append(decision)
    return tuple(kept)
