"""The percent question: does a bare 17.3 or 0.5 mean per cent or a fraction?"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """A share or gap as a fraction. *other*: the reading that is possible too; None where the figure excludes it."""

    value: float
    other: float | None = None


def scale_of_bare(figure: float) -> Scaled:
    """What a share or a gap written without sign means.

    Beyond 1 it can only be per cent (17.3 is 17,3 %). Up to 1 it is taken as a fraction, and per cent stays possible
    (0.5 is 50 % or 0,5 %): the caller must show both. Zero is zero.
    """
    if figure == 0:
        return Scaled(value=0.0)
    hundredth = hundredth_of(figure)
    if abs(figure) > 1:
        return Scaled(value=hundredth)
    return Scaled(value=float(figure), other=hundredth)


def hundredth_of(figure: float) -> float:
    """A hundredth without binary dust: 17.3 gives 0.173."""
    return float(Decimal(repr(figure)) / 100)
