"""Administrations that may be one under two names: « CAF » and « Caisse d’allocations familiales de Paris ». Asked, never merged."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from qpv_xlsx.domain.findings import Fact
from qpv_xlsx.domain.official.coding import SMALL_WORDS
from qpv_xlsx.domain.wording import bare_words

_FAMILIES = (
    ("ville", "mairie", "commune", "municipalite"),
    ("departement", "conseil departemental", "conseil general", "cd"),
    ("region", "conseil regional", "cr"),
    ("agglomeration", "agglo", "communaute agglomeration", "ca"),
    ("metropole", "communaute urbaine", "cu"),
    ("france travail", "pole emploi"),
    ("rectorat", "academie", "education nationale"),
    ("etat", "prefecture"),
    ("parquet", "procureur republique"),
)
"""Words that stand for one another at the start of a name, without small words."""

_LETTERS = re.compile(r"[A-ZÉÈ](?:[A-ZÉÈ]|\.(?=[A-ZÉÈ])|[A-ZÉÈ]\.){1,8}\.?(?!\w)")
_FEWEST = 2  # letters of an acronym


def alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of *names*, each as it is first written, that one administration may have."""
    for one, other in combinations(dict.fromkeys(names), 2):
        if may_be_one(one, other):
            yield one, other


def same_facts(one: tuple[str, str], other: tuple[str, str]) -> Mapping[str, Fact]:
    """What the question says of both, each by code and name."""
    return {"code": one[0], "name": one[1], "other_code": other[0], "other": other[1]}


def may_be_one(one: str, other: str) -> bool:
    """Whether both names may be those of one administration: the same words, fewer of them, or their initials."""
    if _is_start(_words(one), _words(other)) or _is_short_for(one, other) or _is_short_for(other, one):
        return True
    first, second = _in_family(_words(one)), _in_family(_words(other))
    return first is not None and second is not None and first[0] == second[0] and _is_start(first[1], second[1])


def _words(name: str) -> tuple[str, ...]:
    plain = _LETTERS.sub(lambda found: found[0].replace(".", ""), name)  # « C.A.F. »
    return tuple(word.removesuffix("s") for word in bare_words(plain).split() if word not in SMALL_WORDS)


def _is_start(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of one are the first words of the other, or all of them."""
    shorter = min(len(one), len(other))  # « de la » alone has no word
    return tuple(one[:shorter]) == tuple(other[:shorter])


def _is_short_for(short: str, name: str) -> bool:
    """« CAF », « CAF 75 » of « Caisse d’allocations familiales de Paris »: initials, then no other words than the name’s."""
    letters = _LETTERS.match(short)
    if letters is None:
        return False
    acronym = letters[0].replace(".", "").casefold()
    words, rest = _words(name), _words(short[letters.end() :])
    initials = "".join(word[0] for word in words)[: len(acronym)]
    if len(acronym) < _FEWEST or initials != bare_words(acronym):
        return False
    return all(word.isdigit() for word in rest) or _is_start(rest, words[len(acronym) :])


def _in_family(words: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
    """Which family a name begins with, and its other words; None for none."""
    for rank, family in enumerate(_FAMILIES):
        for head in family:
            parts = tuple(word.removesuffix("s") for word in head.split())
            if tuple(words[: len(parts)]) == parts:
                return rank, tuple(words[len(parts) :])
    return None
