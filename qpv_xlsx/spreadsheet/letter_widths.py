"""How wide words are on the screen and on paper.

Widths of letters are those of Arial (and Liberation Sans, made to measure), in thousandths of the font size.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

SPACE = 278
CHARACTER = 5.25  # points: a column's unit, the width of a digit of the default font (7 pixels)
_USUAL = 556

_WIDTHS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys("ijl'’", 222)
    | dict.fromkeys("tfI.,:;!/[]| \u00a0\u202f", SPACE)
    | dict.fromkeys("r()-îï", 333)
    | dict.fromkeys("cksvxyzJç", 500)
    | dict.fromkeys("FTZL", 611)
    | dict.fromkeys("ABEKPSVXYÀÂÉÈÊ&", 667)
    | dict.fromkeys("CDHNRUÇw", 722)
    | dict.fromkeys("GOQÔ", 778)
    | dict.fromkeys("mM%", 870)
    | dict.fromkeys("WœŒ—…@", 1000),
)
_BOLD_WIDTHS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys("iIjl.,-/| \u00a0\u202f’'îï", 278)
    | dict.fromkeys("ft()[]:;!", 333)
    | dict.fromkeys("r", 389)
    | dict.fromkeys("z", 500)
    | dict.fromkeys("bdghnopquFLTZñòóôöùúûü", 611)
    | dict.fromkeys("EPSVXYÉÈÊË", 667)
    | dict.fromkeys("ABCDHKNRUÀÂÇÛÙ&", 722)
    | dict.fromkeys("GOQÔÖw", 778)
    | dict.fromkeys("mM%", 889)
    | dict.fromkeys("WœŒ—…@", 1000),
)


def text_width(text: str, size: float = 10, *, bold: bool = False) -> float:
    """Points that *text* takes on one line."""
    return letters_width(text, bold=bold) * size / 1000


@lru_cache(maxsize=8192)  # words come back, text after text
def letters_width(word: str, *, bold: bool = False) -> int:
    """Thousandths of the font size that *word* takes."""
    widths = _BOLD_WIDTHS if bold else _WIDTHS
    return sum(widths.get(letter, _USUAL) for letter in word)
