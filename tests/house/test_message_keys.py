"""No sentence is kept that nothing says: each key stands in the code, whole or as a pattern with a word of its own."""

import ast
import re
from pathlib import Path

import pytest

from qpv_xlsx.domain.findings import Code
from qpv_xlsx.messages.wordbook import LANGUAGES, words

ROOT = Path(__file__).parents[2] / "qpv_xlsx"
COMPOSED = {"V03 unseen_both"}  # of « unseen » and « both »


def spoken() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Every text of the code, and every text with holes that has at least one word."""
    texts: set[str] = set()
    shapes: set[str] = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    texts.add(text)
                case ast.JoinedStr(values=parts):
                    fixed = [part.value if isinstance(part, ast.Constant) else None for part in parts]
                    if any(re.fullmatch(r"[a-z_0-9]*[a-z][a-z_0-9]*", str(part)) for part in fixed if part):
                        shapes.add("".join(".+" if part is None else re.escape(str(part)) for part in fixed))
    return frozenset(texts), tuple(re.compile(shape) for shape in shapes)


TEXTS, SHAPES = spoken()


def is_said(key: str) -> bool:
    return key in TEXTS or any(shape.fullmatch(key) for shape in SHAPES)


@pytest.mark.parametrize("section", ["phrases", "errors"])
def test_every_sentence_is_said(section: str) -> None:
    assert [key for key in words("fr")[section] if not is_said(key)] == []


def test_every_sentence_of_the_collection_workbook_is_said() -> None:
    assert [key for key in words("fr")["labels"]["collection"] if not is_said(key)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_sentences(language: str) -> None:
    missing = [code for code in Code if code not in words(language)["findings"]]
    assert missing == [], f"say them under [findings.CODE] of qpv_xlsx/messages/{language}.toml"


def test_every_case_of_a_finding_is_made() -> None:
    cases = {f"{code} {case}": case for code, said in words("fr")["findings"].items() for case in said.get("cases", {})}
    assert {key for key, case in cases.items() if not is_said(case)} == COMPOSED


def test_a_key_that_nothing_says_is_seen() -> None:
    assert not is_said("a_sentence_of_former_days")
