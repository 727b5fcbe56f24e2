"""Which date is whose: beside its figure, else the one of the line."""

import re
from collections.abc import Iterator
from dataclasses import replace

from qpv_xlsx.domain.proposing.dates_said import DateRole, SaidDate
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.marked_sentence import DATE, QUANTITY, MarkedSentence
from qpv_xlsx.domain.proposing.phrases import Phrase

_AIMED = re.compile(r"\b(?:objectif|cible|viser|atteindre)\b")


def dated(found: tuple[Phrase, ...], sentence: MarkedSentence) -> tuple[Phrase, ...]:
    """The phrases with their years; a date written once for several figures goes to all of them."""
    own = tuple(_with_own_dates(phrase, sentence) for phrase in _given_back(found))
    return tuple(_with_shared_date(phrase, own, sentence) for phrase in own)


def _given_back(found: tuple[Phrase, ...]) -> Iterator[Phrase]:
    """« 320 logements (dont 110 en QPV) d'ici 2029 »: a date after the bracket is that of the figure before it, too."""
    for rank, phrase in enumerate(found):
        aside = next((other for other in found[rank + 1 :] if other.said == phrase.said), None)
        behind = aside.after.partition(")")[2] if aside and aside.is_aside and not phrase.is_aside else ""
        has_own = re.search(DATE, phrase.before + phrase.after) is not None
        dates = "" if has_own or not re.match(rf"[ ,]*{DATE}", behind) else "".join(re.findall(DATE, behind)[:1])
        yield replace(phrase, after=f"{phrase.after} {dates}".strip()) if dates else phrase


def _with_own_dates(phrase: Phrase, sentence: MarkedSentence) -> Phrase:
    after, before = _dates(phrase.after, sentence), _dates(phrase.before, sentence)
    at = [date for date in (*after, *before) if date.role is DateRole.AT]
    compared = next((date.year for date in (*after, *before) if date.role is DateRole.COMPARED), None)
    doubts = []
    if len({date.year for date in at}) > 1:
        doubts.append(Doubt.DATES)
    if any(date.role is DateRole.RELATIVE for date in (*after, *before)):
        doubts.append(Doubt.RELATIVE_DATE)
    if any(date.is_start for date in at):
        doubts.append(Doubt.SINCE)
    return replace(
        phrase,
        is_year_bare=bool(at) and at[0].is_bare,
        is_since=any(date.is_since for date in (*after, *before)),
        is_span=any(date.is_span for date in (*after, *before)),
        is_observed=any(date.is_observed for date in at),
        is_aimed=any(date.is_aimed for date in before),
        before=_without(phrase.before),
        after=_without(phrase.after),
        year=at[0].year if at else None,
        compared=compared,
        is_start=not at and any(date.role is DateRole.COMPARED for date in before),
        doubts=(*phrase.doubts, *doubts),
    )


def _dates(words: str, sentence: MarkedSentence) -> list[SaidDate]:
    return [sentence.meaning(mark) for mark in re.findall(DATE, words)]


def _without(words: str) -> str:
    """The words without their dates, nor what held them: « , », « ( ) »."""
    bare = re.sub(rf" ?{DATE}", " ", words)
    return " ".join(re.sub(r"\( *\)", " ", bare).split())


def _with_shared_date(phrase: Phrase, found: tuple[Phrase, ...], sentence: MarkedSentence) -> Phrase:
    if phrase.year is not None or any(_has_other_date(phrase, sentence)):
        return phrase
    others = [other for other in found if other.said == phrase.said and not other.is_aside and not other.is_other_level]
    years = {other.year for other in others if other.year is not None}
    if len(years) > 1:
        return phrase
    if len(years) == 1:
        holder = next(place for place, other in enumerate(found) if other.said == phrase.said and other.year in years)
        if _AIMED.search(phrase.before) and not _AIMED.search(found[holder].before):
            return phrase  # « 360 en 2023, cible 400 »
        is_part = (
            re.match(r"\(? ?(?:dont|soit)\b", found[holder].before) is not None
        )  # « 300 places, dont 100 en 2025 »
        is_clear = (holder == len(found) - 1 and not is_part) or holder == 0
        doubts = () if is_clear else (Doubt.SHARED_DATE,)
        return replace(phrase, year=years.pop(), doubts=(*phrase.doubts, *doubts))
    return _with_leftover_date(phrase, sentence)


def _has_other_date(phrase: Phrase, sentence: MarkedSentence) -> list[SaidDate]:
    return [date for date in _dates(phrase.before + phrase.after, sentence) if date.role is DateRole.AT]


def _with_leftover_date(phrase: Phrase, sentence: MarkedSentence) -> Phrase:
    """The only date of the line, in words that belong to no figure: « En 2027. 30 places »."""
    said = phrase.said if re.search(DATE, phrase.said) else _line_of_a_date(sentence)
    at = {date.year for date in _dates(said, sentence) if date.role is DateRole.AT}
    is_lone = len(at) == 1 and len(re.findall(DATE, said)) == 1 and "(" not in said
    is_clear = said is not phrase.said and len(re.findall(QUANTITY, sentence.plain)) == 1
    doubts = () if is_clear else (Doubt.SHARED_DATE,)
    return replace(phrase, year=at.pop(), doubts=(*phrase.doubts, *doubts)) if is_lone else phrase


def _line_of_a_date(sentence: MarkedSentence) -> str:
    """« d'ici 2027 » alone on its line, under « au moins 50 % »; empty where there is none, or several."""
    lines = [line for line in sentence.plain.split("\n") if re.fullmatch(rf"\W*{DATE}\W*", line)]
    return re.sub(r"[()]", "", lines[0]) if len(lines) == 1 else ""
