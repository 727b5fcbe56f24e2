"""The log of ``-v``: what was done, when, and what workers said; in the campaign folder, or here where there is none."""

import logging
import re
import sys
from pathlib import Path

NAME = "qpv-xlsx.log"
_SCHEME = re.compile(r"(?i)(--[a-z]+=)?(imaps?|smtps?|https?)\b[:/]*")
_UNTOLD = re.compile(
    r"(?i)^((?:--[a-z]+=)?[a-z]+:/+[^/:]*:)(?!\d+(?:/|$)).*"
)  # « imaps://nom:secret », the server forgotten


def start_log(folder: Path) -> None:
    """Add every message of the package to the log file from now on. Raises OSError where it cannot be written."""
    place = folder if folder.is_dir() else Path()
    handler = logging.FileHandler(place / NAME, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("qpv_xlsx")
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    logger.debug("%s", " ".join(map(without_password, sys.argv[1:])))


def without_password(argument: str) -> str:
    """An argument as it may be written down: a URL, however mistyped, without what stands before its server.

    Such a URL is refused, but only after the log has begun.
    """
    account, at, server = argument.rpartition("@")
    if not at:
        return _UNTOLD.sub(r"\1…", argument)
    if ":" not in account and "/" not in account:
        return argument
    scheme = _SCHEME.match(account)
    return f"{scheme[0] if scheme else ''}…@{server}"
