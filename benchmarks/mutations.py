"""What nobody notices: ``python benchmarks/mutations.py MODULE TESTS… [--count 20] [--seed 1]``.

A copy of the repository is changed in one small way at a time (a comparison, a number, an « and », a « not »), and the
tests named are run on it. A change that they do not notice is told; what survives and matters gets its case.
"""

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
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


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, what was changed, and the changed source, for each small change that can be made."""
    tree = ast.parse(source)
    for number, node in enumerate(ast.walk(tree)):
        if not changed(copy.deepcopy(node)):
            continue
        other = copy.deepcopy(tree)
        target = next(found for place, found in enumerate(ast.walk(other)) if place == number)
        before = ast.unparse(node)
        changed(target)
        yield getattr(node, "lineno", 0), f"{before} → {ast.unparse(target)}", ast.unparse(other)


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


def is_noticed(folder: Path, module: str, source: str, tests: list[str]) -> bool:
    """Whether the tests fail on the changed module."""
    (folder / module).write_text(source, "utf-8")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *tests]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=300)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("module")
    wanted.add_argument("tests", nargs="+")
    wanted.add_argument("--count", type=int, default=20)
    wanted.add_argument("--seed", type=int, default=1)
    asked = wanted.parse_args()
    source = (ROOT / asked.module).read_text("utf-8")
    every = list(mutants(source))
    chosen = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "copy"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "__pycache__"))
        if is_noticed(folder, asked.module, ast.unparse(ast.parse(source)), asked.tests):
            sys.exit("the tests fail without any change")
        survived = [mutant for mutant in chosen if not is_noticed(folder, asked.module, mutant[2], asked.tests)]
    for line, what, _ in sorted(survived):
        print(f"{asked.module}:{line}: {what}")
    print(f"{asked.module}: {len(chosen) - len(survived)} of {len(chosen)} noticed ({len(every)} possible)")


if __name__ == "__main__":
    main()
