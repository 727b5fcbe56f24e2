"""What the register remembers, under the codes that the campaign has now, and with whose it is as the coordinator said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import Former, former_codes, present_code, present_question
from qpv_xlsx.domain.merging.ledger import Decision, Dispatch, Received, Resolution, Sending


def attributions(decisions: Iterable[Decision]) -> Mapping[str, str]:
    """Whose return the coordinator said that a file is, by SHA-256; the latest word counts."""
    ordered = sorted(decisions, key=lambda decision: decision.decided)
    return {one.sha256: one.respondent for one in ordered if one.verdict is Resolution.ATTRIBUTE}


def present_returns(
    campaign: Campaign, returns: Iterable[Received], decisions: Iterable[Decision]
) -> tuple[Received, ...]:
    """*returns*, each of the administration that the coordinator named, or that its mail pointed to under any code."""
    owners, present = attributions(decisions), former_codes(campaign).respondents
    return tuple(return_of_owner(received, owners, present) for received in returns)


def return_of_owner(received: Received, owners: Mapping[str, str], present: Mapping[str, str]) -> Received:
    """*received* as that of its present owner. *owners*: by hash, as the coordinator said; *present*: codes by former ones."""
    owner = owners.get(received.submission.origin.sha256) or received.attributed
    return replace(received, attributed=present_code(owner, present)) if owner else received


class OwnedReturn(Protocol):
    """Whose a return is, without what it holds."""

    @property
    def sequence(self) -> int:
        """Its number."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""

    @property
    def respondent(self) -> str:
        """Told by the workbook; empty: it does not say."""

    @property
    def attributed(self) -> str:
        """Told by the mail; empty: it does not say."""


def present_owners(
    campaign: Campaign, returns: Iterable[OwnedReturn], decisions: Iterable[Decision]
) -> Iterator[tuple[int, str]]:
    """Number of each return with whose it is, empty for nobody's: as ``present_returns`` has it, without their contents."""
    owners, present = attributions(decisions), former_codes(campaign).respondents
    for one in returns:
        owner = owners.get(one.sha256) or one.attributed
        yield one.sequence, one.respondent or (present_code(owner, present) if owner else "")


def present_decisions(campaign: Campaign, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """*decisions* on what is asked now, of those who are asked now."""
    former = former_codes(campaign)
    return tuple(_present_decision(decision, former) for decision in decisions)


def _present_decision(decision: Decision, former: Former) -> Decision:
    respondent = present_code(decision.respondent, former.respondents)
    question = present_question(decision.question, former)
    if (respondent, question) == (decision.respondent, decision.question):
        return decision
    measure = decision.question.measure
    changed = [decision.respondent] if respondent != decision.respondent else []
    changed += [measure] if question.measure != measure else []
    return replace(decision, respondent=respondent, question=question, recorded_as=", ".join(changed))


def present_sendings(campaign: Campaign, sendings: Iterable[Sending]) -> tuple[Sending, ...]:
    """*sendings* to those who are asked now."""
    present = former_codes(campaign).respondents
    return tuple(replace(one, respondent=present_code(one.respondent, present)) for one in sendings)


def present_dispatches(campaign: Campaign, dispatches: Iterable[Dispatch]) -> tuple[Dispatch, ...]:
    """*dispatches* made for those who are asked now."""
    present = former_codes(campaign).respondents
    return tuple(replace(one, respondent=present_code(one.respondent, present)) for one in dispatches)
