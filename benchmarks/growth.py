"""What a workbook costs as the country grows: ``python benchmarks/growth.py 11 34 101 [--folder DOSSIER] [--picture FICHIER]``.

For each number of territories (nine workbooks each): processor time of ``collect`` + ``consolidate`` by workbook, and the
largest memory of the process and of a worker. Straight is good: nothing may grow with the square of the country. Returns that
are in the folder already are used again.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import run_step

_PER_TERRITORY = 9
_MOST_TIMES = 1.2  # cost of a workbook, and memory, of the largest country over those of the smallest
_WIDTH, _HEIGHT, _MARGIN = 640, 300, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One country. *cost*: milliseconds of processor a workbook; *peak*: MiB, the process's and its largest worker's."""

    workbooks: int
    cost: float
    peak: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("territories", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, help="where the returns stay")
    parser.add_argument("--picture", type=Path, help="an .svg to write")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qpv-croissance-") as temporary:
        points = tuple(_points(arguments.folder or Path(temporary), sorted(arguments.territories)))
    if arguments.picture:
        arguments.picture.write_text(picture(points), "utf-8")
    first, last = points[0], points[-1]
    print(
        f"coût d’un classeur, du plus grand pays au plus petit : {last.cost / first.cost:.2f} (au plus {_MOST_TIMES})"
    )
    print(f"mémoire, de même : {last.peak / first.peak:.2f} (au plus {_MOST_TIMES})")
    return int(max(last.cost / first.cost, last.peak / first.peak) > _MOST_TIMES)


def _points(folder: Path, territories: Sequence[int]) -> Iterator[Point]:
    print("| classeurs | collect, s | consolidate, s | ms par classeur | mémoire, Mio | d’un ouvrier, Mio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for number in territories:
        home, workbooks = folder / str(number), number * _PER_TERRITORY
        if not (home / "retours").exists():
            run_step("stages.py", "make", str(home), str(number))
            run_step("stages.py", "generate", str(home))
            run_step("stages.py", "fill", str(home))
        collect = run_step("stages.py", "collect", str(home))
        consolidate = run_step("stages.py", "consolidate", str(home))
        peak = max(collect.peak, consolidate.peak)
        worker = max(collect.worker_peak, consolidate.worker_peak)
        cost = 1000 * (collect.processor + consolidate.processor) / workbooks
        print(
            f"| {workbooks} | {collect.processor:.1f} | {consolidate.processor:.1f} | {cost:.0f} | {peak:.0f} | {worker:.0f} |",
            flush=True,
        )
        yield Point(workbooks=workbooks, cost=cost, peak=peak)


def picture(points: Sequence[Point]) -> str:
    """The cost of a workbook against the number of workbooks, from zero, so that what is straight looks straight."""
    most, dearest = points[-1].workbooks, max(point.cost for point in points) * 1.25

    def across(workbooks: float) -> float:
        return _MARGIN + (_WIDTH - 2 * _MARGIN) * workbooks / most

    def down(cost: float) -> float:
        return _HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * cost / dearest

    line = " ".join(f"{across(one.workbooks):.1f},{down(one.cost):.1f}" for one in points)
    marks = "".join(
        f'<circle cx="{across(one.workbooks):.1f}" cy="{down(one.cost):.1f}" r="4"/>'
        f'<text x="{across(one.workbooks):.1f}" y="{down(one.cost) - 12:.1f}" text-anchor="middle">{one.cost:.0f}</text>'
        f'<text x="{across(one.workbooks):.1f}" y="{_HEIGHT - _MARGIN + 20}" text-anchor="middle">{one.workbooks}</text>'
        for one in points
    )
    floor, left = _HEIGHT - _MARGIN, _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="13">'
        "<title>Milliseconds of processor for each workbook, collect and consolidate together, by number of workbooks</title>"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>'
        f'<path d="M{left} {_MARGIN}V{floor}H{_WIDTH - _MARGIN}" fill="none" stroke="#666666"/>'
        f'<polyline points="{line}" fill="none" stroke="#000091" stroke-width="2"/>'
        f'<g fill="#161616">{marks}</g>'
        f'<text x="{left}" y="{_MARGIN - 24}">ms of processor a workbook</text>'
        f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 14}" text-anchor="end">workbooks</text>'
        "</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
