"""What a French target or result seems to say, proposed to the coordinator and always to be confirmed.

« 25% E2C, 12% ML » is two shares; « doubler », « réduire l'écart de moitié », « à préciser » have no figure of their own.
Nothing is decided here: each reading carries its doubts, and a wording that is not understood says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.measures import Baseline, Kind
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.proposing.objectives import baseline_of, kind_of, kind_told, target_of, value_of
from qpv_xlsx.domain.proposing.row_context import RowContext
from qpv_xlsx.domain.proposing.wordings import Mention, Shape, has_range, mentions, tidy, years


class Doubt(StrEnum):
    """Why a reading needs the coordinator's eye, beyond the confirmation that all of them need."""

    POINTS_OR_PERCENT = "points_ou_pourcent"  # « 5 % en plus par an » of a share
    KIND_NOT_TOLD = "nature_non_dite"  # « + 10 % » of what?
    ASIDE = "entre_parentheses"  # a figure that comments on another one
    PARTS_DISAGREE = "fraction_differente"  # « 52 % (8 postes sur 15) »
    NESTED = "part_d_une_part"  # « 20 % dont 50 % en QPV »
    EACH = "pour_chacun"  # « 3 délégués pour chacune des 3 ZSP »
    FREQUENCY = "frequence_calculee"  # « tous les deux mois » made 6 a year
    SEPARATOR = "point_ambigu"  # « 1.234 »: a decimal point or thousands?
    RANGE = "fourchette"  # « 10-15 »
    APPROXIMATE = "approximatif"  # « env. 20 »
    ALL_OF_THEM = "ensemble_lu_100"  # « l'ensemble des QPV » made 100 %
    NOT_UNDERSTOOD = "non_compris"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One reading of a wording, never confirmed.

    *label*: the words beside the figure. *kind* is None where the words do not tell.
    *target*: the wording read as an objective; *baseline*: read as a result.
    """

    label: str
    kind: Kind | None
    target: Target
    baseline: Baseline = Baseline()  # noqa: RUF009  (frozen)
    doubts: tuple[Doubt, ...] = ()


def propose(wording: str, *, context: RowContext = RowContext()) -> tuple[Proposal, ...]:  # noqa: B008  (frozen)
    """Read *wording* as its *context* asks, else as an objective and as a result: one proposal per figure, one at least."""
    said, places = tidy(wording), context.places
    if _UNDEFINED.fullmatch(said):
        return (Proposal(label="", kind=None, target=Undefined()),)
    if len(said) > _LONGEST:
        return (Proposal(label="", kind=Kind.TEXT, target=Qualitative(), doubts=(Doubt.NOT_UNDERSTOOD,)),)
    if has_range(said):
        return (Proposal(label=said, kind=None, target=Qualitative(), doubts=(Doubt.RANGE,)),)
    whole = _from_verb(said, places)
    if whole:
        return (whole,)
    return tuple(_from_figures(said, places)) or (_from_words(said),)


_LONGEST = 2000  # characters; an objective is a sentence or two, and longer ones would take long to read
_UNDEFINED = re.compile(
    r"(?:|[-/?.…]+|n\.?[cd]\.?|à (?:préciser|compléter|définir|déterminer)|compléter|non défini[e]?|inconnue?"
    r"|(?:étude )?en cours|cf\.? .*)\.?",
    re.IGNORECASE,
)
_MULTIPLIERS = (
    (re.compile(r"\bdoubl(?:er|ement)\b", re.IGNORECASE), 2.0),
    (re.compile(r"\btripl(?:er|ement)\b", re.IGNORECASE), 3.0),
    (re.compile(r"\bquadrupl(?:er|ement)\b", re.IGNORECASE), 4.0),
)
_MULTIPLY = re.compile(r"\bmultiplier par (\d+(?:,\d+)?)", re.IGNORECASE)
_REDUCE = re.compile(r"\b(?:réduire|réduction|diminuer|diminution|résorber)\b", re.IGNORECASE)
_FRACTIONS = (
    (re.compile(r"\b(?:de|la) moitié\b", re.IGNORECASE), 1 / 2),
    (re.compile(r"\b(?:d'un|le|du) tiers\b", re.IGNORECASE), 1 / 3),
    (re.compile(r"\b(?:d'un|le|du) quart\b", re.IGNORECASE), 1 / 4),
)
_PERCENT = re.compile(r"(\d+(?:,\d+)?) ?%")
_KEEP = re.compile(r"\b(?:maintien|maintenir|maintenu[es]*|stabiliser|stabilisation)\b", re.IGNORECASE)
_TWICE_A_YEAR = re.compile(r"\btous les (?:six|6) mois\b", re.IGNORECASE)


def _from_verb(said: str, places: tuple[str, ...]) -> Proposal | None:
    """Sentences whose verb decides, with no figure or whatever their figure."""
    if _KEEP.search(said):
        return _kept(said, places)
    target = _multiplied(said) or _reduced(said)
    if target is None:
        return None
    kind = Kind.GAP if isinstance(target, ReduceGapBy) else kind_told(said)
    return Proposal(label=said, kind=kind, target=target, doubts=_doubts_on(kind))


def _multiplied(said: str) -> Target | None:
    factor = _factor(said)
    return None if factor is None else MultiplyBy(factor=factor, year=_last_year(said))


def _reduced(said: str) -> Target | None:
    """« réduire l'écart de moitié »; « réduire d'un tiers le nombre » is a change of the level itself."""
    fraction = _fraction(said) if _REDUCE.search(said) else None
    if fraction is None:
        return None
    if "écart" in said.lower():
        return ReduceGapBy(fraction=fraction, year=_last_year(said))
    return ChangeBy(amount=-fraction, year=_last_year(said))


def _doubts_on(kind: Kind | None) -> tuple[Doubt, ...]:
    return (Doubt.KIND_NOT_TOLD,) if kind is None else ()


def _factor(said: str) -> float | None:
    times = _MULTIPLY.search(said)
    if times:
        return _figure(times[1])
    return next((factor for pattern, factor in _MULTIPLIERS if pattern.search(said)), None)


def _fraction(said: str) -> float | None:
    percent = _PERCENT.search(said)
    if percent:
        return _figure(percent[1]) / 100
    return next((fraction for pattern, fraction in _FRACTIONS if pattern.search(said)), None)


def _kept(said: str, places: tuple[str, ...]) -> Proposal:
    """« Maintien de la valeur actuelle : 13,2% »: the level to keep is the baseline."""
    first = next(mentions(said), None)
    if first is None:
        kind = kind_told(said)
        return Proposal(label=said, kind=kind, target=Maintain(year=_last_year(said)), doubts=_doubts_on(kind))
    baseline = baseline_of(first, said, places=places)
    return Proposal(label=said, kind=kind_of(first), target=Maintain(year=first.year), baseline=baseline)


def _from_figures(said: str, places: tuple[str, ...]) -> Iterator[Proposal]:
    """One proposal per figure; a fraction in brackets joins the share that it explains."""
    found = tuple(mentions(said))
    for number, mention in enumerate(found):
        if number and _explains(mention, found[number - 1]):
            continue
        following = found[number + 1] if number + 1 < len(found) else None
        detail = following if following and _explains(following, mention) else None
        yield _proposal(mention, said, detail, places)


def _explains(mention: Mention, share: Mention) -> bool:
    return share.shape is Shape.PERCENT and mention.shape is Shape.OUT_OF and mention.is_aside


def _proposal(mention: Mention, said: str, detail: Mention | None, places: tuple[str, ...]) -> Proposal:
    target = target_of(mention)
    is_level = isinstance(target, AtLeast)
    return Proposal(
        label=_label(mention),
        kind=kind_of(mention),
        target=target,
        baseline=baseline_of(mention, said, detail=detail, places=places) if is_level else Baseline(),
        doubts=tuple(_doubts(mention, target, detail)),
    )


def _doubts(mention: Mention, target: Target, detail: Mention | None) -> Iterator[Doubt]:
    if isinstance(target, YearlyIncrease) and not target.in_points:
        yield Doubt.POINTS_OR_PERCENT
    if kind_of(mention) is None:
        yield Doubt.KIND_NOT_TOLD
    if mention.is_aside:
        yield Doubt.ASIDE
    if detail is not None and abs(value_of(mention) - value_of(detail)) > _ROUNDING:
        yield Doubt.PARTS_DISAGREE
    if mention.shape is Shape.PERCENT and mention.before.lower().endswith("dont"):
        yield Doubt.NESTED
    if _ABOUT.search(mention.before):
        yield Doubt.APPROXIMATE
    if mention.is_ambiguous:
        yield Doubt.SEPARATOR
    if re.search(r"\bpour chac|\bde chaque\b|\bdans chaque\b", mention.after, re.IGNORECASE):
        yield Doubt.EACH
    if isinstance(target, PerYear) and target.value != value_of(mention):
        yield Doubt.FREQUENCY


_ABOUT = re.compile(r"(?:\benv(?:iron|\.)?|\bprès de|\bautour de|\bquelque|~|≈) ?$", re.IGNORECASE)
_ROUNDING = 0.005  # a share given to the whole percent
_DEEDS = re.compile(
    r"\b(?:création|créer|signature|signer|déménagement|mise en place|mettre en place|installation|installer|adoption"
    r"|désignation|désigner|ouverture|ouvrir)\b",
    re.IGNORECASE,
)
_INTENTIONS = re.compile(
    r"\b(?:poursuite|poursuivre|prioriser|adapter|affiner|répondre|renforcer|favoriser|améliorer|promouvoir)\b",
    re.IGNORECASE,
)
_RISE = re.compile(r"\b(?:augment(?:er|ation)|développ(?:er|ement)|accroître|hausse)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:l'ensemble des|tous les|toutes les|la totalité des)\b", re.IGNORECASE)


def _from_words(said: str) -> Proposal:
    """A wording without any figure."""
    year = _last_year(said)
    if _TWICE_A_YEAR.search(said):
        return Proposal(label=said, kind=Kind.COUNT, target=PerYear(value=2, year=year), doubts=(Doubt.FREQUENCY,))
    if _ALL.search(said):
        return Proposal(label=said, kind=Kind.SHARE, target=AtLeast(value=1, year=year), doubts=(Doubt.ALL_OF_THEM,))
    if _RISE.search(said):
        return Proposal(label=said, kind=kind_told(said) or Kind.TEXT, target=Qualitative(year=year))
    if _INTENTIONS.search(said):
        return Proposal(label=said, kind=Kind.TEXT, target=Qualitative(year=year))
    if _DEEDS.search(said):
        return Proposal(label=said, kind=Kind.MILESTONE, target=Done(year=year))
    return Proposal(label=said, kind=Kind.TEXT, target=Qualitative(year=year), doubts=(Doubt.NOT_UNDERSTOOD,))


_LEFTOVERS = re.compile(
    r"(?:^|[ ,;:(])(?:et|soit|dont|dans|sur|de|des|du|d'|au|aux|à|pour|en|un|chacune? des|correspondant à"
    r"|au moins|à minima|plus|\+)$",
    re.IGNORECASE,
)


def _label(mention: Mention) -> str:
    """The words beside the figure, without what binds them to their neighbours."""
    words = (mention.after or (mention.before if mention.is_aside else "")).split(". ")[0].replace("( ", "(")
    shorter = _trimmed(words)
    while shorter != words:
        words, shorter = shorter, _trimmed(shorter)
    return words


def _trimmed(words: str) -> str:
    trimmed = _LEFTOVERS.sub("", words.strip(" ,;:.")).strip(" ,;:.")
    if trimmed.count("(") > trimmed.count(")"):
        return trimmed[: trimmed.rindex("(")].strip()
    return trimmed.strip("()") if trimmed.count(")") > trimmed.count("(") else trimmed


def _last_year(said: str) -> int | None:
    return max(years(said), default=None)


def _figure(text: str) -> float:
    return float(text.replace(",", "."))
