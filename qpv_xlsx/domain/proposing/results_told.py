"""What a column of results leaves open: a bound, a forecast, an evolution, a total of several years."""

import re
from collections.abc import Callable

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.objectives import is_change
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape

_FORESEEN = re.compile(
    r"\b(?:prevu\w*|prevision\w*|previsionnel\w*|vise\w*|attendu\w*|objectifs?|cibles?|projet\w*|budgete\w*)\b"
)
_ADDED_UP = frozenset({Shape.PLAIN, Shape.EUROS})


def doubts_on_a_result(phrase: Phrase) -> tuple[Doubt, ...]:
    """What the coordinator must look at where the figure stands among the results."""
    return tuple(doubt for doubt, is_open in _OPEN if is_open(phrase))


_AIMED = re.compile(
    r"\b(?:passer|passage|port\w+|ramen\w+|faire|objectif\w*|cibles?|vise\w*|atteindre|d'ici|horizon)\b"
)


def is_perhaps_past(phrase: Phrase) -> bool:
    """« de 9 % en 2003 à 21 % en 2006 »: an objective in one column, a result in another, and no verb tells which."""
    has_two_years = phrase.year is not None and phrase.quantity.start_year is not None
    return has_two_years and _is_evolution(phrase) and not _AIMED.search(phrase.said)


def _is_evolution(phrase: Phrase) -> bool:
    """« de 9 % en 2003 à 21 % en 2006 », « 1 800 contre 1 500 en 2015 »: which of the two is the result?"""
    return phrase.quantity.start is not None and not phrase.quantity.is_past


def _is_foreseen(phrase: Phrase) -> bool:
    return _FORESEEN.search(f"{phrase.before} {phrase.after}") is not None


def _is_of_several_years(phrase: Phrase) -> bool:
    """« 28 entre 2018 et 2020 » adds three years up; a share over three years is one figure."""
    return phrase.is_span and phrase.quantity.shape in _ADDED_UP


_OPEN: tuple[tuple[Doubt, Callable[[Phrase], bool]], ...] = (
    (Doubt.APPROXIMATE, lambda phrase: (phrase.has_floor or phrase.has_ceiling) and not is_change(phrase)),
    (Doubt.PAST, _is_evolution),
    (Doubt.FORECAST, _is_foreseen),
    (Doubt.SPAN, _is_of_several_years),
)
