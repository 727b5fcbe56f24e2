"""What the words of an indicator say of its kind together with the figures beside them."""

import re

from qpv_xlsx.domain.wording import bare_words

_CHANGE = re.compile(
    r"\b(?:evolution|progression|variation|croissance|hausse|baisse|augmentation|diminution|reduction|ecart|change|growth|increase|decrease|gap)\w*\b"
)
_SINGULARS = frozenset(
    [
        "acces",
        "temps",
        "corps",
        "repas",
        "poids",
        "choix",
        "succes",
        "progres",
        "process",
        "parcours",
        "indice",
        "index",
        "cours",
        "discours",
        "access",
        "progress",
        "success",
    ]
)
_SHORT = 4  # letters: « bus », « taux »


def tells_a_change(wording: str) -> bool:
    """Whether the indicator is of a change or a difference: its « 5 % » may be no share."""
    return _CHANGE.search(bare_words(wording)) is not None


def is_plural(wording: str) -> bool:
    """Whether the wording begins with several of something: « Médiateurs formés »."""
    first = next(iter(bare_words(wording).split()), "")
    return len(first) > _SHORT and first.endswith(("s", "x")) and first not in _SINGULARS
