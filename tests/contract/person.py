"""A respondent and a coordinator as outsiders see them: a command line, files, and words in cells."""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import openpyxl
from jsonschema import Draft202012Validator
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).parents[2]
SHEET = "Indicateurs"
BY_QUARTIER = "Par quartier"
RESULT = "Résultat 2015"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command left: its exit status and its two streams."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document of standard output."""
        return json.loads(self.out)


def qpv(*arguments: str | Path, folder: Path, setting: Mapping[str, str] | None = None) -> Done:
    """Run the command in *folder*, far from the sources; a traceback is never an answer."""
    done = subprocess.run(
        [sys.executable, "-m", "qpv_xlsx", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(setting or {})},
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert "Erreur interne" not in done.stderr, done.stderr
    return Done(status=done.returncode, out=done.stdout, err=done.stderr)


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "templates/schema/report.schema.json").read_text("utf-8")))


def report_of(done: Done) -> Any:
    """The report of ``check`` and ``collect``, as its schema wants it, with counts that add up."""
    report = done.document
    _schema().validate(report)
    files, summary = report["files"], report["summary"]
    outcomes = [file["outcome"] for file in files]
    severities = [found["severity"] for file in files for found in file["findings"]]
    assert summary == {
        "files": len(files),
        **{outcome: outcomes.count(outcome) for outcome in ("accepted", "rejected", "ignored")},
        "answers": sum(len(file["answers"]) for file in files),
        **{f"{severity}s": severities.count(severity) for severity in ("error", "warning", "info")},
    }
    assert done.status == (1 if summary["errors"] else 0)
    return report


class Form:
    """A collection workbook in somebody's hands: cells are found by header and row code, as eyes do."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = openpyxl.load_workbook(BytesIO(content))

    def sheet(self, name: str = SHEET) -> Worksheet:
        sheet = self.book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def headers(self, name: str = SHEET) -> dict[str, int]:
        """Column number of each header; the header row is the one that begins with « Code »."""
        sheet = self.sheet(name)
        row = self.header_row(name)
        return {str(cell.value): cell.column for cell in sheet[row] if cell.value is not None}

    def header_row(self, name: str = SHEET) -> int:
        return next(row for row in range(1, 20) if self.sheet(name).cell(row, 1).value == "Code")

    def rows(self, name: str = SHEET) -> dict[str, int]:
        """Row number of each measure."""
        first = self.header_row(name) + 1
        sheet = self.sheet(name)
        return {str(value): row for row in range(first, sheet.max_row + 1) if (value := sheet.cell(row, 1).value)}

    def cell(self, code: str, header: str = RESULT, name: str = SHEET) -> Cell:
        cell = self.sheet(name).cell(self.rows(name)[code], self.headers(name)[header])
        assert isinstance(cell, Cell)
        return cell

    def type(self, code: str, value: Any, header: str = RESULT, name: str = SHEET) -> str:
        """Type *value*; the address of the cell comes back."""
        cell = self.cell(code, header, name)
        cell.value = value
        return str(cell.coordinate)

    def fill(self) -> "Form":
        """A short flawless reply: every measure is said to be without object, and why."""
        for code in self.rows():
            self.type(code, "Sans objet (so)", "Situation")
            self.type(code, "Dispositif supprimé en 2014.", "Commentaire")
        return self

    def answer(self, code: str, value: Any, header: str = RESULT) -> str:
        """Answer a measure that ``fill`` said to be without object."""
        self.type(code, "Définitif", "Situation")
        self.type(code, None, "Commentaire")
        return self.type(code, value, header)

    def save(self) -> bytes:
        return bytes_of(self.book)


def sheet_names(path: Path) -> list[str]:
    """Names of all sheets, hidden ones too, in their order."""
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return [unescape(name, {"&apos;": "'"}) for name in names]


def bytes_of(book: Workbook) -> bytes:
    """*book* as saved."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
