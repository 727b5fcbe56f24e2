"""Every finding that the program can make has its sentence, with every fact it names, in both languages."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from qpv_xlsx.domain.findings import Code
from qpv_xlsx.messages.wordbook import LANGUAGES, wording

ROOT = Path(__file__).parents[2] / "qpv_xlsx"
GIVEN = {"read", "measure", "quartier", "kind"}  # by the finding itself
MAKERS = {"finding", "make_finding", "about"}  # functions that make a finding of the facts in their call
PARAMETERS = {"case", "severity", "place", "quartier", "measure", "read"}


def calls() -> Iterator[tuple[str, str, str, frozenset[str] | None]]:
    """(where, code, case, facts) of each call whose first argument is a code; facts are None where some are computed."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            match node.args[0]:
                case ast.Attribute(value=ast.Name(id="Code"), attr=code) if code in Code.__members__:
                    case = case_of(node)
                    named = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
                    is_open = name_of(node) not in MAKERS or any(keyword.arg is None for keyword in node.keywords)
                    if case is not None:
                        where = f"{path.relative_to(ROOT)}:{node.lineno}"
                        yield where, code, case, None if is_open else named - PARAMETERS


def name_of(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def case_of(node: ast.Call) -> str | None:
    """The case as written; None where it is computed."""
    given = next((keyword.value for keyword in node.keywords if keyword.arg == "case"), None)
    match given:
        case None:
            return ""
        case ast.Constant(value=str(case)):
            return case
    return None


CALLS = tuple(calls())


@pytest.mark.parametrize(
    ("where", "code", "case", "facts"), CALLS, ids=[f"{one[0]} {one[1]} {one[2]}" for one in CALLS]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_has_its_sentence_and_its_facts(
    where: str, code: str, case: str, facts: frozenset[str] | None, language: str
) -> None:
    said = wording(language, code, case)
    if facts is not None:
        fields = {
            name for text in (said.message, said.hint) for _, name, _, _ in string.Formatter().parse(text) if name
        }
        assert fields <= facts | GIVEN, where


def test_the_walk_finds_the_calls() -> None:
    assert {"V01", "C05", "M01", "F01", "S01"} <= {code for _, code, _, _ in CALLS}
