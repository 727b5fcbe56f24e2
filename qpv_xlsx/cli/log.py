"""The log of ``-v``: what was done, when, and what workers said; in the campaign folder, or here where there is none."""

import logging
import sys
from pathlib import Path

NAME = "qpv-xlsx.log"


def start_log(folder: Path) -> None:
    """Add every message of the package to the log file from now on. Raises OSError where it cannot be written."""
    place = folder if folder.is_dir() else Path()
    handler = logging.FileHandler(place / NAME, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("qpv_xlsx")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.debug("%s", " ".join(sys.argv[1:]))
