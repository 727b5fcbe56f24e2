"""Targets as people say them: « atteindre au moins 18 % en 2020 »."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
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
from qpv_xlsx.messages.numbers import figure, number, percent, points
from qpv_xlsx.messages.wordbook import phrase


def target_words(target: Target, kind: Kind | None, language: str) -> str:
    """What *target* asks of a measure of that *kind*; figures as numbers where the kind is not known (None)."""
    key, amount = _key_and_amount(target, kind, language)
    said = phrase(language, f"target_{key}", figure=amount)
    return said if target.year is None else phrase(language, "target_by", said=said, year=str(target.year))


def _key_and_amount(target: Target, kind: Kind | None, language: str) -> tuple[str, str]:
    """The sentence, and the figure that it takes; empty where it takes none."""
    match target:
        case AtLeast() | Above() | AtMost() | Below() | PerYear():
            return _LEVELS[type(target)], _level(target.value, kind, language)
        case ChangeBy(amount=amount):
            way = "rise" if amount >= 0 else "fall"
            return way, _step(abs(amount), kind, language, is_absolute=target.is_absolute)
        case YearlyIncrease():
            return "yearly_increase", _step(target.rate, kind, language, is_absolute=target.in_points)
        case ReduceGapBy():
            return "reduce_gap_by", percent(target.fraction, language)
        case MultiplyBy():
            return "multiply_by", number(target.factor, language)
        case Maintain() | Done() | Qualitative() | Undefined():
            return type(target).__name__.lower(), ""


_LEVELS: Mapping[type, str] = MappingProxyType(
    {AtLeast: "at_least", Above: "above", AtMost: "at_most", Below: "below", PerYear: "per_year"},
)


def _level(value: float, kind: Kind | None, language: str) -> str:
    return number(value, language) if kind is None else figure(value, kind, language)


def _step(value: float, kind: Kind | None, language: str, *, is_absolute: bool) -> str:
    """A relative step is in per cent; an absolute one in units, and in points for a share or a gap."""
    if not is_absolute:
        return percent(value, language)
    return points(value, language) if kind and kind.is_fraction else _level(value, kind, language)
