"""What is known of a question when its answer is a text: words that may stand beside the figure, and those that may not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qpv_xlsx.domain.spelling import folded

_LITTLE = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "ayant",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "entre",
        "et",
        "l",
        "la",
        "le",
        "les",
        "leur",
        "leurs",
        "ont",
        "ou",
        "par",
        "pour",
        "qui",
        "ses",
        "son",
        "sur",
        "un",
        "une",
    ]
)
_GENERAL = frozenset(  # in the singular, as ``_singular`` gives it
    [
        "an",
        "annee",
        "annuel",
        "annuelle",
        "bilan",
        "budget",
        "chiffre",
        "donnee",
        "effectif",
        "montant",
        "n",
        "nb",
        "nbre",
        "nombre",
        "part",
        "pourcentage",
        "proportion",
        "realise",
        "resultat",
        "tau",
        "total",
        "valeur",
        "volume",
    ]
)
_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 3  # letters of a word that has a plural, or of an abbreviation
_LONGEST = 6  # letters of an abbreviation


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The question around a figure: the *label* of its measure, its *unit*, the campaign's *year* (0: not known).

    *places*: names of territories and quartiers, whose figures are others. *covers_quartiers*: « QPV » changes nothing.
    """

    label: str = ""
    unit: str = ""
    year: int = 0
    places: tuple[str, ...] = ()
    covers_quartiers: bool = False

    def is_own(self, words: str) -> bool:
        """Whether plain *words*, one at least, are all of the question, or general (« nombre », « total »)."""
        said = tuple(content_words(words))
        return bool(said) and all(word in _GENERAL or self._is_named(word) for word in said)

    def is_general(self, words: str) -> bool:
        """Whether plain *words* name no particular thing: « total », « résultat »."""
        return all(word in _GENERAL for word in content_words(words))

    def counts(self, words: str) -> bool:
        """Whether plain *words* begin with what is counted: the unit, the first words of the label, or its abbreviation."""
        first = next((word for word in content_words(words) if word not in _GENERAL), "")
        return bool(first) and (first in self._heads or (len(first) >= _SHORTEST and self._initials.startswith(first)))

    def is_place(self, words: str) -> bool:
        """Whether plain *words* name a territory or a quartier."""
        return any(re.search(rf"\b{re.escape(place)}\b", words) for place in self._folded_places)

    def names(self, word: str) -> bool:
        """Whether one plain *word* is of the question."""
        return self._is_named(_singular(word))

    def _is_named(self, word: str) -> bool:
        if word in self._own:
            return True
        return _SHORTEST <= len(word) <= _LONGEST and word in self._initials

    @cached_property
    def _own(self) -> frozenset[str]:
        quartiers = ("qpv", "qp", "quartier", "prioritaire") if self.covers_quartiers else ()
        return frozenset((*content_words(folded(self.label)), *content_words(folded(self.unit)), *quartiers))

    @cached_property
    def _heads(self) -> frozenset[str]:
        counted = next(content_words(folded(self.unit)), "")
        return frozenset((*_first_nouns(folded(self.label)), *((counted,) if counted else ())))

    @cached_property
    def _initials(self) -> str:
        """« delrq » for « Demandeurs d'emploi de longue durée résidant en QPV »."""
        return "".join(word[0] for word in content_words(folded(self.label)) if word not in _GENERAL)

    @cached_property
    def _folded_places(self) -> tuple[str, ...]:
        return tuple(folded(place) for place in self.places if place)


NOWHERE = Surroundings()
"""Nothing is known of the question."""


def content_words(words: str) -> Iterator[str]:
    """The words of plain *words* that mean something, in the singular."""
    return (_singular(word) for word in _WORD.findall(words) if word not in _LITTLE)


def _first_nouns(label: str) -> Iterator[str]:
    """« jeunes décrocheurs repérés », « contrats aidés » of « Nombre de contrats aidés signés par des habitants »."""
    is_begun = False
    for word in _WORD.findall(label):
        if word in _LITTLE and is_begun:
            return
        if word not in _LITTLE and _singular(word) not in _GENERAL:
            is_begun = True
            yield _singular(word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word[-1] in "sx" else word
