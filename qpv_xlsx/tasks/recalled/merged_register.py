"""What the register knows, merged: what was merged before and still holds is taken as it is, the rest is merged and kept.

So a command takes time for respondents, and for what has changed since the last one, not for every return ever received.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain
from typing import Any, TypeVar

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.former import former_codes, present_code
from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.following.glances import Glance
from qpv_xlsx.domain.following.left_behind import CodesHeld, LeftBehind, left_behind
from qpv_xlsx.domain.merging.ledger import Account, Decision, Dispatch, Ledger, Post, Received, Sending
from qpv_xlsx.domain.merging.renaming import attributions, present_decisions, present_returns, present_sendings
from qpv_xlsx.domain.merging.sending_days import days_of
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.register import Register
from qpv_xlsx.register.account_encoding import decode_account, decode_glance
from qpv_xlsx.register.listing import ReturnMark
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.tasks.incoming.refreshing import (
    LOST_ASKING,
    LOST_MEASURE,
    LOST_QUARTIER,
    merging_fingerprint,
    read_again,
    told_asking,
)
from qpv_xlsx.tasks.recalled.kept_ledgers import (
    KeptCase,
    KeptLedger,
    UnreadReturn,
    kept_account,
    merged_account,
    saying,
)
from qpv_xlsx.tasks.recalled.owned_numbers import owned_numbers
from qpv_xlsx.tasks.running.watching import Watch, unwatched

_AT_ONCE = 50  # accounts kept in one transaction

Owned = TypeVar("Owned", Decision, Sending)
MarksOf = Callable[[Sequence[int]], Iterable[ReturnMark]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _CaseFile:
    """All that concerns one respondent. *returns*: their numbers; *basis* tells it from any other state of it."""

    respondent: Respondent
    returns: Sequence[int]
    decisions: tuple[Decision, ...]
    sendings: tuple[Sending, ...]
    basis: str


class MergedRegister:
    """The register of *campaign* as it stands *now*; what was read for another state is read again first."""

    def __init__(self, campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched) -> None:
        self._campaign = campaign
        self._register = register
        self._told = read_again(campaign, register, now, watch)
        self.decided = present_decisions(campaign, register.decisions())
        self._in_force = standing(self.decided)
        self._owners, self._present = attributions(self._in_force), former_codes(campaign).respondents
        self._numbers = owned_numbers(campaign, register, self._in_force)
        self._decisions = _by_owner(self._in_force)
        self._sendings = _by_owner(present_sendings(campaign, register.sendings()))

    def glances(self) -> Iterator[Glance]:
        """Each respondent's glance, in the order of the campaign."""
        for case in self._cases:
            glance = decode_glance(self._merged[case.respondent.code], case.respondent.code, self.whole)
            yield replace(glance, **days_of(case.sendings))

    def accounts(self) -> Mapping[str, Account]:
        """Each respondent's account, in the order of the campaign, what their returns hold being fetched when asked for."""
        self._bring_up_to_date()
        return {case.respondent.code: self._account(case) for case in self._cases}

    def kept_in(self, part: Campaign, *, is_whole: bool = False) -> KeptLedger:
        """What is known of *part* of the campaign; what is not merged yet is left so, to be merged where it is needed.

        *is_whole*: with all that its returns hold, to be read elsewhere.
        """
        codes = {one.code for one in part.respondents}
        return KeptLedger(
            cases=[
                self._kept(case, is_whole=is_whole) for case in self._case_files(part.respondents, self._register.marks)
            ],
            decisions=tuple(one for one in self.decided if one.respondent in codes),
        )

    def keep(self, fresh: Sequence[KeptAccount]) -> None:
        """Keep what was merged elsewhere."""
        self._register.keep_merged(fresh)

    def ledger_elsewhere(self) -> Ledger:
        """What is known of none of the campaign's respondents."""
        astray = tuple(one for one in self.decided if one.respondent not in self._known)
        return Ledger(accounts={}, orphans=self.orphans(), decisions=astray)

    @cached_property
    def _state(self) -> str:
        return merging_fingerprint(self._campaign)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(one.code for one in self._campaign.respondents)

    @cached_property
    def _cases(self) -> Sequence[_CaseFile]:
        known = {mark.sequence: mark for mark in self._register.marks()}  # all at once is quicker than one by one
        return tuple(self._case_files(self._campaign.respondents, partial(map, known.__getitem__)))

    @cached_property
    def _arrivals(self) -> Mapping[int, Received]:
        return {one.sequence: one for one in self._told_of(self._register.arrivals())}

    def ledger(self) -> Ledger:
        """All of it as one ledger."""
        from qpv_xlsx.domain.merging.merging import ledger_with

        return ledger_with(self._campaign, self.accounts(), self.orphans(), self.decided)

    def orphans(self) -> tuple[Received, ...]:
        """Whole returns that nobody could be found for."""
        theirs = (numbers for owner, numbers in self._numbers.items() if owner not in self._known)
        return self.whole(sorted(chain.from_iterable(theirs)))

    def whole(self, sequences: Iterable[int]) -> tuple[Received, ...]:
        """Whole returns, as those of their present owners."""
        return self._told_of(self._register.contents(sequences))

    def left_behind(self) -> tuple[LeftBehind, ...]:
        """Codes of the register that the campaign no longer knows."""
        sent = (*_codes(self._register.sendings()), *_codes(self._register.dispatches()))
        owners = (mark.respondent or mark.attributed for mark in self._register.marks())
        held = CodesHeld(
            returns=tuple(owners),
            sent=sent,
            quartiers=self._lost(LOST_QUARTIER),
            measures=self._lost(LOST_MEASURE),
            askings=tuple(told_asking(line.about) for line in self._register.journal(LOST_ASKING)),
            decisions=self._in_force,
        )
        return left_behind(self._campaign, held)

    def _lost(self, act: str) -> tuple[str, ...]:
        """Codes that returns were read with before, one for each return."""
        return tuple(line.about.split()[0] for line in self._register.journal(act))

    @property
    def outcomes(self) -> Sequence[str]:
        """What became of each file that came in."""
        return [mark.outcome for mark in self._register.marks()]

    def _told_of(self, returns: Iterable[Received]) -> tuple[Received, ...]:
        owned = present_returns(self._campaign, returns, self._in_force)
        return tuple(saying(one, self._told[one.stored]) if one.stored in self._told else one for one in owned)

    def _case_files(self, respondents: Iterable[Respondent], marks_of: MarksOf) -> Iterator[_CaseFile]:
        for respondent in respondents:
            numbers = self._numbers.get(respondent.code, ())
            marks = tuple(marks_of(numbers))
            decided = tuple(self._decisions.get(respondent.code, ()))
            sent = tuple(self._sendings.get(respondent.code, ()))
            told = {mark.sequence: self._told[mark.stored] for mark in marks if mark.stored in self._told}
            basis = _basis(self._state, marks, decided, sent, told)
            yield _CaseFile(respondent=respondent, returns=numbers, decisions=decided, sendings=sent, basis=basis)

    def _bring_up_to_date(self) -> Mapping[str, str]:
        return self._merged

    @cached_property
    def _merged(self) -> Mapping[str, str]:
        """The glance of each respondent as text; those whose basis has changed are merged again, and kept."""
        kept = self._register.glances()
        found = {code: one.glance for code, one in kept.items()}
        fresh: list[KeptAccount] = []
        for case in self._cases:
            code = case.respondent.code
            if code in kept and kept[code].basis == case.basis:
                continue
            fresh.append(self._merge(case))
            found[code] = fresh[-1].glance
            if len(fresh) == _AT_ONCE:
                self._register.keep_merged(fresh)
                fresh.clear()
        if fresh:
            self._register.keep_merged(fresh)
        return found

    def _merge(self, case: _CaseFile) -> KeptAccount:
        known = self._kept_case(case)
        return kept_account(merged_account(self._campaign, known, self.whole(case.returns)), known)

    def _account(self, case: _CaseFile) -> Account:
        code = case.respondent.code
        returns = [self._arrivals[number] for number in case.returns]
        merged = self._register.merged(code, case.basis) or self._merge(case).account
        account = decode_account(merged, code, returns, case.decisions)
        return replace(account, **days_of(case.sendings))

    def _kept(self, case: _CaseFile, *, is_whole: bool) -> KeptCase:
        """A case to be taken elsewhere: as it was merged, or what it is to be merged from."""
        merged = self._register.merged(case.respondent.code, case.basis)
        if not merged:
            return self._kept_case(case, unread=tuple(self._unread(case.returns)))
        returns = self.whole(case.returns) if is_whole else self._told_of(self._register.arrivals(case.returns))
        return self._kept_case(case, merged=merged, returns=returns)

    def _kept_case(
        self,
        case: _CaseFile,
        *,
        merged: str = "",
        returns: Sequence[Received] = (),
        unread: Sequence[UnreadReturn] = (),
    ) -> KeptCase:
        return KeptCase(
            respondent=case.respondent,
            basis=case.basis,
            merged=merged,
            returns=returns,
            unread=unread,
            decisions=case.decisions,
            sendings=case.sendings,
        )

    def _unread(self, numbers: Iterable[int]) -> Iterator[UnreadReturn]:
        """Returns as they are held, and whose they are: as ``whole`` has them, without what they hold."""
        for text in self._register.texts(numbers):
            owner = self._owners.get(text["sha256"]) or text["attributed"]
            yield UnreadReturn(
                text=text,
                attributed=present_code(owner, self._present) if owner else "",
                said=self._told.get(text["stored"]),
            )


def _codes(concerned: Iterable[Sending | Dispatch]) -> Iterator[str]:
    for one in concerned:
        yield one.respondent


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
