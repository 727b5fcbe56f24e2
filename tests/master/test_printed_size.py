"""How large the tables are once printed: a page of A3 is as wide as the table, and its words are still read in the sixth year."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.deciding.notes import NoteKind, note
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.workbook.master import write_master
from tests.master.invention import CREATED, invented_campaign, invented_ledger

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")

SMALLEST = 8.0  # points
_A3 = 420 / 25.4  # inches, across
_PAPERS = {"8": _A3, "9": 297 / 25.4}


@cache
def sixth_year(*, has_notes: bool, territories: int = 1) -> bytes:
    campaign = invented_campaign(1, year=2020, territories=territories)
    assert len({past.year for past in campaign.history}) >= 5
    ledger = invented_ledger(campaign, 1)
    said = [
        note(measure.code, kind, "Un mot pour le comité de pilotage", CREATED)
        for measure in campaign.catalogue.measures
        for kind in NoteKind
    ]
    ledger = replace(ledger, decisions=(*ledger.decisions, *said)) if has_notes else ledger
    return write_master(campaign, ledger, assess(campaign, ledger), created=CREATED, files={})


def printed_points(sheet: Worksheet) -> float:
    """Size of the smallest words of the table, once the sheet is made as wide as its page, or as the pages side by side."""
    setup, margins = sheet.page_setup, sheet.page_margins
    assert setup.orientation == "landscape"
    left, _, right, _ = range_boundaries(sheet.print_area.rpartition("!")[2] or sheet.dimensions)
    assert left is not None
    assert right is not None
    shown = [number for number in range(left, right + 1) if not hidden(sheet, number)]
    again = range_boundaries(sheet.print_title_cols.replace("$", ""))[2] if sheet.print_title_cols else 0
    wide = {number: int(width_of(sheet, number) * 7 + 5) / 96 for number in shown}
    repeated = sum(inches for number, inches in wide.items() if number <= (again or 0))
    inches = repeated + (sum(wide.values()) - repeated) / (setup.fitToWidth or 1)
    room = _PAPERS[str(setup.paperSize)] - margins.left - margins.right
    sizes = [
        cell.font.size
        for row in sheet.iter_rows(min_row=3, max_row=12)
        for cell in row
        if cell.column in shown and cell.value is not None
    ]
    fitted = min(1.0, room / inches)
    return float(min(sizes) * (setup.scale / 100 if setup.scale else fitted))


def dimension(sheet: Worksheet, number: int) -> object:
    return next((one for one in sheet.column_dimensions.values() if (one.min or 0) <= number <= (one.max or 0)), None)


def hidden(sheet: Worksheet, number: int) -> bool:
    return bool(getattr(dimension(sheet, number), "hidden", False))


def width_of(sheet: Worksheet, number: int) -> float:
    return float(getattr(dimension(sheet, number), "width", None) or 8.43)


@pytest.mark.parametrize("territories", [1, 2])
@pytest.mark.parametrize("has_notes", [False, True], ids=["figures alone", "with words for the committee"])
def test_a_convention_is_readable_in_its_sixth_year(has_notes: bool, territories: int) -> None:  # noqa: FBT001
    book = openpyxl.load_workbook(io.BytesIO(sixth_year(has_notes=has_notes, territories=territories)))
    names = ["Indicateurs", *(one.name for one in invented_campaign(1).catalogue.conventions)]
    found = {name: round(printed_points(book[name]), 2) for name in names}
    assert min(found.values()) >= SMALLEST, found


@pytest.mark.parametrize("territories", [1, 2])
def test_the_years_are_read_in_the_sixth_year_too(territories: int) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sixth_year(has_notes=False, territories=territories)))
    assert printed_points(book["Évolution"]) >= SMALLEST


def test_who_answered_is_readable_once_printed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sixth_year(has_notes=False)))
    assert printed_points(book["Suivi des retours"]) >= SMALLEST - 1


def test_quartiers_that_outgrow_a_page_go_on_beside_it() -> None:
    """Forty quartiers on one page had letters of two points; measures stand on each of their pages."""
    sheet = openpyxl.load_workbook(io.BytesIO(sixth_year(has_notes=False)))["Par quartier"]
    assert sheet.sheet_properties.pageSetUpPr is None or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert 9 * (sheet.page_setup.scale or 0) / 100 >= SMALLEST
    assert sheet.print_title_cols == "$A:$D"
