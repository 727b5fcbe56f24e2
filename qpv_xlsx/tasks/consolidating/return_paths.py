"""The way from a workbook to the returns that it was made of."""

import os
from pathlib import Path

from qpv_xlsx.domain.merging.ledger import Ledger


def paths_from(place: Path, received: Path, ledger: Ledger) -> dict[str, str]:
    """Where each kept return lies, by SHA-256, as a path from the folder *place*; none across two Windows drives."""
    return paths_along(way_to(received, place), ledger)


def paths_along(way: str, ledger: Ledger) -> dict[str, str]:
    """The same, for the folder of returns at the end of *way*; empty: there is no way."""
    accounts = ledger.accounts.values()
    returns = [one for account in accounts for one in account.returns] + list(ledger.orphans)
    return {one.submission.origin.sha256: f"{way}/{one.stored}" for one in returns if one.stored and way}


def way_to(target: Path, place: Path) -> str:
    """The path of *target* from the folder *place*, as links have it; empty across two Windows drives."""
    try:
        return Path(os.path.relpath(target.resolve(), place.resolve())).as_posix()
    except ValueError:
        return ""
