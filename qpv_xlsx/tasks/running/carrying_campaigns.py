"""A campaign carried to other processes: what its territories have in common, and each territory packed apart.

A process takes apart those whose workbooks it writes or reads, and never holds a whole country.
"""

import pickle
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import former_codes
from qpv_xlsx.domain.contract.parting import OF_TERRITORIES, forms_in, without_territories

_OPEN = 16  # territories: their returns come together
_QUICKLY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCampaign:
    """A campaign as jobs carry it. *places*: the rank of the territory where each respondent is, by code in small letters, former ones too.

    *whole*: for a return of which nobody knows whose it is; it is taken apart for no other. Empty: there is one territory.
    """

    common: bytes
    parts: tuple[bytes, ...]
    places: Mapping[str, int]
    whole: bytes

    def part_of(self, respondents: Collection[str]) -> Campaign:
        """The part of the campaign in which all of these *respondents* are; the whole where they are in several, or in none."""
        places = {self.places.get(code.casefold()) for code in respondents}
        place = places.pop() if len(places) == 1 else None
        if not self.whole:
            place = 0
        return joined(self.common, self.whole if place is None else self.parts[place])

    def carried_to(self, respondent: str) -> bytes:
        """What a job on one *respondent* carries beside what is *common*."""
        return self.parts[self.places[respondent.casefold()]]


def carried(campaign: Campaign) -> CarriedCampaign:
    """*campaign* as the jobs of one run carry it."""
    parts = tuple(map(closed, forms_in(campaign))) or (closed(campaign),)
    return CarriedCampaign(
        common=_packed_common(campaign),
        parts=parts,
        places=dict(_places(campaign)),
        whole=closed(campaign) if len(parts) > 1 else b"",
    )


def _places(campaign: Campaign) -> Iterator[tuple[str, int]]:
    """Present codes come last: one counts before somebody's former one."""
    ranks = {territory.code: rank for rank, territory in enumerate(campaign.territories)}
    homes = {one.code: ranks[one.territory] for one in campaign.respondents}
    for former, present in former_codes(campaign).respondents.items():
        yield former, homes[present]
    for code, rank in homes.items():
        yield code.casefold(), rank


def _packed_common(campaign: Campaign) -> bytes:
    return zlib.compress(pickle.dumps(without_territories(campaign)), _QUICKLY)


def closed(part: Campaign) -> bytes:
    """What *part* does not have in common with the others, which ``opened`` needs."""
    return zlib.compress(pickle.dumps(tuple([getattr(part, name) for name in OF_TERRITORIES])), _QUICKLY)


def opened(common: Campaign, part: bytes) -> Campaign:
    """A part that was closed."""
    values = pickle.loads(zlib.decompress(part))  # noqa: S301  (closed by this program, at this moment)
    return replace(common, **dict(zip(OF_TERRITORIES, values, strict=True)))


@lru_cache(maxsize=1)
def common_in(common: bytes) -> Campaign:
    """What all territories have in common."""
    campaign: Campaign = pickle.loads(zlib.decompress(common))  # noqa: S301  (our own, from the calling process)
    return campaign


@lru_cache(maxsize=_OPEN)
def joined(common: bytes, part: bytes) -> Campaign:
    """In another process: a part of the campaign again."""
    return opened(common_in(common), part)
