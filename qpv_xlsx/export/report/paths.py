"""Trajectories as figures for small inline SVGs: places in their own units, and what is read instead of them."""

from collections.abc import Callable
from dataclasses import dataclass

from qpv_xlsx.domain.judging.trajectories import Trajectory

_WIDTH, _HEIGHT = 250.0, 112.0
_SIDE, _TOP, _FOOT = 26.0, 20.0, 42.0  # room for figures above and under the line, for years at the foot
_ABOVE, _UNDER = -11.0, 14.0
_LETTER = 6.2  # the width of a figure's letter, in the letters of the page's style sheet

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One chart. *line*: of the figures; *aim*: from the last of them to the goal, empty where there is none.

    *words*: (x, y, what is written there). *dots*: of the figures. *reading*: all of it as a sentence.
    """

    code: str
    title: str
    status: str
    status_word: str
    line: str
    aim: str
    dots: tuple[Point, ...]
    words: tuple[tuple[float, float, str], ...]
    reading: str
    width: float = _WIDTH
    height: float = _HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands with a chart."""

    code: str
    title: str
    status: str
    status_word: str
    goal_word: str


def drawn(trajectory: Trajectory, caption: Caption, shown: Callable[[float], str]) -> Path:
    """The chart of *trajectory*; *shown*: a figure as people write it."""
    goal = [trajectory.goal] if trajectory.goal else []
    years = [year for year, _ in (*trajectory.points, *goal)]
    figures = [figure for _, figure in (*trajectory.points, *goal)]

    def place(point: tuple[int, float]) -> Point:
        year, figure = point
        x = _SIDE + (_WIDTH - 2 * _SIDE) * _part(year, min(years), max(years))
        y = _HEIGHT - _FOOT - (_HEIGHT - _TOP - _FOOT) * _part(figure, min(figures), max(figures))
        return round(x, 1), round(y, 1)

    dots = [place(point) for point in trajectory.points]
    ends = [trajectory.points[0], trajectory.points[-1], *goal]
    told = [f"{year}\u00a0: {shown(figure)}" for year, figure in trajectory.points]
    told += [f"{caption.goal_word} {year}\u00a0: {shown(figure)}" for year, figure in goal]
    return Path(
        code=caption.code,
        title=caption.title,
        status=caption.status,
        status_word=caption.status_word,
        line=_joined(dots),
        aim=_joined([dots[-1], place(goal[0])]) if goal else "",
        dots=tuple(dots),
        words=tuple(_words(ends, place, shown)),
        reading=" ; ".join(told).replace(" ;", "\u00a0;"),
    )


def _words(
    ends: list[tuple[int, float]], place: Callable[[tuple[int, float]], Point], shown: Callable[[float], str]
) -> list[tuple[float, float, str]]:
    """The first figure, the last one and the goal, each with its year under it; a year that two share is written once.

    A figure stands on the side that the line does not come from or go to, and no letter of it is outside.
    """
    found: list[tuple[float, float, str]] = []
    taken: set[float] = set()
    others = (ends[1], *ends)  # beside the first one its successor, beside each other one what comes before it
    for point, other in reversed(tuple(zip(ends, others, strict=False))):
        x, y = place(point)
        if x in taken:
            continue
        taken.add(x)
        is_under = point[1] <= other[1] if point is ends[0] else point[1] < other[1]
        words = shown(point[1])
        half = len(words) * _LETTER / 2
        inside = min(max(x, half), _WIDTH - half)
        found += [(inside, y + (_UNDER if is_under else _ABOVE), words), (x, _HEIGHT - 9, str(point[0]))]
    return found


def _joined(points: list[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _part(value: float, least: float, most: float) -> float:
    """Where *value* stands between both, 0..1; in the middle where they are one."""
    return 0.5 if most == least else (value - least) / (most - least)
