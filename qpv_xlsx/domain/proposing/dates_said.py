"""Dates: deadlines, dates of a figure, years compared with, school years, quarters, spans; and what is left of « 2015 » alone."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from qpv_xlsx.domain.proposing.marked_sentence import DATE, MarkedSentence, marked


class DateRole(StrEnum):
    """What a date does in its sentence."""

    AT = "at"  # « en 2027 », « d'ici 2027 »: dates the figure
    COMPARED = "compared"  # « par rapport à 2014 »: the start of a change
    LASTING = "lasting"  # « sur 5 ans », « sur la durée du contrat »
    RELATIVE = "relative"  # « d'ici 5 ans »: from when?


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDate:
    """*year*: of a span, the last; None where none is said. *is_bare*: nothing but the digits tells that it is a year.

    *is_start*: « à partir de 2025 », « après 2025 ». *is_since*: « depuis 2022 ». *is_span*: « entre 2018 et 2020 », « sur 3 ans ».
    *is_aimed*: « cible 2028 »; *is_observed*: « valeur de 2023 ».
    """

    role: DateRole
    year: int | None = None
    is_bare: bool = False
    is_start: bool = False
    is_since: bool = False
    is_span: bool = False
    is_aimed: bool = False
    is_observed: bool = False


_YEAR = r"(?:19[5-9]\d|20[0-6]\d)"
_MONTHS = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv\.?|fevr?\.?|sept\.?|oct\.?|nov\.?|dec\.?)"
_RANK = r"(?:[1-4] ?(?:er|ere|e|eme|nd|nde)|premiere?|second|seconde|deuxieme|troisieme|quatrieme|dernier)"
_CORE = (
    rf"(?:\d\d?[/.]\d\d?[/.](?P<dmy>{_YEAR})|(?:(?:0?[1-9]|1[0-2])/|(?:0[1-9]|1[0-2])-)(?P<my>{_YEAR})"
    rf"|(?:de |entre )?(?:{_MONTHS} |fin |debut )?{_YEAR} ?(?:[/-]|a|et|au) ?(?:{_MONTHS} |fin |debut )?(?P<last>{_YEAR})"
    rf"|(?P<school>{_YEAR}) ?[/-] ?(?P<short>\d\d)(?![\d,.%])(?! ?%)"
    rf"|(?:(?:\d\d?|1er) )?{_MONTHS} (?:de )?(?P<month>{_YEAR})"
    rf"|(?:[ts][1-4]|[1-4] ?(?:er|e|eme)? ?[ts]|{_RANK} (?:trimestre|semestre|trim\.?|sem\.?)) ?(?:de |d'|/|-|en )?(?P<quarter>{_YEAR})"
    rf"|(?P<plain>{_YEAR}))"
)
_BEFORE = (
    r"(?>(?:d'ici|avant|apres|au plus tard|horizon|terme|echeance|jusqu'en|jusqu'au|jusqu'a|a partir de|des|en|pour|fin"
    r"|debut|mi|courant|dans le courant de|a l'issue de|a compter de|l'annee scolaire|l'annee civile|l'annee|annee scolaire|annee"
    r"|rentree scolaire|rentree de septembre|rentree|rentrees|campagne|exercice|saison|periode|sur la periode|millesime"
    r"|ete|au titre de|issue|annees|objectif a|objectif|cible a|cible|situation|valeur|resultats?|bilan"
    r"|chiffres?|donnees?|insee|filosofi|rp|sur|a|au|aux|le|la|les|l'|de|du|d'|:)(?:[ -]|(?<=')))*+"
)
_LAST_GLUE = re.compile(r"^(?:[\s:-]|(?:a|au|le|la|les|de|du|d'|sur|pour|des)\b)+$")
_COMPARED = (
    r"(?:par rapport (?:a|au|aux)|en comparaison (?:de|avec)|compar\w+ (?:a|au|aux)|vs\.?|versus|contre|depuis|qu'en|qu'au|qu'a|que|base"
    r"|sur la base (?:de|du)|reference|ref\.?|en reference (?:a|au)|(?:au |le |du |meme )?niveau (?:observe |constate |atteint )?(?:en|de|d'|fin)|niveau"
    r"|egale?s? a|identiques? a|comme en|comparables? a|(?:observe|constate|enregistre|mesure|releve)e?s? (?:en|fin|au)|cel(?:ui|le) (?:de|d'|observee? en|constatee? en))"
)
_NOUN_AFTER = r"(?! (?!et\b|a\b|au\b|aux\b|puis\b|pour\b|en\b|dans\b|sur\b|par\b|soit\b|contre\b|avec\b|dont\b|chez\b|parmi\b|vs\b|ou\b|hors\b|de\b|du\b|des\b|d')[a-z])"
_NO_UNIT = r"(?! ?(?:%|€|pts?\b|points?\b|euros?\b|k€|etp\b)|[.,]?\d| \d{3}(?!\d)|[a-z])"
_DATED = re.compile(
    rf"(?P<compared>\b{_COMPARED} (?:(?:l'annee|annee|la situation|au niveau|le niveau|celui|la valeur|scolaire|fin|de|du|d'|la|le|en|:)[ ']?)*+)?"
    rf"(?<![\w,.])(?<!\bchaque )(?<!\bpar ){_BEFORE}(?<![\d,.]){_CORE}{_NO_UNIT}"
)
_NAMED_YEAR = re.compile(rf"\b(?:generation|agenda|ambition|destination) {_YEAR}\b(?! ?[-/a] ?\d)")  # of programmes
_PROPER_YEAR = re.compile(
    rf"(?<=[a-z)] )(?!objectif|cible|horizon|rentree|fin|ete|hiver|janv|fevr|mars|avr|mai|jui|aou|sep|oct|nov|dec)[a-z][a-z'-]+ {_YEAR}\b(?! ?[-/] ?\d)"
)
_BARE = re.compile(rf"^{_YEAR}$")
_BRACKETS = re.compile(rf"\( ?(?P<date>{DATE}) ?\)")
_NUMBER_OF = r"(?P<n>\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|dix)"
_NUMBER_OF_YEARS = _NUMBER_OF.replace("?P<n>", "?:")
_RELATIVE = re.compile(
    rf"\b(?:d'ici(?: a)? |sous |(?:dans un delai|au bout|a l'issue|au terme) d(?:e |')|dans les |dans ){_NUMBER_OF} (?:prochaine?s? )?(?:ans?|annees|mois)\b(?! et\b)"
    rf"|\b(?:en|en l'espace de) {_NUMBER_OF_YEARS} (?:ans?|annees)\b"
    r"|\b(?:l'an(?:nee)? prochaine?|l'annee suivante|a (?:court|moyen|long) terme)\b"
    rf"|(?:(?<=%)|(?<=minimum)|(?<=maximum)|(?<=au moins)|(?<=au plus)) a {_NUMBER_OF_YEARS} ans\b|\b(?:a |en )?mi[- ](?:parcours|contrat|mandat|programme)\b|\b(?:a |en )?n ?\+ ?\d\b"
    r"|\b(?:en |l'|la |a la |pour la |des la |fin (?:de )?(?:la |l')?)?(?:premiere|deuxieme|seconde|troisieme|quatrieme|cinquieme|derniere|1ere|[2-6]e(?:me)?) annee\b"
    r"|(?<![\w'])(?:en |l'|fin (?:de )?(?:l')?)?an(?:nee)? [1-6]\b(?! ?[%\d])"
)
_LASTING = re.compile(
    rf"\b(?:sur|pendant|durant|au cours des?) {_NUMBER_OF} (?:ans?|annees)\b"
    r"|\b(?:sur|pendant|durant|d'ici|d'ici a|a|au terme|au cours|avant|pour|a l'issue|a l'echeance) "
    r"?(?:de |du |d')?(?:la |le |l')?(?:duree|fin|terme|totalite|ensemble)? ?(?:de la |de l'|du |de |d')?(?:fin du |duree du )?"
    r"(?:contrat(?: de ville)?(?: \d{4}-\d{4})?|mandat|programme|programmation|convention|cpom|contractualisation|plan)\b(?! (?:de|d'|local|nation))"
    r"|\ba terme\b|\ba l'issue\b"
    rf"|\b(?:avant le|au|le|du|fin) \d\d?/(?:0\d|1[0-2])\b(?!/)|\b(?:avant le |au |le |fin )?(?:(?:\d\d?|1er) )(?:{_MONTHS})\b"
)


def mark_dates(sentence: MarkedSentence) -> MarkedSentence:
    """The sentence with its dates marked; « (2014) » loses its brackets."""
    sentence = marked(sentence, "name", _NAMED_YEAR, lambda match: sentence.words[slice(*match.span())])
    sentence = marked(sentence, "name", _PROPER_YEAR, partial(_proper_name, sentence.words))
    sentence = marked(sentence, "date", _DATED, lambda match: _date(match, sentence))
    sentence = marked(sentence, "date", _RELATIVE, lambda _: SaidDate(role=DateRole.RELATIVE))
    sentence = marked(sentence, "date", _LASTING, _lasting)
    return marked(sentence, "date", _BRACKETS, lambda match: sentence.meaning(match["date"]))


def _proper_name(words: str, match: re.Match[str]) -> str | None:
    """« écoles labellisées Paris 2024 »: a name inside a sentence. « CAF 2023 » is where a figure comes from, and when."""
    name = words[slice(*match.span())]
    return name if name[0].isupper() and name[1].islower() else None


def _lasting(match: re.Match[str]) -> SaidDate:
    return SaidDate(role=DateRole.LASTING, is_span=re.search(r"\b(?:ans?|annees)$", match[0]) is not None)


_OF = re.compile(
    rf"(?:de|du|des) (?:(?:l'|la |le |les )?(?:objectifs?|cibles?|niveau|valeur|resultats?|situation|bilan|donnees?|chiffres?) )?{_YEAR}$"
)
_FIGURE_END = re.compile(r"(?:\d ?%?|\b(?:double|triple|moitie|tiers|quart)) ?$")  # « les 45 % de 2021 »
_AIMED = re.compile(r"\b(?:objectif|cible)\b")
_OBSERVED = re.compile(r"\b(?:valeurs?|situation|resultats?|bilan|chiffres?|donnees?)\b")
_START = re.compile(r"(?:a partir de|a compter de|apres)\b")
_IS_NOUN_NEXT = re.compile(rf"{_NOUN_AFTER}")


def _date(match: re.Match[str], sentence: MarkedSentence) -> SaidDate | None:
    """None where the digits count something: « 2015 bénéficiaires »."""
    said = next(match[name] for name in ("dmy", "my", "last", "month", "quarter", "plain", "school") if match[name])
    year = int(said) + (1 if match["school"] else 0)
    is_bare = match["plain"] is not None and _LAST_GLUE.match(match[0][: -len(said)] or " ") is not None
    if is_bare and not match["compared"] and not _IS_NOUN_NEXT.match(sentence.plain, match.end()):
        return None
    if match["school"] and year % 100 != int(match["short"]):
        return None
    is_from_then_on = sentence.words[match.start() :].lower().startswith("dès")  # « 75 % dès 2025 »
    is_of_a_figure = _OF.match(match[0]) is not None and _FIGURE_END.search(sentence.plain[: match.start()]) is not None
    is_of_the_past = is_of_a_figure and not is_from_then_on
    role = DateRole.COMPARED if match["compared"] or is_of_the_past else DateRole.AT
    return SaidDate(
        role=role,
        year=year,
        is_bare=is_bare,
        is_start=_START.match(match[0]) is not None,
        is_since=match[0].startswith("depuis"),
        is_aimed=_AIMED.search(match[0]) is not None,
        is_observed=_OBSERVED.search(match[0]) is not None,
        is_span=match["last"] is not None and not _is_school_year(match[0]),
    )


def _is_school_year(words: str) -> bool:
    """« 2013-2014 » is one year, « entre 2013 et 2014 » are two."""
    first, last = re.findall(_YEAR, words)[:2]
    return int(last) == int(first) + 1 and re.search(rf"{first} ?[/-] ?{last}", words) is not None
