"""What nobody notices: ``python benchmarks/mutations.py MODULE_OR_ROOM… [--tests TESTS…] [--count 20] [--seed 1]``.

A copy of the repository is changed in one small way at a time (a comparison, a number, an « and », a « not »), and tests
are run on it. A change that they do not notice is told; what survives and matters gets its case.

The tests are run once under coverage.py (``pip install coverage``), to know which of them pass on which line. On each
change those that pass on its line are run, the quickest first, then the files that they stand in. Of a whole room a sample
is drawn, the same for the same seed and the same code. Not changed, for no answer could tell: how records are declared
(``frozen=True``) and ``strict=True``.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NO_OTHER_PROGRAM = "not slow and not libreoffice and not chromium and not dovecot and not gnumeric and not wine"
# Seconds that the tests of one change may take, as measured without a change, and how much longer before it is told as noticed.
ENOUGH, PATIENCE = 60.0, 240.0
SWAPPED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ALSO = {ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
DECLARING = ("frozen", "slots", "kw_only", "strict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One small change of *module*: its *lines*, *what* was changed, and the changed *source*."""

    module: str
    lines: range
    what: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """Which tests pass where. *seconds* of each test; *by_line* and *by_module*: the tests that run a line, a function of a module."""

    seconds: Mapping[str, float]
    by_line: Mapping[tuple[str, int], frozenset[str]]
    by_module: Mapping[str, frozenset[str]]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests to run on *mutant*, the quickest first; what is run at import is seen by whoever uses the module."""
        on_lines = frozenset[str]().union(
            *(self.by_line.get((mutant.module, line), frozenset()) for line in mutant.lines)
        )
        found = on_lines or self.by_module.get(mutant.module, frozenset())
        files = {test.split("::")[0] for test in found}
        beside = {test for test in self.seconds if test.split("::")[0] in files}
        return [*self.quickest(found), *self.quickest(beside - found)]

    def quickest(self, tests: set[str] | frozenset[str]) -> list[str]:
        return sorted(tests, key=lambda test: (self.seconds.get(test, 0.0), test))


def pytest_runtest_logstart(nodeid: str) -> None:
    """This file is a plugin too, where it measures: coverage.py is told which test begins, all cases of a table as one."""
    from coverage import Coverage

    if current := Coverage.current():
        current.switch_context(nodeid.partition("[")[0])


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Each small change that can be made of *source*."""
    tree = ast.parse(source)
    declared = {id(word.value) for word in ast.walk(tree) if isinstance(word, ast.keyword) and word.arg in DECLARING}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in declared or not changed(copy.deepcopy(node)):
            continue
        other = copy.deepcopy(tree)
        target = next(found for place, found in enumerate(ast.walk(other)) if place == number)
        before = ast.unparse(node)
        changed(target)
        lines = range(getattr(node, "lineno", 0), (getattr(node, "end_lineno", 0) or 0) + 1)
        yield Mutant(module=module, lines=lines, what=f"{before} → {ast.unparse(target)}", source=ast.unparse(other))


def changed(node: ast.AST) -> bool:
    """Change *node* in place, if it is of those that can be."""
    match node:
        case ast.Compare(ops=[operator, *_]) if type(operator) in SWAPPED:
            node.ops[0] = SWAPPED[type(operator)]()
        case ast.BoolOp() if type(node.op) in ALSO:
            node.op = ALSO[type(node.op)]()
        case ast.BinOp() if type(node.op) in ALSO and not isinstance(node.left, ast.Constant):
            node.op = ALSO[type(node.op)]()
        case ast.UnaryOp(op=ast.Not()):
            node.op = ast.UAdd() if isinstance(node.operand, ast.Constant) else ast.Not()
            node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value) | float(value)):
            node.value = value + 1
        case _:
            return False
    return True


def passing_on(folder: Path, asked: Sequence[str], tests: Sequence[str]) -> Passing:
    """Run *tests* once on the unchanged copy, and see where each of them passes."""
    from coverage import CoverageData

    included = [place if place.endswith(".py") else f"{place.rstrip('/')}/*" for place in asked]
    command = [
        "coverage",
        "run",
        f"--include={','.join(included)}",
        "-m",
        "pytest",
        "-p",
        "mutations",
        "--junitxml=times.xml",
    ]
    if run(folder, [*command, "-q", "-m", NO_OTHER_PROGRAM, *tests], patience=None):
        sys.exit("the tests fail without any change")
    data = CoverageData(str(folder / ".coverage"))
    data.read()
    by_line, by_module = {}, {}
    for file in data.measured_files():
        module = str(Path(file).relative_to(folder.resolve()))
        by_line |= {(module, line): frozenset(tests) - {""} for line, tests in data.contexts_by_lineno(file).items()}
        by_module[module] = frozenset[str]().union(*(by_line[place] for place in by_line if place[0] == module))
    return Passing(seconds=seconds_of(folder / "times.xml"), by_line=by_line, by_module=by_module)


def seconds_of(report: Path) -> dict[str, float]:
    seconds: dict[str, float] = defaultdict(float)
    for case in ET.parse(report).iter("testcase"):
        file = case.attrib["classname"].replace(".", "/") + ".py"
        seconds[f"{file}::{case.attrib['name'].partition('[')[0]}"] += float(case.attrib["time"])
    return dict(seconds)


def is_noticed(folder: Path, mutant: Mutant, passing: Passing) -> bool:
    """Whether tests fail on the changed module: as many of those that pass there as take a minute."""
    chosen, spent = [], 0.0
    for test in passing.tests_of(mutant):
        spent += passing.seconds.get(test, 0.0)
        if spent > ENOUGH and chosen:
            break
        chosen.append(test)
    place = folder / mutant.module
    former = place.read_text("utf-8")
    place.write_text(mutant.source, "utf-8")
    try:
        return bool(chosen) and run(folder, ["pytest", "-x", "-q", "-m", NO_OTHER_PROGRAM, *chosen], patience=PATIENCE)
    finally:
        place.write_text(former, "utf-8")


def run(folder: Path, command: Sequence[str], *, patience: float | None) -> bool:
    """Whether *command* fails in *folder*, or takes longer than *patience* seconds."""
    paths = os.pathsep.join([str(ROOT / "benchmarks"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    still = ["-p", "no:cacheprovider", "-p", "no:randomly"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command, *still],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": paths.rstrip(os.pathsep)},
            capture_output=True,
            check=False,
            timeout=patience,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def modules_of(asked: str) -> list[str]:
    place = ROOT / asked
    return [asked] if place.is_file() else [str(file.relative_to(ROOT)) for file in sorted(place.rglob("*.py"))]


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("asked", nargs="+", help="modules or rooms, from the repository's root")
    wanted.add_argument("--tests", nargs="+", default=["tests"])
    wanted.add_argument("--count", type=int, default=20)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--minutes", type=float, default=float("inf"), help="no change is begun later")
    wish = wanted.parse_args()
    modules = sorted({module for asked in wish.asked for module in modules_of(asked)})
    every = [mutant for module in modules for mutant in mutants(module, (ROOT / module).read_text("utf-8"))]
    chosen = random.Random(wish.seed).sample(every, min(wish.count, len(every)))
    end, tried, survived = time.monotonic() + 60 * wish.minutes, 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__"))
        passing = passing_on(folder, wish.asked, wish.tests)
        for mutant in chosen:
            if time.monotonic() > end:
                break
            tried += 1
            if not is_noticed(folder, mutant, passing):
                survived += 1
                tests = len(passing.tests_of(mutant))
                print(f"{tried} {mutant.module}:{mutant.lines.start}: {mutant.what} ({tests} tests)", flush=True)
    print(
        f"seed {wish.seed}: {tried} of {len(every)} possible changes, {tried - survived} noticed, {survived} survived"
    )


if __name__ == "__main__":
    main()
