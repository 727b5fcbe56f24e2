"""The reference printed on every answer sheet: « PARIS-2015/EMP/2-7K », with check characters.

Check characters follow ISO/IEC 7064, MOD 1271-36: two characters that catch every single wrong character and every swap.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = 1271
_RADIX = 36
# Bounded, and begun only where a word begins: a long text of capitals must not be searched again from each of its letters.
_SHAPE = re.compile(r"(?<![A-Z0-9.-])([A-Z0-9.-]{1,100})/([A-Z0-9._-]{1,100})/(\d{1,6})-([0-9A-Z]{2})(?![0-9A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Whose workbook, for which campaign, in which version (1, 2, … as generated)."""

    campaign: str
    respondent: str
    version: int


@lru_cache(maxsize=1024)  # five marks of a workbook say the same; what is asked for is short
def check_characters(text: str) -> str:
    """Two check characters of *text*; letters count without case, other signs are skipped."""
    remainder = 0
    for sign in text.upper():
        if sign in _ALPHABET:
            remainder = (remainder + _ALPHABET.index(sign)) * _RADIX % _MODULUS
    remainder = remainder * _RADIX % _MODULUS
    first, second = divmod((_MODULUS + 1 - remainder) % _MODULUS, _RADIX)
    return _ALPHABET[first] + _ALPHABET[second]


def print_reference(reference: Reference) -> str:
    """« PARIS-2015/EMP/2-7K »."""
    body = f"{reference.campaign}/{reference.respondent}/{reference.version}".upper()
    return f"{body}-{check_characters(body)}"


def find_reference(text: str) -> Reference | None:
    """The first sound reference inside *text*, campaign and respondent in capitals; None where there is none."""
    if "/" not in text:
        return None
    for match in _SHAPE.finditer(text.upper()):
        campaign, respondent, version, check = match.groups()
        if check_characters(f"{campaign}/{respondent}/{version}") == check:
            return Reference(campaign=campaign, respondent=respondent, version=int(version))
    return None
