"""What a successor must know: decided, by whom and why; told by telephone; still open; changed since; never to be done."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.following.campaign_changes import CampaignChange
from qpv_xlsx.domain.following.unfinished import COUNTED, NAMED, unfinished_in
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution
from qpv_xlsx.messages.decided_words import act_words
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.past_words import revision_words
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import label, labels, phrase

_BY_TELEPHONE = re.compile(r"\b(?:appel|appelé|t[ée]l|t[ée]l[ée]phon\w*|phone|called?|telephon\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverSection:
    """One table. *note*: the sentence under its title. No row: *note* says that there is nothing."""

    title: str
    note: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def handover(
    campaign: Campaign, ledger: Ledger, changes: Sequence[CampaignChange], since: date | None, language: str
) -> tuple[HandoverSection, ...]:
    """The sections, in the order in which a successor reads them. *since*: when the campaign first went out; None: unknown."""
    return (
        _section("never", _rules(language), language),
        _section("open", _open(campaign, ledger, language), language),
        _section("decided", _decided(campaign, ledger, language), language),
        _section("revised", _revised(campaign, language), language),
        _changed(changes, since, language),
        _section("people", _people(campaign), language),
    )


def _section(key: str, rows: Iterator[tuple[str, ...]], language: str) -> HandoverSection:
    told = tuple(rows)
    return HandoverSection(
        title=label(language, "handover_titles", key),
        note=phrase(language, f"handover_{key}" if told else "handover_nothing"),
        headers=tuple(label(language, "handover_headers", name) for name in _HEADERS[key]),
        rows=told,
    )


_HEADERS: Mapping[str, tuple[str, ...]] = {
    "never": ("number", "rule"),
    "open": ("subject", "about", "detail"),
    "decided": ("day", "author", "respondent", "measure", "decision", "reason", "origin"),
    "revised": ("day", "author", "respondent", "detail"),
    "changed": ("sheet", "about", "column", "before", "after"),
    "people": ("respondent", "name", "role", "phone", "email"),
}


def _rules(language: str) -> Iterator[tuple[str, ...]]:
    for number, text in enumerate(labels(language, "handover_never").values(), start=1):
        yield str(number), text


def _open(campaign: Campaign, ledger: Ledger, language: str) -> Iterator[tuple[str, ...]]:
    """What nobody has settled: in the returns, in the official text, in the measures."""
    left = unfinished_in(campaign, ledger)
    for kind in COUNTED:
        if count := getattr(left, kind):
            yield label(language, "handover_open", kind), "", str(count)
    for kind in NAMED:
        if names := getattr(left, kind):
            yield label(language, "handover_open", kind), "", ", ".join(names)
    for choice in campaign.choices:
        if choice.is_open:
            yield label(language, "handover_open", "choice"), choice.measure, choice.question
    for measure in campaign.catalogue.measures:
        if not measure.is_confirmed:
            yield label(language, "handover_open", "unconfirmed"), measure.code, measure.label
    for waiver in campaign.waivers:
        about = " ".join(filter(None, (waiver.respondent, waiver.measure, waiver.quartier, waiver.code)))
        yield label(language, "handover_open", "waiver"), about, waiver.reason


def _decided(campaign: Campaign, ledger: Ledger, language: str) -> Iterator[tuple[str, ...]]:
    """Decisions that stand, the latest first."""
    measures = campaign.catalogue.measure_by_code
    names = {
        received.submission.origin.sha256: received.submission.origin.name
        for received in (*(one for account in ledger.accounts.values() for one in account.returns), *ledger.orphans)
    }
    for act in reversed([*acts_standing(ledger.decisions).values()]):
        first = act[0]
        asked = first.question
        kind = measures[asked.measure].kind if asked.measure in measures else Kind.TEXT
        yield (
            day(first.decided.date(), language),
            first.author or "–",
            first.respondent or "–",
            " ".join(part for part in (asked.measure, asked.quartier) if part) or "–",
            act_words(act, kind, names, language),
            first.reason or "–",
            _origin(first, language),
        )


def _origin(decision: Decision, language: str) -> str:
    """Where the figure was taken from: by telephone, told to the coordinator, or a return."""
    if _BY_TELEPHONE.search(decision.reason):
        return label(language, "handover_origins", "telephone")
    is_told = decision.verdict is Resolution.SET and decision.value is not None
    return label(language, "handover_origins", "told" if is_told else "received")


def _revised(campaign: Campaign, language: str) -> Iterator[tuple[str, ...]]:
    measures, names = campaign.catalogue.measure_by_code, Names.of(campaign)
    for past in campaign.history:
        if past.revised_on is not None:
            kind = past.kind or (measures[past.measure].kind if past.measure in measures else Kind.TEXT)
            about = revision_words(past, kind, language, names)
            yield day(past.revised_on, language), past.revised_by or "–", past.respondent or "–", about


def _changed(changes: Sequence[CampaignChange], since: date | None, language: str) -> HandoverSection:
    rows = tuple(_change_row(change, language) for change in changes)
    key = "handover_unsent" if since is None else "handover_changed" if rows else "handover_unchanged"
    return HandoverSection(
        title=label(language, "handover_titles", "changed"),
        note=phrase(language, key, **({} if since is None else {"day": since})),
        headers=tuple(label(language, "handover_headers", name) for name in _HEADERS["changed"]),
        rows=rows,
    )


def _change_row(change: CampaignChange, language: str) -> tuple[str, ...]:
    if change.is_added or change.is_removed:
        words = label(language, "handover_origins", "added" if change.is_added else "removed")
        return change.sheet, change.about, words, "", ""
    return change.sheet, change.about, change.column, change.before or "–", change.after or "–"


def _people(campaign: Campaign) -> Iterator[tuple[str, ...]]:
    for respondent in campaign.respondents:
        for contact in respondent.contacts:
            yield respondent.code, contact.name, contact.role, contact.phone, contact.email
