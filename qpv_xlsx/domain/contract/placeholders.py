"""Contacts that nobody has replaced yet: those of a template, and what is still marked « (à remplacer) »."""

import re

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.spelling import folded

_RESERVED = re.compile(r"(?:^|[@.])example\.(?:org|com|net)$")  # RFC 2606: nobody's address
_MARKED = re.compile(r"\b(?:a|to be|to) (?:remplacer|completer|replaced?)\b")


def is_placeholder(contact: Contact) -> bool:
    """Whether a message to this contact would reach nobody."""
    words = (contact.name, contact.email, contact.role, contact.phone)
    return bool(_RESERVED.search(contact.email.strip().casefold())) or any(
        _MARKED.search(folded(each)) for each in words
    )
