"""What a figure covers: « en QPV », « hors QPV », « sur tout Paris »."""

import re

from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.proposing.tidying import fold

_WHOLE = re.compile(
    r"\bterritoire entier\b|\b(?:sur|dans) l'ensemble de (?:la (?:ville|commune|metropole)|l'agglomeration)\b|\ba l'echelle (?:de la (?:ville|commune|metropole)|communale|du territoire)\b|\btout le (?:territoire|departement)\b|\btoute la (?:ville|commune|metropole)\b|\b(?:sur|dans) l'ensemble du (?:territoire|departement)\b"
    r"|\b(?:sur|dans) tout (?!le|les)[a-z]\w+|\b(?:population|territoire) \w+(?:ienne|ien|aise|ais|oise|ois)\b"
)
_PERIMETERS = (
    (re.compile(r"\bqpv?\b.*\bqva\b"), Perimeter.QPV_QVA),
    (re.compile(r"\bzus\b"), Perimeter.ZUS),
    (re.compile(r"\bcucs\b"), Perimeter.CUCS),
    (re.compile(r"\bzsp\b"), Perimeter.ZSP),
    (re.compile(r"\bquartiers? vecus?\b"), Perimeter.LIVED),
    (re.compile(r"\bqva\b"), Perimeter.QVA),
    (_WHOLE, Perimeter.WHOLE),
    (re.compile(r"\bqpv?\b|\bquartiers? prioritaires?\b"), Perimeter.QPV),
)
_BRACKETS = re.compile(
    r"\((?! ?(?:(?:en|dans les|des|hors) )?(?:qpv?|zus|zsp|cucs)(?: en)? ?\))[^()]*\)?"
)  # « (chiffres QPV inconnus) »
_OUTSIDE = re.compile(r"\b(?:hors|en dehors des?|hormis)(?: des| les)? (?:qpv?|zus|quartiers?(?: prioritaires?)?)\b")


def perimeter_of(words: str, said: str, places: tuple[str, ...]) -> Perimeter | None:
    """What the folded *words* of a figure cover, else what its whole line *said* does; None where nothing tells."""
    own = _told(words, places)
    if own is not None or _OUTSIDE.search(said):
        return Perimeter.OTHER if _OUTSIDE.search(words) else own
    is_of_another = re.search(r"\bdont\b|\bcontre\b|\b(?:qpv?|zus|quartiers? prioritaires?) ?:", said) is not None
    return None if is_of_another else _told(said, places)


def _told(words: str, places: tuple[str, ...]) -> Perimeter | None:
    """An aside, « (chiffres QPV inconnus) », may say what the words do not cover."""
    if _OUTSIDE.search(words):
        return None
    plain = re.sub(_BRACKETS, " ", words.replace("(qva)", "qva"))
    if any(re.search(rf"\b(?:a|sur|dans|pour) {re.escape(fold(place))}\b", plain) for place in places):
        return Perimeter.WHOLE
    return next((perimeter for pattern, perimeter in _PERIMETERS if pattern.search(plain)), None)
