"""What a figure of a kind can be at all."""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.ranges import range_of
from qpv_xlsx.domain.findings import Code

_DAYS = range(36_526, 73_051)  # serial numbers of 1 January 2000 to 31 December 2099 in Excel and LibreOffice
_FAR = 10  # times the usual size

Usual = Callable[[], Iterable[float]]
"""Former figures of a question, in its unit: asked for only where a figure may be something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Impossible:
    """Why a figure cannot be."""

    code: Code
    case: str


def impossible(value: float, kind: Kind, maximum: float | None) -> Impossible | None:
    """What forbids *value* (measure's unit). *maximum*, included, is the measure's plausible one; None: its kind's."""
    if value not in range_of(kind, maximum):
        return Impossible(code=Code.V02, case=_outside(value, kind))
    if kind is Kind.COUNT and value != int(value):
        return Impossible(code=Code.V05, case="")
    return None


def _outside(value: float, kind: Kind) -> str:
    """What is told of a figure outside its range."""
    if kind is Kind.GAP:
        return "gap" if abs(value) > 1 else "maximum"
    if value < 0:
        return "negative"
    return "share" if kind is Kind.SHARE and value > 1 else "maximum"


def is_year(value: float, kind: Kind, usual: Usual, years: Container[int]) -> bool:
    """Whether *value* may be the year, typed where a figure was asked. A measure that is *usual*-ly near it tells no."""
    if kind.is_fraction or value != int(value) or int(value) not in years:
        return False
    return not any(value / 2 < abs(figure) < value * 2 for figure in usual())


def is_day(value: float) -> bool:
    """Whether *value* is also the serial number of a day of this century."""
    return _DAYS.start <= value < _DAYS.stop and value == int(value)


def is_serial_date(value: float, kind: Kind, usual: Usual, maximum: float | None) -> bool | None:
    """Whether *value* is a date that lost its look: somebody typed 1/2 and LibreOffice kept 46054.

    True: a day of this century, and far from the *usual* values of the measure (baseline, history, *maximum*).
    None: it may be one and nothing tells; False: no.
    """
    if not is_day(value):
        return False
    if kind.is_fraction:
        return True
    sizes = [abs(figure) for figure in usual()]
    if maximum is not None and value > maximum:
        return True
    if sizes:
        return value > _FAR * max(sizes)
    return None if kind.is_counted and maximum is None else False
