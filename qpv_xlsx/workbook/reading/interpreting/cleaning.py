"""Texts without the characters that nobody typed on purpose."""

import re
from dataclasses import dataclass

_LINE_ENDS = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_UNSEEN = re.compile(r"[\u00ad\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]")  # removing them changes nothing to the eye
_FORMULA = re.compile(r"[=@]\S|[+-][^\s\d,.]|[+-]\d[^a-zA-Z]*[-+*/(!|]|[\t\r]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text fit to keep. *has_lost*: characters that were not mere nothing were removed."""

    text: str
    has_lost: bool


def clean(text: str) -> Cleaned:
    """*text* with plain line ends, without control or invisible characters, and nothing around."""
    if text.isprintable():  # neither controls nor line ends, nor what is unseen
        return Cleaned(text=text.strip(), has_lost=False)
    lines = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    kept = _CONTROLS.sub("", lines)
    return Cleaned(text=kept.strip(), has_lost=kept != lines)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet that is given *text* unquoted would compute it; « - premier point » is a list."""
    return _FORMULA.match(text) is not None
