"""Decisions that stand, one act at a time: what was decided of a line at one moment, and the short key that names it."""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import chain

from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.domain.merging.standing import act_of, standing


def acts_standing(decisions: Iterable[Decision]) -> Mapping[str, tuple[Decision, ...]]:
    """What stands, oldest first, by the key of the act; the committee's notes are no decisions on answers."""
    acts: dict[str, list[Decision]] = {}
    for decision in standing(decisions):
        if decision.verdict is not Resolution.NOTE:
            acts.setdefault(key_of_act(decision), []).append(decision)
    return {key: tuple(act) for key, act in acts.items()}


def key_of_act(decision: Decision) -> str:
    """« D-3f2a90c1 »: the same for all that was decided of one line at one moment."""
    told = "\n".join(act_of(decision))
    return f"D-{hashlib.sha256(told.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"


def names_by_sha256(ledger: Ledger) -> Mapping[str, str]:
    """What every file that was received is called, by its SHA-256."""
    accounts = (account.returns for account in ledger.accounts.values())
    came = chain(*accounts, ledger.orphans)
    return {one.submission.origin.sha256: one.submission.origin.name for one in came}
