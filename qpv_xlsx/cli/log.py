"""The log of ``-v``: what was done, when, and what workers said; in the campaign folder, or here where there is none."""

import logging
import re
import sys
from pathlib import Path

NAME = "qpv-xlsx.log"
_PASSWORD = re.compile(r"(://[^\s/@:]*:)\S*@")  # such a URL is refused, but only after this line is written


def start_log(folder: Path) -> None:
    """Add every message of the package to the log file from now on. Raises OSError where it cannot be written."""
    place = folder if folder.is_dir() else Path()
    handler = logging.FileHandler(place / NAME, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("qpv_xlsx")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.debug("%s", _PASSWORD.sub(r"\1…@", " ".join(sys.argv[1:])))
