"""Two figures that say one thing: « de 12 à 20 », « 60 % (contre 45 % en 2014) », « 10-15 », « 52 % (8 sur 15) »."""

import re
from dataclasses import replace
from functools import partial

from qpv_xlsx.domain.proposing.dates_said import DateRole, SaidDate
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import DATE, MARK, QUANTITY, MarkedSentence, marked
from qpv_xlsx.domain.proposing.quantities import SaidFigure, Shape

Q, D = QUANTITY, DATE
_FEW = r"[^;\n(),:\U000f0000-\U000f7fff]"  # words of one clause
_PATH_VERBS = re.compile(
    r"\b(?:partir|partant|passer|passage|passant|passera\w*|port\w+|evolu\w+|ramen\w+|descend\w*|abaiss\w+|mont\w+|remont\w+|relev\w+|elev\w+"
    r"|hiss\w+|tomb\w+|trajectoire)\b[^;\n]*$"
)
_PAST_VERBS = re.compile(r"\b(?:passe|passee|passes|passees|passait|sont passes|est passee?)\b[^;\n]*$")
_RISE_VERBS = re.compile(
    r"\b(?:augment\w+|progress\w+|accroi\w+|hausse|croitre|croissance|gagner)\b(?P<object>[^;\n]*)$"
)
_FALL_VERBS = re.compile(
    r"\b(?:rédui\w+|redui\w+|reduct\w+|diminu\w+|baiss\w+|recul\w*|chut\w+|limit\w+)\b(?P<object>[^;\n]*)$"
)
_FROM_TO = re.compile(
    rf"\b(?:de |d'|du |des )(?P<first>{Q}) ?(?P<date>{D})?(?P<kept>{_FEW}{{0,50}}?) ?(?P<date2>{D})?,? ?(?P<moved>(?:a )?(?:ramen\w+|port[ea]\w+|redui\w+|eleve\w+|releve\w+|abaiss\w+) (?=a))?(?:pour (?:arriver|atteindre|monter|passer) )?(?:a|jusqu'a|vers)(?: au moins| environ| un| une)?(?: (?:un |une )?(?:taux|part|niveau|proportion|total) de)? (?P<last>{Q})"
)
_ARROW = re.compile(rf"(?P<first>{Q}) ?(?P<date>{D})?(?P<kept>{_FEW}{{0,40}}?) ?→ ?(?P<last>{Q})")
_RANGE = re.compile(
    rf"(?:\bentre (?P<low>{Q})(?: ?{_FEW}{{0,25}}?) ?(?:et|a) (?P<high>{Q})|(?:\bde )?(?P<first>{Q}) ?(?:-|a|ou|/|voire)(?: ?{_FEW}{{0,1}}?) ?(?P<last>{Q}))"
)
_VERSUS = re.compile(
    rf"(?P<first>{Q})(?P<kept>[^;\n(\U000f0000-\U000f1fff]{{0,80}}?)[ ,(]+(?:contre|vs\.?|versus|au lieu de|par rapport a|compare\w* a|pour memoire)"
    rf"(?: seulement| environ| les| un taux de| une part de| plus de|,)* ?(?P<last>{Q})(?P<tail>[^();\n,\U000f0000-\U000f1fff]{{0,80}})\)?"
)
_ASIDE = re.compile(
    rf"(?P<first>{Q})(?P<kept>[^;\n()\U000f0000-\U000f1fff]{{0,80}}?) ?\( ?(?P<lead>[^()\U000f0000-\U000f1fff]{{0,50}}?) ?(?P<last>{Q})(?P<tail>[^()\U000f0000-\U000f1fff]{{0,80}}?)\)"
)
_RESTATING = re.compile(rf"(?P<first>{Q})(?P<kept>{_FEW}{{0,40}}?),? ?soit (?P<last>{Q})(?P<tail>)")
_ONE_OF_THEM = re.compile(rf"(?P<first>{Q}) (?:des|de ces|de nos|sur les|parmi les) (?P<last>{Q})")
_START_LEAD = re.compile(
    r"^(?:contre|vs\.?|versus|au lieu de|reference|ref\.?|base|depart|au depart|valeur (?:initiale|de depart|actuelle|de reference)|initialement|initial\w*"
    r"|actuel\w*|actuellement|aujourd'hui|situation (?:initiale|actuelle|de depart)|etat initial|pour memoire|pour rappel|rappel|t0|point de depart)[ :=]*$"
)
_OBSERVED_LEAD = re.compile(r"^(?:valeurs?|situation|resultats?|realise|constate?|mesure|bilan|donnees?)?[ :=]*$")
_TARGET_LEAD = re.compile(r"^(?:objectif|cible|valeur cible|obj\.?)(?: local\w*)?[ :=]*$")
_NOW = re.compile(
    r"^(?: |actuellement|aujourd'hui|a ce jour|au depart|initialement|realises?|constates?|au demarrage|,)*$"
)
PLACES = r"(?:l'|la |le )?(?:agglo\w*|ville|departement|region|metropole|commune|academie|epci|france|pays|unite urbaine|ville entiere)"
NAMED_PLACE_BEFORE = re.compile(
    rf"^(?:(?:pour (?:memoire|rappel|info\w*)|rappel),? ?:? ?)?(?:(?:dans|pour|sur|en|a) )?{PLACES} ?[:=]? ?(?:de|a)?$"
)
NAMED_PLACE_AFTER = re.compile(rf"^(?:(?:dans|pour|sur|en|a|au niveau de) )?{PLACES}\b(?! (?:de|d'|et)\b)")
OTHER_PLACE = re.compile(
    r"\b(?:agglo\w*|villes?|departement\w*|regiona?l?e?s?|region|nationa\w+|france|metropol\w+|communa\w*|commune|academi\w*|idf|ile-de-france"
    r"|epci|moyennes?|hors|reste du territoire|autres quartiers|parisienn?e?s?|francilienn?e?s?|ensemble du|hexagone|pays)\b"
)


def join_pairs(sentence: MarkedSentence) -> MarkedSentence:
    """The sentence with one mark where two figures say one thing."""
    for pattern, join in _JOINING:
        sentence = marked(sentence, "quantity", pattern, partial(join, sentence))
    return sentence


def _two(sentence: MarkedSentence, match: re.Match[str]) -> tuple[SaidFigure, SaidFigure]:
    return sentence.meaning(match["first"]), sentence.meaning(match["last"])


def _figures(sentence: MarkedSentence, match: re.Match[str]) -> tuple[SaidFigure, SaidFigure] | None:
    """Both figures in one unit, « 15 à 25 % »; None where they are of two sorts."""
    first, last = _two(sentence, match)
    if first.shape is Shape.PLAIN and first.scale == 1 and (last.shape.is_of_a_hundred or last.shape is Shape.EUROS):
        first = replace(first, shape=last.shape, value=round(first.value * last.scale, 12), scale=last.scale)
    if last.shape is Shape.PLAIN and last.scale == 1 and first.shape.is_of_a_hundred:
        last = replace(last, shape=first.shape, value=round(last.value * first.scale, 12), scale=first.scale)
    if first.shape is Shape.PLAIN and last.scale > 1 and first.scale == 1 and last.shape is Shape.PLAIN:
        first = replace(first, value=first.value * last.scale, scale=last.scale)
    alike = first.shape is last.shape or (first.shape.is_part and last.shape.is_part)
    return (first, last) if alike and Shape.FACTOR not in {first.shape, last.shape} else None


def _path(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    """« de 12 à 20 »: a way from one to the other, or a span of possible figures?"""
    pair = _figures(sentence, match)
    if pair is None or pair[0].is_range or pair[1].sign:
        return None
    first, last = pair
    before = match.string[: match.start()]
    is_falling = last.value < first.value
    doubts: tuple[Doubt, ...] = ()
    is_told = match["moved"] or match["date"] or match["date2"]
    if not (is_told or _PATH_VERBS.search(before) or _PAST_VERBS.search(before)):
        fall, rise = _FALL_VERBS.search(before), _RISE_VERBS.search(before)
        if not is_falling:
            is_rise = rise and (rise["object"].strip() or _ITS_OBJECT.match(match.string, match.end()))
            if not (is_rise or _DATED_END.match(match.string, match.end())) or match["kept"].strip():
                return None
            doubts = (Doubt.START,)
        elif rise and not fall:
            doubts = (Doubt.CONTRADICTION,)
    return _from(first, last, _year(sentence, match), doubts, is_past=bool(_PAST_VERBS.search(before)))


_ITS_OBJECT = re.compile(r" (?:le|la|les|l')\b")  # « augmenter de 12 à 20 le nombre de conseils »
_DATED_END = re.compile(rf" ?(?:en |\()?{D}")  # « de 21,5 % à 30 % en 2027 »


def _from(
    first: SaidFigure, last: SaidFigure, year: int | None, doubts: tuple[Doubt, ...] = (), *, is_past: bool = False
) -> SaidFigure:
    past = (Doubt.PAST,) if is_past else ()
    return replace(
        last,
        start=first.value,
        start_decimals=first.decimals,
        start_year=year,
        is_past=is_past,
        is_path=True,
        doubts=(*first.doubts, *last.doubts, *doubts, *past),
    )


def _year(sentence: MarkedSentence, match: re.Match[str]) -> int | None:
    mark = match["date"] or (match["date2"] if "date2" in match.re.groupindex else None)
    date: SaidDate | None = sentence.meaning(mark) if mark else None
    return date.year if date else None


def _arrow(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    pair = _figures(sentence, match)
    return pair and _from(*pair, _year(sentence, match))


def _range(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    first: SaidFigure = sentence.meaning(match["first"] or match["low"])
    last: SaidFigure = sentence.meaning(match["last"] or match["high"])
    if first.shape is not last.shape and first.shape is not Shape.PLAIN:
        return None
    return replace(last, is_range=True, doubts=(*first.doubts, *last.doubts, Doubt.RANGE))


def _versus(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    """« 60 % contre 45 % en 2014 » starts there; « contre 14 % dans l'agglomération » is another territory's."""
    pair = _figures(sentence, match)
    if pair is None:
        return None
    first, last = pair
    told, date = _without_date(match["tail"], sentence)
    if OTHER_PLACE.search(told):
        return replace(first, doubts=(*first.doubts, Doubt.OTHER_TERRITORY))
    doubts = () if _NOW.match(told) else (Doubt.START,)
    return _started(first, last, date, doubts)


def _started(main: SaidFigure, start: SaidFigure, date: SaidDate | None, doubts: tuple[Doubt, ...]) -> SaidFigure:
    year = date.year if date else None
    return replace(
        main,
        start=start.value,
        start_decimals=start.decimals,
        start_year=year,
        doubts=(*main.doubts, *start.doubts, *doubts),
    )


def _without_date(words: str, sentence: MarkedSentence) -> tuple[str, SaidDate | None]:
    mark = re.search(D, words)
    return re.sub(MARK, "", words).strip(), sentence.meaning(mark[0]) if mark else None


def _aside(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    """A figure in brackets: the fraction that explains a share, the start, the objective, another territory's level."""
    first, last = _two(sentence, match)
    lead, lead_date = _without_date(match["lead"], sentence)
    tail, tail_date = _without_date(match["tail"], sentence)
    explained = _explained(sentence, match) if lead in {"", "soit"} else None
    if explained or last.sign:
        return explained
    if OTHER_PLACE.search(f"{lead} {tail}") and not re.search(r"\b(?:dont|soit)\b", lead):
        return replace(first, doubts=(*first.doubts, Doubt.OTHER_TERRITORY))
    if not (_alike(first, last) or _moves(match)) or not _NOW.match(tail):
        return None
    if _TARGET_LEAD.match(lead) and not first.sign and first.shape is last.shape:
        year = _near_date(match["kept"], sentence)
        return _started(last, first, SaidDate(role=DateRole.AT, year=year), (Doubt.START,))
    return _started_in_brackets(first, last, lead, tail.strip(" ,"), tail_date or lead_date)


_INDEX_BASE = 100  # « 120 (base 100 en 2022) »


def _started_in_brackets(
    first: SaidFigure, last: SaidFigure, lead: str, tail: str, date: SaidDate | None
) -> SaidFigure | None:
    """« 60 % (45 % en 2014) » is most probably a start; « (valeur initiale : 45 %) » is one."""
    if _START_LEAD.match(lead) or (tail and not lead):
        is_index = lead.startswith("base") and last.value == _INDEX_BASE
        return _started(first, last, date, (Doubt.UNIT,) if is_index else ())
    if (lead and not _OBSERVED_LEAD.match(lead)) or date is None or date.role is not DateRole.AT:
        return None
    return _started(first, last, date, (Doubt.START,) if first.shape is last.shape and not first.sign else ())


def _moves(match: re.Match[str]) -> bool:
    """« augmentation de 10 % du nombre de bénéficiaires (200 en 2021) »: of another unit than the change."""
    said = match.string[: match.start()].split("\n")[-1]
    return bool(_RISE_VERBS.search(said) or _FALL_VERBS.search(said))


def _near_date(words: str, sentence: MarkedSentence) -> int | None:
    return getattr(_without_date(words, sentence)[1], "year", None)


def _alike(first: SaidFigure, last: SaidFigure) -> bool:
    shares = {Shape.PERCENT, Shape.OUT_OF, Shape.POINTS}
    return first.shape is last.shape or {first.shape, last.shape} <= shares or first.shape is Shape.FACTOR


_ROUNDING = 0.005  # a share given to the whole percent


def _explained(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    """« 52 % (8 postes sur 15) », « 5/14, soit 35,7 % »: one share, with its two parts."""
    first, last = _two(sentence, match)
    if {first.shape, last.shape} != {Shape.PERCENT, Shape.OUT_OF} or first.sign or last.sign:
        return None
    share, parts = (first, last) if first.shape is Shape.PERCENT else (last, first)
    doubts = (Doubt.PARTS_DISAGREE,) if abs(share.value - parts.value) > _ROUNDING else ()
    return replace(
        share,
        numerator=parts.numerator,
        denominator=parts.denominator,
        doubts=(*share.doubts, *(doubt for doubt in parts.doubts if doubt is not Doubt.PART_OF), *doubts),
    )


def _one_of_them(sentence: MarkedSentence, match: re.Match[str]) -> SaidFigure | None:
    """« 100 % des 14 conseils » counts the whole; « 25 des 40 structures » is a share, most probably."""
    first, last = _two(sentence, match)
    if last.shape is not Shape.PLAIN or last.sign or last.is_range:
        return None
    if first.shape.is_part or first.shape is Shape.FACTOR:
        return first
    if first.shape is not Shape.PLAIN or not 0 < first.value <= last.value:
        return None
    return replace(
        first,
        shape=Shape.OUT_OF,
        value=first.value / last.value,
        numerator=first.value,
        denominator=last.value,
        doubts=(*first.doubts, Doubt.PART_OF),
    )


_JOINING = (
    (_RESTATING, _explained),
    (_ONE_OF_THEM, _one_of_them),
    (_FROM_TO, _path),
    (_ARROW, _arrow),
    (_RANGE, _range),
    (_VERSUS, _versus),
    (_ASIDE, _aside),
)
