"""ONLYOFFICE's engine, which sits in many a Nextcloud (PyPI's document-builder, in a process of its own)."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

needs_onlyoffice = pytest.mark.skipif(
    find_spec("docbuilder") is None, reason="install ONLYOFFICE (pip install document-builder)"
)
_SAVING = """
import sys, docbuilder
builder = docbuilder.CDocBuilder()
builder.OpenFile(sys.argv[1], "")
if sys.argv[3]:
    builder.ExecuteCommand(sys.argv[3])
builder.SaveFile(sys.argv[2].rpartition(".")[2], sys.argv[2])
builder.CloseFile()
"""
_RECALCULATING = "Api.RecalculateAllFormulas();"


def saved_by_onlyoffice(given: Path, saved: Path, *, command: str = "") -> None:
    """Open *given* there, do *command* (its JavaScript), and save it as *saved*, in the format of that name."""
    subprocess.run(
        [sys.executable, "-c", _SAVING, str(given), str(saved), command], check=True, capture_output=True, timeout=300
    )


def recalculated_by_onlyoffice(content: bytes, folder: Path) -> bytes:
    """The workbook with every formula calculated anew."""
    given, saved = folder / "donne.xlsx", folder / "calcule.xlsx"
    given.write_bytes(content)
    saved_by_onlyoffice(given, saved, command=_RECALCULATING)
    return saved.read_bytes()
