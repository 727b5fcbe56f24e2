"""What several campaigns do not mean alike: told one by one, so that nothing is put together in silence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.coverage import map_of
from qpv_xlsx.domain.contract.measures import Measure


class Disparity(StrEnum):
    """What two campaigns disagree on."""

    LACKING = "mesures_absentes"
    ADDED = "mesures_en_plus"
    MEANING = "definition"  # what the figure is: not compared
    WORDING = "libelle"
    MAP = "geographie"
    THRESHOLDS = "seuils"
    TWICE = "territoire_en_double"
    STALE = "lecture_a_refaire"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One disagreement of *campaign* with the reference. *facts* fill its sentence; a measure, for what it is."""

    campaign: str
    disparity: Disparity
    facts: Mapping[str, object] = field(default_factory=dict)


def differences_of(campaign: Campaign, reference: Campaign) -> Iterator[Difference]:
    """Everything in which *campaign* is not like *reference*, but its territories, respondents, baselines and targets."""
    ours, theirs = campaign.catalogue.measure_by_code, reference.catalogue.measure_by_code
    for disparity, codes in (
        (Disparity.LACKING, [code for code in theirs if code not in ours]),
        (Disparity.ADDED, [code for code in ours if code not in theirs]),
    ):
        if codes:
            yield Difference(campaign=campaign.code, disparity=disparity, facts={"codes": tuple(codes)})
    for code in ours:
        if code in theirs:
            yield from _of_measure(campaign.code, ours[code], theirs[code])
    if campaign.options.thresholds != reference.options.thresholds:
        yield Difference(campaign=campaign.code, disparity=Disparity.THRESHOLDS)
    yield from _of_maps(campaign, reference)


def _of_measure(campaign: str, own: Measure, known: Measure) -> Iterator[Difference]:
    if meaning_of(own) != meaning_of(known):
        facts = {"measure": own.code, "own": own, "known": known}
        yield Difference(campaign=campaign, disparity=Disparity.MEANING, facts=facts)
    elif own.label != known.label or own.direction != known.direction:
        facts = {"measure": own.code, "own": own.label, "known": known.label}
        yield Difference(campaign=campaign, disparity=Disparity.WORDING, facts=facts)


def meaning_of(measure: Measure) -> tuple[object, ...]:
    """What makes two figures of one code the same thing."""
    return (measure.kind, measure.unit, measure.nature, measure.perimeter, measure.counts_persons)


def unlike_measures(campaign: Campaign, reference: Campaign) -> frozenset[str]:
    """Codes under which *campaign* counts something else than *reference*."""
    theirs = reference.catalogue.measure_by_code
    return frozenset(
        measure.code
        for measure in campaign.catalogue.measures
        if measure.code in theirs and meaning_of(measure) != meaning_of(theirs[measure.code])
    )


def _of_maps(campaign: Campaign, reference: Campaign) -> Iterator[Difference]:
    known = _maps(reference)
    own = _maps(campaign)
    if own != known:
        facts = {"own": ", ".join(map(str, sorted(own))), "known": ", ".join(map(str, sorted(known)))}
        yield Difference(campaign=campaign.code, disparity=Disparity.MAP, facts=facts)


def _maps(campaign: Campaign) -> set[int]:
    return {map_of(territory.geography, campaign.year) for territory in campaign.territories}


def territories_twice(campaigns: Sequence[Campaign]) -> Iterator[Difference]:
    """Territories that more than one campaign has, by code: their measures are counted as often."""
    first: dict[str, str] = {}
    for campaign in campaigns:
        for territory in campaign.territories:
            if territory.code in first:
                facts = {"territory": territory.code, "known": first[territory.code]}
                yield Difference(campaign=campaign.code, disparity=Disparity.TWICE, facts=facts)
            first.setdefault(territory.code, campaign.code)
