"""How often: « par an », « trimestrielle », « tous les deux mois » as a number of times a year."""

import re
from functools import partial

from qpv_xlsx.domain.proposing.marked_sentence import MarkedSentence, marked

_EACH = r"(?:par|chaque|/|tous les|toutes les|l'|le|la)"
_TIMES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(pattern), times)
    for pattern, times in (
        (r"\b(?:tous les (?:deux|2) ans|une annee sur deux|un an sur deux|bisannuel\w*|biennal\w*)\b", 0.5),
        (r"\b(?:tous les (?:trois|3) ans|triennal\w*)\b", 1 / 3),
        (r"\b(?:tous les (?:deux|2) mois|bimestriel\w*)\b", 6),
        (
            r"\b(?:tous les (?:trois|3) mois|tous les trimestres|par trimestre|chaque trimestre|trimestriel\w*)\b|/ ?trim(?:estre)?\b\.?",
            4,
        ),
        (r"\b(?:tous les (?:quatre|4) mois|quadrimestriel\w*)\b", 3),
        (
            r"\b(?:tous les (?:six|6) mois|tous les semestres|par semestre|chaque semestre|semestriel\w*)\b|/ ?semestre\b",
            2,
        ),
        (r"\b(?:tous les mois|par mois|chaque mois|mensuel\w*)\b|/ ?mois\b", 12),
        (r"/ ?sem\b\.?|\b(?:toutes les semaines|par semaine|chaque semaine|hebdo(?:madaire)?s?)\b|/ ?semaine\b", 52),
        (
            (
                r"\b(?:par an(?:nee)?|par annee scolaire|chaque annee|tous les ans|(?:a|sur) l'annee(?! [a-z])|l'an|annuel(?:le)?s?|annuellement|par exercice)\b"
                r"|/ ?an(?:nee)?\b|\bp\. ?an\b|(?<=%) an\b"
            ),
            1,
        ),
    )
)


def mark_rhythms(sentence: MarkedSentence) -> MarkedSentence:
    """The sentence with each of its rhythms as a mark that means times a year."""
    for pattern, times in _TIMES:
        sentence = marked(sentence, "rhythm", pattern, partial(_times, times))
    return sentence


def _times(times: float, _: re.Match[str]) -> float:
    return times
