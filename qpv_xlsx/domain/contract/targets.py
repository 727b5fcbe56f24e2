"""Targets: the structure read in an official sentence, and the number it leads to.

The wording itself stays on the indicator, verbatim. *year* is the deadline; None: the end of the contract.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """Reach *value* (measure's unit) or more. *is_floor*: a level that the baseline already has, not to be lost."""

    value: float
    is_floor: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Pass over *value* (measure's unit): « plus de 20 »."""

    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtMost:
    """Stay at or under *value* (measure's unit)."""

    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Come under *value* (measure's unit) and stay there: « sous la barre des 5 % »."""

    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBy:
    """Change the baseline by *amount*: relative (0.2 is « + 20 % »), or in points or units where *is_absolute*."""

    amount: float
    is_absolute: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiplyBy:
    """Multiply the baseline by *factor* (« doubler » is 2)."""

    factor: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReduceGapBy:
    """Remove *fraction* of the baseline gap (« de moitié » is 0.5)."""

    fraction: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintain:
    """Keep the baseline, within the campaign's tolerance."""

    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PerYear:
    """Reach *value* every year (« 2 actions par an »)."""

    value: float
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyIncrease:
    """Add *rate* each year: compounded (0.05 is « 5 % en plus par an »), or in points where *in_points*."""

    rate: float
    in_points: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A milestone to be reached."""

    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualitative:
    """Words that no figure can settle."""

    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undefined:
    """No target: « à préciser », « compléter », blank."""

    year: int | None = None


Target = (
    AtLeast
    | Above
    | AtMost
    | Below
    | ChangeBy
    | MultiplyBy
    | ReduceGapBy
    | Maintain
    | PerYear
    | YearlyIncrease
    | Done
    | Qualitative
    | Undefined
)
