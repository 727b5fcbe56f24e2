"""Show a file or a folder with the program that the person's system has for it."""

import os
import subprocess
import sys
from pathlib import Path


def show_file(path: Path) -> None:
    """Open *path* in Excel, LibreOffice, the mail program or the file manager. Raises OSError where nothing opens it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606  (a file of ours, shown at the person's wish)
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    with subprocess.Popen(  # noqa: S603  (likewise)
        [program, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as started:
        try:
            started.wait(timeout=2)
        except subprocess.TimeoutExpired:  # the program itself, which stays open
            return
    if started.returncode:
        raise OSError(started.returncode, "", str(path))
