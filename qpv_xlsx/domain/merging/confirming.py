"""Figures that a respondent maintains: a warning that was asked about is settled by the reason given, an error never is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.merging.ledger import Entry, Held, Received

Confirmed = Mapping[tuple[str, str, str], str]
"""Reasons by measure, quartier (or empty) and code."""


def with_confirmation(held: Held, returns: Sequence[Received], entries: Mapping[Question, Entry]) -> Held:
    """*held* as a remark with its reason, where the latest return that speaks of it confirms the figure that counts.

    A figure that came after the confirmation is another one. A disagreement between returns is the coordinator's. What is
    odd about a figure that the coordinator gave, with a reason, is a remark too: it was looked at.
    """
    found = held.found
    if found.severity is not Severity.WARNING or found.code is Code.C07 or found.measure is None:
        return held
    if _is_explained(found, entries):
        return replace(held, found=replace(found, severity=Severity.INFO))
    asked = held.question or Question(measure=found.measure, quartier=found.quartier or "")
    if found.code.value[0] == "C" and (decided := _decided(entries.get(asked))) is not None:
        return replace(
            held, found=replace(found, severity=Severity.INFO, facts={**found.facts, "decided_because": decided})
        )
    confirming = [one for one in returns if _about(found) in one.submission.confirmed]
    if not confirming:
        return held
    entry = entries.get(asked)
    if entry is not None and entry.source.received > confirming[-1].received:
        return held
    return replace(held, found=as_confirmed(found, confirming[-1].submission.confirmed))


def as_confirmed(found: Finding, confirmed: Confirmed) -> Finding:
    """*found* as a remark with its reason, where it is a warning that *confirmed* speaks of."""
    reason = confirmed.get(_about(found))
    if found.severity is not Severity.WARNING or reason is None:
        return found
    return replace(found, severity=Severity.INFO, facts={**found.facts, "confirmed": reason})


def _about(found: Finding) -> tuple[str, str, str]:
    return found.measure or "", found.quartier or "", found.code.value


def _is_explained(found: Finding, entries: Mapping[Question, Entry]) -> bool:
    """A gap that is said to be reversed, « confirmez-le en Commentaire »: the comment confirms it."""
    is_reversed = found.code is Code.V03 and found.case == "sign"
    return is_reversed and Question(measure=found.measure or "", field=Field.COMMENT) in entries


def _decided(entry: Entry | None) -> str | None:
    """Why the coordinator gave the figure; None: it is not theirs."""
    decision = entry.replacing if entry else None
    return decision.reason if decision is not None and decision.reason else None
