"""Words compared as people mean them: without case, accents, punctuation, or spaces of any kind."""

import re
import unicodedata
from functools import lru_cache

_LEAST = 20  # letters of a text that was cut: fewer are no text, but somebody's dots
_SIGNS = re.compile(r"[^0-9a-z]+")


@lru_cache(maxsize=10_000)  # the official table's words come back in every return
def bare_words(text: str) -> str:
    """« resultat 2015 » for « Résultat 2015 : », line breaks included."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    if not letters.isascii():
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SIGNS.sub(" ", letters).strip()


@lru_cache(maxsize=10_000)  # likewise
def first_line(text: str) -> str:
    """What a locked text is recognised by: units and notes, on the lines below, may be reworded from one year to the next."""
    return bare_words(text.strip().partition("\n")[0])


def is_beginning(text: str, whole: str) -> bool:
    """Whether the first line of *text* is cut: the beginning of *whole* (as *first_line* gives it), ended by « … »."""
    said = first_line(text)
    is_cut = text.strip().partition("\n")[0].rstrip().endswith(("…", "..."))
    return is_cut and len(said) >= _LEAST and whole.startswith(said)
