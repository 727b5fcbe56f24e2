"""A campaign's catalogue on its way to the processes that draw its territories: packed once, and taken apart once by each of them.

It is most of what a territory's job would otherwise carry, and the same for all; what is computed of it is then known again.
"""

import pickle
from dataclasses import replace
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.remembering import remembered


def bare(campaign: Campaign) -> Campaign:
    """*campaign* with a catalogue that commits to nothing."""
    return replace(campaign, catalogue=replace(campaign.catalogue, conventions=(), glossary=(), relations=()))


@remembered
def packed(catalogue: Catalogue) -> bytes:
    """*catalogue* as it travels."""
    return pickle.dumps(catalogue)


@lru_cache(maxsize=1)
def unpacked(catalogue: bytes) -> Catalogue:
    """The catalogue that was packed."""
    found: Catalogue = pickle.loads(catalogue)  # noqa: S301  (from our own parent)
    return found
