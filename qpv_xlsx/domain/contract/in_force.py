"""A measure as it holds in one territory and one year: its own start and target, and the acts that revised it since."""

from qpv_xlsx.domain.contract.campaign import Campaign, as_decided
from qpv_xlsx.domain.contract.local_aims import aim_of
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.revisions import Revision, as_of, revisions_of


def measure_in_force(campaign: Campaign, measure: Measure, territory: str, year: int) -> Measure:
    """*measure* as what is said of it in *territory* is judged in *year*."""
    return as_of(as_decided(campaign, measure, territory), revisions_there(campaign, measure.code, territory), year)


def revisions_there(campaign: Campaign, measure: str, territory: str) -> tuple[Revision, ...]:
    """The revisions of *measure* that hold in *territory*, the oldest first, and the territory's own last of a year.

    An act that names no territory revises the common target: a territory that has its own keeps it.
    """
    aim = aim_of(campaign.local_aims, territory, measure)
    has_own = aim is not None and aim.target is not None
    held = (one for one in campaign.revisions if one.territory == territory or (one.territory is None and not has_own))
    return tuple(sorted(revisions_of(held, measure), key=lambda one: (one.since, one.territory is not None)))
