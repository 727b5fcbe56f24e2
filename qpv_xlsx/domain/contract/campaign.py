"""One collection, for one year, on one or more territories: who is asked what, when, and what is already decided."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.local_aims import LocalAim, measure_there
from qpv_xlsx.domain.contract.measures import Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.options import Options
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.contract.remembering import Same, forgettable, remembered
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.contract.successions import Succession
from qpv_xlsx.domain.findings import CampaignError, Code, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person or a shared mailbox of a respondent, or the coordinator. Empty texts: still to be filled in."""

    name: str = ""
    email: str = ""
    role: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """An administration that fills one workbook: some conventions of one territory, and the measures that name it.

    *former_codes*: what it, or those that it took over, was called in returns, decisions and years before.
    """

    code: str
    name: str
    territory: str
    conventions: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception, as data. None in a field means « all ».

    Without *code* the measure is not asked of the respondent; with *code* that rule is silenced for the cell.
    """

    reason: str
    decided_on: date
    respondent: str | None = None
    measure: str | None = None
    quartier: str | None = None
    code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question on the official text that only the coordinator can settle.

    *measure*: its code, or that of an indicator, for all its measures. *decision*: empty until then.
    *start_perimeter*: what the baseline covers, where that is what was asked; given alone it is a decision too.
    """

    measure: str
    question: str
    decision: str = ""
    decided_on: date | None = None
    start_perimeter: Perimeter | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return not self.decision.strip() and self.start_perimeter is None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastResult:
    """A figure of a former campaign. *value* is None where the year gave a situation (nd, so, s) or words only.

    *respondent*: the administration whose figure it is; None: the result of the territory (the combined one where
    several answered, or the only one, as campaigns of version 1.0.0 wrote it).
    *kind*: what sort of value the measure had then; None: the present one, as nobody wrote it.
    *revised_on*: when the figure was corrected after its year; None: it is the one that was collected. *value_before*:
    the figure until then. *revised_by* and *revision_reason* say who did it and why.
    *stood*: the code of its *Avancement* when its year was taken over; None: nobody kept it, it is worked out.
    """

    year: int
    territory: str
    measure: str
    respondent: str | None = None
    quartier: str | None = None
    value: float | None = None
    text: str = ""
    territory_value: float | None = None
    situation: Situation | None = None
    perimeter: Perimeter | None = None
    geography: str = ""
    kind: Kind | None = None
    value_before: float | None = None
    revised_on: date | None = None
    revised_by: str = ""
    revision_reason: str = ""
    stood: str | None = None

    @property
    def is_revised(self) -> bool:
        """Whether the figure was corrected after its year: « (r) » stands beside it."""
        return self.revised_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """Everything the coordinator decided. *deadline* is announced to respondents; after *closing* nothing is taken.

    *asks_date* and *asks_method*: respondents also say when the figure was observed, and how it was established.
    *former_codes*: what the campaign was called before, without or with its year (« cdv-2024-2030 »).
    """

    code: str
    title: str
    year: int
    catalogue: Catalogue
    territories: tuple[Territory, ...]
    respondents: tuple[Respondent, ...]
    coordinator: Contact
    language: str = "fr"
    deadline: date | None = None
    closing: date | None = None
    asks_date: bool = False
    asks_method: bool = False
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    revisions: tuple[Revision, ...] = ()
    local_aims: tuple[LocalAim, ...] = ()
    history: tuple[PastResult, ...] = ()
    successions: tuple[Succession, ...] = ()
    options: Options = field(default_factory=Options)
    former_codes: tuple[str, ...] = ()


def choose_respondents(campaign: Campaign, only: Sequence[str]) -> tuple[Respondent, ...]:
    """The respondents with the codes in *only* (case does not matter), or all. Raises CampaignError for an unknown one."""
    known = {respondent.code.casefold(): respondent for respondent in campaign.respondents}
    unknown = [code for code in only if code.casefold() not in known]
    if unknown:
        codes = tuple(respondent.code for respondent in campaign.respondents)
        raise CampaignError("unknown_respondent", found=", ".join(unknown), codes=codes)
    wanted = {code.casefold() for code in only} or set(known)
    return tuple(respondent for code, respondent in known.items() if code in wanted)


def respondent_of(campaign: Campaign, code: str) -> Respondent | None:
    """The respondent with that code, or None."""
    return next((respondent for respondent in campaign.respondents if respondent.code == code), None)


def quartiers_of(campaign: Campaign) -> Mapping[str, tuple[str, ...]]:
    """The ids of the quartiers of each territory."""
    return {place.code: tuple(one.id for one in place.quartiers) for place in campaign.territories}


def territory_of(campaign: Campaign, respondent: Respondent) -> Territory:
    """The respondent's territory. Raises StopIteration for a campaign that was not validated."""
    return next(territory for territory in campaign.territories if territory.code == respondent.territory)


def is_excused(campaign: Campaign, respondent: str, measure: Measure, quartier: str = "") -> bool:
    """Whether nothing is expected of the respondent: waived by the coordinator, or the scheme had ended by this year."""
    return measure.is_without_object(campaign.year) or is_waived(campaign, respondent, measure.code, quartier)


def is_waived(campaign: Campaign, respondent: str, measure: str, quartier: str = "") -> bool:
    """Whether the coordinator excused the respondent from the measure: wholly, or for *quartier* where one is named."""
    return excuse_of(campaign, respondent, measure, quartier) is not None


def excuse_of(campaign: Campaign, respondent: str, measure: str, quartier: str = "") -> Waiver | None:
    """The first waiver that takes the measure off the respondent; None where it is asked."""
    return next(
        (
            waiver
            for waiver in campaign.waivers
            if waiver.code is None and _concerns(waiver, respondent, measure, quartier)
        ),
        None,
    )


def is_silenced(campaign: Campaign, respondent: str, found: Finding) -> bool:
    """Whether a waiver silences *found*: one of its code, or one that excuses from its measure."""
    return any(
        _concerns(waiver, respondent, found.measure, found.quartier)
        and (waiver.code is found.code or (waiver.code is None and found.measure is not None))
        for waiver in campaign.waivers
    )


def _concerns(waiver: Waiver, respondent: str, measure: str | None, quartier: str | None) -> bool:
    """Whether respondent, measure and quartier are among those that *waiver* names."""
    return (
        waiver.respondent in {None, respondent}
        and waiver.measure in {None, measure}
        and waiver.quartier in {None, quartier}
    )


@remembered
def measures_of(campaign: Campaign, respondent: Respondent) -> tuple[Measure, ...]:
    """What the respondent is asked, waived measures included, in the order of the official table, as its territory aims at."""
    neighbours = _respondents_in(Same(campaign), respondent.territory)
    asked = (
        measure
        for convention in campaign.catalogue.conventions
        for measure in convention.measures
        if _answers(respondent, convention.code, measure, neighbours)
    )
    aims = tuple(one for one in campaign.local_aims if one.territory == respondent.territory)
    return tuple(measure_there(measure, aims, respondent.territory) for measure in asked) if aims else tuple(asked)


@forgettable
@lru_cache(maxsize=32)  # those of a territory ask one after the other; each holds its campaign
def _respondents_in(here: Same[Campaign], territory: str) -> frozenset[str]:
    return frozenset(one.code for one in here.one.respondents if one.territory == territory)


@remembered
def conventions_of(campaign: Campaign, respondent: Respondent) -> frozenset[str]:
    """Codes of the conventions that the respondent is asked something of."""
    asked = {measure.code for measure in measures_of(campaign, respondent)}
    return frozenset(
        convention.code
        for convention in campaign.catalogue.conventions
        if any(measure.code in asked for measure in convention.measures)
    )


def _answers(respondent: Respondent, convention: str, measure: Measure, neighbours: frozenset[str]) -> bool:
    """Those whom the measure names; in a territory where it names nobody (*neighbours*), those of its convention."""
    named = neighbours.intersection(measure.respondents) if measure.respondents else ()
    return respondent.code in named if named else convention in respondent.conventions


def as_decided(campaign: Campaign, measure: Measure, territory: str) -> Measure:
    """*measure* with what its baseline covers, where the coordinator said so on « Décisions », and what *territory* aims at."""
    said = _start_perimeters(campaign).get(measure.code)
    if said:
        measure = _starting_on(Same(measure), said)
    return measure_there(measure, campaign.local_aims, territory)


@lru_cache(maxsize=512)  # the same measure for all territories of a country
def _starting_on(measure: Same[Measure], perimeter: Perimeter) -> Measure:
    return replace(measure.one, baseline=replace(measure.one.baseline, perimeter=perimeter))


@remembered
def _start_perimeters(campaign: Campaign) -> Mapping[str, Perimeter]:
    """What the coordinator said last that a measure's baseline covers, by the measure's code."""
    return {one.measure: one.start_perimeter for one in campaign.choices if one.start_perimeter}


def open_questions(campaign: Campaign) -> Mapping[str, tuple[str, ...]]:
    """What nobody has settled yet about each measure, or about its indicator as a whole, by the measure's code."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for choice in campaign.choices:
        if choice.is_open:
            said[choice.measure].append(choice.question)
    return {
        measure.code: tuple(
            question for code in dict.fromkeys((indicator.code, measure.code)) for question in said[code]
        )
        for indicator in campaign.catalogue.indicators
        for measure in indicator.measures
    }


@remembered
def past_years(campaign: Campaign) -> tuple[int, ...]:
    """Years of the history after the baseline and before this campaign, ascending."""
    first = campaign.catalogue.baseline_year
    years = {past.year for past in campaign.history if past.year < campaign.year}
    return tuple(sorted(year for year in years if first is None or first < year))
