"""What is proposed for wordings as people write them: the right reading, or a doubt."""

import dataclasses
import re

import pytest

from qpv_xlsx.domain.contract.targets import Target
from qpv_xlsx.domain.proposing.proposal import Proposal, propose
from tests.catalogue.contract_wordings import CONTRACT
from tests.catalogue.fresh_wordings import FRESH
from tests.catalogue.mended_wordings import MENDED
from tests.catalogue.ordinary_wordings import ORDINARY
from tests.catalogue.unseen_wordings import UNSEEN
from tests.catalogue.wordings import MORE, TRIED


def cases(table: str) -> dict[str, str]:
    return dict(line.split(" => ") for line in table.strip().splitlines())


def reading(proposal: Proposal) -> str:
    start = proposal.baseline
    parts = [proposal.kind or "-", *target_words(proposal.target)]
    if start.value is not None and start.value != getattr(proposal.target, "value", None):
        parts += ["from", f"{start.value:.4g}" if start.value < 1 else f"{start.value:.7g}"]
        parts += [] if start.year is None else [str(start.year)]
    return " ".join(parts)


_FLAGS = {"is_absolute": "abs", "in_points": "pts"}


def target_words(target: Target) -> list[str]:
    fields = dataclasses.asdict(target)
    year = fields.pop("year")
    said = [re.sub(r"(?<!^)(?=[A-Z])", "_", type(target).__name__).lower()]
    for name, value in fields.items():
        if isinstance(value, bool):
            said += [_FLAGS[name]] if value and name in _FLAGS else []
        elif value is not None:
            said.append(f"{value:.4g}" if abs(value) < 1 else f"{value:.7g}")
    return said + ([] if year is None else [str(year)])


def is_right(found: tuple[Proposal, ...], wanted: str) -> bool:
    readings = wanted.split(" | ")
    return len(readings) == len(found) and all(
        same(reading(proposal), one) for proposal, one in zip(found, readings, strict=True)
    )


def same(read: str, wanted: str) -> bool:
    kind, rest = wanted.split(" ", 1) if " " in wanted else (wanted, "")
    return read == wanted or (kind == "*" and read.split(" ", 1)[1] == rest)


def is_doubted(found: tuple[Proposal, ...]) -> bool:
    return all(proposal.doubts for proposal in found)


TABLES = (TRIED, MORE, UNSEEN, FRESH, MENDED, CONTRACT, ORDINARY)
CASES = {wording: wanted for table in TABLES for wording, wanted in cases(table).items()}


@pytest.mark.parametrize(("wording", "wanted"), CASES.items(), ids=CASES)
def test_wording_is_read_right_or_doubted(wording: str, wanted: str) -> None:
    found = propose(wording)

    assert is_doubted(found) or (wanted != "?" and is_right(found, wanted)), [reading(one) for one in found]
