"""Findings and errors as sentences that say where, what, and how to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.domain.publishing.marks_of_secrecy import WITHHELD
from qpv_xlsx.messages.cell_runs import places_in_words
from qpv_xlsx.messages.wordbook import LANGUAGES, fill, phrase, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes are called in this campaign: short labels of measures, names of quartiers."""

    measures: Mapping[str, str] = field(default_factory=dict)
    quartiers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, campaign: Campaign) -> Self:
        """For one campaign."""
        return cls(
            measures={measure.code: measure.label for measure in campaign.catalogue.measures},
            quartiers={
                quartier.id: quartier.name for territory in campaign.territories for quartier in territory.quartiers
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A finding in words. *message* begins with the place; *hint* is something to type or to click."""

    title: str
    message: str
    hint: str


def where(place: Place, measure: str | None, quartier: str | None, names: Names) -> str:
    """« Indicateurs!J6 (EMP-01, taux d'emploi) »; empty for a finding on the whole file."""
    spot = "!".join(part for part in (place.sheet, place.cell) if part)
    about = [measure, names.measures.get(measure, "")] if measure else []
    if quartier:
        about.append(names.quartiers.get(quartier, quartier))
    said = ", ".join(part for part in about if part)
    return f"{spot} ({said})" if spot and said else spot or said


def sentence(found: Finding, language: str, names: Names) -> Sentence:
    """A finding in words, in *language*. « read » (what stood in the cell) and the finding's facts fill the fields."""
    return _sentence_after(where(found.place, found.measure, found.quartier, names), found, language, names)


def sentence_by_language(found: Finding, names: Names) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Message and hint of *found* as facts of an error, which is told in the language of who reads it."""
    said = {language: sentence(found, language, names) for language in LANGUAGES}
    return {key: one.message for key, one in said.items()}, {key: one.hint for key, one in said.items()}


def placed_sentence(found: Finding, language: str, names: Names) -> Sentence:
    """The same after its cell alone, where its measure and quartier are already told beside it."""
    return _sentence_after(where(found.place, None, None, names), found, language, names)


def bare_sentence(found: Finding, language: str, names: Names) -> Sentence:
    """The same without its place, where cell, measure and quartier are already told beside it."""
    return _sentence_after("", found, language, names)


def _sentence_after(start: str, found: Finding, language: str, names: Names) -> Sentence:
    if found.case == WITHHELD:
        words = wording(language, found.code, "")
        return Sentence(title=words.title, message=phrase(language, "finding_withheld"), hint="")
    words = wording(language, found.code, found.case)
    facts = {"read": found.read or "", "measure": found.measure or "", **found.facts}
    if found.quartier:
        facts["quartier"] = names.quartiers.get(found.quartier, found.quartier)
    colon = {"fr": "\u00a0: ", "en": ": "}[language]
    message = fill(words.message, facts, language)
    if found.facts.get("confirmed"):
        message = phrase(language, "confirmed_because", message=message, reason=str(found.facts["confirmed"]))
    if found.facts.get("decided_because"):
        message = phrase(language, "decided_because", message=message, reason=str(found.facts["decided_because"]))
    return Sentence(
        title=words.title,
        message=f"{start}{colon}{message}" if start else message,
        hint=fill(words.hint, facts, language),
    )


def others_in_words(found: Sequence[Finding], language: str) -> str:
    """« et 36 autres : F22 à F57 »: findings that are only counted, by their cells, or by their measures where they have none."""
    places = (one.place if one.place.cell else one.place._replace(cell=one.measure) for one in found)
    return phrase(language, "other_cells", count=len(found), cells=places_in_words(places, language))
