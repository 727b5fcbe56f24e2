"""SECURITY.md tells the limits as they are."""

import re
from dataclasses import asdict
from pathlib import Path

from qpv_xlsx.domain.contract.options import Limits

PAGE = Path(__file__).parents[2] / "SECURITY.md"
MIB = 2**20


def test_every_limit_is_told_with_its_value() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d+)( MiB)? \|", PAGE.read_text("utf-8"), re.MULTILINE)
    told = {name: int(value) * (MIB if unit else 1) for name, value, unit in rows}
    assert told == asdict(Limits())
