"""Strips that wait in a file are those that were put there, in the order in which they were."""

import pytest

from qpv_xlsx.spreadsheet import strip_shelf
from qpv_xlsx.spreadsheet.strip_shelf import StripShelf
from qpv_xlsx.spreadsheet.strips import Strip


@pytest.mark.parametrize("most", [1, 40, 10_000], ids=["each aside at once", "a few held", "all held"])
def test_a_row_gives_back_its_strips_in_order(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strip_shelf, "_MOST", most)
    shelf = StripShelf()
    for row in range(20):
        shelf.put(row, Strip(row % 3, f'<c r="A{row}" t="str"><v>é’𝄞</v></c>'))
    for row in (3, 17, 3):
        shelf.put(row, Strip(5, f'<c r="F{row}"/>'))
    assert [row in shelf for row in (0, 19, 20)] == [True, True, False]
    for row in range(20):
        first, *later = shelf.take(row)
        assert first == (row % 3, f'<c r="A{row}" t="str"><v>é’𝄞</v></c>')
        assert later == [(5, f'<c r="F{row}"/>')] * {3: 2, 17: 1}.get(row, 0)
        assert (row in shelf, list(shelf.take(row))) == (False, [])
