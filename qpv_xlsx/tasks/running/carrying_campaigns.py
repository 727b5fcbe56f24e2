"""A campaign carried to other processes: pickled once for all jobs, and unpickled once in each process."""

import pickle
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign


def packed(campaign: Campaign) -> bytes:
    """The campaign as the jobs of one run carry it."""
    return pickle.dumps(campaign)


@lru_cache(maxsize=1)
def unpacked(carried: bytes) -> Campaign:
    """In a worker: the campaign again."""
    campaign: Campaign = pickle.loads(carried)  # noqa: S301  (our own, from the calling process)
    return campaign
