"""Who a message comes from: told by the message that it answers, else by its sender."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, respondent_of
from qpv_xlsx.domain.findings import Code, Finding, finding
from qpv_xlsx.domain.merging.ledger import Sending
from qpv_xlsx.domain.merging.renaming import present_sendings
from qpv_xlsx.domain.returned.answers import Outcome, Submission

if TYPE_CHECKING:
    from qpv_xlsx.mail.letters import Letter


class Correspondence:
    """The messages that we sent, and the addresses that we know."""

    def __init__(self, campaign: Campaign, sendings: Iterable[Sending]) -> None:
        self._respondent_by_message = {one.message_id: one.respondent for one in present_sendings(campaign, sendings)}
        self._respondents_by_address: dict[str, set[str]] = {}
        for respondent in campaign.respondents:
            for address in addresses_of(respondent):
                self._respondents_by_address.setdefault(address, set()).add(respondent.code)

    def is_known(self, letter: "Letter") -> bool:
        """Whether a contact wrote it, or it answers a message of ours."""
        if letter.sender in self._respondents_by_address:
            return True
        return any(answered in self._respondent_by_message for answered in letter.answers_to)

    def respondent_of(self, letter: "Letter | None") -> str:
        """The respondent's code; empty where neither thread nor sender tells, or where the sender serves several."""
        if letter is None:
            return ""
        told = (self._respondent_by_message.get(answered) for answered in letter.answers_to)
        by_thread = next((code for code in told if code), "")
        by_sender = self._respondents_by_address.get(letter.sender, set())
        return by_thread or (next(iter(by_sender)) if len(by_sender) == 1 else "")


def sender_finding(campaign: Campaign, submission: Submission, sender: str) -> Finding | None:
    """I06 where a return was sent by somebody who is no contact of its respondent; it is read all the same."""
    respondent = respondent_of(campaign, submission.origin.respondent or "")
    if not sender or respondent is None or submission.outcome is not Outcome.ACCEPTED:
        return None
    if sender in addresses_of(respondent):
        return None
    return finding(Code.I06, sender=sender, respondent=respondent.name)


def addresses_of(respondent: Respondent) -> frozenset[str]:
    """Addresses of the contacts, in small letters."""
    return frozenset(contact.email.casefold() for contact in respondent.contacts)
