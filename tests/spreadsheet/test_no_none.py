"""« None » is a word of Python's: no part of a file that we write says it to anybody, in a title, a cell or a property."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.spreadsheet.drawing import Area, Style, Validation
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.tasks.demo import demo

NONE = re.compile(r"\bNone\b")
NOW = datetime(2016, 2, 1, 9, tzinfo=UTC)
RECEIVED = "recus"  # what others wrote


def _parts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Texts of a file, of the parts of an archive and of what those hold."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from _parts(f"{name}!{part}", archive.read(part))
    else:
        yield name, content.decode("utf-8", "replace")


def _said(name: str, content: bytes) -> list[str]:
    return [
        f"{part}: …{text[max(0, found.start() - 60) : found.end() + 20]}…"
        for part, text in _parts(name, content)
        for found in NONE.finditer(text)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("essai") / "demonstration"
    demo(path, language="fr", author="Mission ville", now=NOW)
    return path


def test_no_file_of_a_campaign_says_none(folder: Path) -> None:
    paths = [path for path in folder.rglob("*") if path.is_file() and RECEIVED not in path.parts]
    written = [path for path in paths if path.suffix in {".xlsx", ".docx", ".html", ".eml", ".csv", ".json", ".txt"}]
    assert {path.suffix for path in written} >= {".xlsx", ".html"}
    assert [said for path in written for said in _said(path.name, path.read_bytes())] == []


@pytest.mark.parametrize("title", ["", "Titre"])
def test_a_bubble_has_the_title_that_it_is_given_or_none(title: str) -> None:
    pen = Pen(title="essai", created=NOW)
    sheet = pen.sheet("S")
    sheet.write(1, 1, "texte", Style())
    rule = Validation(kind="any", input_title=title, input_message="Un nombre.")
    sheet.validate(Area(1, 1, 1, 1), rule)
    content = pen.finish()
    [part] = [text for name, text in _parts("S.xlsx", content) if name.endswith("sheet1.xml")]
    assert ('promptTitle="Titre"' in part) == bool(title)
    assert _said("S.xlsx", content) == []
