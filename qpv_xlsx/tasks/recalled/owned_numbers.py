"""Whose each return of the register is, by its number alone: what is known of one is asked for where it is needed."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Decision
from qpv_xlsx.domain.merging.renaming import present_owners
from qpv_xlsx.register import Register


def owned_numbers(
    campaign: Campaign, register: Register, in_force: Iterable[Decision], only: Container[int] | None = None
) -> Mapping[str, Sequence[int]]:
    """By the code that their owner has now, in order of arrival; empty: nobody's. *only*: numbers that count; None: all."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, owner in present_owners(campaign, register.marks(), in_force):
        if only is None or number in only:
            found[owner].append(number)
    return found
