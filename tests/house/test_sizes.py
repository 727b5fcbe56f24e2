"""Every module small enough to hold in the head, every function readable without scrolling."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "qpv_xlsx").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "base", "handler"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_small_and_well_named(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    longest = max(((node.end_lineno or 0) - node.lineno + 1 for node in functions), default=0)

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert longest <= LONGEST_FUNCTION
    assert path.stem not in FORBIDDEN


def test_functions_are_short_as_a_rule() -> None:
    lengths = sorted(
        (node.end_lineno or 0) - node.body[0].lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    )

    assert lengths[len(lengths) // 2] <= 8
