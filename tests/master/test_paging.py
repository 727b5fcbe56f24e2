"""On how many pages a table prints: no page holds one line, or one column, that could have stood on the one before."""

import io
from itertools import pairwise

import openpyxl
import pytest

from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.spreadsheet.drawing import PrintSetup
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.paging import on_fewest_pages, side_by_side
from tests.master.invention import CREATED, invented_campaign, invented_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

UPRIGHT = PrintSetup(landscape=False, margins=(0.3, 0.3, 0.5, 0.6))  # 762.8 points down


@pytest.mark.parametrize(
    ("rows", "pages"),
    [
        pytest.param(30, 1, id="what fits stays on one"),
        pytest.param(39, 1, id="one line too many is drawn smaller"),
        pytest.param(60, 2, id="what is much too long goes on"),
        pytest.param(79, 2, id="on the second page too"),
    ],
)
def test_no_page_is_begun_for_a_line(rows: int, pages: int) -> None:
    assert on_fewest_pages(UPRIGHT, (60.0,), [20.0] * rows, 20.0).pages_tall == pages


def test_what_is_as_small_as_it_may_be_is_left_to_its_pages() -> None:
    assert on_fewest_pages(UPRIGHT, (130.0,), [20.0] * 39, 20.0).pages_tall == 0


@pytest.mark.parametrize("quartiers", [9, 19, 20, 21, 43])
def test_quartiers_are_shared_out_evenly_over_their_pages(quartiers: int) -> None:
    """Of nineteen quartiers the last stood on a page of its own."""
    setup = side_by_side(PrintSetup(paper="A3"), (11.0, 16.0, 14.0, 38.0, *[13.0] * quartiers), 4)
    starts = [5, *setup.column_breaks, 5 + quartiers]
    each = [following - first for first, following in pairwise(starts)]
    assert len(each) == 1 or min(each) >= max(each) / 2, each


def test_par_quartier_begins_its_pages_where_it_is_told() -> None:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    written = write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    sheet = openpyxl.load_workbook(io.BytesIO(written))["Par quartier"]
    starts = [5, *(mark.id + 1 for mark in sheet.col_breaks.brk), 7 + len(campaign.territories[0].quartiers)]
    each = [following - first for first, following in pairwise(starts)]
    assert len(each) > 1
    assert min(each) >= max(each) / 2, each


def test_folded_columns_are_no_part_of_a_page() -> None:
    setup = side_by_side(PrintSetup(paper="A3"), (11.0, *[0.0] * 7, 40.0, *[12.0] * 19), 1)
    [second] = setup.column_breaks
    assert 9 + 8 < second < 9 + 12, "about as many of the twenty columns on each"
