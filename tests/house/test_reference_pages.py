"""The reference pages say what the program says, and links between them lead somewhere."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from qpv_xlsx.cli.root import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("commandes", "colonnes", "schema")


def generator(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"make_{name}", DOCS / f"make_{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", PAGES)
def test_page_is_up_to_date(name: str) -> None:
    expected = generator(name).page()

    assert (DOCS / f"{name}.md").read_text("utf-8") == expected, f"run: python docs/make_{name}.py"


def test_the_desk_shows_the_guide_as_it_is_written() -> None:
    guide = generator("guide")

    assert guide.PAGE.read_text("utf-8") == guide.page(), "run: python docs/make_guide.py"
    pictures = list(guide.pictures())
    assert len(pictures) >= 10
    assert [copy.name for kept, copy in pictures if kept.read_bytes() != copy.read_bytes()] == []
    assert {copy for _, copy in pictures} == set(guide.DESK.glob("static/guide-*"))


def test_every_command_has_its_section_in_french() -> None:
    page = (DOCS / "commandes.md").read_text("utf-8")

    assert [name for name in COMMANDS if f"\n## {name}\n" not in page] == []
    assert "Usage:" not in page


@pytest.mark.parametrize("name", PAGES)
def test_every_row_of_a_table_is_whole(name: str) -> None:
    rows = [line for line in (DOCS / f"{name}.md").read_text("utf-8").splitlines() if line.startswith("| ")]

    assert rows
    assert [row for row in rows if "|  |" in row or row.endswith("| |")] == []


@pytest.mark.parametrize("document", ["README.md", "README.fr.md"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_reached_from_the_readme(name: str, document: str) -> None:
    assert f"(docs/{name}.md)" in (DOCS.parent / document).read_text("utf-8")
