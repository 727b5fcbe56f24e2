"""The campaign as it stood when its workbook was last made, on an earlier day, from the register and its journal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.since_last import Changes, Standing, changes_between
from qpv_xlsx.domain.merging.ledger import JournalLine, Ledger, Received
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import Register

_MADE, _RETURNED, _DECIDED = "consolidate", "return", "decision"  # acts of the journal


def changes_since_last(
    campaign: Campaign, register: Register, ledger: Ledger, assessment: Assessment, now: datetime
) -> Changes | None:
    """What came in and was decided since the last consolidation of an earlier day; None: there was none.

    Both moments are judged by the campaign as it is now: what changed in it since is not a change of the answers.
    """
    journal = register.journal()
    before = _until_last_made(journal, now)
    if not before:
        return None
    returns, decisions = register.returns(), register.decisions()
    known = tuple(_known(returns, journal, len(before)))
    decided = decisions[: sum(line.act == _DECIDED for line in before)]
    former = merge(campaign, known, decided, register.sendings())
    return changes_between(
        Standing(ledger=former, assessment=assess(campaign, former), returns=len(known), decisions=len(decided)),
        Standing(ledger=ledger, assessment=assessment, returns=len(returns), decisions=len(decisions)),
        before[-1].moment.astimezone(now.tzinfo).date(),
    )


def _until_last_made(journal: Sequence[JournalLine], now: datetime) -> Sequence[JournalLine]:
    """The journal up to the last consolidation of a day before that of *now*, in its time zone; empty: there was none."""
    made = (rank for rank, line in enumerate(journal) if line.act == _MADE and _is_earlier(line.moment, now))
    last = max(made, default=None)
    return () if last is None else journal[: last + 1]


def _is_earlier(moment: datetime, now: datetime) -> bool:
    return moment.astimezone(now.tzinfo).date() < now.date()


def _known(returns: Iterable[Received], journal: Sequence[JournalLine], before: int) -> Iterator[Received]:
    """Returns recorded by one of the first *before* lines: both stand in the same order; some lines recorded nothing."""
    rank = 0
    for one in returns:
        while rank < before and (journal[rank].act, journal[rank].about) != (_RETURNED, one.submission.origin.name):
            rank += 1
        if rank == before:
            return
        rank += 1
        yield one
