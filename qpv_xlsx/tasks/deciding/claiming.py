"""Say whose a return is, where the file says nothing that the campaign knows, or says somebody else."""

from contextlib import closing
from datetime import datetime
from pathlib import Path, PurePath

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.former import respondent_called
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.deciding.said_again import is_said_again
from qpv_xlsx.domain.findings import CampaignError, Code, Severity, finding
from qpv_xlsx.domain.merging.ledger import Decision, Received, Resolution
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.messages.sentences import Names, sentence_by_language
from qpv_xlsx.register import Keeping, Register, open_register
from qpv_xlsx.tasks.incoming.reading_apart import latest_versions, read_parcels
from qpv_xlsx.tasks.incoming.refreshing import kept_parcel, read_again
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.workbook.reading.expectations import Expectations


def attribute(
    folder: Path, wanted: str, respondent: str, *, reason: str, author: str, now: datetime
) -> tuple[Decision, ...]:
    """Record that the return *wanted* (its name, or the start of its SHA-256) is *respondent*'s, and read it as theirs.

    Empty where the same is recorded already.
    Raises CampaignError for a file that cannot be read as theirs: an attribution never hides what is wrong with it.
    """
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("resolve_reason")
    owner = owner_named(campaign, respondent)
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        received = _return_named(wanted, register, ledger.orphans)
        decision = attribution(campaign, register, received, owner, reason, now)
        if is_said_again(ledger, [decision], ()):
            return ()
        register.decide(decision)
        read_again(campaign, register, now)
    return (decision,)


def owner_named(campaign: Campaign, wanted: str) -> Respondent:
    """The administration with that code, present or former. Raises CampaignError where there is none."""
    owner = respondent_called(campaign, wanted)
    if owner is None:
        codes = tuple(one.code for one in campaign.respondents)
        raise CampaignError("unknown_respondent", found=wanted, codes=codes)
    return owner


def attribution(
    campaign: Campaign, register: Register, received: Received, owner: Respondent, reason: str, now: datetime
) -> Decision:
    """The decision that *received* is *owner*'s. Raises CampaignError where it cannot be read as theirs."""
    _check(_read_as(campaign, register, received, owner), owner, campaign)
    return Decision(
        respondent=owner.code,
        question=Question(measure=""),
        verdict=Resolution.ATTRIBUTE,
        reason=reason.strip(),
        decided=now.astimezone(),
        sha256=received.submission.origin.sha256,
    )


def _return_named(wanted: str, register: Register, orphans: tuple[Received, ...]) -> Received:
    """The one kept return that is called so. Where none or several are, those of nobody are proposed."""
    kept = {one.submission.origin.sha256: one for one in register.arrivals() if one.stored}
    found = [one for one in kept.values() if is_called(one, wanted)]
    if len(found) != 1:
        proposed = found or [one for one in orphans if one.stored] or list(kept.values())
        names = tuple(f"{one.submission.origin.sha256[:12]} ({one.submission.origin.name})" for one in proposed)
        raise CampaignError("resolve_attribute_file", found=wanted, files=names or ("—",))
    return found[0]


def is_called(received: Received, wanted: str) -> bool:
    """Whether *wanted* is the return's name, the one it is kept under (with or without its folder), or begins its SHA-256."""
    origin, kept = received.submission.origin, PurePath(received.stored).name
    is_kept = bool(kept) and PurePath(wanted).name == kept
    return origin.name == wanted or is_kept or (bool(wanted) and origin.sha256.startswith(wanted.lower()))


def _read_as(campaign: Campaign, register: Register, received: Received, owner: Respondent) -> Submission:
    expected, versions = Expectations(decided=owner.code), latest_versions(register.dispatches())
    content, kept = register.read_kept(received)
    if kept is not Keeping.WHOLE:
        told = finding(Code.F01, case=kept.value, file=received.stored)
        detail, _ = sentence_by_language(told, Names.of(campaign))
        raise CampaignError(
            "resolve_attribute_unread", file=received.submission.origin.name, respondent=owner.code, detail=detail
        )
    parcel = kept_parcel(received, content)
    with closing(read_parcels(campaign, [parcel], lambda _: expected, versions)) as read:
        _, submission = next(read)
    return submission


def _check(submission: Submission, owner: Respondent, campaign: Campaign) -> None:
    if submission.outcome is Outcome.ACCEPTED and submission.answers:
        return
    reasons = sorted(submission.findings, key=lambda found: found.severity is not Severity.ERROR)
    said = sentence_by_language(reasons[0], Names.of(campaign))[0] if reasons else submission.origin.name
    raise CampaignError("resolve_attribute_unread", file=submission.origin.name, respondent=owner.code, detail=said)
