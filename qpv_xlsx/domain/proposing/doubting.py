"""What a reading itself leaves open: its kind, its direction, its unit, its pace."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, ChangeBy, PerYear, Target, YearlyIncrease
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.natures_told import kind_told
from qpv_xlsx.domain.proposing.objectives import UNWANTED, counts_the_unwanted, is_change, is_unwanted
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    phrase: Phrase
    kind: Kind | None
    target: Target
    indicator: str


def doubts_of(phrase: Phrase, kind: Kind | None, target: Target, indicator: str = "") -> tuple[Doubt, ...]:
    """What the coordinator must look at, from the reading itself."""
    reading = _Reading(phrase=phrase, kind=kind, target=target, indicator=indicator)
    return tuple(doubt for doubt, is_open in _OPEN if is_open(reading))


def _is_share_that_moves_by_percent(reading: _Reading) -> bool:
    target, kind = reading.target, reading.kind
    if isinstance(target, YearlyIncrease):
        return not target.in_points and not (kind and kind.adds_up)
    return isinstance(target, ChangeBy) and not target.is_absolute and bool(kind and kind.is_fraction)


def _is_strict_every_year(reading: _Reading) -> bool:
    """« plus de 2 actions par an »: a yearly target has no strict form, and two may be taken for enough."""
    return reading.phrase.is_strict and isinstance(reading.target, PerYear)


def _is_for_each(reading: _Reading) -> bool:
    """« + 1 poste par QPV », « 3 sorties par famille et par an »."""
    return reading.phrase.is_ratio and (bool(reading.phrase.sign) or isinstance(reading.target, PerYear))


def _is_whole(reading: _Reading) -> bool:
    """« les 14 conseils citoyens »: how many there are."""
    phrase = reading.phrase
    is_told = re.search(r"\b(?:les|des|ces|nos|ses|aux)$", phrase.before) is not None
    return is_told and phrase.quantity.shape is Shape.PLAIN and not phrase.is_kept


def _is_added_yearly(reading: _Reading) -> bool:
    """« + 2 postes par an », « 10 % par an »: added each year, or so much each year?"""
    if reading.phrase.quantity.shape.is_of_a_hundred:
        return isinstance(reading.target, PerYear | AtMost) and bool(reading.phrase.times)
    return isinstance(reading.target, YearlyIncrease)


def _is_step_without_a_verb(reading: _Reading) -> bool:
    """« 1 point par an » moves, and does not say where to; « 3 points » may be a level."""
    figure = reading.phrase.quantity
    is_told = reading.phrase.has_floor or reading.phrase.has_ceiling or reading.phrase.is_gap or reading.phrase.sign
    return figure.shape is Shape.POINTS and not is_told and figure.start is None


def _is_lone_negative(reading: _Reading) -> bool:
    figure = reading.phrase.quantity
    return figure.sign < 0 and figure.shape is Shape.PLAIN and not reading.phrase.after


def _is_signed_gap(reading: _Reading) -> bool:
    """« écart de - 3 points », « moins 3 points d'écart »: a gap that is negative, or one that shrinks?"""
    phrase = reading.phrase
    return phrase.is_gap and phrase.quantity.sign < 0 and phrase.quantity.shape is Shape.POINTS


def _is_lone_rise(reading: _Reading) -> bool:
    """« + 2 »: posts, points, times?"""
    phrase = reading.phrase
    is_bare = phrase.quantity.shape is Shape.PLAIN and not phrase.before and not phrase.after
    return phrase.quantity.sign > 0 and is_bare and kind_told(reading.indicator) is None


def _is_done_away_with(reading: _Reading) -> bool:
    """« résorber 50 logements »: fifty fewer, or fifty dealt with?"""
    is_told = re.search(r"\b(?:resor\w+|supprim\w+|retir\w+|retrait\w*)\b", reading.phrase.said) is not None
    return is_told and bool(reading.phrase.sign) and reading.phrase.quantity.shape is Shape.PLAIN


def _is_as_it_was(reading: _Reading) -> bool:
    """« 42 comme en 2023 »: the level of a year that nothing moves from."""
    phrase = reading.phrase
    is_told = is_change(phrase) or phrase.is_kept or phrase.quantity.start is not None or phrase.is_since
    return phrase.compared is not None and not is_told


def _is_zero(reading: _Reading) -> bool:
    return reading.phrase.quantity.value == 0 and not reading.phrase.has_ceiling


def _is_decimal_count(reading: _Reading) -> bool:
    value = reading.phrase.quantity.value
    is_decimal = reading.kind is Kind.QUANTITY or not value.is_integer()
    return bool(reading.kind and reading.kind.is_counted) and is_decimal and not is_change(reading.phrase)


def _is_two_numbers(reading: _Reading) -> bool:
    """« 5 ateliers pour 50 parents »: a rate, or workshops and their public? « 12 médecins pour 10 000 » is a rate."""
    figure = reading.phrase.quantity
    if figure.shape is not Shape.FOR or figure.numerator is None or not figure.denominator:
        return False
    return figure.numerator > 1 and not math.log10(figure.denominator).is_integer()


def _is_in_doubtful_unit(reading: _Reading) -> bool:
    """« 120 % » of a whole; « taux de réussite : 12 »; « nombre de jeunes : 8 % »."""
    phrase = reading.phrase
    if phrase.quantity.shape is Shape.PERCENT:
        is_of_a_number = _NUMBER_BEFORE.match(phrase.before) is not None and not is_change(phrase)
        return not phrase.sign and (phrase.quantity.value > 1 or is_of_a_number)
    if phrase.quantity.shape is not Shape.PLAIN:
        return False
    if _AMOUNT_BEFORE.search(phrase.before) and not phrase.after:
        return True  # « budget : 8 000 »: euros, thousands of them?
    is_share_told = _SHARE_BEFORE.search(phrase.before) or _SHARE_AFTER.search(phrase.after)
    is_bare_step = is_change(phrase) and not phrase.quantity.value.is_integer() and not phrase.after  # « + 0,3 »
    return bool(is_share_told or is_bare_step or _ABBREVIATION.match(phrase.words_after))


_NUMBER_BEFORE = re.compile(r"(?:le )?(?:nombre|nbre|nb|effectifs?|volume)\b")
_AMOUNT_BEFORE = re.compile(
    r"\b(?:montant|budget|cout|subvention|dotation|enveloppe|credits?|tarif|financement)s?\b[^:]*:$"
)
_SHARE_BEFORE = re.compile(r"\b(?:taux|part|proportion|pourcentage|ratio)\b|%|€|\bpour ?cent")
_SHARE_AFTER = re.compile(r"%|€|\( ?(?:en )?(?:taux|part|proportion|pourcentage)\b")
_ABBREVIATION = re.compile(
    r"(?!(?:h|j|kms?|jrs?|hrs?|mn|qpv?|st|ts|ttes)\b)[bcdfghjklmnpqrstvwxz]{1,4}(?![\w'’])"
)  # « 15 pct », « 12 kh »


_WAITED = re.compile(r"^(?:jours?|semaines?|mois|minutes?|min|mn|j)\b")


_THRESHOLD = re.compile(r"\bseuil\b")  # to be kept above, or below?


def _is_direction_guessed(reading: _Reading) -> bool:
    phrase, start = reading.phrase, reading.phrase.quantity.start
    if not isinstance(reading.target, AtLeast | AtMost):
        return phrase.sign > 0 and (phrase.is_gap or _WAITED.match(phrase.after) is not None)  # « gain de 6 mois »
    if phrase.has_floor or phrase.has_ceiling:
        return phrase.is_gap and phrase.has_floor
    if start is not None:
        return start == phrase.quantity.value
    is_wait = _WAITED.match(phrase.after) is not None or _THRESHOLD.search(phrase.before) is not None
    return (
        is_wait
        or counts_the_unwanted(phrase)
        or is_unwanted(phrase, reading.indicator)
        or UNWANTED.search(reading.indicator) is not None
    )


_OPEN: tuple[tuple[Doubt, Callable[[_Reading], bool]], ...] = (
    (Doubt.KIND_NOT_TOLD, lambda reading: reading.kind is None),
    (Doubt.POINTS_OR_PERCENT, _is_share_that_moves_by_percent),
    (Doubt.YEARLY_ADDED, _is_added_yearly),
    (Doubt.DIRECTION, _is_direction_guessed),
    (Doubt.DIRECTION, _is_step_without_a_verb),
    (Doubt.SIGN, _is_lone_negative),
    (Doubt.SIGN, _is_signed_gap),
    (Doubt.UNIT, _is_lone_rise),
    (Doubt.WORDS_LEFT, _is_done_away_with),
    (Doubt.STRICT, _is_strict_every_year),
    (Doubt.SINCE, lambda reading: reading.phrase.is_since and not is_change(reading.phrase)),
    (Doubt.PAST_LEVEL, _is_as_it_was),
    (Doubt.ZERO, _is_zero),
    (Doubt.EACH, _is_for_each),
    (Doubt.WHOLE, _is_whole),
    (Doubt.WORDS_LEFT, lambda reading: isinstance(reading.target, PerYear) and reading.phrase.is_kept),
    (Doubt.PART_OF, lambda reading: reading.phrase.quantity.shape is Shape.OUT_OF and bool(reading.phrase.times)),
    (Doubt.SEVERAL, _is_two_numbers),
    (Doubt.DECIMAL, _is_decimal_count),
    (Doubt.UNIT, _is_in_doubtful_unit),
)
