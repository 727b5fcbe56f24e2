"""What changed since the last time that the committee's workbook was made: who answered, figures, statuses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from qpv_xlsx.domain.judging.assessing import is_answering
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.rankings import ATTENTION
from qpv_xlsx.domain.merging.ledger import Account, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A campaign at one moment: what had come in, merged and judged. *returns*, *decisions*: how many."""

    ledger: Ledger
    assessment: Assessment
    returns: int
    decisions: int


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


def changes_between(former: Standing, present: Standing, since: date) -> Changes:
    """What *present* has that *former* had not. Both are of the same campaign, as it is now."""
    then, now = former.assessment.rows, present.assessment.rows
    both = [(then[key], row) for key, row in now.items() if key in then and not row.is_waived]
    moved = [MovedStatus(former=one, present=other) for one, other in both if one.attainment is not other.attainment]
    return Changes(
        since=since,
        returns=present.returns - former.returns,
        decisions=present.decisions - former.decisions,
        answered=tuple(_newly_answering(former.ledger.accounts, present.ledger.accounts.values())),
        moved=tuple(sorted(moved, key=_gravity)),
        figures=sum(one.attainment is other.attainment and one.value != other.value for one, other in both),
    )


def _newly_answering(then: Mapping[str, Account], now: Iterable[Account]) -> list[str]:
    silent = {code for code, account in then.items() if not is_answering(account)}
    return [account.respondent for account in now if is_answering(account) and account.respondent in silent]


def _gravity(one: MovedStatus) -> tuple[int, bool]:
    """What calls for attention now, then what is judged otherwise than it was, then what is judged for the first time."""
    status = one.present.attainment
    rank = ATTENTION.index(status) if status in ATTENTION else len(ATTENTION)
    return rank, not one.former.attainment.is_verdict
