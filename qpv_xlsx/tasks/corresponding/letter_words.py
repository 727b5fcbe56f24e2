"""The words of a message: the campaign's text for its purpose, filled in with what is known of the campaign and the day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Self

from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.mail.letter_models import Text, letter_language, write_text
from qpv_xlsx.messages.numbers import day, long_day
from qpv_xlsx.messages.wordbook import phrase

_TEMPLATES = {Post.COLLECTION: "collecte", Post.CORRECTION: "correction", Post.REMINDER: "relance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where and when messages are written: the campaign, its folder, the moment."""

    folder: Path
    campaign: Campaign
    now: datetime

    def speaking(self, purpose: Post) -> Self:
        """The same, the campaign in the language of its text for *purpose*: one that was kept in another stays whole."""
        language = letter_language(self.folder, _TEMPLATES[purpose], self.campaign.language)
        return replace(self, campaign=replace(self.campaign, language=language))


def write_words(
    when: Occasion, purpose: Post, facts: dict[str, str], rich: Mapping[str, str] = MappingProxyType({})
) -> Text:
    """The text for *purpose*, with the campaign's own facts and *facts* filled in. *rich*: fields as HTML."""
    campaign = when.speaking(purpose).campaign
    language = campaign.language
    common = {
        "campagne": quotable(campaign.title),
        "annee": str(campaign.year),
        "echeance": deadline_words(campaign.deadline, language),
        "coordinateur": campaign.coordinator.name,
        "telephone": campaign.coordinator.phone,
        "courriel": campaign.coordinator.email,
        "fonction": campaign.coordinator.role,
        "demande": request_words(
            campaign.deadline, when.now.date(), language, is_correction=purpose is Post.CORRECTION
        ),
        "sujet": subject_words(campaign, language),
        "signature": signature_of(campaign.coordinator),
    }
    return write_text(when.folder, _TEMPLATES[purpose], language, {**common, **facts}, rich)


def request_words(deadline: date | None, today: date, language: str, *, is_correction: bool = False) -> str:
    """« Merci de répondre avant le 15 décembre 2026. » until that day, included; « Votre réponse était attendue le … » after it.

    *is_correction*: they have answered; what is still expected is the rest.
    """
    if deadline is None:
        return phrase(language, "mail_request_open")
    late = "mail_correction_late" if is_correction else "mail_request_late"
    key = "mail_request_due" if today <= deadline else late
    return phrase(language, key, day=long_day(deadline, language))


def quotable(title: str) -> str:
    """*title* as it stands between « and »: its own are those of a second level, “ and ”."""
    return re.sub(r"\s*»", "”", re.sub(r"«\s*", "“", title))


def subject_words(campaign: Campaign, language: str) -> str:
    """The campaign's title and the year collected, neither said twice."""
    title, year = campaign.title, str(campaign.year)
    if "indicat" in title.casefold():
        is_told = re.search(rf"(?<![\d–-]){year}(?![\d–-])", title)  # « 2015-2020 » is the contract's years
        return title if is_told else f"{title} – {year}"
    return f"{title} – {phrase(language, 'mail_indicators', year=year)}"


def signature_of(coordinator: Contact) -> str:
    """Name, function, telephone and address, one a line, those that are known."""
    lines = (coordinator.name, coordinator.role, coordinator.phone, coordinator.email)
    return "\n".join(line for line in lines if line)


def deadline_words(deadline: date | None, language: str) -> str:
    """« 31/03/2016 », or that there is none."""
    return day(deadline, language) if deadline else phrase(language, "mail_no_deadline")
