"""What is written on a figure and is no part of it: the call of a note, a space after the decimal comma. It is read, and told."""

import re
from dataclasses import dataclass

from qpv_xlsx.domain.contract.measures import Kind

_NOTED = re.compile(r"(?P<rest>[^*†‡]*[\d%€] ?|[^*†‡]*[a-z)] )\(?(?:\*{1,3}|†|‡)\)?")
_SPACED = re.compile(r"(?P<whole>[+-]?\d[\d ']*), (?P<part>\d{1,2})(?P<rest>(?: ?[%€‰a-z].*)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dressed:
    """The figure without what is on it. *case*: which it was."""

    rest: str
    case: str


def dressed(words: str, kind: Kind) -> Dressed | None:
    """« 34* », « 17, 3 % »; None for anything else. What is counted whole has no decimals: « 12, 5 » are two figures."""
    if noted := _NOTED.fullmatch(words):
        return Dressed(rest=noted["rest"].strip(), case="noted")
    spaced = None if kind is Kind.COUNT else _SPACED.fullmatch(words)
    return Dressed(rest=f"{spaced['whole']},{spaced['part']}{spaced['rest']}", case="spaced") if spaced else None
