"""A national campaign from end to end, beside what other tools take for it, in one run. See docs/performance.md.

    python benchmarks/national.py [--territories 101] [--small] [--folder DOSSIER] [--datamaps PYTHON]

*--datamaps*: an interpreter in whose environment bcompiler-engine is installed; without it that line is left out.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measuring import Measure, run_step

ROOT = Path(__file__).resolve().parent.parent
SMALL = 10
STARTS = 5
MOST_MEMORY = 300  # MiB
_CORES = os.cpu_count() or 1
_PROGRAM = (sys.executable, "-m", "qpv_xlsx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A figure with its bound. *is_held* tells whether the target is reached."""

    what: str
    found: str
    target: str
    is_held: bool


def main() -> int:
    arguments = _arguments()
    territories = SMALL if arguments.small else arguments.territories
    with tempfile.TemporaryDirectory(prefix="qpv-national-") as temporary:
        folder = arguments.folder or Path(temporary)
        steps = dict(_steps(folder, territories, arguments.datamaps))
        ratios = tuple(_ratios(steps))
    print("\n| rapport | mesuré | objectif | tenu |\n| --- | ---: | ---: | --- |")
    for ratio in ratios:
        print(f"| {ratio.what} | {ratio.found} | {ratio.target} | {'oui' if ratio.is_held else 'NON'} |")
    return int(not all(ratio.is_held for ratio in ratios))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--territories", type=int, default=101)
    parser.add_argument("--small", action="store_true", help=f"{SMALL} territories")
    parser.add_argument("--folder", type=Path, help="an empty folder to keep the files in")
    parser.add_argument("--datamaps", help="Python of an environment with bcompiler-engine")
    return parser.parse_args()


def _steps(folder: Path, territories: int, datamaps: str | None) -> Iterator[tuple[str, Measure]]:
    """Each step as it ends, printed as a line of the table."""
    two, one = folder / "deux", folder / "un"
    run_step("stages.py", "make", str(two), str(territories))
    print("| étape | secondes | de processeur | fichiers/s | mémoire, Mio | d’un ouvrier, Mio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    files = territories * 9

    def line(name: str, script: str, *parts: str, cores: int | None = None, python: str = sys.executable) -> Measure:
        done = run_step(script, *parts, cores=cores, python=python)
        print(
            f"| {name} | {done.seconds:.1f} | {done.processor:.1f} | {files / done.seconds:.0f} "
            f"| {done.peak:.0f} | {done.worker_peak:.0f} |",
            flush=True,
        )
        return done

    yield "generate", line("generate", "stages.py", "generate", str(two))
    yield "fill", line("remplissage", "stages.py", "fill", str(two))
    shutil.copytree(two, one)
    yield "one", line("collect, un cœur", "stages.py", "collect", str(one), cores=1)
    yield "two", line("collect, deux cœurs", "stages.py", "collect", str(two), cores=2)
    yield "again", line("collect, rien de neuf", "stages.py", "collect", str(two), cores=2)
    yield "consolidate", line("consolidate", "stages.py", "consolidate", str(two))
    returns = str(two / "retours")
    yield "openpyxl", line("openpyxl seul, ouvrir", "bare.py", "openpyxl", returns)
    yield "pandas", line("boucle pandas", "bare.py", "pandas", returns)
    if datamaps:
        run_step("stages.py", "datamaps", str(two))
        os.environ["HOME"] = str(folder)  # bcompiler-engine keeps its settings there
        yield "datamaps", line("bcompiler-engine", "datamaps.py", str(two / "datamaps"), python=datamaps)


def _ratios(steps: dict[str, Measure]) -> Iterator[Ratio]:
    one, two, again = steps["one"], steps["two"], steps["again"]
    answers = two.counts["answers"]
    print(f"\n{answers:.0f} réponses, {answers / two.seconds:.0f} réponses/s lues, contrôlées et enregistrées")
    yield _at_least("deux cœurs contre un", one.seconds / two.seconds, 1.7)
    yield _at_most("seconde collecte contre la première, au processeur", again.processor / two.processor, 0.02)
    for what, step in (("lire", two), ("consolider", steps["consolidate"])):
        peak = max(step.peak, step.worker_peak)
        found, target = f"{peak:.0f} Mio", f"≤ {MOST_MEMORY} Mio"
        yield Ratio(what=f"mémoire pour {what}", found=found, target=target, is_held=peak <= MOST_MEMORY)
    for name, words in (
        ("pandas", "la boucle pandas"),
        ("datamaps", "bcompiler-engine"),
    ):
        if name in steps:
            yield from _against(words, steps[name], two, steps["consolidate"])
    yield _at_most("classeurs contre XlsxWriter nu, mêmes appels", _printed("generate.py"), 0.5)
    yield _prompt("qpv-xlsx --help", 0.15, "--help")
    with tempfile.TemporaryDirectory(prefix="qpv-paris-") as paris:
        subprocess.run([*_PROGRAM, "-q", "demo", f"{paris}/paris"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        yield _prompt("status de Paris", 0.5, "-C", f"{paris}/paris", "status")


def _against(words: str, theirs: Measure, collect: Measure, consolidate: Measure) -> Iterator[Ratio]:
    """On the clock, where two cores count, and of processor, where they do not."""
    yield _at_most(f"collect contre {words}, à la montre", collect.seconds / theirs.seconds, 1)
    yield _at_most(f"collect contre {words}, au processeur", collect.processor / theirs.processor, None)
    whole = collect.processor + consolidate.processor
    yield _at_most(f"collect + consolidate contre {words}, au processeur", whole / theirs.processor, 1)
    clock = collect.seconds + consolidate.seconds
    yield _at_most(
        f"collect + consolidate contre {words}, à la montre", clock / theirs.seconds, 0.6 if _CORES > 1 else 1
    )


def _at_most(what: str, found: float, bound: float | None) -> Ratio:
    target = "—" if bound is None else f"≤ {bound:g}"
    return Ratio(what=what, found=f"{found:.3g}", target=target, is_held=bound is None or found <= bound)


def _at_least(what: str, found: float, bound: float) -> Ratio:
    return Ratio(what=what, found=f"{found:.3g}", target=f"≥ {bound:g}", is_held=found >= bound)


def _printed(script: str, *arguments: str) -> float:
    """The ratio that another benchmark of this folder prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{Path(script).stem}", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    found = re.search(r"(?:times the bare cost|ratio:) ([\d.]+)", done.stdout)
    return float(found[1]) if found else float("nan")


def _prompt(what: str, most: float, *arguments: str) -> Ratio:
    """The best of some starts: what is asked is the program's time, not the disk's."""

    def start() -> float:
        began = time.perf_counter()
        subprocess.run([*_PROGRAM, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    seconds = min(start() for _ in range(STARTS))
    return Ratio(what=what, found=f"{seconds:.2f} s", target=f"< {most:g} s", is_held=seconds < most)


if __name__ == "__main__":
    sys.exit(main())
