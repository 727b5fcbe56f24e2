"""What the register knows of each respondent, by number: no campaign is held, which a country's would take memory for."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.former import former_codes, present_code
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.merging.ledger import Decision, Post, Received, Sending
from qpv_xlsx.domain.merging.renaming import attributions, present_decisions, present_sendings, return_of_owner
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.register import Register
from qpv_xlsx.register.listing import ReturnMark
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.tasks.incoming.refreshing import merging_fingerprint, read_again
from qpv_xlsx.tasks.recalled.kept_ledgers import KeptCase, KeptLedger, UnreadReturn, saying
from qpv_xlsx.tasks.recalled.owned_numbers import owned_numbers
from qpv_xlsx.tasks.running.watching import Watch

Owned = TypeVar("Owned", Decision, Sending)
MarksOf = Callable[[Sequence[int]], Iterable[ReturnMark]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """All that concerns one respondent. *returns*: their numbers; *basis* tells it from any other state of it."""

    respondent: Respondent
    returns: Sequence[int]
    decisions: tuple[Decision, ...]
    sendings: tuple[Sending, ...]
    basis: str


class CaseFiles:
    """Those of *campaign* as it stands *now*; what was read for another state is read again first.

    *numbers*: of returns, by the code that their owner has now. *decided*: decisions on what is asked now; *in_force*: those that stand.
    """

    def __init__(self, campaign: Campaign, register: Register, now: datetime, watch: Watch) -> None:
        self._register = register
        self._told = read_again(campaign, register, now, watch)
        self._state = merging_fingerprint(campaign)
        self.decided = present_decisions(campaign, register.decisions())
        self.in_force = standing(self.decided)
        self._owners, self._present = attributions(self.in_force), former_codes(campaign).respondents
        self.numbers = owned_numbers(campaign, register, self.in_force)
        self._decisions = _by_owner(self.in_force)
        self._sendings = _by_owner(present_sendings(campaign, register.sendings()))

    def kept_in(self, part: Campaign, *, is_whole: bool = False) -> KeptLedger:
        """What is known of *part* of the campaign; what is not merged yet is left so, to be merged where it is needed.

        *is_whole*: with all that its returns hold, to be read elsewhere.
        """
        codes = {one.code for one in part.respondents}
        return KeptLedger(
            cases=[self._kept(case, is_whole=is_whole) for case in self.of(part.respondents, self._register.marks)],
            decisions=tuple(one for one in self.decided if one.respondent in codes),
        )

    def keep(self, fresh: Sequence[KeptAccount]) -> None:
        """Keep what was merged elsewhere."""
        self._register.keep_merged(fresh)

    def whole(self, sequences: Iterable[int]) -> tuple[Received, ...]:
        """Whole returns, as those of their present owners."""
        return self.told_of(self._register.contents(sequences))

    def told_of(self, returns: Iterable[Received]) -> tuple[Received, ...]:
        """*returns* as those of their present owners, and what is said of their kept files."""
        owned = (return_of_owner(one, self._owners, self._present) for one in returns)
        return tuple(saying(one, self._told[one.stored]) if one.stored in self._told else one for one in owned)

    def of(self, respondents: Iterable[Respondent], marks_of: MarksOf) -> Iterator[CaseFile]:
        """The case file of each respondent. *marks_of*: what tells returns of some numbers."""
        for respondent in respondents:
            numbers = self.numbers.get(respondent.code, ())
            marks = tuple(marks_of(numbers))
            decided = tuple(self._decisions.get(respondent.code, ()))
            sent = tuple(self._sendings.get(respondent.code, ()))
            told = {mark.sequence: self._told[mark.stored] for mark in marks if mark.stored in self._told}
            basis = _basis(self._state, marks, decided, sent, told)
            yield CaseFile(respondent=respondent, returns=numbers, decisions=decided, sendings=sent, basis=basis)

    def _kept(self, case: CaseFile, *, is_whole: bool) -> KeptCase:
        """A case to be taken elsewhere: as it was merged, or what it is to be merged from."""
        merged = self._register.merged(case.respondent.code, case.basis)
        if not merged:
            return kept_case(case, unread=tuple(self._unread(case.returns)))
        returns = self.whole(case.returns) if is_whole else self.told_of(self._register.arrivals(case.returns))
        return kept_case(case, merged=merged, returns=returns)

    def _unread(self, numbers: Iterable[int]) -> Iterator[UnreadReturn]:
        """Returns as they are held, and whose they are: as ``whole`` has them, without what they hold."""
        for text in self._register.texts(numbers):
            owner = self._owners.get(text["sha256"]) or text["attributed"]
            yield UnreadReturn(
                text=text,
                attributed=present_code(owner, self._present) if owner else "",
                said=self._told.get(text["stored"]),
            )


def kept_case(
    case: CaseFile,
    *,
    merged: str = "",
    returns: Sequence[Received] = (),
    unread: Sequence[UnreadReturn] = (),
) -> KeptCase:
    """*case* as it is taken elsewhere."""
    return KeptCase(
        respondent=case.respondent,
        basis=case.basis,
        merged=merged,
        returns=returns,
        unread=unread,
        decisions=case.decisions,
        sendings=case.sendings,
    )


def _by_owner(owned: Iterable[Owned]) -> Mapping[str, list[Owned]]:
    found: defaultdict[str, list[Owned]] = defaultdict(list)
    for one in owned:
        found[one.respondent].append(one)
    return found


def _basis(
    state: str,
    marks: Sequence[ReturnMark],
    decisions: Sequence[Decision],
    sendings: Sequence[Sending],
    told: Mapping[int, Finding],
) -> str:
    """What an account is merged from. A correction workbook counts where a return came after it was written."""
    last = max((mark.received for mark in marks), default=None)
    corrections = [one.sent for one in sendings if one.post is Post.CORRECTION and last and one.sent <= last]
    document: Sequence[Any] = (
        state,
        [(mark.sequence, mark.sha256, mark.outcome, mark.attributed, mark.fingerprint) for mark in marks],
        [repr(decision) for decision in decisions],
        [moment.isoformat() for moment in corrections],
        {sequence: repr(found) for sequence, found in told.items()},
    )
    return hashlib.sha256(json.dumps(document).encode()).hexdigest()
