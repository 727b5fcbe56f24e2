"""What changed since the last time that the committee's workbook was made: who answered, figures, statuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessing import assess, is_answering
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.rankings import ATTENTION
from qpv_xlsx.domain.merging.ledger import Account, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """What was known on the day *since*, and how many *returns* and *decisions* came after. *ledger*: None: what is known now."""

    since: date
    ledger: Ledger | None
    returns: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A campaign at one moment: what had come in, merged and judged."""

    ledger: Ledger
    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStatus:
    """A measure whose status is no longer what it was."""

    former: MeasureAssessment
    present: MeasureAssessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """From *since* to now. *answered*: codes of administrations that had not answered then, in campaign order.

    *moved*: what calls for attention first, then the other verdicts. *figures*: measures whose figure is new or another,
    their status being the same.
    """

    since: date
    returns: int
    decisions: int
    answered: tuple[str, ...]
    moved: tuple[MovedStatus, ...]
    figures: int

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.returns or self.decisions or self.answered or self.moved or self.figures)


def changes_since(campaign: Campaign, last: LastTime, present: Standing) -> Changes:
    """What *present* has that was not known *last* time. Both are judged by *campaign* as it is now."""
    then = present
    if last.ledger is not None:
        then = Standing(ledger=last.ledger, assessment=assess(campaign, last.ledger))
    moved, figures = _differences(then.assessment, present.assessment)
    return Changes(
        since=last.since,
        returns=last.returns,
        decisions=last.decisions,
        answered=tuple(_newly_answering(then.ledger.accounts, present.ledger.accounts.values())),
        moved=tuple(sorted(moved, key=_gravity)),
        figures=figures,
    )


def _differences(former: Assessment, present: Assessment) -> tuple[list[MovedStatus], int]:
    both = [(former.rows[key], row) for key, row in present.rows.items() if key in former.rows and not row.is_waived]
    moved = [MovedStatus(former=one, present=other) for one, other in both if one.attainment is not other.attainment]
    return moved, sum(one.attainment is other.attainment and one.value != other.value for one, other in both)


def _newly_answering(then: Mapping[str, Account], now: Iterable[Account]) -> list[str]:
    silent = {code for code, account in then.items() if not is_answering(account)}
    return [account.respondent for account in now if is_answering(account) and account.respondent in silent]


def _gravity(one: MovedStatus) -> tuple[int, bool]:
    """What calls for attention now, then what is judged otherwise than it was, then what is judged for the first time."""
    status = one.present.attainment
    rank = ATTENTION.index(status) if status in ATTENTION else len(ATTENTION)
    return rank, not one.former.attainment.is_verdict
