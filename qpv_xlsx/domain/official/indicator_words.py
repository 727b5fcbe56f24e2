"""What sort of quantity an indicator's own words and its unit say, before any figure is read."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind, Perimeter
from qpv_xlsx.domain.wording import bare_words

_ARTICLE = (
    r"^(?:(?:le|la|les|l|evolution d[ue]s?(?: la| l)?|augmentation d[ue]s?(?: la| l)?|suivi d[ue]s?(?: la| l)?|the) )*"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_ARTICLE + words))
    for kind, words in (
        (Kind.RATIO, r"(?:ratio|(?:nombre|nbre|nb) moyen|densite|nombre .* (?:pour|par) (?:\d|habitant)|taux .* pour (?:mille|\d)|(?:average|median)(?! (?:waiting|duration|delay|age|time)))"),
        (Kind.GAP, r"(?:ecarts?|differentiel|difference|gap)\b"),
        (Kind.SHARE, r"(?:parts?|proportion|pourcentage|taux|pct|share|percentage|proportion|(?:[a-z]+ ){0,3}rate)\b"),
        (Kind.QUANTITY, r"(?:surfaces?|superficies?|nombres? d ?heures|heures|volume horaire|lineaire|longueur|durees?|delais?|age moyen|etp|consommations?|tonnages?|hours|(?:average |median )?(?:waiting times?|duration|delay|age|time))\b"),
        (Kind.AMOUNT, r"(?:montants?|credits?|budgets?|depenses?|cout|amount|revenus? (?:median|moyen))\b"),
        (Kind.COUNT, r"(?:nombres?|nbres?|nb|effectifs?|volumes?|number|count)\b"),
    )
)  # fmt: skip
_YES_OR_NO = re.compile(r"\(\s*(?:o\s*/\s*n|oui\s*/\s*non|yes\s*/\s*no|y\s*/\s*n)\s*\)", re.IGNORECASE)
_TWO_COUNTS = re.compile(r"/\s*(?:nbre|nombre|nb)\b", re.IGNORECASE)
_EUROS: Mapping[str, float] = MappingProxyType(
    {"€": 1, "euro": 1, "euros": 1, "eur": 1, "k€": 1e3, "keur": 1e3, "milliers d'euros": 1e3, "m€": 1e6, "meur": 1e6, "millions d'euros": 1e6}
)  # fmt: skip


def kind_in_words(wording: str) -> Kind | None:
    """The kind that the indicator's first words name. « Nombre de … / nombre de … » may be a share or a ratio: None."""
    if _TWO_COUNTS.search(wording):
        return None
    if wording.lstrip().startswith("%"):
        return Kind.SHARE
    if _YES_OR_NO.search(wording):
        return Kind.MILESTONE
    said = bare_words(wording)
    found = next((kind for kind, pattern in _KINDS if pattern.search(said)), None)
    return kind_in_unit(unit_in_brackets(wording), "") if found is None else found


_BRACKETS = re.compile(
    r"\(\s*(?:en |unité : ?|unit: ?|in )?(?P<unit>%|[km]?\s?€|euros?|milliers d['’]euros|millions d['’]euros|points?|pts|etp|heures?|minutes?|jours?(?: ouvr[ée]s)?|semaines?|mois|années?|m2|m²|ha|km|kwh(?:[^()]{0,12})?|tonnes?|days?|months?|hours?)\s*\)",
    re.IGNORECASE,
)


def unit_in_brackets(words: str) -> str:
    """The unit that an indicator's words, or a header's, say in brackets: « Montant engagé (k€) », « Cible 2028 (en %) »."""
    found = _BRACKETS.findall(words)
    return found[-1].replace(" ", "") if len(set(found)) == 1 else ""


_UNITS: Mapping[Kind, frozenset[str]] = MappingProxyType(
    {
        Kind.SHARE: frozenset({"pourcentage", "taux", "part", "percent", "percentage"}),
        Kind.GAP: frozenset({"point", "points", "pt", "pts", "points de pourcentage"}),
        Kind.QUANTITY: frozenset(
            [
                "heures",
                "heure",
                "h",
                "etp",
                "hectares",
                "ha",
                "km",
                "m",
                "m2",
                "m3",
                "metres",
                "kwh",
                "mwh",
                "tonnes",
                "t",
                "hours",
            ]
        ),
        Kind.MILESTONE: frozenset({"oui non", "yes no", "etape", "fait non fait"}),
        Kind.TEXT: frozenset({"texte", "qualitatif", "text"}),
    }
)


def kind_in_unit(unit: str, wording: str) -> Kind | None:
    """The kind that the unit column says."""
    said = bare_words(unit)
    if "%" in unit or said in _UNITS[Kind.SHARE]:
        return Kind.GAP if kind_in_words(wording) is Kind.GAP else Kind.SHARE
    if euros_in(unit) is not None:
        return Kind.AMOUNT
    found = next((kind for kind, words in _UNITS.items() if said in words), None)
    is_noun = bool(said) and kind_in_words(wording) in {None, Kind.COUNT}
    return Kind.COUNT if found is None and is_noun else found


def counts_percent(unit: str) -> bool:
    """Whether the *unit* is a hundredth: « % », « en % », « pourcentage »; « taux » may be a fraction."""
    return "%" in unit or bare_words(unit) in {"pourcentage", "pour cent", "percent", "percentage", "per cent"}


def is_unit_of_a_gap(unit: str) -> bool:
    """Whether a gap in that *unit* is one of percentages: « points », « % »; not « établissements pour 1 000 habitants »."""
    return not unit.strip() or counts_percent(unit) or bare_words(unit) in _UNITS[Kind.GAP] | _UNITS[Kind.SHARE]


def euros_in(unit: str) -> float | None:
    """How many euros one of *unit* is: 1000 for « k€ »; None where it is no money."""
    return _EUROS.get(" ".join(unit.replace("’", "'").split()).casefold())


_COUNTED = re.compile(
    r"(?:nombres?|nbres?|nb|effectifs?|number)\.?\s+(?:total\s+|annuel\s+)?(?:de\s+|des\s+|d['’]\s*|of\s+)(?:nouveaux\s+|nouvelles\s+|new\s+)?(?P<noun>[^\W\d_][\w'’-]*)",
    re.IGNORECASE,
)


_MEASURED_IN = re.compile(r"\ben (?P<unit>minutes?|heures?|jours?|semaines?|mois|années?)$", re.IGNORECASE)


def unit_of(kind: Kind, unit: str, wording: str) -> str:
    """The noun that follows the figure; empty where nothing says it."""
    match kind:
        case Kind.SHARE:
            return "%"
        case Kind.GAP:
            return "points"
        case Kind.AMOUNT:
            return "€"
        case Kind.MILESTONE | Kind.TEXT:
            return ""
    if unit and bare_words(unit) not in {"nombre", "nb", "nbre", "number", "effectif", "effectifs"}:
        return " ".join(
            re.sub(r"^\s*(?:nombre|nb|nbre|number) (?:de |d['’]|des |of )", "", unit, flags=re.IGNORECASE).split()
        )
    return _unit_told(wording)


def _unit_told(wording: str) -> str:
    found = _COUNTED.search(wording)
    if found:
        return found["noun"]
    measured = _MEASURED_IN.search(" ".join(wording.split()))
    unit = measured["unit"] if measured else unit_in_brackets(wording)
    return "" if counts_percent(unit) or euros_in(unit) is not None else unit


_STEM = 5  # letters by which « bénéficiaire » and « bénéficiaires » are one
_ADJECTIVES = frozenset(
    ["nouveaux", "nouvelles", "nouveau", "nouvelle", "autres", "jeunes", "grands", "grandes", "new", "other"]
)
_NO_NOUN = frozenset(
    [
        "par",
        "pour",
        "en",
        "au",
        "aux",
        "a",
        "de",
        "des",
        "du",
        "d",
        "la",
        "le",
        "les",
        "l",
        "sur",
        "dans",
        "chaque",
        "an",
        "ans",
        "et",
        "ou",
        "soit",
        "dont",
        "moins",
        "plus",
        "minimum",
        "maximum",
        "qui",
        "que",
        "tout",
        "toute",
        "tous",
        "toutes",
        "supplementaires",
        "more",
        "by",
        "in",
        "per",
        "of",
        "at",
        "over",
    ]
)
_PARTICIPLE = re.compile(r"\w+(?:é|ée|és|ées)\b")
_TWO_THINGS = re.compile(
    r"\b(?:nombres?|nbres?|nb|number)\b[^,;()]{1,80}?\s(?:et|ou|and|or)\s(?:de |d['’]|des |of )", re.IGNORECASE
)


def counts_two_things(wording: str) -> bool:
    """« Nombre de rendez-vous et de parcours »: one figure, or two?"""
    return bool(_TWO_THINGS.search(wording))


def counts_another_thing(wording: str, label: str) -> bool:
    """Whether the words beside a figure name another thing than the one that the indicator counts.

    « 20 structures AVS » for a number of families; nothing is known where either names nothing.
    """
    counted = _COUNTED.search(wording)
    words = bare_words(label).split()
    nouns = [word for word in words if word not in _ADJECTIVES] or words
    if counted is None or not nouns or nouns[0] in _NO_NOUN or nouns[0][0].isdigit():
        return False
    if _PARTICIPLE.match(label.strip()):
        return False
    return bare_words(counted["noun"])[:_STEM] not in {word[:_STEM] for word in (nouns[0], words[0])}


def names_another_count(wording: str, text: str) -> bool:
    """« augmenter de 20 % le nombre de parcours » for a number of families."""
    counted, said = _COUNTED.search(wording), _COUNTED.search(text)
    if counted is None or said is None:
        return False
    return bare_words(counted["noun"])[:_STEM] != bare_words(said["noun"])[:_STEM]


_PERSONS = re.compile(
    r"\b(?:personnes?|jeunes?|habitante?s?|residente?s?|eleves?|enfants?|femmes?|hommes?|parents?|familles?|beneficiaires?|demandeurs?|licencie?e?s?"
    r"|collegiens?|lyceens?|etudiante?s?|salaries?|allocataires?|participante?s?|benevoles?|seniors?|patients?|menages?|policiers?|people|persons?|youth|residents?|pupils?|students?|women)\b"
)


def counts_persons(kind: Kind, wording: str) -> bool:
    """Whether the figure counts persons, whose small numbers are secret."""
    if kind is not Kind.COUNT:
        return False
    found = _COUNTED.search(wording)
    return bool(found and _PERSONS.search(bare_words(found["noun"])))


_BY_QUARTIER = re.compile(
    r"\b(?:par|dans chaque|pour chaque|de chaque|dans chacun des) (?:qpv|qp|quartiers?)\b|\bby (?:neighbou?rhood|district)\b"
)


def is_by_quartier(*texts: str) -> bool:
    """Whether the words ask the figure quartier by quartier."""
    return any(_BY_QUARTIER.search(bare_words(text)) for text in texts)


_WITH_THE_REST = re.compile(
    r"\b(?:ecart|difference|rapport|comparaison|compare[es]*)\b.*\b(?:ville|agglomeration|commune|metropole|hors qpv|hors quartiers?|reste d[ue]|moyenne (?:communale|de la ville)|departement)\b"
)


def asks_the_rest(wording: str) -> bool:
    """Whether the indicator sets the quartiers against the whole territory."""
    return bool(_WITH_THE_REST.search(bare_words(wording)))


_PERIMETERS: tuple[tuple[Perimeter, re.Pattern[str]], ...] = tuple(
    (perimeter, re.compile(words))
    for perimeter, words in (
        (Perimeter.QPV_QVA, r"\bqpv?\b.*\bqva\b"),
        (Perimeter.LIVED, r"\bquartiers? vecus?\b|\b(?:proches?|proximite) (?:de |des |immediate )*(?:qpv?|quartiers?)\b"),
        (Perimeter.QPV, r"\bqpv?\b|\bquartiers? (?:prioritaires?|politique de la ville)\b|\bpriority (?:districts?|neighbou?rhoods?)\b"),
        (Perimeter.QVA, r"\bqva\b"),
        (Perimeter.ZSP, r"\bzsp\b"),
        (Perimeter.CUCS, r"\bcucs\b"),
        (Perimeter.ZUS, r"\bzus\b"),
        (Perimeter.WHOLE, r"\b(?:territoire entier|sur tout le territoire|ensemble du territoire|toute la ville)\b"),
    )
)  # fmt: skip


def perimeter_of(*texts: str) -> Perimeter | None:
    """The perimeter that the first telling text names; None where none does."""
    for text in texts:
        said = bare_words(text)
        found = next((perimeter for perimeter, pattern in _PERIMETERS if pattern.search(said)), None)
        if found is not None:
            return found
    return None
