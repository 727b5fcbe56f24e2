"""Texts that a spreadsheet would take for a number, a date or a yes when it opens a CSV: « 011 », « 1E5 », « 1/2 », « MAI-01 »."""

import re

_MARK = "\t"
"""Before such a text: Excel and LibreOffice then keep it as text and show nothing more; whoever trims cells reads it as it was.

« ="011" » would be shown as it stands by LibreOffice, whose import window does not evaluate formulas.
"""

_MONTHS = (
    "janv(?:ier)?|f[ée]vr?(?:ier)?|mars?|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t?|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|"
    "d[ée]c(?:embre)?|jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|october|november|december"
)
_SPACES = " \t\u00a0\u202f"
_GUESSED = re.compile(
    rf"""[{_SPACES}]*(?:
      [(€$£]?[{_SPACES}]*[+-]?[.,]?\d(?:[\d.,:/()€$£%°+{_SPACES}-]|e(?=[+-]?\d)|[ap]m?\b)*   # 011, 1E5, 1/2, 12:30, 5 %, (12)
    | (?:\d{{1,4}}(?:er)?[{_SPACES}./-]*)?(?:{_MONTHS})\.?[{_SPACES}./-]*(?:\d{{1,4}})?      # 3 mars, MAI-01
      (?:[{_SPACES}./-]+\d{{1,4}})?(?:[{_SPACES}]+\d.*)?
    | vrai|faux|true|false
    )[{_SPACES}]*""",
    re.VERBOSE | re.IGNORECASE,
)


def kept(text: str) -> str:
    """*text*, marked where a spreadsheet would guess something else from it."""
    return _MARK + text if _GUESSED.fullmatch(text) else text
