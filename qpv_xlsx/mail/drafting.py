"""Messages to respondents: editable drafts, and the same as they leave through SMTP."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.quoprimime import header_encode
from email.utils import format_datetime
from itertools import groupby
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.letter_models import Text
from qpv_xlsx.spreadsheet.files import write_whole

_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")  # RFC 5322: what needs no quotes in a name
_LINE = 76  # signs on one line
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


class _WholeWords(EmailPolicy):
    """Names of recipients and subjects as they are: where it folds, the standard library adds spaces, or loses one."""

    def fold(self, name: str, value: str) -> str:
        if name.casefold() == "subject" and not value.isascii():
            subject = Header(str(value), "utf-8", maxlinelen=_LINE, header_name=name)
            return f"{name}: {subject.encode(linesep=self.linesep)}{self.linesep}"
        if not isinstance(value, AddressHeader):
            return str(super().fold(name, value))
        written = f",{self.linesep} ".join(map(_spelt, value.addresses))
        return f"{name}: {written}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        folded: bytes = self.fold(name, value).encode("ascii", "surrogateescape")
        return folded


def _spelt(address: Address) -> str:
    """« Direction =?utf-8?q?r=C3=A9gionale?= <a@b.fr> », folded between words.

    Two encoded words never stand side by side: some programs show the space between them, some do not.
    """
    if address.display_name.isascii():
        return str(address)
    runs = groupby(address.display_name.split(" "), key=lambda word: _ATOM.fullmatch(word) is not None)
    words = [piece for is_plain, run in runs for piece in (run if is_plain else (_encoded(" ".join(run)),))]
    lines = [""]
    for word in (*words, f"<{address.addr_spec}>"):
        if lines[-1] and len(lines[-1]) + len(word) > _LINE:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def _encoded(text: str) -> str:
    return header_encode(text.encode(), "utf-8")


_POLICY = _WholeWords(**{name: getattr(SMTP, name) for name in ("linesep", "max_line_length", "raise_on_defect")})


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
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(sender)
    message["Reply-To"] = _address(sender)  # some servers put their own account into From
    message["To"] = [_address(contact) for contact in recipients]
    message["Subject"] = text.subject
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = message_id
    message.set_content(text.body, cte="quoted-printable")
    if text.html:
        message.add_alternative(text.html, subtype="html", cte="quoted-printable")
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
    if len(contact.name.splitlines()) > 1:
        raise CampaignError("contact_name_lines", name=" ".join(contact.name.split()), email=contact.email)
    try:
        return Address(display_name=contact.name, addr_spec=contact.email)
    except (ValueError, IndexError) as wrong:
        raise CampaignError("contact_address", email=contact.email, name=contact.name) from wrong
