"""Figures that their writer does not vouch for: « env. 20 », « 10-15 », « moins de 5 », « 20 (p) »."""

import re
from dataclasses import dataclass

from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.findings import Code

_ABOUT = (
    r"(?:environ|env|approximativement|approx|a peu pres|pres de|presque|autour de|aux alentours de|de l'ordre de"
    r"|quelque|circa|ca|about|around|approximately|almost|nearly|roughly)"
)
_BEFORE = re.compile(rf"(?:{_ABOUT}\b\.?|[~≈≃±]|\+/-|\+-) ?(?P<rest>.+)")
_AFTER = re.compile(rf"(?P<rest>.*\d.*?) ?(?:\(?{_ABOUT}\.?\)?|\?+|\(\?\))")
_SIGNS = (
    (
        Situation.ESTIMATED,
        re.compile(r"(?P<rest>.*\d[^a-z]*?) ?(?:\(?(?:est\.?|estimee?|estimation|estimated)\)?|\(e\)| e)"),
    ),
    (Situation.ESTIMATED, re.compile(r"(?:estimation|estimee?)(?: a| de)? ?:? ?(?P<rest>\d.*)")),
    (
        Situation.PROVISIONAL,
        re.compile(r"(?P<rest>.*\d[^a-z]*?)(?: ?[,;-])? ?(?:\(?(?:prov\.?|provisoire|provisional)\)?|\(p\)| p)"),
    ),
    (Situation.ESTIMATED, re.compile(r"est\. ?:? ?(?P<rest>\d.*)")),
    (
        Situation.PROVISIONAL,
        re.compile(
            r"(?P<rest>.*\d[^a-z]*?) ?[,;-]? ?\(?(?:(?:chiffre|donnee|resultat)s? (?:provisoire|non consolide|non stabilise|non definitif|a confirmer)e?s?"
            r"|sous reserve(?: de (?:confirmation|validation|consolidation))?"
            r"|(?:a|en cours de) (?:confirmer|consolider|verifier|valider|confirmation|consolidation|validation)"
            r"|non consolidee?s?|non definitifs?|non stabilisee?s?)\)?"
        ),
    ),
    (
        Situation.PROVISIONAL,
        re.compile(r"(?:prov\.?|provisoire|(?:chiffre|donnee|resultat)s? provisoires?) ?:? ?(?P<rest>\d.*)"),
    ),
    (None, re.compile(r"(?P<rest>.*\d[^a-z]*?) ?(?:\(?(?:revisee?|revised|definitif)\)?|\(r\)| r)")),
)

_NUMBER = r"[+-]? ?\d[\d .,']*(?: ?(?:%|€|k€|points?|pts?|euros?|[a-z]+))??"
_RANGES = (
    re.compile(rf"(?:entre|de|from|between)? ?{_NUMBER} ?(?:-|a|to|ou|or) ?{_NUMBER}"),
    re.compile(rf"(?:entre|between) {_NUMBER} (?:et|and) {_NUMBER}"),
)
_LIMITS = re.compile(
    r"(?:>=?|<=?|≥|≤|plus de|moins de|au moins|au plus|au maximum|au minimum|sup(?:erieure?s?|\.)? a|inf(?:erieure?s?|\.)? a|jusqu'a"
    r"|minimum|maximum|max\.?|min\.?|\+ de|- de|more than|less than|over|under|at least|at most|up to)"
    r" ?(?:ou egale? a )?\d.*"
    r"|\d.*(?:\+| et plus| ou plus| et moins| ou moins| ?minimum| ?maximum| ?mini| ?maxi| ?max\.?| min\.?| or more| or less)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """What surrounds a figure, and the *rest* that is the figure. *situation* is None for « (r) », revised."""

    rest: str
    code: Code
    case: str
    situation: Situation | None


def find_hedge(words: str) -> Hedge | None:
    """The « environ », « ~ », « (p) », « estimation » around a figure in plain *words*."""
    for situation, sign in _SIGNS:
        if match := sign.fullmatch(words):
            case = situation.value if situation else "revised"
            return Hedge(rest=match["rest"].strip(), code=Code.V04, case=case, situation=situation)
    if match := _BEFORE.fullmatch(words) or _AFTER.fullmatch(words):
        return Hedge(
            rest=match["rest"].strip(),
            code=Code.V10,
            case="approximate",
            situation=Situation.PROVISIONAL,
        )
    return None


def is_range(words: str) -> bool:
    """« 10-15 », « entre 10 et 15 », « 10 ou 12 »."""
    return any(pattern.fullmatch(words) for pattern in _RANGES)


def is_limit(words: str) -> bool:
    """« > 50 », « moins de 5 », « 50 et plus »."""
    return _LIMITS.fullmatch(words) is not None
