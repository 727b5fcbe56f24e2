"""What the register knows of a campaign, by respondent: merged a territory at a time, its returns fetched only then."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.former import former_codes
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received, Sending
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.domain.merging.renaming import attributions, present_decisions, present_sendings, return_of_owner
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.recalled.owned_numbers import owned_numbers

A = TypeVar("A", Decision, Sending)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the register knows, by respondent; of returns only their numbers, which *recall* turns into returns.

    *unclaimed* and *astray*: returns and decisions of no respondent of the campaign.
    """

    numbers: Mapping[str, Sequence[int]]
    recall: Callable[[Sequence[int]], tuple[Received, ...]]
    decisions: Mapping[str, Sequence[Decision]]
    sendings: Mapping[str, Sequence[Sending]]
    unclaimed: tuple[Received, ...]
    astray: tuple[Decision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Whose each return and each decision is, nothing read of what they hold.

    *numbers*: of returns, by owner, also those that nobody owns. *decisions*: in order; *decided*: by respondent; *stand*:
    those that stand.
    """

    numbers: Mapping[str, Sequence[int]]
    decisions: tuple[Decision, ...]
    decided: Mapping[str, Sequence[Decision]]
    stand: tuple[Decision, ...]


def holdings_of(
    campaign: Campaign, register: Register, *, only: Container[int] | None = None, decided: int | None = None
) -> Holdings:
    """*only*: numbers of the returns that count; *decided*: how many of the first decisions; None: all."""
    decisions = present_decisions(campaign, register.decisions()[:decided])
    stand = standing(decisions)
    numbers = owned_numbers(campaign, register, stand, only)
    return Holdings(numbers=numbers, decisions=decisions, decided=_by_respondent(decisions), stand=stand)


def memory_of(
    campaign: Campaign, register: Register, *, only: Container[int] | None = None, decided: int | None = None
) -> Memory:
    """Everything in the register, which must stay open: returns are fetched when a territory is made, and not kept.

    *only* and *decided* are those of :func:`holdings_of`.
    """
    known = {one.code for one in campaign.respondents}
    held = holdings_of(campaign, register, only=only, decided=decided)

    owners, present = attributions(held.stand), former_codes(campaign).respondents

    def recall(numbers: Sequence[int]) -> tuple[Received, ...]:
        return tuple(return_of_owner(one, owners, present) for one in register.contents(numbers))

    nobodys = sorted(number for owner in held.numbers.keys() - known for number in held.numbers[owner])
    return Memory(
        numbers=held.numbers,
        recall=recall,
        decisions=held.decided,
        sendings=_by_respondent(present_sendings(campaign, register.sendings())),
        unclaimed=recall(nobodys),
        astray=tuple(one for one in held.decisions if one.respondent not in known),
    )


def _by_respondent(acts: Iterable[A]) -> Mapping[str, Sequence[A]]:
    found: defaultdict[str, list[A]] = defaultdict(list)
    for act in acts:
        found[act.respondent].append(act)
    return found


def merged_in(part: Campaign, memory: Memory) -> Ledger:
    """What *memory* knows of one territory, or of any other *part* of the campaign."""
    codes = [one.code for one in part.respondents]
    return merge(
        part,
        memory.recall([number for code in codes for number in memory.numbers.get(code, ())]),
        [one for code in codes for one in memory.decisions.get(code, ())],
        [one for code in codes for one in memory.sendings.get(code, ())],
    )


def unclaimed_ledger(memory: Memory) -> Ledger:
    """What belongs to no territory, for the national journal."""
    return Ledger(accounts={}, orphans=memory.unclaimed, decisions=memory.astray)
