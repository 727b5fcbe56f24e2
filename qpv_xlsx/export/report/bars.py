"""Stacked bars as figures for an inline SVG: places and sizes in its own units."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LEFT, _WIDTH, _ROW, _BAR = 262.0, 488.0, 38.0, 26.0
_TOP = 6.0  # above the first bar: a name of two lines is taller than it
_LINE = 17.0  # between two lines of a name
_NAME = 32  # characters of a name's line, in the letters of the page's style sheet
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
    """One chart. *names*: (a line of a name, its middle). *legend*: (status, word)."""

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
        height=_TOP + _ROW * len(counts),
        bar=_BAR,
        left=_LEFT - 8,
        names=tuple(line for rank, name in enumerate(counts) for line in _name(name, _TOP + rank * _ROW + _BAR / 2)),
        segments=tuple(
            segment
            for rank, (name, own) in enumerate(counts.items())
            for segment in _bar(name, own, statuses, _TOP + rank * _ROW, _WIDTH / most)
        ),
        legend=tuple(statuses.items()),
    )


def _name(name: str, middle: float) -> Iterator[tuple[str, float]]:
    """A name in two lines at most, both sides of the *middle* of its bar; the table below gives it whole."""
    lines = textwrap.wrap(name, _NAME, max_lines=2, placeholder="…", break_on_hyphens=False)
    for rank, line in enumerate(lines):
        yield line, middle + _LINE * (rank - (len(lines) - 1) / 2)


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
