"""Which columns « Par quartier » has: those of the layout, one for each quartier, and last figures beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.geography import Quartier, Territory, names_of
from qpv_xlsx.domain.contract.pasts import present_series
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.workbook.layout import TRAVELLING_KEY, Column, Layout, Role, indicator_layout, official_column

_MANY = 8  # quartiers: more than a screen shows


def quartier_columns(campaign: Campaign, respondent: Respondent) -> tuple[Column, ...]:
    """Columns of « Par quartier », in order: where quartiers are many, those of one arrondissement or commune together.

    Beside each quartier stands its last known figure, where a measure of *respondent* has one.
    """
    return quartier_layout(campaign, respondent).columns


def quartier_layout(campaign: Campaign, respondent: Respondent) -> Layout:
    """« Par quartier » in all its versions; the first had quartiers in the order of the geography, without past figures."""
    return _quartier_layout(territory_of(campaign, respondent), last_year_by_quartier(campaign, respondent))


@remembered
def _quartier_layout(territory: Territory, past: int | None) -> Layout:
    """The same for all who answer in *territory* and have last figures of the same year."""
    columns = tuple(_quartier_columns(grouped(territory.quartiers), past))
    first = tuple(_quartier_columns(territory.quartiers, None))
    return Layout(columns=columns, known=columns, former=(first,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """Both answer sheets of a respondent in all their versions."""

    indicators: Layout
    quartiers: Layout


@remembered
def layouts_of(campaign: Campaign, respondent: Respondent) -> Layouts:
    """The layouts that a return of *respondent* may have, worked out once for all that is read from it."""
    return Layouts(indicators=indicator_layout(campaign, respondent), quartiers=quartier_layout(campaign, respondent))


def last_year_by_quartier(campaign: Campaign, respondent: Respondent) -> int | None:
    """The last year before this one with figures by quartier for what *respondent* is asked; None where there is none."""
    asked = {measure.code for measure in measures_of(campaign, respondent) if measure.by_quartier}
    years = (
        past.year
        for past in present_series(campaign)
        if past.quartier
        and past.measure in asked
        and past.territory == respondent.territory
        and past.year < campaign.year
    )
    return max(years, default=None)


def grouped(quartiers: Sequence[Quartier]) -> tuple[Quartier, ...]:
    """*quartiers* by arrondissement or commune, in the order of their numbers or names; as they come where they are few."""
    areas = {quartier.area for quartier in quartiers}
    if len(quartiers) < _MANY or "" in areas or len(areas) < 2:  # noqa: PLR2004  (one group is none)
        return tuple(quartiers)
    return tuple(sorted(quartiers, key=lambda quartier: _in_order(quartier.area)))


def _in_order(area: str) -> tuple[int, str]:
    """« 9e » comes before « 10e, 11e », and both before a commune's name."""
    number = re.match(r"\d+", area)
    return int(number.group()) if number else 1_000, area


def _quartier_columns(quartiers: Sequence[Quartier], past: int | None) -> Iterator[Column]:
    yield Column(key="code", words="code", role=Role.CODE, width=13)  # the way back stands above it
    yield official_column("measure", 36 if past else 44)
    areas = [quartier.area for quartier in quartiers]
    is_grouped = tuple(quartiers) == grouped(quartiers) and len(areas) >= _MANY and len(set(areas)) > 1
    for quartier, before in zip(quartiers, ("", *areas), strict=False):
        band = quartier.area if is_grouped and quartier.area != before else ""
        if past:
            words = f"{past}\n{quartier.name}"
            yield Column(
                key=f"past:{past}:{quartier.id}",
                words="past",
                role=Role.PAST,
                width=9,
                facts={"year": past},
                quartier=quartier.id,
                header_text=words,
                band=band,
            )
            band = ""
        yield Column(
            key=f"quartier:{quartier.id}",
            words="value",
            role=Role.ENTRY,
            width=12.5,
            field=Field.VALUE,
            quartier=quartier.id,
            header_text=" ".join(part for part in (quartier.official_code, quartier.name) if part),
            former=names_of(quartier),
            band=band,
        )
    yield TRAVELLING_KEY
    yield Column(key="total", words="total", role=Role.CHECK, width=12)
