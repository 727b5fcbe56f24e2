"""What one phrase sets as an objective, and what it states as a result."""

import re

from qpv_xlsx.domain.contract.measures import Baseline
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    AtMost,
    ChangeBy,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    YearlyIncrease,
)
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.perimeters_told import perimeter_of
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape

UNWANTED = re.compile(
    r"\b(?:chomage|pauvrete|vacan(?:ce(?!s)|ts?|tes?)|decroch\w+|absent\w+|impaye\w*|expuls\w+|delinquan\w+|cambriol\w+|incivilit\w+|redoubl\w+|retard\w*|delais?|anciennete(?= (?:moyenne|mediane|de la demande|des demandes))|attente|ecarts?"
    r"|non[- ]recours|renonce\w+|illettr\w+|illectron\w+|echecs?|ruptures?|refus|obesite|surpoids|mortalite|precari\w+|insalubr\w*|indign\w+|surendett\w+|violen\w+|accidents?|abandons?"
    r"|loyers?|couts?|prix|restes? a charge|taux d'effort|consommations?(?! (?:des? |du |de l')?(?:credits?|enveloppe|budget))|emissions?|fumeu(?:rs?|ses?)|tabagisme|recidiv\w+|addictions?|suicid\w+|rodeos?|trafics?|incendies?|agressions?|rixes?|harcelement|discriminations?|depots sauvages|squats?|victimes|plaintes|infractions|degradations?|sinistr\w+|nuisances?|rotation|turn-over|exclusions?|sans solution|cari\w+|fermetures?|inegalit\w+|differentiel|neet|ni en emploi|ni en etudes|sans (?:emploi|diplome|qualification|domicile|complementaire|mutuelle|medecin)|dechets|evitement"
    r"|unemployment|poverty|vacanc(?:y|ies)|drop-?outs?|crimes?|arrears|evictions?|waiting|complaints?)\b"
)
_HELPED = re.compile(
    r"\b(?:accompagn|repere|pris|prise|suivi|reloge|traite|resorb|evite(?!ment)|orient|aid|benefici|insere|lutte|prevention|sensibilis|resol|rehabilit|remobilis|raccroch|elucid|class|recrut|embauch|form(?:e|es|ee|ees)\b|place(?:s|e|es)?\b|qualifiees?\b|heberg)\w*"
)
_SLOW = re.compile(r"^(?:le |les )?(?:delais?|temps d'attente|duree d'attente)\b")  # « délai de relogement »
_WAITED = re.compile(r"^(?:jours?|semaines?|mois|minutes?)\b")


def is_change(phrase: Phrase) -> bool:
    """Whether the figure is a step, not a level."""
    return bool(phrase.sign) or phrase.quantity.shape is Shape.FACTOR


def target_of(phrase: Phrase, indicator: str = "") -> Target:
    """The figure as an objective: what it sets, and by when."""
    if phrase.quantity.is_range or Doubt.NOT_UNDERSTOOD in phrase.quantity.doubts:  # « plusieurs dizaines »
        return Qualitative(year=phrase.year)
    if phrase.quantity.shape is Shape.FACTOR:
        return _multiplied(phrase)
    if phrase.sign or _is_yearly_step(phrase):
        return _step(phrase)
    if phrase.is_kept and not (phrase.has_floor or phrase.has_ceiling) and not phrase.times:
        return Maintain(year=phrase.year)
    return _level(phrase, indicator)


def _is_yearly_step(phrase: Phrase) -> bool:
    """« 1 point par an »: nobody sets a level of points each year."""
    is_bounded = phrase.has_floor or phrase.has_ceiling
    return phrase.quantity.shape is Shape.POINTS and bool(phrase.times) and not is_bounded


def _level(phrase: Phrase, indicator: str) -> Target:
    value, year, start = phrase.quantity.value, phrase.year, phrase.quantity.start
    if phrase.has_ceiling or (value == 0 and not phrase.has_floor and not phrase.times):
        return AtMost(value=value * (phrase.times or 1), year=year)
    if phrase.is_kept and phrase.has_floor and not phrase.times:
        return AtLeast(value=value, is_floor=True, year=year)
    if phrase.times:
        return PerYear(value=value * phrase.times, year=year)
    if start is not None and not phrase.has_floor:
        return AtMost(value=value, year=year) if value < start else AtLeast(value=value, year=year)
    return AtMost(value=value, year=year) if is_unwanted(phrase, indicator) else AtLeast(value=value, year=year)


def _multiplied(phrase: Phrase) -> Target:
    factor = phrase.quantity.value
    if phrase.is_gap and factor < 1:
        return ReduceGapBy(fraction=1 - factor, year=phrase.year)
    return MultiplyBy(factor=factor, year=phrase.year)


def _step(phrase: Phrase) -> Target:
    shape, value, year = phrase.quantity.shape, phrase.quantity.value, phrase.year
    if phrase.times:
        is_absolute = not shape.is_part
        return YearlyIncrease(rate=(phrase.sign or 1) * value * phrase.times, in_points=is_absolute, year=year)
    if phrase.is_gap and phrase.sign < 0 and shape.is_part:
        return ReduceGapBy(fraction=value, year=year)
    return ChangeBy(amount=phrase.sign * value, is_absolute=not shape.is_part, year=year)


def is_unwanted(phrase: Phrase, indicator: str = "") -> bool:
    """Whether less of it is better, most probably: « taux de pauvreté : 10 % », « 0 expulsion »."""
    if phrase.has_floor or phrase.has_ceiling or phrase.sign or phrase.times:
        return False
    subject = phrase.before + (f" {phrase.after}" if _is_subject_after(phrase) else "")
    told = subject if UNWANTED.search(subject) else indicator
    is_helped = _HELPED.search(f"{told} {phrase.before}") is not None and not _SLOW.search(told)
    return UNWANTED.search(told) is not None and not is_helped


_COUNTED_FIRST = re.compile(rf"(?:de |d'|des |du |de la |de l')?(?:[a-z-]+ ){{0,1}}?(?:{UNWANTED.pattern}|chomeu\w+)")


def counts_the_unwanted(phrase: Phrase) -> bool:
    """« 5 % d'impayés », « 50 logements vacants »: nobody says that as many as possible are wished."""
    is_share = phrase.quantity.shape.is_part  # « 38 % des 15-24 ans au chômage »
    is_told = _COUNTED_FIRST.match(phrase.after) or (is_share and UNWANTED.search(phrase.after))
    return bool(is_told) and not _HELPED.search(f"{phrase.before} {phrase.after}")


def _is_subject_after(phrase: Phrase) -> bool:
    return (
        phrase.quantity.value == 0
        or phrase.is_gap
        or re.match(r"(?:de |d')?(?:taux|ecart|delai)", phrase.after) is not None
    )


def result_of(phrase: Phrase, places: tuple[str, ...]) -> Baseline:
    """The figure as a result, or where the wording says that it starts."""
    quantity = phrase.quantity
    if quantity.start is not None and not quantity.is_past:
        return Baseline(
            value=quantity.start,
            year=quantity.start_year or phrase.compared,
            precision=quantity.last_digit(quantity.start_decimals),
        )
    if (
        quantity.is_range
        or Doubt.NOT_UNDERSTOOD in quantity.doubts
        or phrase.has_ceiling
        or is_change(phrase)
        or phrase.is_other_level
    ):
        return Baseline()
    is_dated = not phrase.is_kept or phrase.compared
    return Baseline(
        value=quantity.value * (phrase.times or 1),
        year=(phrase.compared or phrase.year) if is_dated else None,
        perimeter=perimeter_of(f"{phrase.before} {phrase.after}", phrase.said, places),
        numerator=quantity.numerator,
        denominator=quantity.denominator,
        precision=quantity.last_digit(quantity.decimals),
    )
