"""Numbers written in letters: « douze », « une vingtaine », « aucun ». They only ever give a proposal."""

import re
from collections.abc import Mapping
from types import MappingProxyType


def _table(listed: str) -> Mapping[str, int]:
    return MappingProxyType({word: int(number) for word, number in (pair.split(":") for pair in listed.split())})


_NUMBERS = _table(
    "zero:0 aucun:0 aucune:0 none:0 un:1 une:1 deux:2 trois:3 quatre:4 cinq:5 six:6 sept:7 huit:8 neuf:9 dix:10 onze:11 "
    "douze:12 treize:13 quatorze:14 quinze:15 seize:16 vingt:20 vingts:20 trente:30 quarante:40 cinquante:50 soixante:60 "
    "one:1 two:2 three:3 four:4 five:5 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 twenty:20",
)
_ABOUT = _table(
    "dizaine:10 douzaine:12 quinzaine:15 vingtaine:20 trentaine:30 quarantaine:40 cinquantaine:50 soixantaine:60 "
    "centaine:100 millier:1000 dozen:12",
)
_HUNDREDS = frozenset({"cent", "cents"})
_VAGUE = re.compile(
    r"(quelques?|plusieurs|une poignee|un certain nombre|peu|tres peu|beaucoup|several|some|a few|many)\b"
)
_SHARES = MappingProxyType(
    {
        "moitie": 1 / 2,
        "tier": 1 / 3,
        "quart": 1 / 4,
        "cinquieme": 1 / 5,
        "dixieme": 1 / 10,
        "half": 1 / 2,
        "third": 1 / 3,
    }
)
_SHARE = re.compile(r"(?:les? |la |l'|the )?(?:(?P<many>[a-z]+) )?(?P<part>[a-z]+?)s?(?: (?:de|d'|du|des|of)\b.*)?")
_FRACTIONAL = re.compile(
    r"\b(demie?|moitie|majorite|minorite|partie|totalite|peu|temps|tiers|quarts?|(cinqu|six|sept|huit|neuv|dix|cent|mill)iemes?|half|thirds?|quarters?|fifths?|tenths?)\b"
)
_OFTEN = re.compile(r"(?:fois |times )?(?:par|chaque|tous les|a|per|each) ?(?P<period>[a-z]+)\b.*")
_PER_YEAR = _table("mois:12 month:12 trimestre:4 quarter:4 semestre:2 an:1 annee:1 year:1 ans:1")
_OUT_OF = re.compile(r"(?:[a-z'-]+ )?(?:sur|pour|parmi|out of|for) ")
_SLASH = re.compile(r"/ ?")
_RATE = re.compile(r"%|\bpour ?cents?\b|\bper ?cent\b")
_TAIL = 3  # words that may follow: « une vingtaine de jeunes filles »


def is_in_letters(words: str) -> bool:
    """Whether plain *words* say a quantity without a digit."""
    return bool(_VAGUE.match(words)) or _counted(words) is not None


def share_in_letters(words: str) -> float | None:
    """The fraction that plain *words* name: « un tiers », « les trois quarts des jeunes », « quatorze pour cent »; or None."""
    if rate := _RATE.search(words):
        counted = _counted(words[: rate.start()].strip())
        return counted[0] / 100 if counted and not counted[1] and not words[rate.end() :].strip() else None
    match = _SHARE.fullmatch(words)
    part = _SHARES.get(match["part"]) if match else None
    many = _NUMBERS.get(match["many"], 0) if match and match["many"] else 1
    return round(many * part, 3) if part is not None and 0 < many * part <= 1 else None


def per_year(words: str) -> int | None:
    """How often plain *words* say within a year: 12 for « par mois »; 0 where it cannot be told; None: they do not say."""
    match = _OFTEN.fullmatch(_SLASH.sub("par ", words).strip())
    return _PER_YEAR.get(match["period"], 0) if match else None


def number_in_letters(words: str) -> int | None:
    """What plain *words* count: 12 for « douze », 20 for « une vingtaine de jeunes »; None where nothing is counted.

    « un tiers », « deux et demi » count nothing whole; « une fois par mois » is 12 in a year.
    """
    counted = _counted(words)
    if counted is None or _FRACTIONAL.search(words) or _RATE.search(words):
        return None
    total, rest = counted
    if _OUT_OF.match(rest):
        return None
    often = per_year(rest)
    return total if often is None else (total * often or None)


def _counted(words: str) -> tuple[int, str] | None:
    """The number at the start of *words* and the words that follow it, where they are few."""
    listed = re.split(r"[ -]+", words)
    total, taken = _sum(listed)
    return (total, " ".join(listed[taken:])) if taken and len(listed) - taken <= _TAIL else None


def _sum(words: list[str]) -> tuple[int, int]:
    """The number at the start of *words*, and how many of them it takes."""
    thousands, current, taken = 0, 0, 0
    for word in words:
        singular = word.removesuffix("s")
        if singular in _ABOUT:
            return thousands + max(current, 1) * _ABOUT[singular], taken + 1
        if word == "mille":
            thousands, current = thousands + max(current, 1) * 1000, 0
        elif word in _HUNDREDS:
            current = max(current, 1) * 100
        elif singular == "vingt" and current % 100 == 4:  # noqa: PLR2004  (quatre-vingts)
            current += 76
        elif word in _NUMBERS:
            current += _NUMBERS[word]
        elif word != "et" or not taken:
            break
        taken += 1
    return thousands + current, taken
