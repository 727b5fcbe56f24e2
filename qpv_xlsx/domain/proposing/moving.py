"""Rises and falls: « hausse de 10 % », « - 2 points », « 15 places supplémentaires »; and « ramener à », which is a level."""

import re
from dataclasses import replace

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.phrases import Phrase

_RISE = r"(?:augment\w+|hausse|progress\w+|accroi\w+|croissance|croitre|relev\w+|major\w+|elever|elevation|gain|gagn\w+|ameliorer|amelioration|bonus|surcroit)"
_FALL = r"(?:redui\w+|reduct\w+|diminu\w+|baiss\w*|abaiss\w+|recul\w*|perte|perdre|chut\w+|resserr\w+|resorb\w+|decroi\w+|retrait|economi\w+|repli|minor\w+|combl\w+)"
_TO_UP = r"(?:passer|passage|port\w+|mont\w+|hiss\w+|remont\w+|pousser)"
_TO_DOWN = r"(?:ramen\w+|descen\w+|tomb\w+|redescen\w+)"
_BACK_TO = re.compile(r"\b(?:revenir|retour|retrouver|repass\w+)\b")
_MOVE = re.compile(rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))\b")
_BETTER = re.compile(r"\bamelior")
_TO = re.compile(
    r"\b(?:a|au|vers|jusqu'a)(?: (?:un (?:taux|niveau|total) de|hauteur de|pres de|environ|les?|la))*(?: :)?$"
)
_OF = re.compile(r"(?:(?:\b(?:de|du|des)|d')(?: l'ordre de| pres de| environ| plus de)*|:|^)$")
_TO_MOVE = re.compile(rf"\b(?:(?P<up>{_TO_UP})|(?P<down>{_TO_DOWN}))\b")
_MORE_AFTER = re.compile(
    r"\b(?:de|en) plus\b(?! (?:de\b|d'|en plus))|\bsupplementaires?\b|\badditionnel\w*|\b(?:d'|de |en )(?:augmentation|hausse|progression|accroissement|croissance|gain)\b"
    r"|\bplus (?:eleve|important)\w*\b"
)
_LESS_AFTER = re.compile(
    r"\b(?:de|en) moins\b(?! (?:de\b|d'))|\b(?:d'|de |en )(?:baisse|reduction|diminution|recul|perte|economies?)\b"
)
_TREND = re.compile(
    r"\ben (?:augmentation|hausse|progression|accroissement|croissance|baisse|reduction|diminution|recul|perte)\b"
)
_BETTER_AFTER = re.compile(r"\b(?:d'amelioration|de mieux)\b|^mieux\b")
_CAPPED = re.compile(
    r"\b(?:la|l'|cette|une|toute)? ?(?:(?P<rise>augmentation|hausse|progression|croissance|accroissement|degradation)|(?P<fall>baisse|diminution|recul|perte|erosion|chute))\b"
)
_GAP = re.compile(r"\b(?:ecarts?|differentiel\w*|difference|inegalites?)\b")


def moved(phrase: Phrase) -> Phrase:
    """The phrase with its sign, and without the verb that gave it."""
    phrase = replace(phrase, is_gap=_GAP.search(f"{phrase.before} {phrase.after}") is not None)
    quantity = phrase.quantity
    if quantity.is_path or (quantity.start is not None and not quantity.sign and not _is_step(phrase)):
        return replace(phrase, before=_without(_TO_MOVE, _without(_MOVE, phrase.before)))
    if quantity.sign:
        return replace(phrase, sign=quantity.sign, before=_without(_MOVE, phrase.before))
    after = _moved_after(phrase)
    return after if after.sign else _moved_before(phrase)


def _is_step(phrase: Phrase) -> bool:
    """« hausse de 3 points (62 % en 2023) »: the start stands beside a change."""
    return bool(_MOVE.search(phrase.before)) or bool(
        _MORE_AFTER.search(phrase.after) or _LESS_AFTER.search(phrase.after)
    )


def _without(pattern: re.Pattern[str], words: str) -> str:
    return " ".join(pattern.sub("", words).split())


def _moved_after(phrase: Phrase) -> Phrase:
    for pattern, sign, doubts in (
        (_LESS_AFTER, -1, ()),
        (_MORE_AFTER, 1, ()),
        (_BETTER_AFTER, 1, (Doubt.DIRECTION,)),
    ):
        if pattern.search(phrase.after):
            trend = (Doubt.WORDS_LEFT,) if _TREND.search(phrase.after) else ()  # « 12, en baisse »: a fall of 12?
            capped = (Doubt.CHANGE_CEILING,) if phrase.has_ceiling else ()  # « moins de 5 points de baisse »
            told = (*phrase.doubts, *doubts, *trend, *capped)
            return replace(phrase, sign=sign, after=_without(pattern, phrase.after), doubts=told)
    return phrase


def _moved_before(phrase: Phrase) -> Phrase:
    moves = list(_MOVE.finditer(phrase.before))
    if phrase.has_ceiling and _CAPPED.search(phrase.before) and not re.search(r"\ba$", phrase.before):
        return _capped(phrase)
    if moves:
        return _by_verb(phrase, moves)
    return _back(phrase) if _BACK_TO.search(phrase.before) else _moved_to(phrase)


def _back(phrase: Phrase) -> Phrase:
    """« revenir à 45 % »: from above or from below?"""
    rest = _TO.sub("", _without(_BACK_TO, phrase.before)).strip()
    is_bounded = phrase.has_floor or phrase.has_ceiling
    return replace(phrase, before=rest, doubts=(*phrase.doubts, *(() if is_bounded else (Doubt.DIRECTION,))))


def _moved_to(phrase: Phrase) -> Phrase:
    to = _TO_MOVE.search(phrase.before)
    if to and _TO.search(phrase.before):
        rest = _TO.sub("", _without(_TO_MOVE, phrase.before)).strip()
        if to[0].startswith("pass"):  # « passer à 10 % »: from above or from below?
            return replace(phrase, before=rest, is_to=True)
        return _level(phrase, rest, is_up=bool(to["up"]), is_sure=True)
    if to and (phrase.has_floor or phrase.has_ceiling):
        return replace(phrase, before=_without(_TO_MOVE, phrase.before))
    return phrase


def _capped(phrase: Phrase) -> Phrase:
    """« limiter la baisse à 2 % »: a fall of 2 % at most."""
    found = _CAPPED.search(phrase.before)
    assert found is not None  # noqa: S101  (asked by the caller)
    return replace(
        phrase,
        sign=1 if found["rise"] else -1,
        has_ceiling=False,
        before=_without(_CAPPED, phrase.before),
        doubts=(*phrase.doubts, Doubt.CHANGE_CEILING),
    )


def _by_verb(phrase: Phrase, moves: list[re.Match[str]]) -> Phrase:
    is_rise = bool(moves[-1]["rise"])
    doubts = (Doubt.CONTRADICTION,) if len({bool(move["rise"]) for move in moves}) > 1 else ()
    rest = phrase.before
    phrase = replace(phrase, doubts=(*phrase.doubts, *doubts))
    if _TO.search(rest):
        return _level(phrase, _TO.sub("", _without(_MOVE, rest)).strip(), is_up=is_rise, is_sure=True)
    tail = rest[moves[-1].end() :].strip()
    is_of = tail != "" and _OF.search(tail) is not None  # « hausse 30 »: of 30, or to 30?
    doubts = () if is_of else (Doubt.WORDS_LEFT,)
    if _BETTER.match(moves[-1][0]):
        doubts = (*doubts, Doubt.DIRECTION)
    if phrase.has_ceiling:
        doubts = (*doubts, Doubt.CHANGE_CEILING)
    return replace(
        phrase,
        sign=1 if is_rise else -1,
        has_ceiling=False,
        has_floor=False,
        before=_OF.sub("", _without(_MOVE, rest)).strip(),
        doubts=(*phrase.doubts, *doubts),
    )


def _level(phrase: Phrase, rest: str, *, is_up: bool, is_sure: bool) -> Phrase:
    """« ramener à 10 % », « porter à 60 % »: the verb says from which side. A bound that is said goes before it."""
    doubts = () if is_sure else (Doubt.DIRECTION,)
    if phrase.has_floor or phrase.has_ceiling:
        is_crossed = (phrase.has_ceiling and is_up) or (phrase.has_floor and not is_up)
        doubts = (*doubts, *((Doubt.CONTRADICTION,) if is_crossed else ()))
        return replace(phrase, before=rest, is_to=True, doubts=(*phrase.doubts, *doubts))
    return replace(
        phrase, before=rest, is_to=True, has_floor=is_up, has_ceiling=not is_up, doubts=(*phrase.doubts, *doubts)
    )
