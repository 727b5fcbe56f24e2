"""Whose each return of the register is, by its number alone: what is known of one is asked for where it is needed."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Decision
from qpv_xlsx.domain.merging.renaming import present_owners
from qpv_xlsx.register import Register


def owned_numbers(
    campaign: Campaign, register: Register, in_force: Iterable[Decision], only: Container[int] | None = None
) -> "OwnedNumbers":
    """By the code that their owner has now, in order of arrival; empty: nobody's. *only*: numbers that count; None: all."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, owner in present_owners(campaign, register.marks(), in_force):
        if only is None or number in only:
            found[owner].append(number)
    return OwnedNumbers(found)


class OwnedNumbers(Mapping[str, Sequence[int]]):
    """Numbers by owner, in a few blocks: thousands of small objects would keep what lies around them in memory, once it is free."""

    def __init__(self, numbers: Mapping[str, Sequence[int]]) -> None:
        owners = sorted(numbers)
        self._owners = "".join(owners)
        self._ends = array("l", accumulate(map(len, owners)))
        self._numbers = array("q", chain.from_iterable(numbers[owner] for owner in owners))
        self._lasts = array("l", accumulate(len(numbers[owner]) for owner in owners))

    def __getitem__(self, owner: str) -> Sequence[int]:
        rank = bisect_left(range(len(self)), owner, key=self._owner)
        if rank == len(self) or self._owner(rank) != owner:
            raise KeyError(owner)
        return self._numbers[_before(self._lasts, rank) : self._lasts[rank]]

    def __iter__(self) -> Iterator[str]:
        return map(self._owner, range(len(self)))

    def __len__(self) -> int:
        return len(self._ends)

    def _owner(self, rank: int) -> str:
        return self._owners[_before(self._ends, rank) : self._ends[rank]]


def _before(ends: Sequence[int], rank: int) -> int:
    return ends[rank - 1] if rank else 0
