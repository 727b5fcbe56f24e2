"""Gnumeric, a third program that recalculates: ``ssconvert --recalc``, without a screen."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("ssconvert")
needs_gnumeric = pytest.mark.skipif(PROGRAM is None, reason="Gnumeric is not there (Debian: gnumeric)")


def recalculated(content: bytes, folder: Path) -> bytes:
    """The workbook, every formula calculated again, as Gnumeric writes it."""
    source, target = folder / "avant.xlsx", folder / "apres.xlsx"
    source.write_bytes(content)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [str(PROGRAM), "--recalc", str(source), str(target)],
        check=True,
        capture_output=True,
        env=environment,
        timeout=300,
    )
    return target.read_bytes()
