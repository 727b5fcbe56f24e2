"""What sort of value a figure is, from its shape and from the words: None where they do not tell (« + 10 % »)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape

_TELLING = re.compile(
    r"\b(nombre|nbre|nb|effectifs?|volume|part|taux|proportion|pourcentage|ecart|montant|budget|enveloppe|credits?|subventions?)\b"
)
_MEASURED = re.compile(
    r"(?:(?:k?m_carre|ha|hectares?|kms?|kilometres?|metres?(?: carres?)?|ml|kg|kilo(?:gramme)?s?|tonnes?|[kmg]wh|kwc|mwc|litres?|db)\b)"
)
_NAMES: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("nombre", "nbre", "nb", "effectif", "effectifs", "volume"), Kind.COUNT),
        "ecart": Kind.GAP,
        **dict.fromkeys(
            ("montant", "budget", "enveloppe", "credit", "credits", "subvention", "subventions"), Kind.AMOUNT
        ),
    }
)
_SHAPES: Mapping[Shape, Kind] = MappingProxyType(
    {
        Shape.PERCENT: Kind.SHARE,
        Shape.POINTS: Kind.GAP,
        Shape.EUROS: Kind.AMOUNT,
        Shape.OUT_OF: Kind.SHARE,
        Shape.FOR: Kind.RATIO,
        Shape.PLAIN: Kind.COUNT,
    }
)


def kind_told(words: str) -> Kind | None:
    """The kind that the first of the telling folded *words* names."""
    telling = _TELLING.search(words)
    return _NAMES.get(telling[1], Kind.SHARE) if telling else None


_AVERAGE = re.compile(
    r"^(?:la |le |l')?(?:age|notes?|score|indice|moyenne|duree|nombre moyen|niveau moyen)\b(?!.*\bpart\b)"
)


def kind_of(phrase: Phrase, indicator: str) -> Kind | None:
    """The kind of a figure; the folded *indicator* tells where the wording does not."""
    shape = phrase.quantity.shape
    if shape is Shape.FACTOR or (shape.is_part and phrase.sign):
        return _of_a_change(phrase, indicator) or (Kind.SHARE if phrase.times else None)
    if phrase.is_gap and shape.is_of_a_hundred:
        return Kind.GAP
    if phrase.is_ratio and shape in {Shape.PLAIN, Shape.EUROS}:
        return Kind.RATIO
    if shape is Shape.POINTS and (phrase.sign or phrase.quantity.start is not None):
        return Kind.GAP if kind_told(indicator) is Kind.GAP else Kind.SHARE  # « + 3 points »: a share that rises
    return Kind.QUANTITY if _is_measured(phrase, indicator) else _SHAPES[shape]


def _is_measured(phrase: Phrase, indicator: str) -> bool:
    """« 2,5 ETP », « 3 ha », or « 35 » beside « âge moyen »: more than a number of things."""
    if phrase.quantity.shape is not Shape.PLAIN:
        return False
    is_average = _AVERAGE.search(indicator) is not None and not (phrase.before or phrase.after)
    return is_average or not phrase.quantity.value.is_integer() or _MEASURED.match(phrase.after) is not None


def _of_a_change(phrase: Phrase, indicator: str) -> Kind | None:
    if phrase.is_gap:
        return Kind.GAP
    return kind_told(phrase.after) or kind_told(phrase.before) or kind_told(indicator)
