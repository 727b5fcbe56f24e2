"""The campaign as it stood when its workbook was last made, on an earlier day, from the register and its journal."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import islice
from typing import Self

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.since_last import LastTime
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
        made = _last_made(register, now)
        if made is None:
            return None
        rank, moment = made
        return cls(
            since=moment.astimezone(now.tzinfo).date(),
            then=memory_of(campaign, register, only=_known(register, rank), decided=_decided(register, rank)),
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


def _last_made(register: Register, now: datetime) -> tuple[int, datetime] | None:
    """Rank in the journal, and moment, of the last consolidation of a day before that of *now*, in its time zone; None: there was none."""
    if not any(_is_earlier(line.moment, now) for line in register.journal(_MADE)):
        return None  # the whole journal is not gone through in vain
    made = None
    for rank, line in enumerate(register.journal_line_by_line()):
        if line.act == _MADE and _is_earlier(line.moment, now):
            made = rank, line.moment
    return made


def _is_earlier(moment: datetime, now: datetime) -> bool:
    return moment.astimezone(now.tzinfo).date() < now.date()


def _decided(register: Register, before: int) -> int:
    """How many decisions the first *before* lines of the journal tell: those of one act are on one line."""
    lines = islice(register.journal_line_by_line(), before)
    return sum(1 + line.about.count(", ") for line in lines if line.act == _DECIDED)  # no code holds a comma


def _known(register: Register, before: int) -> range:
    """Numbers of the returns recorded by one of the first *before* lines: both stand in the same order; some lines recorded nothing."""
    names = (line.about for line in islice(register.journal_line_by_line(), before) if line.act == _RETURNED)
    last = 0
    for mark in register.marks():
        if mark.name not in names:  # a line after the other, up to the one that recorded it
            break
        last = mark.sequence
    return range(last + 1)
