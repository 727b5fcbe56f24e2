"""How many decimals a figure is shown with: 29,96 % beside « Non atteint » and a target of 30 % must not read « 30,0 % »."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType

from qpv_xlsx.domain.contract.binary_figures import SLACK
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind

_USUAL: Mapping[Kind, int] = MappingProxyType(
    {Kind.SHARE: 1, Kind.GAP: 1, Kind.COUNT: 0, Kind.AMOUNT: 0, Kind.QUANTITY: 2}
)  # of per cent, and of points
_RATIOS = ((0.01, 5), (100.0, 2))  # below the first: 1 LAEP for 3 500 children is 0.00029
SMALL_RATIO = 0.05  # « 1 pour 3 500 »: three decimals would keep fewer than two digits of a smaller figure
_OF_COUNTS = 2  # decimals of a count that somebody wrote: a start of 9,5; more of them come of a rate
_MOST = 9  # a difference beyond them is that of binary figures
_DIGITS = 15  # significant, of a spreadsheet: 3 × 0.0115 is 0.0345, and not 0.034499999999999996
_PLAIN = 1e12  # smaller figures keep their decimals within the significant digits


def rounded(value: float, decimals: int) -> Decimal:
    """*value* as spreadsheets round it: halves away from nought, in decimal figures. Nought has no sign."""
    exact = Decimal(f"{value:.{_DIGITS}g}")
    return exact.quantize(_step(decimals), rounding=ROUND_HALF_UP) or Decimal(0)


@cache
def _step(decimals: int) -> Decimal:
    """The least difference between two figures of so many decimals."""
    return Decimal(1).scaleb(-decimals)


def usual_decimals(value: float, kind: Kind) -> int:
    """Decimals that tables show of *value*; of per cent where it is a share or a gap."""
    if kind is Kind.RATIO:
        return next((decimals for bound, decimals in _RATIOS if abs(value) < bound), 1)
    if kind is Kind.COUNT:
        return _of_count(value)
    return _USUAL.get(kind, 0)


def _of_count(value: float) -> int:
    """Those that a count was written with: a yearly mean of 9,5 must not read « 10 »."""
    if -_PLAIN < value < _PLAIN and value == int(value):
        return 0
    told = (more for more in range(_OF_COUNTS + 1) if _is_same(float(rounded(value, more)), value))
    return next(told, 0)


def as_written(value: float, kind: Kind, decimals: int | None = None) -> float:
    """*value* with as many digits as tables show: « 4 675 demandeurs » are expected, not 4 674,514.

    *decimals*: those that tell it from what it is judged against, if the usual ones do not.
    """
    if decimals is None and kind is Kind.RATIO and abs(value) < SMALL_RATIO:
        return value
    kept = usual_decimals(value, kind) if decimals is None else decimals
    return float(rounded(value, kept + 2 * kind.is_fraction))


def telling_decimals(kind: Kind, figures: Iterable[object], marks: Iterable[object]) -> int | None:
    """Decimals with which none of *figures* looks like one of the *marks* that it is held against, and is not.

    None: those of the kind will do. What is no figure is passed over.
    """
    return _telling(kind, _numbers(figures), _numbers(marks))


@lru_cache(maxsize=4096)  # sheets and pages tell the same figures
def _telling(kind: Kind, told: tuple[float, ...], held: tuple[float, ...]) -> int | None:
    pairs = [(one, mark) for one, mark in product(told, held) if not _is_same(one, mark)]
    found = {_apart(kind, one, mark) for one, mark in pairs}
    if kind is Kind.COUNT:
        found |= {_of_count(one) or None for one in (*told, *held)}
    return max((one for one in found if one is not None), default=None)


def rate_decimals(rate: float | None, marks: Iterable[float]) -> int | None:
    """Likewise of a rate in whole per cent: 94,6 % is not the 95 % from which a measure is on its way."""
    if rate is None:
        return None
    found = (_more(100 * rate, 100 * mark, 0) for mark in marks if not _is_same(rate, mark))
    return max((one for one in found if one is not None), default=None)


def bounds_of_pace(campaign: Campaign) -> tuple[float, ...]:
    """The rates between which statuses change."""
    thresholds = campaign.options.thresholds
    return (thresholds.on_track, thresholds.watch, thresholds.late)


def _numbers(figures: Iterable[object]) -> tuple[float, ...]:
    return tuple([float(one) for one in figures if isinstance(one, int | float)])


def _is_same(one: float, mark: float) -> bool:
    return abs(one - mark) <= SLACK * max(1.0, abs(mark))


def _apart(kind: Kind, one: float, mark: float) -> int | None:
    scale = 100 if kind.is_fraction else 1
    return _more(scale * one, scale * mark, usual_decimals(one, kind))


def _more(one: float, other: float, usual: int) -> int | None:
    """Decimals beyond the *usual* ones that part two figures; None: they are parted as they are."""
    if 2 * 10**-usual < abs(one - other) < _PLAIN > abs(one):  # nearly all: no rounding brings them together
        return None
    if rounded(one, usual) != rounded(other, usual):
        return None
    return next((more for more in range(usual + 1, _MOST) if rounded(one, more) != rounded(other, more)), _MOST)
