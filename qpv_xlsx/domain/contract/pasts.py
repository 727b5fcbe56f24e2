"""Whose past a figure of the history is: an administration's own, or that of the whole territory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, measures_of
from qpv_xlsx.domain.contract.continuing import on_present_map
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.contract.several import WHOLE


def own_past(campaign: Campaign, respondent: Respondent, measure: str | None = None) -> tuple[PastResult, ...]:
    """What *respondent* finds as its own past results. *measure*: only those of this one.

    Its own figures. On a measure that it answers alone, the territory's as well: those of campaigns that did not write
    whose they were, or of the single administration that answered before it. Never another's where several answer.
    Those who answer together find what was put together: one of them who answered alone while others were silent is no sum.
    Who took others over finds what they said together with it; where nothing was put together, its own figure of then,
    which covers something else than what it answers for now.
    """
    there = _of(campaign, respondent.territory, measure)
    if not there:
        return ()
    if respondent.name == WHOLE:
        asked = {code for one in campaign.respondents for code in (one.code, *one.former_codes)}
        return _of_territory([past for past in there if past.respondent not in asked])
    own = tuple(past for past in there if past.respondent == respondent.code)
    if own and respondent.former_codes:
        own = tuple(_since_taken_over(campaign, respondent, there, own))
    known = {_identity(past) for past in own}
    others = tuple(past for past in _of_territory(there) if _identity(past) not in known)
    shared = _shared(campaign, respondent) if others else frozenset()
    return (*own, *(past for past in others if past.measure not in shared))


def present_series(campaign: Campaign) -> tuple[PastResult, ...]:
    """The history without what measures gave when they were of another kind: that series is over."""
    return _of_present_kind(campaign, campaign.history)


def former_series(campaign: Campaign) -> tuple[PastResult, ...]:
    """What measures gave when they were of another kind: shown apart, compared with nothing."""
    kinds = campaign.catalogue.kind_by_measure
    return tuple(
        past
        for past in campaign.history
        if past.kind is not None and past.measure in kinds and past.kind is not kinds[past.measure]
    )


def _of_present_kind(campaign: Campaign, history: Sequence[PastResult]) -> tuple[PastResult, ...]:
    if all(past.kind is None for past in history):
        return tuple(history)
    kinds = campaign.catalogue.kind_by_measure
    return tuple(past for past in history if past.kind is None or past.kind is kinds.get(past.measure, past.kind))


@remembered
def _history_there(campaign: Campaign) -> Mapping[str, Mapping[str | None, Sequence[PastResult]]]:
    """Past results by territory, then by measure (None: all of them), in the campaign's order."""
    found: dict[str, dict[str | None, list[PastResult]]] = {}
    for past in campaign.history:
        there = found.setdefault(past.territory, {})
        for key in (None, past.measure):
            there.setdefault(key, []).append(past)
    return found


def _of(campaign: Campaign, territory: str, measure: str | None) -> tuple[PastResult, ...]:
    there = _history_there(campaign).get(territory, {})
    return on_present_map(campaign, _of_present_kind(campaign, there.get(measure, ())))


def _since_taken_over(
    campaign: Campaign, respondent: Respondent, there: Sequence[PastResult], own: Sequence[PastResult]
) -> Iterator[PastResult]:
    """*own* without the years in which those it took over said their part as well, where the sum is known."""
    shared = _shared(campaign, respondent)
    whole = {_identity(past) for past in there if past.respondent is None}
    parts: dict[tuple[int, str, str], set[str]] = {}
    for past in there:
        if past.respondent and past.respondent != respondent.code:
            parts.setdefault(_identity(past), set()).add(past.respondent)
    for past in own:
        others = parts.get(_identity(past), set())
        taken = others.intersection(respondent.former_codes)
        is_put_together = past.measure not in shared and taken == others and _identity(past) in whole
        if not taken:
            yield past
        elif not is_put_together:
            yield replace(past, perimeter=Perimeter.OTHER)


def _of_territory(there: Iterable[PastResult]) -> tuple[PastResult, ...]:
    whole = tuple(past for past in there if past.respondent is None)
    known = {_identity(past) for past in whole}
    return (*whole, *(past for past in _of_one(there) if _identity(past) not in known))


def _of_one(results: Iterable[PastResult]) -> Iterator[PastResult]:
    """Results of years in which a single administration answered the measure."""
    named = [past for past in results if past.respondent is not None]
    answering: dict[tuple[int, str], set[str | None]] = {}
    for past in named:
        answering.setdefault((past.year, past.measure), set()).add(past.respondent)
    return (past for past in named if len(answering[past.year, past.measure]) == 1)


def _shared(campaign: Campaign, respondent: Respondent) -> frozenset[str]:
    """Measures that another administration of the territory answers too."""
    others = (
        one for one in campaign.respondents if one.territory == respondent.territory and one.code != respondent.code
    )
    return frozenset(measure.code for other in others for measure in measures_of(campaign, other))


def _identity(past: PastResult) -> tuple[int, str, str]:
    return past.year, past.measure, past.quartier or ""
