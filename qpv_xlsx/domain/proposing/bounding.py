"""Floors and ceilings: « au moins », « 10 % maximum », « sans dépasser », « en deçà », « maintien au-dessus de »."""

import re
from dataclasses import replace

from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.phrases import Phrase

_GLUE = r"(?>[ '-]*(?:de|d|des|du|a|au|aux|la|le|les|l|barre|seuil|niveau|taux|cap|un|une|qu|que|:|=|egal\w*|etre|rester|a hauteur)\b[':]?|[ :=.])*+$"
_FLOOR_BEFORE = re.compile(
    r"(?:\b(?:au moins|au minimum|a minima|minimum|mini|min\.?|minimal\w*|plancher|(?:pas|jamais) moins|(?<!au )(?<!pas )(?<!non )(?<!jamais )plus(?= d)|(?<!pas )plus (?:grand|eleve|important|fort)\w* que|sup(?=\.? (?:a|ou)\b)|superieur\w*(?: strictement)?(?: ou ega\w*)?"
    r"|au[- ]dessus|au[- ]dela|(?:depass\w+|exced\w+|franchi\w+)(?: (?:pas|plus|jamais))?)\b|>|≥)" + _GLUE
)
_CEILING_BEFORE = re.compile(
    r"(?:\b(?:(?:tout )?au (?:grand )?plus|au maximum|maximum|maximal\w*|maxi?\.?|plafond|(?:pas|jamais) plus|(?:plus (?:petit|faible|bas)|moins (?:eleve|important|grand|fort))\w* que|inf(?=\.? (?:a|ou)\b)|moins|inferieur\w*(?: strictement)?(?: ou ega\w*)?"
    r"|(?:en|au)[- ]?dess?ous|sous|en[- ]dec[ac]\w*|jusqu'|jusqu|dans (?:la|une) limite|a concurrence|au pire)\b|<|≤)"
    + _GLUE
)
_LIMIT_TO = re.compile(
    r"\b(?:limit\w+|plafonn\w+|conten\w+|contenu\w*|restreindre|born\w+|maitris\w+|circonscri\w+)\b(?P<kept>.*?)(?:\ba(?: un (?:taux|niveau|maximum) de| hauteur de| moins de| maximum)?|\ben[- ]dessous de|\bsous(?: les| la barre des)?)(?: :)?$"
)
_NO = re.compile(r"\b(?:n'|(?:ne|non(?!-)|sans|jamais|eviter de|ni)\b) ?(?:(?:pas|jamais|plus)\b ?)?|\bpas\b ?")
_FLIPPED = re.compile(r"depass|exced|franchi|inferieur|superieur|sous|dessous|dessus|dela|dec|descendre")
_FLOOR_AFTER = re.compile(
    r"(?<!au )\bminimum\b(?! vieillesse)|\bau minimum\b|\bau moins\b|\bmini\b|\bmin\b\.?|\b(?:ou|et) (?:plus|davantage)\b(?! de)|\ba minima\b|\bminimal\w*\b|^\+$|^et \+$"
)
_CEILING_AFTER = re.compile(
    r"(?<!au )\bmaximum\b|\bau maximum\b|\b(?:tout )?au (?:grand )?plus\b|\bmaxi\b|\bmax\b\.?|\b(?:ou|et) moins\b(?! de)|\bmaximal\w*\b|\bplafonne\w*\b(?! a)|\bpas plus\b(?! de)"
)
_STRICT = re.compile(r"\bstrictement\b|\bsous la barre\b|\bsous le seuil\b")
_BEYOND = re.compile(
    r"^(?:plus|moins|sup|inf|superieur\w*|inferieur\w*|au[- ]dessus|au[- ]dela|depass\w+|exced\w+|franchi\w+|(?:en|au)[- ]?dess?ous|sous|en[- ]dec[ac]\w*)\b|^[<>]"
)
_COMPARES = re.compile(
    r"\b(?:superieur|inferieur)\w* (?:de|d')|\bau[- ](?:dessus|dela) d'? ?$"
)  # « supérieur de 5 points à la ville »
_OR_EQUAL = re.compile(r"\b(?:ou|et) (?:ega|plus|moins|davantage)")
_WITHIN = re.compile(r"^(?:h|heures?|jours?|semaines?|mois|minutes?|ans?)\b")  # « sous 48 h »: in 48 hours at most


def bounded(phrase: Phrase) -> Phrase:
    """The phrase with its floor or its ceiling, and without the words that said it.

    It is strict where its words leave the figure itself out (« moins de », « plus de », « sous la barre des »).
    """
    strict = (Doubt.STRICT,) if _STRICT.search(phrase.before + " " + phrase.after) else ()
    phrase = replace(phrase, doubts=(*phrase.doubts, *strict))
    return _bounded_after(_bounded_before(phrase))


def _bounded_before(phrase: Phrase) -> Phrase:
    limit = _LIMIT_TO.search(phrase.before)
    if limit:
        words = phrase.before[: limit.start()] + limit["kept"]
        return replace(phrase, before=words.strip(), has_ceiling=True)
    floor, ceiling = _FLOOR_BEFORE.search(phrase.before), _CEILING_BEFORE.search(phrase.before)
    if floor is None and ceiling is None:
        return phrase
    is_floor = ceiling is None or (floor is not None and floor.start() <= ceiling.start())
    found = floor if is_floor and floor else ceiling
    assert found is not None  # noqa: S101  (one of the two)
    rest = phrase.before[: found.start()]
    no = list(_NO.finditer(rest))
    is_flipped = bool(no) and _FLIPPED.search(found[0]) is not None
    if is_flipped:
        rest = rest[: no[-1].start()] + re.sub(r"^pas\b", "", rest[no[-1].end() :].strip())
    elif re.search(r"\b(?:pas|jamais) (?:plus|moins)\b", found[0]):
        rest = re.sub(r"\b(?:ne|n')\b ?", "", rest)
    doubts = (
        (Doubt.DIRECTION,)
        if found[0].startswith(("jusqu", "au pire"))
        or (no and not is_flipped and not re.search("pas|jamais", found[0]))
        else ()
    )
    if found[0] == "moins":  # « moins un tiers »: a fall, not a ceiling
        return replace(phrase, before=" ".join(rest.split()), sign=-1)
    is_floor = is_floor != is_flipped
    if _COMPARES.search(found[0]):
        doubts = (*doubts, Doubt.OTHER_LEVEL)
    return replace(
        phrase,
        before=" ".join(rest.split()),
        is_strict=not is_flipped and _leaves_out(found[0], phrase.after),
        has_floor=is_floor,
        has_ceiling=not is_floor,
        doubts=(*phrase.doubts, *doubts),
    )


def _leaves_out(bound: str, after: str) -> bool:
    """Whether the figure that follows *bound* does not satisfy it."""
    if _OR_EQUAL.search(f"{bound} {after}") or (bound.startswith("sous") and _WITHIN.search(after)):
        return False
    return _BEYOND.search(bound) is not None or "strict" in bound


def _bounded_after(phrase: Phrase) -> Phrase:
    after, is_floor = _taken(_FLOOR_AFTER, phrase.after)
    after, is_ceiling = _taken(_CEILING_AFTER, after)
    phrase = replace(
        phrase,
        after=after,
        has_floor=phrase.has_floor or is_floor,
        has_ceiling=phrase.has_ceiling or is_ceiling,
    )
    if phrase.has_floor and phrase.has_ceiling:
        return replace(phrase, doubts=(*phrase.doubts, Doubt.CONTRADICTION))
    return phrase


def _taken(pattern: re.Pattern[str], words: str) -> tuple[str, bool]:
    """The words without the bound, unless it stands in brackets; whether there was one."""
    found = pattern.search(words)
    if found is None or "(" in words[: found.start()]:
        return words, False
    return " ".join(f"{words[: found.start()]} {words[found.end() :]}".split()), True
