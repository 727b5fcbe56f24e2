"""A target's or a result's cell read for the indicator that it belongs to, and the questions that reading raises."""

import re
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Baseline, Kind
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
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
from qpv_xlsx.domain.official.asking import Ask
from qpv_xlsx.domain.official.indicator_words import counts_another_thing, counts_percent, euros_in, names_another_count
from qpv_xlsx.domain.official.turns_of_phrase import questions_in_words
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.proposal import Proposal, propose
from qpv_xlsx.domain.proposing.row_context import ColumnRole, RowContext

_BARE = re.compile(r"[-+−]?\s*\d[\d \u00a0\u202f]*(?:[.,]\d+)?")
_MEASURE = re.compile(r"^(?:kms?|ha|m²|m2|ETPT?|h|heures?|tonnes?|kWh|MWh|jours?|mois)\b")  # « 4,2 km » says its unit
_ONE = 1.0  # below or at it, a figure under « % » may be a fraction already


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What surrounds a cell: the indicator's *kind* (None: not said), its words, its unit, the header's *year*.

    *is_english*: the table is, and so are its figures.
    """

    kind: Kind | None
    indicator: str
    unit: str
    year: int | None
    places: tuple[str, ...]
    is_english: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """One reading of a cell. *asks*: what it leaves open, each with its doubt or an empty text."""

    proposal: Proposal
    asks: tuple[tuple[Ask, str], ...] = ()


def targets_in(text: str, around: Around) -> tuple[CellReading, ...]:
    """The targets that *text* sets; none for a blank cell."""
    return tuple(_target(reading, text, around) for reading in _readings(text, ColumnRole.TARGET, around))


def baselines_in(text: str, around: Around) -> tuple[CellReading, ...]:
    """The results that *text* states; none for a blank cell or for words without a figure."""
    readings = (_baseline(reading, text, around) for reading in _readings(text, ColumnRole.BASELINE, around))
    return tuple(reading for reading in readings if reading.proposal.baseline.value is not None or reading.asks)


def _readings(text: str, role: ColumnRole, around: Around) -> tuple[Proposal, ...]:
    if not text.strip():
        return ()
    context = RowContext(
        role=role,
        unit="" if _may_be_a_fraction(text, around.kind) else around.unit,
        indicator=around.indicator,
        year=around.year,
        places=around.places,
        has_english_numbers=around.is_english,
    )
    return propose(_with_unit(text, around), context=context)


def _with_unit(text: str, around: Around) -> str:
    """A bare figure with the sign of its unit column: « 17,3 » under « % » is « 17,3 % »; « 0,52 » may be 52 %, and is asked."""
    if not _BARE.fullmatch(text.strip()) or _may_be_a_fraction(text, around.kind):
        return text
    if (
        around.kind
        and around.kind.is_fraction
        and (counts_percent(around.unit) or around.indicator.lstrip().startswith("%"))
    ):
        return f"{text.strip()} %"
    if around.kind is Kind.GAP:
        return f"{text.strip()} points"
    return f"{text.strip()} €" if around.kind is Kind.AMOUNT and euros_in(around.unit) else text


def _may_be_a_fraction(text: str, kind: Kind | None) -> bool:
    """Whether a bare figure is one that a share may be stored as: a percentage whose cell has lost its format."""
    if kind is not Kind.SHARE or not _BARE.fullmatch(text.strip()):
        return False
    plain = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".").replace("−", "-")
    return 0 < abs(float(plain)) <= _ONE


def _target(proposal: Proposal, text: str, around: Around) -> CellReading:
    open_ones = (doubt for doubt in proposal.doubts if not _is_told(doubt, proposal, around))
    asks = [_asked(doubt, Ask.TARGET_DOUBT, Ask.TARGET_SCALE, text) for doubt in open_ones]
    fitted, more = _fitted(proposal.strict_target, proposal.kind, text, around)
    if _is_of_another(proposal, fitted, text, around):
        fitted, more = Undefined(), (Ask.TARGET_QUANTITY,)
    target = _dated(_scaled(fitted, _euros(text, around)), around.year)
    asks += [(ask, "") for ask in (*more, *questions_in_words(text))]
    return CellReading(proposal=replace(proposal, target=target), asks=tuple(dict.fromkeys(asks)))


def _asked(doubt: Doubt, ask: Ask, scale: Ask, text: str) -> tuple[Ask, str]:
    """The question that *doubt* is: 35 beside « part des logements » is asked by its *scale*, 35 % or not."""
    return (scale, "") if doubt is Doubt.UNIT and _BARE.fullmatch(text.strip()) else (ask, str(doubt))


def _is_of_another(proposal: Proposal, target: Target, text: str, around: Around) -> bool:
    """Whether the target counts another thing than the indicator does."""
    if names_another_count(around.indicator, text):
        return True
    is_count = around.kind is Kind.COUNT and proposal.kind in {Kind.COUNT, None} and isinstance(target, _LEVELS)
    return is_count and counts_another_thing(around.indicator, proposal.label)


def _is_told(doubt: Doubt, proposal: Proposal, around: Around) -> bool:
    """Whether the row answers a doubt that the cell alone leaves."""
    if doubt is Doubt.STRICT and proposal.strict_target is not proposal.target:
        return True
    if doubt is Doubt.DECIMAL:
        return _has_decimals(around) or _MEASURE.search(proposal.label) is not None
    return doubt is Doubt.KIND_NOT_TOLD or (  # asked of the measure, where the row does not tell it
        doubt is Doubt.NOT_UNDERSTOOD
        and isinstance(proposal.target, Qualitative)
        and around.kind in {Kind.TEXT, Kind.MILESTONE}
    )


def _has_decimals(around: Around) -> bool:
    """Whether the row says in what a decimal number counts."""
    return around.kind not in {None, Kind.COUNT} or bool(around.unit.strip())


_LEVELS = (AtLeast, Above, AtMost, Below, PerYear)


def _fitted(target: Target, kind: Kind | None, text: str, around: Around) -> tuple[Target, tuple[Ask, ...]]:
    """The target for a measure of the row's kind; undefined, with a question, where it is of another quantity."""
    wanted = around.kind
    match target:
        case Undefined() | Qualitative():
            return target, ()
        case Done():
            return (target, ()) if wanted in {None, Kind.MILESTONE} else (Undefined(), (Ask.TARGET_QUANTITY,))
        case ReduceGapBy():
            return (target, ()) if wanted in {None, Kind.GAP} else (Undefined(), (Ask.TARGET_QUANTITY,))
        case ChangeBy() | MultiplyBy() | Maintain() | YearlyIncrease():
            return _changed(target, kind, wanted)
        case AtLeast() | Above() | AtMost() | Below() | PerYear():
            return _levelled(target, kind, text, wanted)


def _changed(target: Target, kind: Kind | None, wanted: Kind | None) -> tuple[Target, tuple[Ask, ...]]:
    is_in_units = (isinstance(target, ChangeBy) and target.is_absolute) or (
        isinstance(target, YearlyIncrease) and target.in_points
    )
    if wanted in {Kind.MILESTONE, Kind.TEXT} or _is_gap_of_a_share(kind, wanted):
        return Undefined(), (Ask.TARGET_QUANTITY,)
    if is_in_units and kind is not None and wanted is not None and not _is_same(kind, wanted):
        return Undefined(), (Ask.TARGET_QUANTITY,)
    return target, ()


def _is_gap_of_a_share(kind: Kind | None, wanted: Kind | None) -> bool:
    """« Réduire l’écart de 5 points » beside a rate: it is the gap that moves, not the rate."""
    return kind is Kind.GAP and wanted is Kind.SHARE


@dataclass(frozen=True, slots=True)
class _ToAsk:
    """The questions of a cell: in which *scale* its figure is, or of which *quantity*."""

    scale: Ask
    quantity: Ask


_OF_A_TARGET = _ToAsk(Ask.TARGET_SCALE, Ask.TARGET_QUANTITY)
_OF_A_BASELINE = _ToAsk(Ask.BASELINE_SCALE, Ask.BASELINE_QUANTITY)


def _levelled(
    target: AtLeast | Above | AtMost | Below | PerYear, kind: Kind | None, text: str, wanted: Kind | None
) -> tuple[Target, tuple[Ask, ...]]:
    if _is_gap_of_a_share(kind, wanted):
        return Undefined(), (Ask.TARGET_QUANTITY,)
    value, asks = _measured(target.value, kind, text, wanted, _OF_A_TARGET)
    return (Undefined() if value is None else replace(target, value=value)), asks


def _measured(
    value: float, kind: Kind | None, text: str, wanted: Kind | None, to_ask: _ToAsk
) -> tuple[float | None, tuple[Ask, ...]]:
    """*value*, of *kind*, as a measure of the kind *wanted* counts; None where it cannot be told, and what is asked.

    A bare figure takes the unit of the row: 18 is proposed as 18 % for a share, and asked; 0,18 may be either.
    """
    is_bare = kind is not None and kind.is_counted and _BARE.fullmatch(text.strip(" <>≤≥=\n\u00a0")) is not None
    if wanted is None or kind is None or _is_same(kind, wanted):
        return (value, ()) if _is_possible(value, wanted or kind) else (None, (to_ask.scale,))
    if is_bare and wanted.is_fraction:
        is_percent = _ONE < abs(value) <= 100  # noqa: PLR2004  (per cent)
        return (round(value / 100, 12) if is_percent else None), (to_ask.scale,)
    if is_bare and wanted is Kind.RATIO:
        return value, ()
    return (value, (to_ask.scale,)) if is_bare and wanted is Kind.AMOUNT else (None, (to_ask.quantity,))


def _is_possible(value: float, kind: Kind | None) -> bool:
    """Whether a share can be that large: « 120 % » may be a growth, or a slip."""
    lowest = {Kind.SHARE: 0.0, Kind.GAP: -1.0}.get(kind) if kind else None
    return lowest is None or lowest <= value <= 1


def _is_same(kind: Kind, wanted: Kind) -> bool:
    return kind is wanted or (kind.is_fraction and wanted.is_fraction) or (kind.is_counted and wanted.is_counted)


def _euros(text: str, around: Around) -> float:
    factor = euros_in(around.unit) if around.kind is Kind.AMOUNT and _BARE.fullmatch(text.strip()) else None
    return factor or 1.0


def _scaled(target: Target, factor: float) -> Target:
    if factor == 1 or not isinstance(target, _LEVELS):
        return target
    return replace(target, value=target.value * factor)


def _dated(target: Target, year: int | None) -> Target:
    """The target at the header's year, where its own words give none."""
    return replace(target, year=year) if target.year is None and not isinstance(target, Undefined) else target


def _baseline(proposal: Proposal, text: str, around: Around) -> CellReading:
    found = proposal.baseline
    open_ones = (doubt for doubt in proposal.doubts if _matters(doubt, proposal, around))
    doubts = [_asked(doubt, Ask.BASELINE_DOUBT, Ask.BASELINE_SCALE, text) for doubt in open_ones]
    if found.value is None:
        return CellReading(proposal=proposal, asks=tuple(doubts) if any(sign.isdigit() for sign in text) else ())
    value, to_ask = _measured(found.value, proposal.kind, text, around.kind, _OF_A_BASELINE)
    asks = list(to_ask)
    if (
        around.kind is Kind.COUNT
        and proposal.kind is Kind.COUNT
        and counts_another_thing(around.indicator, proposal.label)
    ):
        value, asks = None, [Ask.BASELINE_QUANTITY]
    year = found.year or around.year
    kept = _kept(found, value * _euros(text, around), year) if value is not None else Baseline()
    asks += [ask for ask in questions_in_words(text) if ask is not Ask.PARITY]
    return CellReading(
        proposal=replace(proposal, baseline=kept),
        asks=tuple(dict.fromkeys((*doubts, *((ask, "") for ask in asks)))),
    )


def _kept(found: Baseline, value: float, year: int | None) -> Baseline:
    """*found* with its *value* in the measure's unit, and its precision in the same."""
    scale = value / found.value if found.value else 1.0
    precision = None if found.precision is None else round(found.precision * scale, 12)
    return replace(found, value=value, year=year, precision=precision)


def _matters(doubt: Doubt, proposal: Proposal, around: Around) -> bool:
    is_known = (doubt is Doubt.KIND_NOT_TOLD and around.kind is not None) or (
        doubt is Doubt.DECIMAL and (_has_decimals(around) or _MEASURE.search(proposal.label) is not None)
    )
    return (
        not is_known
        and doubt not in {Doubt.POINTS_OR_PERCENT, Doubt.FREQUENCY}
        and not (doubt is Doubt.NOT_UNDERSTOOD and proposal.baseline.value is None)
    )
