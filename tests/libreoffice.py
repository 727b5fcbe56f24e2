"""Drives LibreOffice as a person in the French locale would: the second spreadsheet program of the tests.

``with libreoffice_at(folder) as office`` in a session-wide fixture; each order opens, types, saves or recalculates.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_PYTHON = "/usr/bin/python3"  # the system's, which python3-uno serves
_HAND = Path(__file__).with_name("libreoffice_hand.py")


class Office:
    """An open LibreOffice. Rows and columns are counted from 1."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def _ask(self, order: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": order, "with": arguments}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "trouble" in answer:
            raise RuntimeError(answer["trouble"])
        return answer["done"]

    def open(self, path: Path) -> None:
        """Open *path*, closing what was open."""
        self._ask("open", str(path))

    def type(self, sheet: str, cell: str, text: str) -> str:
        """Type into a cell: « ok », « locked », or « refused » where a validation stops it."""
        return str(self._ask("type", sheet, cell, text))

    def sit_down(self, sheet: str, cell: str, width: int, height: int) -> tuple[str, str]:
        """Look at a sheet in a window of so many pixels, the cursor on *cell*; where it is, and what the window shows."""
        here, view = self._ask("sit_down", sheet, cell, width, height)
        return here, view

    def tab(self) -> tuple[str, str]:
        """Press Tab: where the cursor is then, and what the window shows."""
        here, view = self._ask("tab")
        return here, view

    def sees(self, cell: str) -> bool:
        """Whether *cell* is in view."""
        return bool(self._ask("sees", cell))

    def shown(self, sheet: str, cell: str) -> str:
        """What a person sees in a cell."""
        return str(self._ask("shown", sheet, cell))

    def save(self, path: Path, password: str = "") -> Path:
        """Save a copy as .xlsx, .ods, .xls, .pdf, .csv or .html, by its extension."""
        self._ask("save", str(path), password)
        return path

    def recalculate(self) -> Mapping[tuple[str, str], float | str]:
        """Calculate every formula anew: result by (sheet, cell), errors as « Err:502 »."""
        return {(sheet, cell): result for sheet, cell, result in self._ask("recalculate")}

    def low_rows(self, sheet: str) -> list[tuple[int, float, float]]:
        """Visible rows too low for their texts: number, height, height needed, in points."""
        return [(int(row), height, needed) for row, height, needed in self._ask("low_rows", sheet)]

    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return list(self._ask("sheets"))

    def unprotect(self, sheet: str) -> None:
        """Lift a sheet's protection."""
        self._ask("unprotect", sheet)

    def rename(self, sheet: str, name: str) -> None:
        """Rename a sheet."""
        self._ask("rename", sheet, name)

    def insert_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Insert rows above *row*."""
        self._ask("insert_rows", sheet, row, count)

    def insert_columns(self, sheet: str, column: int, count: int = 1) -> None:
        """Insert columns left of *column*."""
        self._ask("insert_columns", sheet, column, count)

    def delete_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Delete rows from *row*."""
        self._ask("delete_rows", sheet, row, count)

    def sort(self, sheet: str, area: str, column: int, *, descending: bool = False) -> None:
        """Sort the rows of *area* by its *column*-th column."""
        self._ask("sort", sheet, area, column, descending)

    def paste(self, sheet: str, cell: str, text: str) -> None:
        """Paste over a cell: its number format and validation are lost."""
        self._ask("paste", sheet, cell, text)

    def forget_validation(self, sheet: str, cell: str) -> None:
        """Take a cell's validation away, and leave it its format."""
        self._ask("forget_validation", sheet, cell)

    def copy_range(self, sheet: str, area: str, target: str) -> None:
        """Copy *area* to *target* of the same sheet."""
        self._ask("copy_range", sheet, area, target)

    def clear(self, sheet: str, area: str) -> None:
        """Clear the contents of cells."""
        self._ask("clear", sheet, area)

    def delete_columns(self, sheet: str, column: int, count: int = 1) -> None:
        """Delete columns from *column*."""
        self._ask("delete_columns", sheet, column, count)

    def hide_rows(self, sheet: str, row: int, count: int = 1) -> None:
        """Hide rows from *row*."""
        self._ask("hide_rows", sheet, row, count)

    def hide_columns(self, sheet: str, column: int, count: int = 1) -> None:
        """Hide columns from *column*."""
        self._ask("hide_columns", sheet, column, count)

    def filter(self, sheet: str, area: str, column: int, text: str) -> None:
        """Show only the rows of *area*, headers included, whose *column*-th cell reads *text*."""
        self._ask("filter", sheet, area, column, text)

    def merge(self, sheet: str, area: str) -> None:
        """Merge cells."""
        self._ask("merge", sheet, area)

    def note(self, sheet: str, cell: str, text: str) -> None:
        """Put a note on a cell."""
        self._ask("note", sheet, cell, text)

    def text_box(self, sheet: str, text: str) -> None:
        """Draw a text box over a sheet."""
        self._ask("text_box", sheet, text)

    def copy_sheet(self, sheet: str, name: str) -> None:
        """Copy a sheet within the book."""
        self._ask("copy_sheet", sheet, name)

    def delete_sheet(self, sheet: str) -> None:
        """Delete a sheet."""
        self._ask("delete_sheet", sheet)

    def move_sheet(self, sheet: str, position: int) -> None:
        """Move a sheet to a position."""
        self._ask("move_sheet", sheet, position)

    def only_sheet(self, sheet: str) -> None:
        """Copy one sheet into a new book, which becomes the open one."""
        self._ask("only_sheet", sheet)


def missing() -> str | None:
    """What to install, as a sentence; None where LibreOffice can be driven."""
    if shutil.which("soffice") is None:
        return "LibreOffice is missing: install libreoffice-calc"
    can_import = subprocess.run([_PYTHON, "-c", "import uno"], check=False, capture_output=True)
    return None if can_import.returncode == 0 else "Python cannot drive LibreOffice: install python3-uno"


@contextmanager
def running_office() -> Iterator[Office]:
    """LibreOffice with an untouched profile, in the French locale. Skips the test where it is not installed."""
    if (sentence := missing()) is not None:
        pytest.skip(sentence)
    with tempfile.TemporaryDirectory(prefix="qpv-lo-") as profile:
        process = subprocess.Popen(
            [_PYTHON, str(_HAND), profile], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            yield Office(process)
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.close()
            process.wait(timeout=60)
            process.stdout.close()
