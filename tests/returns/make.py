"""Make the files of the corpus again: ``python -m tests.returns.make [NAME …]``, names without extension; none: all.

Needs LibreOffice for those it made. The bytes of what LibreOffice writes differ each time, what is read must not:
expectations are kept, and written only for new files; ``QPV_REWRITE_RETURNS=1 pytest tests/returns`` writes them all.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.libreoffice import running_office
from tests.returns.by_handling import HANDLED
from tests.returns.by_libreoffice import BY_HAND, make_by_hand
from tests.returns.by_openpyxl import BY_PROGRAM, make_by_program
from tests.returns.by_surgery import BY_SURGERY, make_by_surgery
from tests.returns.corpus import FILES, expectation_path, found, write

_LATEST = {"older-version": 2}


def make(names: Sequence[str]) -> Iterator[Path]:
    """Make the files called *names*, or all of them."""
    FILES.mkdir(exist_ok=True)
    by_hand = [name for name in BY_HAND if not names or name in names]
    if by_hand:
        yield from _by_libreoffice(by_hand)
    for name, program in BY_PROGRAM.items():
        if not names or name in names:
            yield _kept(f"{name}.xlsx", make_by_program(name), program.made, "openpyxl", _LATEST.get(name, 0))
    for name, surgery in BY_SURGERY.items():
        if not names or name in names:
            yield _kept(f"{name}.{surgery.extension}", make_by_surgery(name), surgery.made, "surgery")
    for name, handled in HANDLED.items():
        if not names or Path(name).stem in names:
            yield _kept(name, handled.content(), handled.made, "handling")


def _by_libreoffice(names: Sequence[str]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="retours-") as folder, running_office() as office:
        for name in names:
            for path in make_by_hand(office, Path(folder), name):
                yield _kept(path.name, path.read_bytes(), BY_HAND[name].made, "libreoffice")
        old = Path(folder) / "rows-sorted.xls"
        if old.exists():
            yield _kept("old-excel-renamed.xlsx", old.read_bytes(), "An .xls renamed .xlsx.", "libreoffice")


def _kept(name: str, content: bytes, made: str, by: str, latest_version: int = 0) -> Path:
    path = FILES / name
    path.write_bytes(content)
    if not expectation_path(path).exists():
        write(path, found(path, made, by, latest_version))
    return path


if __name__ == "__main__":
    for made in make(sys.argv[1:]):
        print(made.name, made.stat().st_size)  # noqa: T201  (a script)
