"""Digits that count nothing: ages, ranks, numbered districts, names of programmes, numbers of lines."""

import re
from functools import partial

from qpv_xlsx.domain.proposing.marked_sentence import MarkedSentence, marked

_SMALL = r"(?:\d{1,2}|un|deux|trois|six|dix)"
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        # ages: « 16-25 ans », « moins de 3 ans », « 60 ans et plus », « 15/29 ans »
        rf"\b(?:(?:moins|plus) de |ages? de |ages? d')?(?:entre )?{_SMALL}(?: ans?)? ?(?:a|-|/|et|ou) ?{_SMALL} ans?\b",
        rf"\b(?:de |a |des )?(?:(?:moins|plus) de ){_SMALL} ans\b|\b{_SMALL} ans (?:et|ou) (?:plus|moins)\b",
        rf"\b(?:ages?|agees?) d(?:e |'){_SMALL} ans\b|\b{_SMALL} ans\b",
        r"\b(?:premiers )?1 ?000 (?:premiers )?jours\b",
        # ranks and forms: « 1er quartile », « 3e », « 2nde », « bac + 2 », « CE1 », « niveau 3 »
        r"\b\d+ ?(?:er|ere|eme|nde|nd|e|es|ers|emes)\b(?!['’])",
        r"\brep ?\+",
        r"\b(?:re|de)doubl\w+",  # « dédoublement des classes » is no « doublement »
        r"\bbac ?\+ ?\d\b",
        (
            r"\b(?:niveaux?|categories?|cat\.?|tranches?|axes?|piliers?|fiches?(?: actions?| projets?)?|priorites?|phases?"
            r"|lots?|articles?|titres?|orientations?|zones?|annexes?|tableaux?|lignes?|volets?|etapes?)"
            r" (?:n[°o] ?)?\d{1,2}(?:\.\d+)*(?: ?(?:,|et|a) \d{1,2})*(?! ?[\d%€]|[.,]\d| [a-z]| (?:a|et|ou) \d)\b"
        ),
        r"\bn[°o]\.? ?\d+\b|\b\d+\.\d+\.\d+\b",
        r"\bzsp \d+(?:(?:,| et|) \d+)*\b",
        r"\b\d{1,2} ?h ?(?:/ ?|sur )24(?: ?h)?\b|\b24 ?/ ?24\b|\b[5-7] ?j(?:ours)? ?(?:/|sur) ?7(?: ?j(?:ours)?)?\b",
        r"\ba (?:deux|trois|2|3) chiffres?\b|\b(?:deux|2)[- ]roues?\b|\b(?:a|en) (?:deux|trois|2|3) (?:temps|vitesses|volets)\b",
        r"\b(?:1|un) jeune,? (?:1|une) (?:solution|mentor)\b|\b(?:4|3)/4\b(?= *temps)",
        r"\bdepuis (?:plus de |moins de |au moins )?\d+ (?:mois|jours|semaines)\b",
        r"\b(?:qp|qn)\d{6,8}[a-z]?\b",
        r"\bq[1-5]\b|\b(?!x\d|[tv]0\b|[ts][1-4]\b)[a-z]{1,4}\d{1,3}[a-z]?\b",
    )
)


_TIME = r"(?:\d{1,3}|un|deux|trois|quatre|six|huit|dix|douze|quinze|trente) ?(?:h|heures?|j|jours?(?: ouvres| ouvrables)?|semaines?|mois|minutes?|min|mn)"
_CONDITIONS = (
    # when it is observed: « 55 % de sorties positives à 6 mois »; how fast: « 80 % des demandes traitées en moins de 48 h »
    re.compile(rf"\ba {_TIME}\b"),
    re.compile(
        rf"\b(?:en|dans|sous) (?:moins de |un delai (?:maximal |maximum )?(?:de |d')(?:moins de )?|les |l')?{_TIME}\b(?: (?:au plus|maximum))?"
    ),
)
_DURATIONS = re.compile(
    rf"\( ?(?:depuis )?(?:>|<|plus de |moins de |au moins )? ?(?:{_TIME}|\d+ ans?)(?: et (?:plus|moins))? ?\)"
)
_TIME_IS_ASKED = re.compile(r"\b(?:delais?|attente|durees?|ramen\w+|redui\w+|limit\w+|abaiss\w+)\b")


def mark_names(sentence: MarkedSentence) -> MarkedSentence:
    """The sentence with these digits marked as parts of names; a mark means the words as written."""
    for pattern in _NAMES:
        sentence = marked(sentence, "name", pattern, partial(_as_written, sentence.words))
    for pattern in (*_CONDITIONS, _DURATIONS):
        sentence = marked(sentence, "name", pattern, partial(_condition, sentence.words))
    return sentence


def _as_written(words: str, match: re.Match[str]) -> str:
    return words[slice(*match.span())]


def _condition(words: str, match: re.Match[str]) -> str | None:
    """None where the time may be what is asked: no share stands in the line, or the words are about a delay."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 :].split("\n")[0]
    is_of_a_share = re.search(r"\d ?%|\bpour ?cent\b|\d sur \d", line) is not None
    return _as_written(words, match) if is_of_a_share and not _TIME_IS_ASKED.search(line) else None
