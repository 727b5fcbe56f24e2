"""What one figure of a French sentence asks or states: its target, its kind, its value in the kind's unit."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Baseline, Kind, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, ChangeBy, PerYear, Target, YearlyIncrease
from qpv_xlsx.domain.proposing.wordings import Mention, Shape

_INCREASE_BEFORE = re.compile(
    r"(?:\+|\b(?:augment(?:er|ation)|hausse|progress(?:er|ion)|accroître|croissance) d'?e?) ?$", re.IGNORECASE
)
_INCREASE_AFTER = re.compile(r"^(?:de plus|en plus|d'augmentation|supplémentaires?)\b", re.IGNORECASE)
_DECREASE_BEFORE = re.compile(
    r"(?:^-|\b(?:réduire|réduction|diminuer|diminution|baiss(?:er?)) d'?e?) ?$", re.IGNORECASE
)
_LIMIT_BEFORE = re.compile(
    r"\b(?:sous (?:la barre des?|les?)|moins de|au plus|(?:au )?maximum(?: de)?|inférieure?s? à|dépasser|en dessous de) ?$",
    re.IGNORECASE,
)
_AT_LEAST_BEFORE = re.compile(r"\bau moins de ?$", re.IGNORECASE)
_FREQUENCIES = (
    (re.compile(r"\b(?:par an|chaque année|/ ?an|annuel(?:le)?s?|tous les ans)\b", re.IGNORECASE), 1.0),
    (re.compile(r"\b(?:par semestre|tous les six mois|chaque semestre)\b", re.IGNORECASE), 2.0),
    (re.compile(r"\b(?:par trimestre|tous les trois mois|chaque trimestre)\b", re.IGNORECASE), 4.0),
    (re.compile(r"\btous les deux mois\b", re.IGNORECASE), 6.0),
    (re.compile(r"\b(?:par mois|chaque mois|tous les mois)\b", re.IGNORECASE), 12.0),
)


def target_of(mention: Mention) -> Target:
    """The figure as an objective: what it sets, and by when."""
    value = value_of(mention)
    sign = _sign(mention)
    times = _times_a_year(mention)
    if sign and times and mention.shape in {Shape.PERCENT, Shape.POINTS}:
        return YearlyIncrease(rate=sign * value, in_points=mention.shape is Shape.POINTS, year=mention.year)
    if sign:
        return ChangeBy(amount=sign * value, is_absolute=mention.shape is not Shape.PERCENT, year=mention.year)
    if _LIMIT_BEFORE.search(mention.before) and not _AT_LEAST_BEFORE.search(mention.before):
        return AtMost(value=value, year=mention.year)
    if times:
        return PerYear(value=value * times, year=mention.year)
    return AtLeast(value=value, year=mention.year)


def _sign(mention: Mention) -> int:
    """1 for a rise, -1 for a fall, 0 for a level."""
    if _DECREASE_BEFORE.search(mention.before) or mention.after.startswith("de moins"):
        return -1
    return int(bool(_INCREASE_BEFORE.search(mention.before) or _INCREASE_AFTER.match(mention.after)))


def _times_a_year(mention: Mention) -> float | None:
    return next((times for pattern, times in _FREQUENCIES if pattern.search(mention.after)), None)


def value_of(mention: Mention) -> float:
    """The figure in its kind's unit."""
    match mention.shape:
        case Shape.PERCENT | Shape.POINTS:
            return round(mention.number / 100, 12)
        case Shape.OUT_OF | Shape.FOR if mention.other:
            return mention.number / mention.other
    return mention.number


_KINDS: Mapping[Shape, Kind] = MappingProxyType(
    {
        Shape.POINTS: Kind.GAP,
        Shape.EUROS: Kind.AMOUNT,
        Shape.OUT_OF: Kind.SHARE,
        Shape.FOR: Kind.RATIO,
        Shape.PER: Kind.RATIO,
        Shape.PLAIN: Kind.COUNT,
    },
)


def kind_of(mention: Mention) -> Kind | None:
    """What sort of value the figure is; None where the words do not tell (« + 10 % »)."""
    if mention.shape is Shape.POINTS and _sign(mention):
        return kind_told(mention.after) or Kind.SHARE  # « + 3 points »: a share that rises
    if mention.shape is not Shape.PERCENT:
        return _KINDS[mention.shape]
    if _sign(mention) and not _times_a_year(mention):
        return kind_told(mention.after)
    return Kind.GAP if re.search(r"\bécart\b", mention.before, re.IGNORECASE) else Kind.SHARE


def kind_told(words: str) -> Kind | None:
    """The kind that the first of the telling words names."""
    telling = re.search(r"\b(nombre|nbre|part|taux|proportion|écart|montant)\b", words, re.IGNORECASE)
    if telling is None:
        return None
    names = {"nombre": Kind.COUNT, "nbre": Kind.COUNT, "écart": Kind.GAP, "montant": Kind.AMOUNT}
    return names.get(telling[1].lower(), Kind.SHARE)


def baseline_of(
    mention: Mention, said: str, *, detail: Mention | None = None, places: tuple[str, ...] = ()
) -> Baseline:
    """The figure as a result of the sentence *said*. *detail*: the fraction in brackets that explains a share."""
    parts = detail or mention
    is_fraction = parts.shape in {Shape.OUT_OF, Shape.FOR}
    return Baseline(
        value=value_of(mention),
        year=mention.year,
        perimeter=_perimeter(f"{mention.before} {mention.after}", places) or _perimeter(said, places),
        numerator=parts.number if is_fraction else None,
        denominator=parts.other if is_fraction else None,
    )


_WHOLE = re.compile(
    r"\bterritoire entier\b|\btout le (?:territoire|département)\b|\btoute la (?:ville|commune|métropole)\b"
    r"|\b(?:sur|dans) tout [A-ZÉÈ]\w+|\b(?:population|territoire) \w+(?:ienne|ien|aise|ais|oise|ois)\b"
)
_PERIMETERS = (
    (re.compile(r"\bQPV\b.*\bQVA\b|\bQP\b.*\bQVA\b"), Perimeter.QPV_QVA),
    (re.compile(r"\bZUS\b"), Perimeter.ZUS),
    (re.compile(r"\bCUCS\b"), Perimeter.CUCS),
    (re.compile(r"\bZSP\b"), Perimeter.ZSP),
    (re.compile(r"\bquartiers? vécus?\b", re.IGNORECASE), Perimeter.LIVED),
    (re.compile(r"\bQVA\b"), Perimeter.QVA),
    (_WHOLE, Perimeter.WHOLE),
    (re.compile(r"\bQPV?\b"), Perimeter.QPV),
)
_BRACKETS = re.compile(r"\([^()]*\)?")


def _perimeter(words: str, places: tuple[str, ...]) -> Perimeter | None:
    """What the words say they cover. An aside, « (chiffres QPV inconnus) », may say what they do not cover."""
    plain = re.sub(_BRACKETS, " ", words.replace("(QVA)", "QVA"))
    if any(re.search(rf"\b(?:à|sur|dans|pour) {re.escape(place)}\b", plain, re.IGNORECASE) for place in places):
        return Perimeter.WHOLE
    return next((perimeter for pattern, perimeter in _PERIMETERS if pattern.search(plain)), None)
