"""What a program's results depend on besides its input, in one word: two machines with the same word make the same bytes."""

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_SUFFIXES = frozenset({".py", ".toml", ".html", ".css", ".js"})
_LIBRARIES = ("babel", "isal", "jinja2", "xlsxwriter")  # that what is written goes through


@cache
def program_word() -> str:
    """SHA-256 of our own files, of the versions of what writes and deflates, and of Python."""
    told = hashlib.sha256()
    for path in sorted(_ROOT.rglob("*"), key=lambda one: one.relative_to(_ROOT).as_posix()):
        if path.suffix in _SUFFIXES:
            told.update(path.relative_to(_ROOT).as_posix().encode())
            told.update(path.read_bytes().replace(b"\r\n", b"\n"))
    versions = (*sys.version_info[:2], *map(metadata.version, _LIBRARIES))
    told.update(repr(versions).encode())
    return told.hexdigest()
