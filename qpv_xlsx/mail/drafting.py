"""Messages to respondents: editable drafts, and the same as they leave through SMTP."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.letter_models import Text
from qpv_xlsx.spreadsheet.files import write_whole

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A workbook that goes with a message. *name* is ours, built from codes."""

    name: str
    content: bytes


def compose(
    text: Text,
    sender: Contact,
    recipients: Sequence[Contact],
    enclosures: Sequence[Enclosure],
    *,
    message_id: str,
    moment: datetime,
) -> EmailMessage:
    """The message, complete but for its way of leaving."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(sender)
    message["To"] = [_address(contact) for contact in recipients]
    message["Subject"] = text.subject
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = message_id
    message.set_content(text.body, cte="quoted-printable")
    for enclosure in enclosures:
        message.add_attachment(enclosure.content, *_XLSX, filename=enclosure.name)
    return message


def new_message_id(campaign: str, respondent: str, post: str, moment: datetime, domain: str) -> str:
    """A key that answers will carry; made of what the message is, so that no two are the same."""
    seed = f"{campaign}\n{respondent}\n{post}\n{moment.isoformat()}"
    return f"<qpv.{hashlib.sha256(seed.encode()).hexdigest()[:24]}@{domain or 'qpv-xlsx.invalid'}>"


def write_draft(message: EmailMessage, path: Path) -> None:
    """Write the message as a draft: Outlook and Thunderbird open « X-Unsent: 1 » ready to be edited and sent."""
    if "X-Unsent" not in message:
        message["X-Unsent"] = "1"
    write_whole(path, message.as_bytes())


def _address(contact: Contact) -> Address:
    try:
        return Address(display_name=contact.name, addr_spec=contact.email)
    except (ValueError, IndexError) as wrong:
        raise CampaignError("contact_address", email=contact.email, name=contact.name) from wrong
