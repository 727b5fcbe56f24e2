"""What the words beside a figure say of it: a source, the campaign's year, « par an », or perhaps another figure."""

import re

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.returned.figures.surroundings import Surroundings

_MONTHS = r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_ALWAYS = re.compile(  # another place, time, group, or not what was done
    r"\b(hors (?!double|doublon)\w*|sauf|except\w*|sans (?!double|doublon)|uniquement|seul\w*|dont|partiel\w*|incomplet\w*|en partie|cumul\w*|depuis"
    r"|jusqu\w*|moyen\w*|semestr\w*|trimestr\w*|mensuel\w*|mois|rentree|scolaire|villes?|commun(?:e|es|al|ale|ales|aux)"
    r"|metropol\w*|agglo\w*|departement\w*|region\w*|nationa\w*|france(?! travail)|academi\w*|ensemble|territoire\w*|arrondissement\w*"
    r"|epci|idf|dept?|dpt|zus|zfu|zru|zsp|cucs|qva|rura\w*|quartiers? (?!prioritaires?)\w+"
    r"|objectifs?(?! (?:atteint|depasse))|obj|cibles?|vise\w*|prevu\w*|prevo\w*|previs\w*|programm\w*|attendu\w*|potentiel\w*"
    r"|theorique\w*|par (?!la |le |les |l')|chaque|plus|moins|supplementaires?|annul\w*|refus\w*|report\w*|attente|ancien\w*|avant"
    r"|apres|autres?|nd|nc|so|non|pas|faux|fausse|erreur\w*|ni|max\w*|min\w*|var|evol\w*|ecart type"
    rf"|{_MONTHS}|janv|fevr|avr|juil|sept|oct|nov|dec|[ts][1-4]|n ?- ?\d)\b"
    r"|(?<!en )\b(hausses?|baisses?|augmentations?|diminutions?|progressions?|recul|croissance)\b|[?<>≥≤~+*%€\d]"
)
_UNLESS_ASKED = re.compile(
    r"\b(hommes?|femmes?|filles?|garcons?|f|h|fem|hom|projets?|nouve\w+|ecarts?|mineurs?|majeurs?)\b"
)
_SOURCE = re.compile(r"(?:selon|d'apres|source)s?\b.*")
_REFERENCE = re.compile(
    r"(?:cf\b\.?|voir|confer|detail|explication)s? ?(?:en |au |aux |dans |le |la |les |l'|sur )*(?:mon |notre )?(?:commentaire|note|annexe"
    r"|tableau|onglet|feuille|piece|pj|bilan|rapport|mail|courriel|fichier|document|remarque|ci-)\w*(?: [a-z' -]+)?"
    r"|(?:pv|p\.v\.|compte[ -]rendu|copie|convention|justificatif|tableau|bilan)s? (?:(?:ci-)?jointe?s?|en annexe|en piece jointe)"
)
_VOUCHED = re.compile(
    r"(?:(?:chiffre|donnee|resultat|valeur)s? )?(?:definiti(?:f|ve)|consolide|valide|verifie|confirme|reel|exact)e?s?|total|au total"
)
_RHYTHM = re.compile(
    r"(?:/ ?|(?:par|chaque) |(?:sur|dans) (?:l'|un |une |toute l'))(?:an|annee)|(?:annuel|par an)(?:le)?s?"
)
_DOUBTED_YEAR = re.compile(r"(?:pour|sur) ?\d")  # « 318 pour 2025 », « 318 sur 2025 » may be a fraction


def is_mere_note(note: str, around: Surroundings) -> bool:
    """Whether plain *words* beside an answer are a source, a reference or the campaign's year, and leave it as it is."""
    without_year = year_taken(note, around)
    if _SOURCE.fullmatch(without_year) or _REFERENCE.fullmatch(without_year):
        return re.search(r"\d", without_year) is None
    return is_year(note, around)


def note_case(note: str, kind: Kind, around: Surroundings) -> str | None:
    """The sentence that tells a *note* of a usual kind, empty where nobody can doubt; None: it is of no usual kind."""
    if is_year(note, around):
        return "of_whom" if _DOUBTED_YEAR.match(note) else ""
    if _RHYTHM.fullmatch(note):
        return "of_whom" if kind.adds_up else None
    said = year_taken(note, around)
    if _REFERENCE.fullmatch(said) or (_VOUCHED.fullmatch(said) and not misleads(said, around)):
        return ""
    if _SOURCE.fullmatch(said) and not re.search(r"\d", said):  # « la Région »; « données régionales » may be others'
        return "of_whom" if misleads(said, around) else ""
    return None


def is_year(note: str, around: Surroundings) -> bool:
    """« en 2025 », « au 31/12/2025 », « chiffres 2025 », for the year of the campaign."""
    return bool(around.year) and _year_phrase(around.year).fullmatch(note) is not None


def year_taken(note: str, around: Surroundings) -> str:
    """*note* without the campaign's year: « source : bilan 2025 »."""
    if not around.year:
        return note
    return re.sub(rf" ?\b(?:(?:en|de|pour|au) )?{around.year}\b", "", note, count=1).strip()


def _year_phrase(year: int) -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:en|pour|sur|dans|de|a|au titre de|au cours de|realisee?s? en) ?)?(?:l')?"
        r"(?:(?:annee|exercice|session|bilan|chiffres?|donnees?|resultats?|realise) ?)?(?:(?:de|civile|pour) )?"
        rf"(?:(?:au |le |a )?31 ?(?:[/.-] ?12 ?[/.-] ?|decembre )|(?:a la )?fin (?:de )?(?:l'annee |decembre )?)?{year}"
    )


def misleads(note: str, around: Surroundings) -> bool:
    """Whether the words may speak of another figure than the one asked."""
    if _ALWAYS.search(note) or around.is_place(note):
        return True
    if not around.covers_quartiers and re.search(r"\bqpv?\b", note):
        return True
    return any(not around.names(word) for word in _UNLESS_ASKED.findall(note))
