"""Stacked bars as figures for an inline SVG: places and sizes in its own units."""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_BAR = 26.0
_LINE = 17.0  # between two lines of a name
_DIGIT, _AROUND = 10.0, 6.0  # a segment narrower than its count keeps it for the table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Where bars and names go. *left*, *width*: of the bars. *first*: top of the first bar; *row*: from one to the next.

    *name*: characters of a name's line, in the letters of the page's style sheet. *is_above*: names stand over their bars.
    """

    left: float
    width: float
    first: float
    row: float
    name: int
    is_above: bool = False


_BESIDE = _Room(left=262.0, width=488.0, first=6.0, row=38.0, name=32)  # a name of two lines is taller than a bar
_ABOVE = _Room(left=0.0, width=330.0, first=24.0, row=60.0, name=40, is_above=True)


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
class Drawing:
    """Bars in one shape. *names*: (a line of a name, its middle), which ends at *left*, or begins there: *is_narrow*."""

    width: float
    height: float
    bar: float
    left: float
    names: tuple[tuple[str, float], ...]
    segments: tuple[Segment, ...]
    is_narrow: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One chart: for a screen of usual width or paper, and for a telephone. *section*: whose statuses, « attainment » or « reporting ».

    *legend*: (status, word).
    """

    title: str
    section: str
    drawings: tuple[Drawing, Drawing]
    legend: tuple[tuple[str, str], ...]


def stacked(*, title: str, section: str, statuses: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Bars:
    """Bars of *counts* by name and status of *section*; *statuses* gives their order and words."""
    wide, narrow = (_drawing(room, statuses, counts) for room in (_BESIDE, _ABOVE))
    return Bars(title=title, section=section, drawings=(wide, narrow), legend=tuple(statuses.items()))


def _drawing(room: _Room, statuses: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> Drawing:
    most = max((sum(own.values()) for own in counts.values()), default=0) or 1
    tops = [room.first + rank * room.row for rank in range(len(counts))]
    return Drawing(
        width=room.left + room.width,
        height=room.row * len(counts) + (0 if room.is_above else room.first),
        bar=_BAR,
        left=0 if room.is_above else room.left - 8,
        names=tuple(line for top, name in zip(tops, counts, strict=True) for line in _name(name, room, top)),
        segments=tuple(
            segment
            for top, (name, own) in zip(tops, counts.items(), strict=True)
            for segment in _bar(name, own, statuses, (room.left, top), room.width / most)
        ),
        is_narrow=room.is_above,
    )


def _name(name: str, room: _Room, top: float) -> Iterator[tuple[str, float]]:
    """A name beside its bar, in two lines at most, or over it, in one; the table below gives it whole."""
    most = 1 if room.is_above else 2
    lines = textwrap.wrap(name, room.name, max_lines=most, placeholder="…", break_on_hyphens=False)
    middle = top - _LINE / 2 - 3 if room.is_above else top + _BAR / 2
    for rank, line in enumerate(lines):
        yield line, middle + _LINE * (rank - (len(lines) - 1) / 2)


def _bar(
    name: str, counts: Mapping[str, int], statuses: Mapping[str, str], place: tuple[float, float], scale: float
) -> Iterator[Segment]:
    x, y = place
    for status, word in statuses.items():
        count = counts[status]
        if count:
            width = count * scale
            yield Segment(
                x=round(x, 2),
                y=round(y, 2),
                width=round(max(width - 1, 0.5), 2),
                status=status,
                label=str(count) if width >= _AROUND + _DIGIT * len(str(count)) else "",
                title=f"{name}, {word}: {count}",
            )
            x += width
