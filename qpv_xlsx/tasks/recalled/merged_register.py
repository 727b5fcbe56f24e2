"""What the register knows, merged: what was merged before and still holds is taken as it is, the rest is merged and kept.

So a command takes time for respondents, and for what has changed since the last one, not for every return ever received.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from itertools import chain

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.following.glances import Glance
from qpv_xlsx.domain.following.left_behind import CodesHeld, LeftBehind, left_behind
from qpv_xlsx.domain.merging.ledger import Account, Dispatch, Ledger, Received, Sending
from qpv_xlsx.domain.merging.sending_days import days_of
from qpv_xlsx.register import Register
from qpv_xlsx.register.account_encoding import decode_account, decode_glance
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.tasks.incoming.refreshing import LOST_ASKING, LOST_MEASURE, LOST_QUARTIER, told_asking
from qpv_xlsx.tasks.recalled.case_files import CaseFile, CaseFiles, kept_case
from qpv_xlsx.tasks.recalled.kept_ledgers import kept_account, merged_account
from qpv_xlsx.tasks.running.watching import Watch, unwatched

_AT_ONCE = 50  # accounts kept in one transaction


class MergedRegister:
    """The register of *campaign* as it stands *now*; what was read for another state is read again first.

    *files*: what is known of each respondent, which outlives the campaign.
    """

    def __init__(self, campaign: Campaign, register: Register, now: datetime, watch: Watch = unwatched) -> None:
        self._campaign = campaign
        self._register = register
        self.files = CaseFiles(campaign, register, now, watch)
        self.decided = self.files.decided

    def glances(self) -> Iterator[Glance]:
        """Each respondent's glance, in the order of the campaign."""
        for case in self._cases:
            glance = decode_glance(self._merged[case.respondent.code], case.respondent.code, self.files.whole)
            yield replace(glance, **days_of(case.sendings))

    def accounts(self) -> Mapping[str, Account]:
        """Each respondent's account, in the order of the campaign, what their returns hold being fetched when asked for."""
        self._bring_up_to_date()
        return {case.respondent.code: self._account(case) for case in self._cases}

    def ledger_elsewhere(self) -> Ledger:
        """What is known of none of the campaign's respondents."""
        astray = tuple(one for one in self.decided if one.respondent not in self._known)
        return Ledger(accounts={}, orphans=self.orphans(), decisions=astray)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(one.code for one in self._campaign.respondents)

    @cached_property
    def _cases(self) -> Sequence[CaseFile]:
        known = {mark.sequence: mark for mark in self._register.marks()}  # all at once is quicker than one by one
        return tuple(self.files.of(self._campaign.respondents, partial(map, known.__getitem__)))

    @cached_property
    def _arrivals(self) -> Mapping[int, Received]:
        return {one.sequence: one for one in self.files.told_of(self._register.arrivals())}

    def ledger(self) -> Ledger:
        """All of it as one ledger."""
        from qpv_xlsx.domain.merging.merging import ledger_with

        return ledger_with(self._campaign, self.accounts(), self.orphans(), self.decided)

    def orphans(self) -> tuple[Received, ...]:
        """Whole returns that nobody could be found for."""
        theirs = (numbers for owner, numbers in self.files.numbers.items() if owner not in self._known)
        return self.files.whole(sorted(chain.from_iterable(theirs)))

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
            decisions=self.files.in_force,
        )
        return left_behind(self._campaign, held)

    def _lost(self, act: str) -> tuple[str, ...]:
        """Codes that returns were read with before, one for each return."""
        return tuple(line.about.split()[0] for line in self._register.journal(act))

    @property
    def outcomes(self) -> Sequence[str]:
        """What became of each file that came in."""
        return [mark.outcome for mark in self._register.marks()]

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

    def _merge(self, case: CaseFile) -> KeptAccount:
        known = kept_case(case)
        return kept_account(merged_account(self._campaign, known, self.files.whole(case.returns)), known)

    def _account(self, case: CaseFile) -> Account:
        code = case.respondent.code
        returns = [self._arrivals[number] for number in case.returns]
        merged = self._register.merged(code, case.basis) or self._merge(case).account
        account = decode_account(merged, code, returns, case.decisions)
        return replace(account, **days_of(case.sendings))


def _codes(concerned: Iterable[Sending | Dispatch]) -> Iterator[str]:
    for one in concerned:
        yield one.respondent
