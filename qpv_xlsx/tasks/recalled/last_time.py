"""The campaign as it stood when its workbook was last made, on an earlier day, from the register and its journal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Self

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.since_last import LastTime
from qpv_xlsx.domain.merging.ledger import JournalLine, Received
from qpv_xlsx.register import Register
from qpv_xlsx.tasks.recalled.recalling import Holdings, Memory, holdings_of, memory_of, merged_in

_MADE, _RETURNED, _DECIDED = "consolidate", "return", "decision"  # acts of the journal


class LastMade:
    """What was known when the workbook was last made, to be asked by territory; the register must stay open."""

    def __init__(self, since: date, then: Memory, now: Holdings) -> None:
        self._since, self._then, self._now = since, then, now

    @classmethod
    def found(cls, campaign: Campaign, register: Register, now: datetime) -> Self | None:
        """At the last consolidation of a day before that of *now*; None: there was none.

        Both moments are judged by the campaign as it is now: what changed in it since is not a change of the answers.
        """
        journal = register.journal()
        before = _until_last_made(journal, now)
        if not before:
            return None
        known = frozenset(_known(register.arrivals(), journal, len(before)))
        decided = sum(line.act == _DECIDED for line in before)
        return cls(
            since=before[-1].moment.astimezone(now.tzinfo).date(),
            then=memory_of(campaign, register, only=known, decided=decided),
            now=holdings_of(campaign, register),
        )

    def whole(self, campaign: Campaign) -> LastTime:
        """Of all of *campaign*, returns that count for nobody included."""
        return self._of(campaign, self._now.numbers.keys())

    def part(self, part: Campaign) -> LastTime:
        """Of the respondents of *part*."""
        return self._of(part, [one.code for one in part.respondents])

    def _of(self, part: Campaign, codes: Iterable[str]) -> LastTime:
        returns = decisions = 0
        for code in codes:
            returns += len(self._now.numbers.get(code, ())) - len(self._then.numbers.get(code, ()))
            decisions += len(self._now.decided.get(code, ())) - len(self._then.decisions.get(code, ()))
        return LastTime(
            since=self._since,
            ledger=merged_in(part, self._then) if returns or decisions else None,
            returns=returns,
            decisions=decisions,
        )


def _until_last_made(journal: Sequence[JournalLine], now: datetime) -> Sequence[JournalLine]:
    """The journal up to the last consolidation of a day before that of *now*, in its time zone; empty: there was none."""
    made = (rank for rank, line in enumerate(journal) if line.act == _MADE and _is_earlier(line.moment, now))
    last = max(made, default=None)
    return () if last is None else journal[: last + 1]


def _is_earlier(moment: datetime, now: datetime) -> bool:
    return moment.astimezone(now.tzinfo).date() < now.date()


def _known(returns: Iterable[Received], journal: Sequence[JournalLine], before: int) -> Iterator[int]:
    """Numbers of the returns recorded by one of the first *before* lines: both stand in the same order; some lines recorded nothing."""
    rank = 0
    for one in returns:
        while rank < before and (journal[rank].act, journal[rank].about) != (_RETURNED, one.submission.origin.name):
            rank += 1
        if rank == before:
            return
        rank += 1
        yield one.sequence
