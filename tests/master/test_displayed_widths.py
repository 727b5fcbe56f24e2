"""No figure of the master is wider than its column: a spreadsheet would show « ### » instead of it."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import takewhile
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.measures import Kind, Progress
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.targets import Done, Qualitative
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.displaying import shown_number
from qpv_xlsx.spreadsheet.letter_widths import text_width
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.master import write_master
from tests.export.accounts import ledger as answered
from tests.master.invention import CREATED, invented_campaign, invented_ledger, of_large_amounts
from tests.rules.samples import context, measure

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so

_POINTS = 5.25  # of a column's unit
_MARGIN = 4.0  # points that programs leave at the sides
_INDENT = 6.75  # points of one step of indent
_TALLEST = 150.0  # points: a longer text is read in the cell
_ENDLESS = 1000.0  # characters: nothing stands at the right
_PAGE = 11.69 * 72  # points of A4 across, landscape
_PROGRAMS_DIFFER = 0.94  # LibreOffice takes 7.43 pixels for a character of Calibri, Excel 7


def _widths(sheet: Worksheet) -> dict[int, float]:
    return {
        number: dimension.width
        for dimension in sheet.column_dimensions.values()
        for number in range(dimension.min or 1, (dimension.max or 1) + 1)
    }


def _too_wide(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    widths = _widths(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            assert isinstance(cell, Cell)
            assert cell.column is not None
            text = _shown(cell)
            room = widths[cell.column] * _POINTS - _MARGIN - _INDENT * (cell.alignment.indent or 0)
            if text and text_width(text, cell.font.sz, bold=cell.font.b) > room:
                yield f"{sheet.title}!{column_letters(cell.column)}{cell.row}", text


def _shown(cell: Cell) -> str:
    if isinstance(cell.value, datetime):
        return "00/00/0000" + (" 00:00" if "hh" in cell.number_format else "")
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return ""
    found = shown_number(cell.value, cell.number_format)
    return found.text if found else ""


def _cut(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Words of the printed columns that their cell cuts: on one line and too wide, or on more lines than the row has."""
    widths = _widths(sheet)
    folded = {
        number
        for dimension in sheet.column_dimensions.values()
        for number in range(dimension.min or 1, (dimension.max or 1) + 1)
        if dimension.hidden
    }
    last = range_boundaries(sheet.print_area.rpartition("!")[2])[2] if sheet.print_area else None
    for row in sheet.iter_rows(max_col=last):
        for cell in row:
            assert isinstance(cell, Cell)
            assert cell.column is not None
            tall = sheet.row_dimensions[cell.row].height  # None: programs fit the row to its words
            if not isinstance(cell.value, str) or cell.column in folded or tall is None:
                continue
            size, width = cell.font.sz, widths[cell.column] - 2
            if cell.alignment.wrap_text:
                is_cut = tall < _TALLEST and text_height(line_count(cell.value, width, size), size) > tall + size
            elif cell.alignment.horizontal == "right":
                is_cut = text_width(cell.value, size) > width * _POINTS
            else:  # it runs over the cells at its right, as far as they are empty
                room = (width + _free_beside(row, cell, widths, folded)) * _POINTS
                is_cut = max(text_width(line, size, bold=cell.font.b) for line in cell.value.split("\n")) > room
            if is_cut:
                yield f"{sheet.title}!{column_letters(cell.column)}{cell.row}", cell.value


def _free_beside(row: Sequence[Any], cell: Cell, widths: Mapping[int, float], folded: set[int]) -> float:
    """Characters of the cells at the right of *cell* up to the next one that holds something; all of the sheet's, beyond the last."""
    beside = [one for one in row[row.index(cell) + 1 :] if one.column not in folded]
    empty = [*takewhile(lambda one: one.value in {None, ""}, beside)]
    return sum(widths[one.column] for one in empty) if len(empty) < len(beside) else _ENDLESS


def content(territories: int, ledger: Ledger | None = None, *, are_large: bool = False) -> bytes:
    campaign = invented_campaign(1, territories=territories)
    campaign = of_large_amounts(campaign) if are_large else campaign
    ledger = ledger or invented_ledger(campaign, 1)
    return write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)


@cache
def _book(territories: int, *, are_large: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content(territories, are_large=are_large)), data_only=True)


@pytest.mark.parametrize("are_large", [False, True], ids=["as people give them", "amounts of twelve digits"])
@pytest.mark.parametrize("territories", [1, 3])
def test_every_figure_fits_in_its_column(territories: int, *, are_large: bool) -> None:
    workbook = _book(territories, are_large=are_large)
    assert not [found for sheet in workbook for found in _too_wide(sheet)]


def test_amounts_of_twelve_digits_are_there() -> None:
    for sheet in ("Tableau de bord", "Indicateurs", "Par quartier", "Données", "Évolution", "Fiche CAF"):
        figures = [cell.value for row in _book(1, are_large=True)[sheet].iter_rows() for cell in row]
        assert any(isinstance(one, int | float) and one > 1e11 for one in figures), sheet


@pytest.mark.parametrize("are_large", [False, True], ids=["usual names", "names of long words"])
@pytest.mark.parametrize("territories", [1, 3])
def test_no_word_of_a_header_is_broken(territories: int, *, are_large: bool) -> None:
    broken = [found for sheet in _book(territories, are_large=are_large) for found in _broken_headers(sheet)]
    assert not broken


def _broken_headers(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    widths = _widths(sheet)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and _is_header(cell):
                room = widths[cell.column] * _POINTS - _MARGIN
                words = re.findall(r"[^\s-]+-?", str(cell.value))  # programs begin a new line after a hyphen
                yield from (
                    (f"{sheet.title}!{cell.coordinate}", word)
                    for word in words
                    if text_width(word, cell.font.sz, bold=True) > room
                )


def _is_header(cell: Cell) -> bool:
    return bool(
        isinstance(cell.value, str)
        and cell.font.b
        and cell.alignment.wrap_text
        and cell.alignment.horizontal == "center"
    )


_OF_ONE_SENTENCE = 20  # the draw in which SAN-03 is answered by a sentence


@pytest.mark.parametrize(("territories", "seed"), [(1, _OF_ONE_SENTENCE), (3, 1)])
def test_no_word_of_an_answer_is_cut(territories: int, seed: int) -> None:
    campaign = invented_campaign(1, territories=territories)
    ledger = invented_ledger(campaign, seed)
    answers = [entry.answer.value for account in ledger.accounts.values() for entry in account.entries.values()]
    assert seed != _OF_ONE_SENTENCE or any(isinstance(one, str) and one.startswith("Action engagée") for one in answers)
    workbook = openpyxl.load_workbook(io.BytesIO(content(territories, ledger)), data_only=True)
    assert not [found for sheet in workbook for found in _cut(sheet)]


def test_the_state_of_a_late_step_is_whole_on_the_dashboard() -> None:
    """« Non commencé » stood in two lines in a row of one."""
    late = measure(kind=Kind.MILESTONE, target=Done(year=2016))
    campaign = context(late).campaign
    ledger = answered({Question(measure=late.code): Progress.NOT_STARTED})
    written = write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["Tableau de bord"]
    assert "Non commencé" in [cell.value for row in sheet.iter_rows() for cell in row]
    assert not [*_cut(sheet)]


def test_an_answer_of_several_lines_is_whole_on_every_sheet() -> None:
    """In the width of a number it was sixteen lines in a row of thirteen, cut above and below."""
    asked = measure(kind=Kind.TEXT, unit="", target=Qualitative())
    campaign = context(asked).campaign
    said = (
        "Les parents viennent davantage, surtout depuis l'ouverture de la malle pédagogique ; dans le nord du quartier "
    )
    said += "la relation reste difficile, faute de médiateur depuis le départ de Mme Bernard en novembre."
    ledger = answered({Question(measure=asked.code): said})
    written = write_master(campaign, ledger, assess(campaign, ledger), created=CREATED)
    workbook = openpyxl.load_workbook(io.BytesIO(written), data_only=True)
    shown = [sheet.title for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value == said]
    assert {"Indicateurs", "Évolution"} <= set(shown)
    tall = [
        sheet.row_dimensions[cell.row].height
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == said and sheet.title != "Données"
    ]
    assert max(tall) < _TALLEST
    assert not [found for sheet in workbook for found in _cut(sheet) if sheet.title != "Données"]


def test_the_figure_that_did_not_fit_is_seen() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(content(1)), data_only=True)
    sheet = workbook["Tableau de bord"]
    sheet["B8"] = 1_850_000
    sheet["B8"].number_format = '#,##0.00\\ "€"'
    assert [place for place, _ in _too_wide(sheet)] == ["Tableau de bord!B8"]


def test_the_charts_of_the_dashboard_stand_side_by_side() -> None:
    """The second one hid the ends of the first one's bars."""
    with zipfile.ZipFile(io.BytesIO(content(1))) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    found = re.findall(r"<xdr:(from|to)><xdr:col>(\d+)</xdr:col><xdr:colOff>(\d+)</xdr:colOff>", drawing)
    ends = [(int(column), int(offset)) for _, column, offset in found]
    assert [end for end, *_ in found] == ["from", "to", "from", "to"]
    assert ends == sorted(ends)


@pytest.mark.parametrize("are_large", [False, True])
@pytest.mark.parametrize("territories", [1, 3])
def test_what_is_printed_at_a_scale_is_no_wider_than_its_page(territories: int, *, are_large: bool) -> None:
    """A last column on a page of its own is what a scale gives where the sheet outgrows it."""
    workbook = _book(territories, are_large=are_large)
    scaled = [sheet for sheet in workbook if sheet.page_setup.scale and not sheet.print_title_cols]
    assert "Tableau de bord" in [sheet.title for sheet in scaled]
    for sheet in scaled:
        used = sum(_widths(sheet).values()) * _POINTS * (sheet.page_setup.scale or 0) / 100
        margins = (sheet.page_margins.left + sheet.page_margins.right) * 72
        assert used < (_PAGE - margins) * _PROGRAMS_DIFFER, sheet.title
