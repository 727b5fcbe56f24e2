"""Words compared as people mean them: without case, accents, punctuation, or spaces of any kind."""

import re
import unicodedata

_SIGNS = re.compile(r"[^0-9a-z]+")


def plain(text: str) -> str:
    """« resultat 2015 » for « Résultat 2015 : », line breaks included."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    return _SIGNS.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
