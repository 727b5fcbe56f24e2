"""The map leads somewhere: paths named in the guides exist, and the picture is the code's."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("CONTRIBUTING.md", "docs/architecture.md", "docs/release.md")
NAMED = re.compile(r"`((?:qpv_xlsx|tests|docs|templates|benchmarks|\.ci)/[\w./-]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
TOP = (
    "a rule",
    "a column of the collection workbook",
    "a fact of « Données »",
    "a kind of measure",
    "an export format",
)
FURTHER = ("a language", "a target wording", "a sheet of the master")


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_architecture", ROOT / "docs" / "make_architecture.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_named_exists(guide: str) -> None:
    text = (ROOT / guide).read_text("utf-8")
    named = {ROOT / path for path in NAMED.findall(text)} | {
        (ROOT / guide).parent / path for path in LINK.findall(text)
    }

    assert named
    assert [str(path) for path in named if not path.exists()] == []


def test_the_table_says_where_to_add_what() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if line.startswith("| ")}

    for thing in (*TOP, *FURTHER):
        assert "tests/" in rows[thing]


def test_the_picture_is_drawn_from_the_code(drawing: ModuleType) -> None:
    assert drawing.PICTURE.read_text("utf-8") == drawing.picture(), "run: python docs/make_architecture.py"


def test_every_room_stands_in_the_picture(drawing: ModuleType) -> None:
    drawn = {room.partition(".")[0] for row in drawing.ROWS for room in row}
    rooms = {path.parent.name for path in (ROOT / "qpv_xlsx").glob("*/__init__.py")}

    assert rooms == drawn
