"""Short codes from names: EMP for « Emploi », DDF for « Droits des femmes »; stable, distinct, never a digit first."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from qpv_xlsx.domain.wording import bare_words

_USUAL: Mapping[str, str] = MappingProxyType(
    {
        "droits des femmes": "DDF",
        "jeunesse et sports": "JSP",
        "culture et communication": "CUL",
        "politique de la ville": "PDV",
        "developpement economique": "DEV",
        "cadre de vie": "CDV",
        "cohesion sociale": "COH",
        "transition ecologique": "ECO",
    }
)
SMALL_WORDS = frozenset(
    [
        "de",
        "des",
        "du",
        "d",
        "la",
        "le",
        "les",
        "l",
        "et",
        "a",
        "au",
        "aux",
        "en",
        "pour",
        "par",
        "sur",
        "un",
        "une",
        "dans",
        "of",
        "the",
        "and",
        "for",
        "to",
        "in",
    ]
)
_PART = re.compile(
    r"^(?:axe|pilier|theme|thematique|volet|orientation|convention|chapitre|partie|priorite|domaine|pillar)s? ?(?:n |no )?(?:\d+|[ivx]+)? ?"
)
_ACRONYM = re.compile(r"[A-Z0-9]{2,6}")
_LENGTH = 3


def code_of(name: str, taken: Iterable[str]) -> str:
    """A code of about three capitals for *name*, unlike those *taken*."""
    used = frozenset(taken)
    return next(code for code in _candidates(name) if code not in used)


_RANKED = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d+(?:\.\d+)*)\s*[.)–:-]\s+(?=\S)")  # « II. Émancipation »


def _candidates(name: str) -> Iterable[str]:
    said = bare_words(_RANKED.sub("", name))
    bare = _PART.sub("", said) or said
    words = [word for word in bare.split() if word not in SMALL_WORDS and not word.isdigit()] or ["tab"]
    first = next((word for word in words if word[0].isalpha()), "tab")
    if bare in _USUAL:
        yield _USUAL[bare]
    if _ACRONYM.fullmatch(name.strip()) and name.strip()[0].isalpha():
        yield name.strip()
    yield first[:_LENGTH].upper()
    initials = "".join(word[0] for word in words)[:_LENGTH]
    if len(initials) == _LENGTH and initials[0].isalpha():
        yield initials.upper()
    if len(words) > 1:
        yield (first[:2] + words[1][:1]).upper()
    for rank in range(2, 10_000):
        yield f"{first[:_LENGTH].upper()}{rank}"


def slug(text: str) -> str:
    """« Contrat de ville d’Arles » → « contrat-de-ville-d-arles »; empty for a text without a letter."""
    return bare_words(text).replace(" ", "-")[:30].strip("-")
