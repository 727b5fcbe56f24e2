"""The line of a measure stands in « Indicateurs » and on its convention's sheet: the second time it is not drawn anew."""

import pytest

from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.known_lines import KnownLine, LinesKnown
from qpv_xlsx.workbook.master.rows import TableRow
from tests.master.invention import CREATED, invented_campaign, invented_ledger


def _master(seed: int, territories: int) -> bytes:
    campaign = invented_campaign(seed, territories=territories)
    ledger = invented_ledger(campaign, seed)
    return write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)


@pytest.mark.parametrize(("seed", "territories"), [(1, 1), (2, 1), (3, 2)])
def test_lines_known_already_are_those_drawn_anew(seed: int, territories: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the byte; and each line of a convention's sheet was known."""
    taken: list[KnownLine | None] = []
    take = LinesKnown.take

    def noting(known: LinesKnown, line: TableRow) -> KnownLine | None:
        taken.append(take(known, line))
        return taken[-1]

    monkeypatch.setattr(LinesKnown, "take", noting)
    quick = _master(seed, territories)
    assert 0 < sum(one is None for one in taken) == sum(one is not None for one in taken)
    monkeypatch.setattr(LinesKnown, "take", _forgetful)
    assert _master(seed, territories) == quick


def _forgetful(_: LinesKnown, line: TableRow) -> None:
    del line
