"""Decisions that ``decisions.xlsx`` remembers in its hidden sheet, for a register that is lost together with its journal."""

import json
from collections.abc import Iterable, Sequence

from qpv_xlsx.domain.merging.ledger import Decision
from qpv_xlsx.register import Register
from qpv_xlsx.register.records import decision_of, decision_row


def told_of(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """One text for each decision, undone ones and notes for the committee included."""
    return tuple(json.dumps(decision_row(decision)) for decision in decisions)


def remember(register: Register, told: Sequence[str]) -> int:
    """Record again what *told* holds and *register* does not; how many decisions.

    Only those taken after all that it knows: the latest on a question wins, and an older one must not become the latest.
    """
    known = register.decisions()
    last = max((decision.decided for decision in known), default=None)
    lost = [one for one in _decisions(told) if one not in known and (last is None or one.decided >= last)]
    for decision in lost:
        register.decide(decision)
    return len(lost)


def _decisions(told: Sequence[str]) -> Iterable[Decision]:
    """Texts that somebody changed are no decisions any more."""
    for text in told:
        try:
            yield decision_of(json.loads(text))
        except (ValueError, KeyError, TypeError):
            continue
