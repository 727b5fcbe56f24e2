"""A share that refuses to flush, for every library of the program: what is recorded is recorded all the same, and the log says so."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.register import open_register
from qpv_xlsx.register.mending import mend

_REFUSING = """
#include <errno.h>
#include <sys/stat.h>
int fsync(int file) { errno = EINVAL; return -1; }
int fdatasync(int file) { errno = EINVAL; return -1; }
int chmod(const char *path, mode_t mode) { errno = EPERM; return -1; }
int fchmod(int file, mode_t mode) { errno = EPERM; return -1; }
"""
_RECORD = """
import logging, sys
from datetime import UTC, datetime
from pathlib import Path
from qpv_xlsx.register import open_register
logging.basicConfig(level=logging.INFO, stream=sys.stdout)
for _ in range(2):
    with open_register(Path(sys.argv[1]), author="essai") as register:
        register.keep(b"retour", "retour.xlsx")
        register.note("export", "x", datetime(2026, 11, 27, tzinfo=UTC))
"""


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None, reason="needs Linux and a C compiler (Debian: gcc)"
)
def test_what_is_recorded_there_is_recorded(tmp_path: Path) -> None:
    library, folder = tmp_path / "refusing.so", tmp_path / "partage"
    folder.mkdir()
    (tmp_path / "refusing.c").write_text(_REFUSING)
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, tmp_path / "refusing.c"], check=True)

    done = subprocess.run(
        [sys.executable, "-c", _RECORD, str(folder)],
        env={"LD_PRELOAD": str(library), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("cannot flush; the register") == 1
    with open_register(folder) as register:
        assert len([line for line in register.journal() if line.act == "export"]) == 2
    (folder / "registre.sqlite").unlink()
    assert mend(folder, datetime(2026, 11, 27, tzinfo=UTC)) is not None
