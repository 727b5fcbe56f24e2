"""One spelling for the many signs that mean the same: spaces, dashes, apostrophes, case, accents."""

import re
import unicodedata
from functools import lru_cache

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_APOSTROPHES = re.compile("[’‘ʼ`´′]")
_INVISIBLE = str.maketrans(
    "", "", "\u00ad\u034f\u180e\ufeff\u2060\u2061\u2062\u2063\u2064\u200b\u200c\u200d\u200e\u200f"
)
_FIRST_ACCENT = "\u0300"
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # all that combine among the first signs; the others are few
_BLANKS = re.compile(r"\s+")


def without_invisible(text: str) -> str:
    """*text* without the characters that nobody can see: zero-width ones, soft hyphens, direction marks."""
    return text.translate(_INVISIBLE)


def tidy(text: str) -> str:
    """*text* with plain spaces, hyphens and apostrophes, and nothing around. Case and accents stay."""
    seen = _APOSTROPHES.sub("'", _DASHES.sub("-", without_invisible(text)))
    return _BLANKS.sub(" ", seen).strip()


@lru_cache(maxsize=4096)  # the same headers, codes and words are compared again and again
def folded(text: str) -> str:
    """*text* for comparing: tidy, small letters, no accents. « Non communiqué » is « non communique »."""
    if text.isascii() and "`" not in text:
        return _BLANKS.sub(" ", text).strip().lower()
    letters = unicodedata.normalize("NFD", tidy(text).casefold().replace("œ", "oe"))
    bare = _ACCENTS.sub("", letters)
    return (
        bare
        if max(bare, default="") < _FIRST_ACCENT
        else "".join(one for one in bare if not unicodedata.combining(one))
    )


def cut_to(text: str, most: int) -> str:
    """*text*, at most *most* signs long; « … » ends what was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
