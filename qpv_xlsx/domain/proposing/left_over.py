"""What nobody understood: a word that may change what the figure says is a doubt, never passed over.

Words that only name what is counted are no danger: after « 30 % », « des personnes en SIAE » is the thing.
"""

import re

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import QUANTITY
from qpv_xlsx.domain.proposing.phrases import Phrase
from qpv_xlsx.domain.proposing.quantities import Shape
from qpv_xlsx.domain.proposing.tidying import fold
from qpv_xlsx.domain.proposing.unread_words import (
    changes_the_figure,
    is_part_of_a_share,
    is_unit_of_several,
    unknown_words,
)

_NEUTRAL = (
    r"(?:objectifs?|cibles?|valeurs?|resultats?|indicateur|local\w*|fixe\w*|partag\w*|annonce\w*|atteindre|atteinte|obtenir|avoir|viser|vise|etre|rester|soit|sera|seront|serait|assurer|garantir"
    r"|proposer|organis\w+|realis\w+|mettre en place|mise en place|mobilis\w+|financ\w+|souten\w+|soutien|accompagn\w+|form\w+|formation|touch\w+|accueil\w*|equip\w+|couvr\w+|couverture"
    r"|cre\w+|creation|ouverture|ouvrir|recrut\w+|deploy\w+|deploiement|install\w+|construi\w+|construction|renov\w+|rehabilit\w+|livr\w+|livraison|sign\w+|signature|attribu\w+|consacr\w+|reserv\w+|dedi\w+"
    r"|affect\w+|inscri\w+|orient\w+|insere\w*|inser\w+|integr\w+|implant\w+|labellis\w+|scolaris\w+|tenir|tenue|animer|animation|diffus\w+|assurer la|represent\w+|compter|comptabiliser|benefici\w+|faire|nombre"
    r"|renouvel\w+|traiter|traitement|demolir|demolition (?=d)|demantel\w+|remplac\w+|investi\w*|programm\w+|engag\w+|verse\w*|octroy\w+|distribu\w+|delivr\w+|suiv\w+|particip\w+|permettre|effectu\w+|conduire|mener|un total|total|globale?ment|enveloppe|budget|credits?|dotation"
    r"|subvention\w*|montant|sur|le|la|les|l'|de|d'|du|des|a|au|aux|en|pour|dans|parmi|chez|un|une|et|on|il y a|y|nette?|doit|devra|devront|doivent|est|sont|etait|etaient|a ete|ont ete|ete|minimal\w*"
    r"|part|taux|proportion|pourcentage|ratio|effectifs?|duree|delais?|hauteur|niveau|moyen(?:ne)? de|ecarts?|seuil|correspondant|equivalant|objectif|chacune? des|total de|visant|afin|qpv|qp|zus|contrat|ville|annee)"
)
_ALL_NEUTRAL = re.compile(rf"^(?>{_NEUTRAL}\b|[ :,=()'./-])*+(?<![+-])$")
_NEUTRAL_WORD = re.compile(_NEUTRAL)
_SUBJECT = re.compile(
    r"^(?:(?:l'|le |la |les |un |une )?(?:objectif\w* (?:local\w* )?(?:de |d'|:)?)?(?:l'|le |la |les |un |une |du |de la |de l'|des )?)?"
    r"(?:taux|part|proportion|nombre|nbre|nb|pourcentage|ecart|differentiel|montant|volume|budget|effectifs?|delai|duree|enveloppe|credits?|frequentation|indice|moyenne d'age|file active|couverture)\b"
)
_OPERATORS = re.compile(
    r"\b(?:sauf|hormis|excepte\w*|hors(?! (?:qpv|qp|zus|zfu|quartiers?|temps|les murs|paris))|(?<!emploi )ni|sinon|(?<!lutte )(?<!lutter )contre|dont|soit|puis|voire|entre(?! (?:les? |la |l')?(?:qpv|femmes|hommes|filles|garcons|quartiers?|eleves)\b)|depuis|jusqu\w*|chaque|chacun\w*|respectivement|moyennes?"
    r"|environ|presque|quasi\w*|moins|plus(?! (?:demuni|fragile|eloigne|vulnerable|precaire|defavorise|en difficulte|age|jeune|isole|modeste|grand|pauvre)\w*)|maxim\w+|minim\w+|pas|ne|n'|aucune?|non(?!-)(?! (?:qualifie|scolarise|accompagne|bancarise|conventionne|alloca|delegue|professionnel|mixte)\w*)|inferieur\w*|superieur\w*|dessous|dessus|dela|deca"
    r"|baiss\w+|hausse|augment\w+|redui\w+|reduct\w+|diminu\w+|progress(?:er|ion)|accroi\w+|doubl\w+|tripl\w+|evolution|variation|ecart-type|alerte|moitie|tiers(?! ?-?lieux?)|quart|demi\w*|fois|restant\w*|equivalen\w+|memes?|autant|si|lorsqu\w*"
    r"|initial\w*|actuel\w*|depart|maintien(?! (?:dans l|dans le|en|a domicile|a l'ecole|des droits)\b)|maintenir|stab\w+|atteint\w*|seulement|uniquement|supplementaire\w*|nouveau par|parite|inverse|limit\w+|plafon\w+|plancher|hypothese|sous reserve|conditionn\w+|selon|a confirmer|provisoire|a preciser|a definir|soumis|deja|encore|chute|recul\w*|objectif\w*|cibles?|(?:par|en|sans|au) rapport|comparaison|tendance"
    r"|notes?|scores?|indices?|points de base|reste(?! a charge| d[eu] )|annees? pleines?|en (?:projet|cours|attente|instruction|etude|vigueur)|envisag\w+|comme|classement|rang|pour memoire|pour rappel|rappel|pour info\w*|compens\w+|majorit\w+|y compris|annul\w+|suppr\w+|fermeture\w*|interdi\w+|sans(?! (?:emploi|qualification|domicile|diplome|abri|solution|papiers|activite|enfant|logement|ressources?|formation|medecin|titre|contrat|centre|interruption|difficulte|condition|rupture))\w*)\b"
    r"|[<>≤≥~≈→+?≠]|\bx\b"
)
_MOVES_BY = frozenset({"de", "d'"})
_ODD_START = re.compile(r"^(?:k|m|md|x|pc)\b")
_HARMLESS_AFTER = re.compile(
    r"\b(?:a atteindre|a realiser|realise\w*|obtenu\w*|vise\w*|attendu\w*|prevu\w*|en moyenne|au total|total)\b"
)


def doubts_on_what_is_left(phrase: Phrase) -> tuple[Doubt, ...]:
    """One doubt where words beside the figure were not understood and may matter."""
    is_clear = (
        _is_clear_before(phrase.before, phrase.words_before)
        and _is_clear_after(phrase.after, phrase.words_after)
        and _counts_something(phrase)
    )
    return () if is_clear else (Doubt.WORDS_LEFT,)


def words_left(phrase: Phrase) -> tuple[str, ...]:
    """The words that the doubt is about, as they were written: those that no step took, on each side that is not clear.

    All words beside the figure, where another step doubted what it read in them.
    """
    is_clear_after = _is_clear_after(phrase.after, phrase.words_after) and _counts_something(phrase)
    sides = (
        (_is_clear_before(phrase.before, phrase.words_before), phrase.before, phrase.words_before),
        (is_clear_after, phrase.after, phrase.words_after),
    )
    left = tuple(_as_written(folded, written) for is_clear, folded, written in sides if not is_clear)
    return tuple(filter(None, left)) or tuple(filter(None, (_trimmed(written) for _, _, written in sides)))


def _as_written(left: str, written: str) -> str:
    """The part of *written* from the first to the last of the folded words that are *left*."""
    words = _WRITTEN_WORD.findall(left)
    if not words:
        return _trimmed(written)
    plain = fold(written)
    start, end = plain.find(words[0]), plain.rfind(words[-1]) + len(words[-1])
    return _trimmed(written[start:end]) if 0 <= start < end else _trimmed(written)


def _trimmed(words: str) -> str:
    return words.strip(" ,;:.")


_WRITTEN_WORD = re.compile(r"[^\W_\U000f0000-\U000f7fff]+|[^\w\s.,;:()'\U000f0000-\U000f7fff]+")


def _counts_something(phrase: Phrase) -> bool:
    """Whether the words after the figure can be what it counts: « 50 percent » and « 2 T 2027 » cannot."""
    after = _without_harmless(phrase.after)
    if changes_the_figure(after, phrase.words_after):
        return False
    if phrase.quantity.shape is Shape.PERCENT:
        return is_part_of_a_share(after, phrase.words_after)
    is_one = phrase.quantity.value <= 1 or phrase.is_ratio or phrase.quantity.is_path  # « d'une action à trois »
    return phrase.quantity.shape is not Shape.PLAIN or is_one or is_unit_of_several(after, phrase.words_after)


def has_words_of_its_own(phrase: Phrase) -> bool:
    """Whether some word tells what the figure counts, beyond those that any figure may have."""
    words = re.sub(r"[\U000f0000-\U000f7fff]", "x", f"{phrase.before} {phrase.after}")
    return _ALL_NEUTRAL.match(re.sub(_TIME_WORDS, "", words).strip()) is None


_TIME_WORDS = re.compile(
    r"\b(?:aujourd'hui|demain|actuellement|initial\w*|finale?|cible|objectif|plancher|plafond|hautes?|basses?|intermediaires?|minimale?|maximale?|ambitieu\w+|prudente?|realiste|puis|enfin|ensuite|d'abord|a ce jour|realis\w*|vise\w*|prevu\w*|attendu\w*)\b"
)


def _is_clear_before(words: str, written: str) -> bool:
    plain = re.sub(r"[\U000f6000-\U000f7fff]", "", words).strip()
    if _ALL_NEUTRAL.match(plain):
        return plain not in _MOVES_BY  # « de moitié »: a fall, a rise, a share?
    if plain.endswith(("+", "-")):
        return False
    if _OPERATORS.search(_without_neutral_objective(plain)) or re.search(QUANTITY, plain) or re.search(r"\d", plain):
        return False
    is_subject = plain.endswith((":", "(")) or _SUBJECT.match(plain) is not None
    return is_subject and not unknown_words(plain, written, _NEUTRAL_WORD)


def _without_neutral_objective(words: str) -> str:
    return re.sub(r"\b(?:objectif|cible)s?\b|\bmoyenne d'age\b", "", words)


def _without_harmless(words: str) -> str:
    """The words without names and without what says only that the figure is aimed at, or was reached."""
    return _HARMLESS_AFTER.sub("", re.sub(r"[\U000f6000-\U000f7fff]", "", words)).strip()


def _is_clear_after(words: str, written: str) -> bool:
    plain = _without_harmless(words)
    if re.search(rf"{QUANTITY}|\d|=", plain) or _ODD_START.match(plain):
        return False
    is_told = _OPERATORS.search(plain) is None and not plain.endswith(("-", "/"))
    return is_told and not unknown_words(plain, written)
