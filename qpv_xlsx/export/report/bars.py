"""Stacked bars as figures for an inline SVG: places and sizes in its own units."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LEFT, _WIDTH, _ROW, _BAR = 190.0, 560.0, 26.0, 19.0
_READABLE = 26.0  # a narrower segment keeps its count for the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One piece of a bar. *label*: its count; empty where it would not fit. *title*: what a pointer or reader says."""

    x: float
    y: float
    width: float
    status: str
    label: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One chart. *names*: (name, middle of its bar). *legend*: (status, word)."""

    title: str
    width: float
    height: float
    bar: float
    left: float
    names: tuple[tuple[str, float], ...]
    segments: tuple[Segment, ...]
    legend: tuple[tuple[str, str], ...]


def stacked(*, title: str, statuses: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Bars:
    """Bars of *counts* by name and status; *statuses* gives their order and words."""
    most = max((sum(own.values()) for own in counts.values()), default=0) or 1
    return Bars(
        title=title,
        width=_LEFT + _WIDTH,
        height=_ROW * len(counts),
        bar=_BAR,
        left=_LEFT - 8,
        names=tuple((name, rank * _ROW + _BAR / 2) for rank, name in enumerate(counts)),
        segments=tuple(
            segment
            for rank, (name, own) in enumerate(counts.items())
            for segment in _bar(name, own, statuses, rank * _ROW, _WIDTH / most)
        ),
        legend=tuple(statuses.items()),
    )


def _bar(
    name: str, counts: Mapping[str, int], statuses: Mapping[str, str], y: float, scale: float
) -> Iterator[Segment]:
    x = _LEFT
    for status, word in statuses.items():
        count = counts[status]
        if count:
            width = count * scale
            yield Segment(
                x=round(x, 2),
                y=round(y, 2),
                width=round(max(width - 1, 0.5), 2),
                status=status,
                label=str(count) if width >= _READABLE else "",
                title=f"{name}, {word}: {count}",
            )
            x += width
