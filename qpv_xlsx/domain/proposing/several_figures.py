"""What the figures of one wording tell about each other: a start, a rhythm said once, figures that nothing tells apart."""

import re
from dataclasses import replace

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.left_over import has_words_of_its_own
from qpv_xlsx.domain.proposing.linking import levels_told
from qpv_xlsx.domain.proposing.marked_sentence import MarkedSentence
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape


def compared_with_each_other(found: tuple[Phrase, ...], sentence: MarkedSentence) -> tuple[Phrase, ...]:
    """The phrases with what their neighbours say of them; a start joins the figure that it leads to."""
    found = _with_starts(_spread_too(_yearly_too(found)))
    if len(found) > 1:
        found = _told_apart(found)
    if levels_told(sentence.plain) and len(found) > 1:
        found = tuple(replace(phrase, doubts=(*phrase.doubts, Doubt.LEVELS)) for phrase in found)
    return found


def _yearly_too(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """« 200 jeunes par an dont 80 filles »: the part has the rhythm of its whole, unless it is a share of it."""
    if not found:
        return found
    told = [found[0]]
    for part in found[1:]:
        told.append(_as_often(told[-1], part))
    yearly = {phrase.said for phrase in told if phrase.times}
    return tuple(_perhaps_yearly(phrase) if phrase.said in yearly else phrase for phrase in told)


def _perhaps_yearly(phrase: Phrase) -> Phrase:
    """« 2 COPIL et 4 COTECH par an »: the first too, most probably."""
    is_told = phrase.times or phrase.sign or phrase.is_nested or phrase.quantity.shape.is_part
    return phrase if is_told else replace(phrase, doubts=(*phrase.doubts, Doubt.FREQUENCY))


def _as_often(whole: Phrase, part: Phrase) -> Phrase:
    is_alike = part.is_nested and part.times is None and part.quantity.shape is whole.quantity.shape
    if not (is_alike and whole.times and part.said == whole.said):
        return part
    return replace(part, times=whole.times, doubts=(*part.doubts, Doubt.FREQUENCY))


def _told_apart(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """A doubt on the figures of one sort where no word names one of them: « plancher : 15 % ; plafond : 25 % »."""
    unnamed = {phrase.quantity.shape for phrase in found if not _is_named(phrase)}
    return tuple(
        replace(phrase, doubts=(*phrase.doubts, Doubt.SEVERAL)) if phrase.quantity.shape in unnamed else phrase
        for phrase in found
    )


def _spread_too(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """« 2 habitants et 1 association par QPV »: the first too, most probably."""
    spread = {phrase.said for phrase in found if phrase.is_ratio or Doubt.EACH in phrase.doubts}
    return tuple(
        replace(phrase, doubts=(*phrase.doubts, Doubt.EACH))
        if phrase.said in spread and not phrase.is_ratio and phrase.quantity.shape is Shape.PLAIN
        else phrase
        for phrase in found
    )


def _is_named(phrase: Phrase) -> bool:
    return has_words_of_its_own(phrase) or phrase.is_nested or Doubt.RESTATED in phrase.doubts


_LATE = 9999  # a target without a year is later than any result
_AIMED = re.compile(r"\b(?:objectif|cible|viser|atteindre)\b")
_AIMED_AFTER = re.compile(r"^(?:vise|attendu|prevu|a atteindre)")


def _is_aimed(phrase: Phrase) -> bool:
    return phrase.is_aimed or bool(_AIMED.search(phrase.before) or _AIMED_AFTER.match(phrase.after))


def _is_from_first_to_second(first: Phrase, second: Phrase) -> bool:
    """« 48 % en 2022, objectif 60 % en 2028 » names no start, and its years tell it."""
    if first.quantity.shape is not second.quantity.shape:
        return False
    is_aimed = _is_aimed(second) and not _is_aimed(first)
    return first.is_start or bool(is_aimed and first.year and first.year < (second.year or _LATE))


def _with_starts(found: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """« valeur initiale : 40 % ; cible : 60 % »: the first is where the second starts."""
    if len(found) != 2:  # noqa: PLR2004  (a pair)
        return found
    first, second = found
    if second.is_start and not first.is_start:  # « cible : 400 ; référence : 360 »
        first, second = second, first
    if not _is_from_first_to_second(first, second):
        return found
    start, main = first, second
    own = start.year if start.year != main.year else None  # the year of the other is only lent
    quantity = replace(
        main.quantity,
        start=start.quantity.value,
        start_decimals=start.quantity.decimals,
        start_year=start.compared or own,
    )
    return (replace(main, quantity=quantity, doubts=(*main.doubts, Doubt.START)),)
