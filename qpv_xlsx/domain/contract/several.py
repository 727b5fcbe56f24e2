"""Measures that several administrations of one territory answer, and the line on which their answers are put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, is_excused, measures_of
from qpv_xlsx.domain.contract.measures import Combination, Measure
from qpv_xlsx.domain.contract.remembering import remembered

WHOLE = "ENSEMBLE"
"""Stands for an administration's code on the line of all of them; with the territory's where there are several."""

_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The administrations that answer one measure in one territory, two at least, waived ones left out."""

    territory: str
    measure: Measure
    respondents: tuple[Respondent, ...]

    @property
    def is_combined(self) -> bool:
        """Whether their answers make one result: then it is judged, and none of them is.

        As long as nobody has chosen (which ``generate`` refuses), each stands on a line of its own, named.
        """
        return self.measure.combination in {Combination.SUM, Combination.OVERALL}


Groups = Mapping[tuple[str, str], Group]
"""By territory and measure, in the order of the campaign."""


@remembered
def groups_of(campaign: Campaign, territory: str | None = None) -> Groups:
    """Every measure that several administrations of a territory answer. *territory*: of that one alone, by its code."""
    asked: dict[tuple[str, str], tuple[Measure, list[Respondent]]] = {}
    for respondent in campaign.respondents:
        if territory not in {None, respondent.territory}:
            continue
        for measure in measures_of(campaign, respondent):
            asked.setdefault((respondent.territory, measure.code), (measure, []))[1].append(respondent)
    groups = (
        Group(
            territory=territory,
            measure=measure,
            respondents=tuple(one for one in several if not is_excused(campaign, one.code, measure)),
        )
        for (territory, _), (measure, several) in asked.items()
        if len(several) >= _FEWEST
    )
    return {(one.territory, one.measure.code): one for one in groups if len(one.respondents) >= _FEWEST}


def unchosen(groups: Groups) -> tuple[Group, ...]:
    """Those of which nobody has said how the answers make one result."""
    return tuple(group for group in groups.values() if group.measure.combination is None)


def whole_code(campaign: Campaign, territory: str) -> str:
    """The code of the line of all the administrations of a territory."""
    return WHOLE if len(campaign.territories) == 1 else f"{WHOLE}-{territory}"


def wholes_of(campaign: Campaign, groups: Groups) -> Mapping[Respondent, tuple[Measure, ...]]:
    """Per territory, what stands for all its administrations together, and the measures that are put together there."""
    measures: dict[str, list[Measure]] = {}
    for group in groups.values():
        if group.is_combined:
            measures.setdefault(group.territory, []).append(group.measure)
    return {
        Respondent(code=whole_code(campaign, code), name=WHOLE, territory=code): tuple(listed)
        for code, listed in measures.items()
    }
