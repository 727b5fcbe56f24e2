"""Turns of phrase of a cell that always leave two readings, whatever its figures say."""

import re
from collections.abc import Iterator

from qpv_xlsx.domain.official.asking import Ask

_NESTED = re.compile(r"\bdont\b|\bincluding\b|\bof which\b", re.IGNORECASE)
_PARITY = re.compile(r"\bparit(?:é|aire)\w*|\bparity\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<!population de )\bréférence\b|\bmoyenne\b|\bcontre\s+\d|\bniveau (?:national|régional|départemental|communal|de la ville)\b",
    re.IGNORECASE,
)


def questions_in_words(text: str) -> Iterator[Ask]:
    """Turns of phrase that always leave two readings."""
    if _NESTED.search(text):
        yield Ask.NESTED
    if _PARITY.search(text):
        yield Ask.PARITY
    if _REFERENCE.search(text):
        yield Ask.REFERENCE
