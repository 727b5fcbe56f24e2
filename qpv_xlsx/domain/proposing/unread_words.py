"""Words beside a figure that no step has read: those that only name what is counted pass, any other is a doubt.

What is counted is an open set of nouns; the words that change what a figure says are mostly of the closed ones
(adverbs, comparisons, conditions, units). So those that are known to be harmless are listed, and the rest is doubted:
a noun after « 50 » is a plural, after « 50 % » it is held by « de », and a short word is one of grammar.
"""

import re

from qpv_xlsx.domain.proposing.tidying import fold
from qpv_xlsx.domain.proposing.words_of_the_trade import is_of_the_trade

_LINKS = re.compile(
    r"a|au|aux|avec|au-dela|ce|ces|cet|cette|chez|d|dans|de|des|du|en|entre|et|issus|l|la|le|les|leur|leurs|nos|notre|on|ou|par|parmi|pour|qui|sa|se|ses|son|"
    r"sont|sous|sur|un|une|vers|y|est|ont|ete|via|fin|nb|pendant|durant|aujourd'hui|actuellement"
)
_SHORT_NOUNS = re.compile(
    r"acm|aes|age|ai|aj|an|ans|art|asv|atd|bac|bus|cap|car|ccas|cej|clef|cle|clg|clas|cms|cmp|cp|ddj|dnb|dre|dsu|eau|elu|elus|ess|etp|etpt|ets|f|fle|fol|gic|"
    r"gip|h|ha|hab|has|hlm|iae|insee|j|jeu|jeux|jrs|jr|km|lep|lit|lits|lot|lyc|m|mal|mer|mfs|mlj|ml|mn|min|mois|ne|nee|nees|nes|ot|pcs|pec|pij|pmi|pmr|pms|"
    r"pre|psc|psy|pt|qp|qpv|qva|rdv|rep|rev|rsa|rue|sac|siae|sol|sti|tad|ter|toit|tpe|vae|vie|vif|voie|zep|zfu|zsp|zus|h/f|f/h|kwh|mwh|gwh|kg|pl|log|dvt|pro|"
    r"cdd|cdi|dnl|lv|qn|epn|psad|acv|npnru|anru|rqth"
)
_TRUNCATED = re.compile(r"benef|pers|asso|assos|hab|log|ets|part|etab")
_BARE_AFTER_PERCENT = re.compile(
    r"taux|part|proportion|reussite|couverture|satisfaction|participation|presence|occupation|mixite|remplissage|objectif|femmes|insertion|execution|"
    r"realisation|taches|local|minimum|maximum|filles"
)
_CHANGING = re.compile(
    r"\b(?:mieux|pire|maxi?|mini|a peine|nets?|constante?s?|quotidien\w*|journalier\w*|bi-?mensuel\w*|bi-?hebdo\w*|pluriannuel\w*|semestres?|trimestres?|trop|assez|tant|tandis|alors|ainsi|quand|tantot|plus tot|tard|avant|apres|ensuite|aussi|surtout|seule?s?|idem|dito|que|qu|quel\w*|plutot|parfois|souvent|toujours"
    r"|bruts?|brute?s?|glissant\w*|cumul\w*|tolerance|marge|variable\w*|ideal\w*|souhait\w*|possibles?|estim\w+|theoriques?|autres?|suivants?|precedent\w*|relati(?:f|ve)s?|coefficient|indice|base 100|percentiles?"
    r"|[a-z]+(?:iv|al|air|iqu|iell|uell|abl|ibl|eul|iair|eurem|oirem|erem)(?<!sign)ement|[a-z]+(?:a|e)mment)\b"
)
_HARMLESS_ADVERBS = re.compile(
    r"\b(?:notamment|socialement|particulierement|nouvellement|regulierement|effectivement|activement|egalement|professionnellement|medicalement|financierement)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*'?")
_LONGEST_OF_GRAMMAR = 3  # letters


def changes_the_figure(words: str, written: str = "") -> bool:
    """Whether the folded *words* hold one that may change the figure, or that is too short to be a noun we know.

    *written*: the same as they were, where capitals tell an acronym.
    """
    plain = _HARMLESS_ADVERBS.sub("", words)
    if _CHANGING.search(plain):
        return True
    acronyms = _acronyms(written)
    return any(_is_unknown_short(word, acronyms) for word in _WORD.findall(plain))


def _acronyms(written: str) -> frozenset[str]:
    """The words in capitals, of a text that is not all in capitals."""
    words = _WORD.findall(written)
    if written.isupper() and any(_LINKS.fullmatch(word.lower()) and len(word) > 1 for word in words):
        return frozenset()
    return frozenset(word.lower() for word in words if word.isupper() and len(word) > 1)


def _is_unknown_short(word: str, acronyms: frozenset[str]) -> bool:
    parts = re.split(r"['-]", word)
    return len(parts) == 1 and len(word) <= _LONGEST_OF_GRAMMAR and not _is_known(word, acronyms)


def _is_known(word: str, acronyms: frozenset[str]) -> bool:
    return bool(_LINKS.fullmatch(word) or _SHORT_NOUNS.fullmatch(word)) or word in acronyms


_NAME = re.compile(r"(?<![.!?:] )\b[A-ZÀ-Ý][\w'-]+")


def unknown_words(words: str, written: str, harmless: re.Pattern[str] | None = None) -> tuple[str, ...]:
    """The folded *words* that nobody has read and that no contract counts by: they may change the figure.

    *written*: the same as they were, where a capital in the sentence tells a name. *harmless*: others that pass.
    """
    names = _names(written)
    return tuple(
        word
        for word in _WORD.findall(words)
        if not (
            is_of_the_trade(word)
            or word.rstrip("'") in names
            or _LINKS.fullmatch(word)
            or (harmless is not None and harmless.fullmatch(word))
        )
    )


def _names(written: str) -> frozenset[str]:
    """The words with a capital, where a sentence has small letters too and does not begin there."""
    is_shouted = written.isupper() and len(_WORD.findall(written)) > 1  # « (LOVAC) » is a name
    return frozenset() if is_shouted else frozenset(fold(name) for name in _NAME.findall(written))


def is_unit_of_several(after: str, written: str) -> bool:
    """Whether what follows a bare number above one can be what it counts: « 50 jeunes », « 50 ETP », « 50 en QPV »."""
    word = _first(after)
    return (
        word is None
        or word[-1] in "sxz"
        or _TRUNCATED.fullmatch(word) is not None
        or _is_known(word, _acronyms(written))
    )


def is_part_of_a_share(after: str, written: str) -> bool:
    """Whether what follows « 50 % » can be what it is a share of: « des jeunes », « satisfaits », « QPV »."""
    word = _first(after)
    return word is None or _BARE_AFTER_PERCENT.fullmatch(word) is not None or is_unit_of_several(after, written)


def _first(after: str) -> str | None:
    """The first word, where one stands at the start; None where a sign does."""
    found = _WORD.match(after)
    if found is None or _LINKS.fullmatch(found[0]):
        return found and found[0]
    return re.split(r"(?<=')", found[0])[0].rstrip("'")
