"""« Paramètres »: the year, thresholds and words that every formula of the master reads, under a defined name each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Progress
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.judging.assessment import Attainment, Reason, Reporting
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.workbook.master.looks import ATTAINMENT_BADGES, REPORTING_BADGES, Badge

YEAR = "annee_campagne"
ON_TRACK = "seuil_bonne_voie"
WATCH = "seuil_surveiller"
LATE = "seuil_retard"
TOLERANCE = "tolerance_maintien"
RESERVED = "sous_reserve"

_GROUPS: tuple[tuple[type[StrEnum], str, str], ...] = (
    (Reporting, "remontee", "reporting"),
    (Attainment, "avancement", "attainment"),
    (Reason, "motif", "reasons"),
    (Situation, "situation", "situations"),
    (Progress, "etat", "progress"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One line. *name*: the defined name of its value. *badge*: how the word shows as a status; None: it does not."""

    name: str
    title: str
    value: float | str
    meaning: str
    badge: Badge | None = None
    number_format: str = "General"


def settings_of(campaign: Campaign, language: str) -> Iterator[Parameter]:
    """Every line of the sheet, in order."""
    thresholds = campaign.options.thresholds
    yield _figure(YEAR, campaign.year, "0", language)
    yield _figure(ON_TRACK, thresholds.on_track, "0%", language)
    yield _figure(WATCH, thresholds.watch, "0%", language)
    yield _figure(LATE, thresholds.late, "0%", language)
    yield _figure(TOLERANCE, thresholds.tolerance, "0%", language)
    yield _word(RESERVED, language)
    for words, _, section in _GROUPS:
        for member in words:
            yield Parameter(
                name=word_name(member),
                title=label(language, "master_groups", section),
                value=label(language, section, member.value),
                meaning=_meaning(member, section, language),
                badge=_badge(member),
            )


def word_name(member: StrEnum) -> str:
    """The defined name of a status, reason, situation or state: « avancement_atteint »."""
    group = next(prefix for words, prefix, _ in _GROUPS if isinstance(member, words))
    return f"{group}_{member.value}"


def _figure(name: str, value: float, number_format: str, language: str) -> Parameter:
    return Parameter(
        name=name,
        title=label(language, "master_settings", name),
        value=value,
        meaning=label(language, "master_meanings", name),
        number_format=number_format,
    )


def _word(name: str, language: str) -> Parameter:
    return Parameter(
        name=name,
        title=label(language, "master_settings", name),
        value=phrase(language, f"master_{name}"),
        meaning=label(language, "master_meanings", name),
    )


def _meaning(member: StrEnum, section: str, language: str) -> str:
    if section not in {"reporting", "attainment"}:
        return label(language, "master_meanings", section)
    return label(language, "master_meanings", word_name(member))


def _badge(member: StrEnum) -> Badge | None:
    match member:
        case Reporting():
            return REPORTING_BADGES[member]
        case Attainment():
            return ATTAINMENT_BADGES[member]
        case _:
            return None


@cache
def status_rules() -> tuple[tuple[str, Style], ...]:
    """Each status's defined name and conditional style."""
    badges = chain(REPORTING_BADGES.items(), ATTAINMENT_BADGES.items())
    return tuple((word_name(status), badge.style) for status, badge in badges)
