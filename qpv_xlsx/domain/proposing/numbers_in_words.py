"""Numbers written in words: « deux », « vingt-cinq », « trois cents », « une dizaine »."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_VALUES: Mapping[str, int] = MappingProxyType(
    {
        "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
        "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    }
)  # fmt: skip
_COLLECTIVES: Mapping[str, int] = MappingProxyType(
    {
        "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
        "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000,
    }
)  # fmt: skip
_ONE_WORD = (
    r"(?:zero|deux|trois|quatre|cinq|six|sept|huit|(?<=-)neuf|neuf(?= (?:[\w-]*s|sur)\b)|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingts?|trente|quarante|cinquante|soixante|cents?|mille)"
)
SPELLED = rf"\b{_ONE_WORD}(?:[ -](?:et[ -])?(?:{_ONE_WORD}|une?\b|onze)){{0,8}}\b(?!-)"
COLLECTIVE = r"\b(?:une? |plusieurs |quelques |les )?(?:demi-)?(?:" + "|".join(_COLLECTIVES) + r")s?\b(?: de | d')?"


def spelled_number(words: str) -> int:
    """The value of a folded *words* that ``SPELLED`` matched."""
    total, current = 0, 0
    for word in re.split(r"[ -]", words):
        if word in {"cent", "cents"}:
            current = max(current, 1) * 100
        elif word == "mille":
            total, current = total + max(current, 1) * 1000, 0
        elif word in _VALUES:
            value = _VALUES[word]
            current = current * value if word.startswith("vingt") and current % 100 == 4 else current + value  # noqa: PLR2004  (quatre-vingts)
    return total + current


def collective_number(words: str) -> int | None:
    """The size of « une centaine »; None for « plusieurs dizaines », which tells none."""
    if not re.match(r"une? (?!demi)", words):
        return None
    return next((value for name, value in _COLLECTIVES.items() if re.search(rf"\b{name}\b", words)), None)
