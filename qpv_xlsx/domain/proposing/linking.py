"""How a figure hangs on the others and on what it counts: « dont », « soit », « environ », « par quartier », « maintenir »."""

import re
from dataclasses import replace

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import RHYTHM, MarkedSentence
from qpv_xlsx.domain.proposing.pairs import NAMED_PLACE_AFTER, NAMED_PLACE_BEFORE, PLACES
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape

_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:environ|env\.?|pres (?:de|d'|des?)|autour (?:de|des)|aux alentours (?:de|des)|quelques?|approximativement|presque|quasi\w*|a peu pres"
    r"|(?:de )?l'ordre (?:de|du)|un peu (?:plus|moins) (?:de|d')|avoisin\w+|approch\w+(?: de| des)?|tendre vers|se rapprocher (?:de|des)|de l'ordre|vers)|~|≈) ?(?:les |un |une )?$"
)
_ABOUT_AFTER = re.compile(
    r"^environ\b|\benviron$|\ba peu pres\b|\bou presque\b|\bapprox\w*\b|\bestimes?\b|\bestimation\b"
)
_KEEP = re.compile(
    r"\b(?:maintien|maintenir|maintenue?s?|maintient|stabilis\w+|stabilite|stables?|perennis\w+|conserv\w+|preserv\w+|sanctuaris\w+|garder|rester a|reconduire|reconduction|statu quo)\b"
    r"(?! (?:dans (?:l'emploi|le logement|l'activite|le parcours|leur \w+)|a domicile|a l'ecole|a flot|scolaire|en (?:emploi|formation|poste|entreprise|etudes|classe|scolarite|apprentissage|activite|logement)|des droits))"
    r"(?: (?:de |d'|a |au |le |la |les |l')*(?:niveau|valeur|taux|nombre|chiffre|situation)? ?(?:actuel\w*|existant\w*|de)?(?!\w))?(?: ?(?:a|au|de|des|les|la|le|:) *$)?"
)
_REACHED = re.compile(r"\b(?:atteinte?s?|obtenue?s?|realisee?s?)\b")
_KEPT_AFTER = re.compile(r"\b(?:maintenue?s?|perennise\w*|conservee?s?|reconduite?s?|stabilise\w*)\b|\ba l'identique\b")
_KEEP_WITHOUT_LOSS = re.compile(
    r"\b(?:sans|aucune|pas de|eviter (?:toute|une|la)|ne pas) (?:degrad\w+|deteriorer|deterioration|baisser|baisse|diminuer|diminution|recul|reculer|regression|regresser|perte|perdre)\b(?: le niveau| du taux)?"
)
_RESTATES = re.compile(r"^\(? ?soit\b|^\(? ?c'est-a-dire\b|^\(? ?ce qui represente\b")
_NESTS = re.compile(r"^\(? ?dont\b")
_EACH = re.compile(
    r"\b(?:pour|dans|sur|de|par|a|en)? ?(?:chaque|chacun\w*(?: des?| de ces| d'entre eux)?|tous les|toutes les)\b(?: [a-z-]+)?"
    r"|\bpar (?:convention|ministere|an et par \w+)\b"
)
_PER = re.compile(
    r"(?:\bpar|\bpour un|\bpour une|/) ?(?P<unit>(?:quartiers?(?: prioritaires?)?|qpv|qp|habitants?|hab\b\.?|structures?|sites?|communes?|epci|etablissements?|colleges?|lycees?|ecoles?|classes?"
    r"|jeunes?|enfants?|eleves?|personnes?|beneficiaires?|familles?|menages?|logements?|conseils? citoyens?|territoires?|arrondissements?|departements?"
    r"|projets?|actions?|antennes?|centres? socia\w+|postes?|etp|places?|equipes?|groupes?|seances?|adultes?-relais|secteurs?|villes?|associations?"
    r"|cites? educatives?|mediateurs?|animateurs?|agents?|conseillers?|professionnels?|participants?|parcours|contrats?|intercommunalites?|circonscriptions?|bassins?|ateliers?|permanences?|femmes?|hommes?|tetes?))\b"
)
_PER_SOMETHING = re.compile(
    r"(?:/|\ble|\bpar) ?k?m_carre|/ ?(?:j|jr|h)\b|(?<![a-z])/ ?(?!ou\b)[a-z]{3,}|(?<=[a-z]{3}) ?/ ?(?!ou\b|h\b|f\b)[a-z]{4,}|\bpar (?!(?:la|le|les|l|un|une|des|du|ces?|cette|nos|son|sa|ses|leurs?|rapport|ailleurs|voie|telephone|an|annee|mois|an\w*)\b|[\U000f4000-\U000f5fff])[a-z]+"
)  # « 1 chantier par vacances scolaires »: for each of them; « par la CAF » is who does it
_OTHER_LEVEL = re.compile(
    r"\b(?:moyennes? (?:de la\b|de l'|du\b|des\b|d'un|departement|nation|region|communal|academ|metropol|parisien|francilien|generale|ville|agglo|epci)\w*|(?:a|de|que|par rapport a) la moyenne|niveau (?:de l|de la|du |des |departement|nation|region|communal|academ|metropol)"
    r"|(?:taux|part) (?:departement|nation|region|communal|academ|metropol|moyen|parisien|francilien)\w*|cel(?:ui|le) (?:de|du|des)|equivalent\w*|identique\w*|comparable\w*|egal\w* a (?:la|le|cel\w+|ce)\b|meme (?:niveau|taux)|rattrap\w+|rejoindre|rejoign\w+"
    r"|converg\w+|align\w+|au[- ]dess(?:us|ous) (?:de|du) (?:la |le )?(?:moyenne|niveau|taux))\b"
)
_LEVELS = re.compile(r"\b(?:nationa\w+|regiona\w+|departementa\w+|local\w*)\b")
_START_BEFORE = re.compile(
    r"^(?:valeur (?:initiale|de depart|actuelle|de reference)|situation (?:initiale|actuelle|de depart)|etat (?:initial|des lieux)|point de depart|au depart|depart"
    r"|initial\w*|actuel\w*|actuellement|aujourd'hui|reference|ref\.?|baseline|[tv]0|realise|constat\w*|bilan|diagnostic)\b[ :=a-z']*$"
)

_NOW_AFTER = re.compile(r"^(?:actuellement|aujourd'hui|a ce jour|au depart|initialement|a l'origine)\b[ ,]*$")


def hung(phrase: Phrase, sentence: MarkedSentence) -> Phrase:
    """The phrase with its rhythm, its links to its neighbours and what it stands for each of."""
    for step in (_linked, _rhythm, _spread, _about):
        phrase = step(phrase, sentence)
    return phrase


def kept(phrase: Phrase) -> Phrase:
    """« maintien à 13,2 % », « pérenniser les 3 postes »: the level is the start, and stays."""
    after = re.sub(_KEPT_AFTER, "", phrase.after)
    if after != phrase.after:
        return _as_it_was(replace(phrase, after=" ".join(after.split()), is_kept=True))
    words = phrase.before
    lossless = _KEEP_WITHOUT_LOSS.search(words)
    found = lossless or _KEEP.search(words)
    if found is None:
        return phrase
    rest = re.sub(r"^(?:la|le|les|l'|du|de|:|a)$", "", (words[: found.start()] + words[found.end() :]).strip())
    doubts = (Doubt.PAST_LEVEL,) if lossless else ()
    return _as_it_was(replace(phrase, before=rest, is_kept=True, doubts=(*phrase.doubts, *doubts)))


def _as_it_was(phrase: Phrase) -> Phrase:
    """« maintien du taux de 2021 (45 %) », « maintenir les 45 % atteints en 2021 »: the year is that of the start."""
    is_past = _REACHED.search(f"{phrase.before} {phrase.after}") is not None
    if phrase.year is None or not (phrase.is_year_bare or is_past):
        return phrase
    doubts = () if is_past else (Doubt.PAST_LEVEL,)
    after, before = (" ".join(_REACHED.sub("", words).split()) for words in (phrase.after, phrase.before))
    return replace(
        phrase, compared=phrase.year, year=None, after=after, before=before, doubts=(*phrase.doubts, *doubts)
    )


def _linked(phrase: Phrase, _: MarkedSentence) -> Phrase:
    said = f"{phrase.before} {phrase.after}"
    if _NESTS.search(phrase.before):
        phrase = replace(phrase, is_nested=True, before=_NESTS.sub("", phrase.before).strip())
        if phrase.quantity.shape.is_part:
            phrase = replace(phrase, doubts=(*phrase.doubts, Doubt.NESTED))
    elif _RESTATES.search(phrase.before):
        before = _RESTATES.sub("", phrase.before).strip()
        phrase = replace(phrase, before=before, doubts=(*phrase.doubts, Doubt.RESTATED))
    elif phrase.is_aside:
        phrase = replace(phrase, before=phrase.before.lstrip("( "), doubts=(*phrase.doubts, Doubt.ASIDE))
    if phrase.before.startswith("avec"):  # « 5 réunions avec 20 participants »: 20 each time?
        phrase = replace(phrase, doubts=(*phrase.doubts, Doubt.SEVERAL))
    if phrase.before.startswith("contre"):
        phrase = replace(phrase, doubts=(*phrase.doubts, Doubt.START))
    if NAMED_PLACE_BEFORE.search(phrase.before.strip(" ,;(-")) or (
        phrase.has_neighbours and NAMED_PLACE_AFTER.search(phrase.after)
    ):
        phrase = replace(phrase, is_other_level=True, doubts=(*phrase.doubts, Doubt.OTHER_TERRITORY))
    if (
        _LEVEL_OF_A_PLACE.search(said)
        or _OTHER_LEVEL.search(said)
        or _is_theirs(phrase)
        or _NATIONAL_BEFORE.search(phrase.before)
    ):
        phrase = replace(phrase, is_other_level=True, doubts=(*phrase.doubts, Doubt.OTHER_LEVEL))
    return replace(phrase, is_start=phrase.is_start or _is_start(phrase))


_LEVEL_OF_A_PLACE = re.compile(
    rf"(?:^|\(|\bdu |\bau |\ble )(?:pour (?:memoire|rappel|info\w*),? ?:? ?)?(?:le |la |au )?(?:taux|niveau|moyenne|chiffre|valeur|resultat)s? (?:de |du |d'|dans |sur )?{PLACES}\b(?! (?:de|d'))"
)  # « 62 % (taux de la ville) »
_NATIONAL_BEFORE = re.compile(
    r"^(?:(?:objectif|cible|valeur|taux)s? )?(?:cible )?(?:nationa|regiona|departementa|academi|metropolitain|communa)\w*[ :=]*$"
)
_THEIRS = re.compile(rf"^(?:de |du )(?:reste de |total de )?{PLACES}\b")


def _is_theirs(phrase: Phrase) -> bool:
    """« atteindre les 62 % de la ville »: the level of the whole town, already known."""
    return re.search(r"\bles$", phrase.before) is not None and _THEIRS.match(phrase.after) is not None


def _is_start(phrase: Phrase) -> bool:
    return _START_BEFORE.search(phrase.before) is not None or _NOW_AFTER.search(phrase.after) is not None


def _rhythm(phrase: Phrase, sentence: MarkedSentence) -> Phrase:
    found = re.findall(RHYTHM, phrase.after) or re.findall(RHYTHM, phrase.before)
    if not found:
        return phrase
    doubts = (Doubt.FREQUENCY,) if len(found) > 1 or sentence.meaning(found[0]) != 1 else ()
    return replace(
        phrase,
        times=sentence.meaning(found[0]),
        before=" ".join(re.sub(RHYTHM, " ", phrase.before).split()),
        after=" ".join(re.sub(RHYTHM, " ", phrase.after).split()),
        doubts=(*phrase.doubts, *doubts),
    )


def _spread(phrase: Phrase, _: MarkedSentence) -> Phrase:
    """« 0,5 ETP par QPV » is a ratio; « 2 délégués dans chaque quartier » may be one."""
    per = _PER.search(phrase.after)
    if per:
        rest = " ".join((phrase.after[: per.start()] + " " + phrase.after[per.end() :]).split())
        doubts = () if phrase.quantity.shape in {Shape.PLAIN, Shape.EUROS} else (Doubt.EACH,)
        return replace(phrase, after=rest, is_ratio=True, doubts=(*phrase.doubts, *doubts))
    if _PER.search(phrase.before):  # « par quartier : 100 »
        return replace(phrase, doubts=(*phrase.doubts, Doubt.EACH))
    if _EACH.search(phrase.after):
        return replace(phrase, after=_EACH.sub("", phrase.after).strip(), doubts=(*phrase.doubts, Doubt.EACH))
    if _PER_SOMETHING.search(phrase.after):
        return replace(phrase, doubts=(*phrase.doubts, Doubt.EACH))
    return phrase


def _about(phrase: Phrase, _: MarkedSentence) -> Phrase:
    before, after = _ABOUT_BEFORE.sub("", phrase.before).strip(), _ABOUT_AFTER.sub("", phrase.after).strip()
    if before == phrase.before and after == phrase.after:
        return phrase
    return replace(phrase, before=before, after=after, doubts=(*phrase.doubts, Doubt.APPROXIMATE))


def levels_told(said: str) -> bool:
    """Whether a sentence sets a national level beside a local one."""
    return len({word[:5] for word in _LEVELS.findall(said)}) > 1
