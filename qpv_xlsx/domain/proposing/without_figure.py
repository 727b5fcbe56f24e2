"""Wordings without a figure: nothing defined yet, a milestone, « parité », « rester stable », « combler l'écart », an intention."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    AtMost,
    Done,
    Maintain,
    PerYear,
    Qualitative,
    Target,
)
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import MARK, QUANTITY, RHYTHM, MarkedSentence
from qpv_xlsx.domain.proposing.natures_told import kind_told
from qpv_xlsx.domain.proposing.objectives import UNWANTED

_LATER = r"(?:preciser|completer|definir|determiner|fixer|construire|arreter|etablir|renseigner|calculer|confirmer|mesurer|consolider|evaluer|venir)"
_UNDEFINED = re.compile(
    rf"(?:|[-/?._…\s]+|n\.? ?/? ?[acdrs]\.?(?: .*)?|(?:(?:cible|objectif|valeur|niveau|indicateur|a|reste|restant|encore|est|chiffre\w*|local\w*|national\w*|:)[ ,]*)*\ba {_LATER}\b.*"
    rf"|completer|{_LATER} (?:ulterieurement|plus tard)|(?:cible|objectif|valeur|niveau)?s? ?(?:sera |seront |est )?(?:non |pas (?:encore )?)?(?:fixe|defini|determine|precise|arrete|etabli|renseigne)e?s?"
    r"(?: (?:ulterieurement|plus tard|par la suite|en cours|lors|apres|a l'issue|avec|dans|en|au|prochainement|par|d'ici).*)?|inconnue?s?|non (?:connu|disponible|mesure|chiffre|communique|concerne|applicable|evalue|quantifie|suivi)\w*.*"
    r"|(?:donnees? |chiffres? |valeur )?(?:non|in|pas) ?(?:disponible|connue?|communique)\w*.*|(?:pas|aucune?|absence) (?:de |d')?(?:cible|objectif|donnee|valeur|indicateur|chiffre)\w*.*|sans objet.*"
    r"|(?:(?:cible|objectif|valeur|indicateur)s? )?(?:etude|diagnostic|enquete|travaux|reflexion|concertation|definition|recensement|chiffrage)?s? ?en cours(?: .*)?|en attente.*|tbd|cf\.? .*|voir .*|so|ns)[.\s]*"
)
_QUASI = re.compile(r"\b(?:quasi[- ]?\w*|presque (?:tous|toutes)|la plupart|la majorite|majorite|majoritairement)\b")
_PARITY = re.compile(r"\bparite\b|\bparitaire\w*\b|\bautant de femmes que d'hommes\b")
_NO_WITHOUT = re.compile(r"\b(?:aucune?|pas (?:de|d'un)|plus (?:aucune?|de|un)|zero) (?P<what>.+?)\bsans\b")
_NONE = re.compile(
    r"^(?:(?:objectif|cible)s? ?:? ?)?(?:aucune?|zero|plus (?:aucune?|de)|absence (?:de|d')|pas (?:de|d')|disparition (?:de|des)|suppression (?:de|des)|eradiquer|fin (?:de|des))\b"
)
_YES_OR_NO = re.compile(r"\b(?:o ?/ ?n|oui ?/ ?non|y ?/ ?n|yes ?/ ?no)\b")
_NOTHING = re.compile(r"(?:(?:objectif|cible) ?:? ?)?(?:aucune?s?|neant|zero|nulle?)[ .!]*")
_CLOSE_GAP = re.compile(
    r"\becarts? (?:resorbe|comble|supprime|annule|efface|elimine)e?s?\b|\b(?:aucun ecart|ecart nul|pas d'ecart|zero ecart)\b|\b(?:combler|supprimer|annuler|eliminer|effacer|resorber|resorption|suppression|disparition|faire disparaitre)\b.*\b(?:ecarts?|differentiel|difference|inegalites?)\b"
)
_OTHER_LEVEL = re.compile(
    r"\b(?:moyennes?|niveau (?:de l|de la|du |des |departement|nation|region|communal|academ|metropol|moyen)|taux (?:departement|nation|region|communal|academ|metropol|moyen)\w*|cel(?:ui|le) (?:de|du|des)|equivalent\w*|rejoindre|rattrap\w+|converg\w+|se rapprocher|rapproch\w+|align\w+|identique\w*|comparable\w*|meme (?:niveau|taux)|egal\w* a)\b"
)
_PAST_LEVEL = re.compile(
    r"\b(?:niveau|taux|chiffre|resultat|valeur|situation)s? (?:actuel\w*|de depart|initial\w*|constate\w*|atteint\w*|existant\w*|precedent\w*|de l'annee|de |d')"
)
_KEEP = re.compile(
    r"\b(?:maintien|maintenir|maintenue?s?|stabilis\w+|stabilite|stables?|perennis\w+|preserv\w+|conserv\w+|sanctuaris\w+|reconduire|reconduction|statu quo|inchange\w*|garder)\b"
    r"|\b(?:(?:ne pas|sans|pas de|aucune?|eviter (?:toute|la|une)) |pas d')(?:degrad\w+|deteriorer|deterioration|baisser|baisse|diminu\w+|recul\w*|augmenter|augmentation|hausse|aggrav\w+|regress\w+)\b"
)
_ALL = re.compile(
    r"\b(?:l'ensemble (?:des|du|de)|tous les|toutes les|tout le|toute la|la totalite (?:des|du|de)|l'integralite (?:des|du|de)|chaque|couverture (?:totale|complete|integrale)|generalis\w+)\b"
)
_DEEDS = re.compile(
    r"\b(?:creations?|creer|creee?s?|signatures?|signer|signee?s?|demenagement|mise en (?:place|service|ouvre|oeuvre|ligne|chantier)|mettre en (?:place|service|ouvre|oeuvre)|mis en (?:place|service|ouvre|oeuvre)|installations?|installer|installee?s?"
    r"|adoption|adopter|adoptee?s?|designations?|designer|designee?s?|ouvertures?|ouvrir|ouverte?s?|realise[es]*|realisation|fait|fini|acheve\w*|achevement|finalis\w+|livraison|livree?s?|lancement|lancer|lancee?s?|elaboration|elaborer|elaboree?"
    r"|obtenue?s?|obtention|delivree?s?|delivrance|instauree?s?|instauration|approuvee?s?|approbation|acquisition|mise? a jour|actualis\w+|termine\w*|rendue?s?|remise?s?|redaction|rediger|publication|publier|publie\w*|operationnel\w*|effectif|effective|inaugur\w+|recrutement|recruter|recrutee?s?|nomination|labellisation|validation|valide\w*|transmission|production|constitution|demarrage|deploiement|deploye\w*|construction|rehabilitation|implantation|organisation|organiser|en place|en service|oui)\b"
)
_INTENTIONS = re.compile(
    r"\b(?:poursuite|poursuivre|prioriser|adapter|adaptation|affiner|repondre|renforc\w+|favoriser|amelior\w+|promouvoir|developp\w+|encourager|faciliter|soutenir|sensibiliser|lutter|contribuer|veiller|valoriser|accompagner|mobiliser|consolider|intensifier"
    r"|rendre|simplifier|mieux|optimiser|diversifier|garantir|en fonction|selon|continuer|priorite|tendre)\b"
)
_MOVES = re.compile(
    r"\b(?:augment\w+|accroi\w+|hausse|redui\w+|reduct\w+|diminu\w+|baiss\w*|recul\w*|limit\w+|progress\w+|evolution|inverser|inversion)\b"
)
_DO_NOT = re.compile(r"\b(?:ne|n'|pas|sans|non|aucun\w*|sauf|ni)\b")


_CONDITIONAL = re.compile(  # « création d'un LAEP si financement », « en partie réalisé »
    r"\b(?:si|s'il|sous (?:reserve|condition)|sauf|hormis|hors|excepte\w*|report\w+|differe\w*|abandon\w*|annul\w+|partiel\w*|en partie|a moitie|moitie|selon|eventuel\w*|possibles?|envisag\w+"
    r"|souhait\w*|ideal\w*|experiment\w+|presque|quasi\w*|voire|ou|a confirmer|provisoire\w*|suspend\w*|retard\w*|attente|cours|seulement|uniquement|a defaut|sinon|dans la mesure|lorsqu\w*|quand|apres|le cas echeant)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """What a wording without a figure sets."""

    kind: Kind | None
    target: Target
    doubts: tuple[Doubt, ...] = ()


def condition_in(sentence: MarkedSentence) -> str:
    """What makes a milestone uncertain, as written: « si financement ». Empty where nothing does."""
    found = _CONDITIONAL.search(sentence.plain)
    return sentence.as_written(sentence.words[found.start() :]).strip(" ,;:.") if found else ""


def is_undefined(plain: str) -> bool:
    """Whether the folded words say that there is nothing yet."""
    words = re.sub(MARK, "", plain).strip(" ()")
    is_marks_only = words != plain.strip(" ()") and not re.search(r"[a-z]", words)
    return not re.search(QUANTITY, plain) and not is_marks_only and _UNDEFINED.fullmatch(words) is not None


def read_without_figure(plain: str, year: int | None, times: tuple[float, ...], indicator: str) -> WordReading:
    """The reading of a folded wording whose marks are dates, rhythms and names only."""
    words = " ".join(re.sub(MARK, " ", plain).split())
    kind = kind_told(words) or kind_told(indicator)
    if re.search(RHYTHM, plain) and times:
        return WordReading(kind=Kind.COUNT, target=PerYear(value=times[0], year=year), doubts=(Doubt.FREQUENCY,))
    if words in {"o", "oui", "y", "yes"} and _YES_OR_NO.search(indicator):
        return _done(kind, year)
    if _NOTHING.fullmatch(words) and UNWANTED.search(indicator):
        return _none(kind, year)  # « aucune », of evictions
    found = next((read(kind, year) for matches, read in _READINGS if matches(words)), None)
    if found and not isinstance(found.target, Qualitative) and _CONDITIONAL.search(words):
        found = replace(found, doubts=(*found.doubts, Doubt.WORDS_LEFT))
    return found or WordReading(kind=Kind.TEXT, target=Qualitative(year=year), doubts=(Doubt.NOT_UNDERSTOOD,))


def _quasi(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.SHARE, target=Qualitative(year=year), doubts=(Doubt.APPROXIMATE,))


def _parity(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.SHARE, target=AtLeast(value=0.5, year=year), doubts=(Doubt.PARITY,))


def _all(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.SHARE, target=AtLeast(value=1, year=year), doubts=(Doubt.ALL_OF_THEM,))


def _none(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.COUNT, target=AtMost(value=0, year=year), doubts=(Doubt.ZERO,))


def _closed(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.GAP, target=AtMost(value=0, year=year))


def _elsewhere(kind: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=kind or Kind.TEXT, target=Qualitative(year=year), doubts=(Doubt.OTHER_LEVEL,))


def _kept(kind: Kind | None, year: int | None) -> WordReading:
    doubts = () if kind else (Doubt.KIND_NOT_TOLD,)
    return WordReading(kind=kind, target=Maintain(year=year), doubts=doubts)


def _past(kind: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=kind, target=Maintain(year=year), doubts=(Doubt.PAST_LEVEL,))


def _moved(kind: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=kind or Kind.TEXT, target=Qualitative(year=year))


def _meant(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.TEXT, target=Qualitative(year=year))


def _done(_: Kind | None, year: int | None) -> WordReading:
    return WordReading(kind=Kind.MILESTONE, target=Done(year=year))


def _said(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda words: pattern.search(words) is not None


def _is_deed(words: str) -> bool:
    return _DEEDS.search(words) is not None and not _DO_NOT.search(words)


def _is_none(words: str) -> bool:
    return _NONE.search(words) is not None and UNWANTED.search(words) is not None and not _KEEP.search(words)


def _is_kept(words: str) -> bool:
    return _KEEP.search(words) is not None and not _OTHER_LEVEL.search(words)


def _starts_with_a_deed(words: str) -> bool:
    return _DEEDS.match(words) is not None and not _DO_NOT.search(words) and not _MOVES.search(words)


_READINGS: tuple[tuple[Callable[[str], bool], Callable[[Kind | None, int | None], WordReading]], ...] = (
    (_said(_QUASI), _quasi),
    (_said(_PARITY), _parity),
    (_said(_NO_WITHOUT), _all),
    (_said(_CLOSE_GAP), _closed),
    (_is_none, _none),
    (_is_kept, _kept),
    (_said(_OTHER_LEVEL), _elsewhere),
    (
        _said(
            re.compile(
                r"^(?:au (?:minimum|moins)|a minima|atteindre|retrouver|revenir au|rester au)\b.*" + _PAST_LEVEL.pattern
            )
        ),
        _past,
    ),
    (_starts_with_a_deed, _done),
    (_said(_MOVES), _moved),
    (_said(_INTENTIONS), _meant),
    (_said(_ALL), _all),
    (_is_deed, _done),
)
