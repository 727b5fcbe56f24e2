"""One workbook, saved by LibreOffice in its three formats, gives one Book; what is lost is named."""

import io
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.book import PLAIN_STYLE, Book, Cell, FileFormat, FormatKind, Grid, Merge
from qpv_xlsx.spreadsheet.displaying import shown_number, shown_section
from qpv_xlsx.spreadsheet.opening.door import open_book

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="install LibreOffice (Debian: libreoffice-calc)"),
]

HIDDEN = 17  # first of the columns whose figures nobody sees
LOOKS = 310  # row of the cells that are there for how they look
SHOWN = (
    (0.5, "0.0\\%", "0,5%"),
    (0.5, "0.0%", "50,0%"),
    (195.8, '#,##0.0" k€"', "195,8 k€"),
    (12, '0"00"', "1200"),
    (12, '0"/15"', "12/15"),
    (12000, "0,", "12"),
    (12, ";;;", ""),
    (0, '0;-0;"nd"', "nd"),
    (-3, "0.0;-0.0", "-3,0"),
    (1234, "#,##0.00", "1 234,00"),
)
NUMBERED = tuple(enumerate(SHOWN, start=1))
EXPECTED = {
    (1, 1): Cell(value="Paris"),
    (1, 2): Cell(value=0.173, format_kind=FormatKind.PERCENT),
    (1, 3): Cell(value=12, format_kind=FormatKind.NUMBER),
    (1, 4): Cell(value=datetime(2015, 11, 5), format_kind=FormatKind.DATE),  # noqa: DTZ001
    (1, 5): Cell(value="17,3 %", format_kind=FormatKind.TEXT),
    (2, 1): Cell(value=6, formula="=C1/2"),
    (2, 2): Cell(value=None, formula="=1/0", error="#DIV/0!"),
    (2, 3): Cell(value=True),
    (2, 4): Cell(value=None, note="une note"),
    (2, 5): Cell(value="15", struck="12"),
    (3, 2): Cell(value="fusion"),
    (5, 1): Cell(value="cachée"),
    (300, 1): Cell(value="loin"),
    (300, 2): Cell(value="nd"),
    (300, 3): Cell(value="nd"),
    (300, 4): Cell(value="nd"),
}


def _workbook() -> bytes:
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    sheet = workbook.add_worksheet("Indicateurs")
    formats = {code: workbook.add_format({"num_format": code}) for code in ("0.0%", "0", "dd/mm/yyyy", "@")}
    sheet.write("A1", "Paris")
    sheet.write("B1", 0.173, formats["0.0%"])
    sheet.write("C1", 12, formats["0"])
    sheet.write("D1", 42313, formats["dd/mm/yyyy"])
    sheet.write_string("E1", "17,3 %", formats["@"])
    sheet.write_formula("A2", "=C1/2", None, 6)
    sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
    sheet.write_boolean("C2", True)
    sheet.write_comment("D2", "une note")
    sheet.write_rich_string("E2", workbook.add_format({"font_strikeout": True}), "12", " 15")
    sheet.merge_range("B3:C4", "fusion")
    sheet.write("A5", "cachée")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("H:J", 3, None, {"hidden": True})
    sheet.insert_textbox("E8", "écrit par-dessus")
    _write_looks(workbook, sheet)
    sheet.write_row("A300", ["loin", "nd", "nd", "nd"])
    workbook.add_worksheet("_qpv").hide()
    workbook.define_name("QPV", '="PARIS-2015"')
    workbook.set_custom_property("qpv", "PARIS")
    workbook.close()
    return held.getvalue()


def _write_looks(workbook: Any, sheet: Any) -> None:
    for column, (number, code, _) in enumerate(SHOWN):
        sheet.write(LOOKS - 1, column, number, workbook.add_format({"num_format": code}))
    sheet.write(LOOKS - 1, 10, 12, workbook.add_format({"font_strikeout": True}))
    sheet.write(LOOKS - 1, 11, 12, workbook.add_format({"font_color": "#FFFFFF"}))
    sheet.write(LOOKS - 1, 12, 12, workbook.add_format({"font_color": "#FFFFFF", "bg_color": "#003366"}))
    yellow, zero = {"bg_color": "#FFF2CC"}, {"num_format": "0;-0;[White]0"}
    hidden = (yellow | {"num_format": "[White]0"}, yellow | {"font_color": "#FFFFFF"}, {"font_size": 1}, zero | yellow)
    for column, look in enumerate(hidden, start=HIDDEN):
        sheet.write(LOOKS - 1, column - 1, 0, workbook.add_format(look))
    sheet.write_rich_string(LOOKS - 1, 13, "12", workbook.add_format({"font_script": 1}), "1")
    sheet.write_rich_string(LOOKS - 1, 14, "120 m", workbook.add_format({"font_script": 1}), "2")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the workbook as LibreOffice saves it in each format."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "retour.xlsx").write_bytes(_workbook())
    for target in ("ods", "xls", "xlsx"):
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder / target)]
        subprocess.run([*command, str(folder / "retour.xlsx")], check=True, capture_output=True, timeout=120)
    return folder


def _opened(saved: Path, extension: str) -> Book:
    book, findings = open_book((saved / extension / f"retour.{extension}").read_bytes(), Limits())
    assert findings == ()
    assert book is not None
    return book


def _plain(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Cells with their formulas as A1 text, which each format spells its own way; without their looks."""
    spelled = {"=C1/2.0": "=C1/2", "=1.0/0.0": "=1/0", "=TRUE": None, "=TRUE()": None}
    return {
        place: cell._replace(formula=spelled.get(cell.formula or "", cell.formula), style=PLAIN_STYLE)
        for place, cell in grid.cells.items()
        if place[0] != LOOKS
    }


@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_every_format_gives_the_same_book(saved: Path, extension: str) -> None:
    book = _opened(saved, extension)
    grid, marks = book.grids
    assert book.format is FileFormat(extension)
    assert book.application.startswith("LibreOffice")
    assert book.properties["qpv"] == "PARIS"
    assert book.names["QPV"] == "PARIS-2015"
    assert _plain(grid) == EXPECTED
    assert grid.merges == (Merge(top=3, left=2, bottom=4, right=3),)
    assert 5 in grid.hidden_rows
    assert grid.hidden_columns == {8, 9, 10}
    assert grid.text_boxes == ("écrit par-dessus",)
    assert (grid.is_hidden, marks.is_hidden) == (False, True)


@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_every_format_shows_the_same(saved: Path, extension: str) -> None:
    cells = _opened(saved, extension).grids[0].cells
    shown = [shown_number(number, cells[LOOKS, column].style.number_format) for column, (number, _, _) in NUMBERED]
    assert [one and one.text.replace("\u202f", " ") for one in shown] == [text for _, (_, _, text) in NUMBERED]


@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_every_format_tells_what_nobody_sees_in_an_entry_cell(saved: Path, extension: str) -> None:
    cells = _opened(saved, extension).grids[0].cells
    painted, white, tiny, zero = (cells[LOOKS, column].style for column in range(HIDDEN, HIDDEN + 4))
    assert [one.is_invisible for one in (painted, white, tiny, zero)] == [True, True, False, False]
    assert [one.is_tiny for one in (painted, white, tiny, zero)] == [False, False, True, False]
    assert shown_section(0, zero.number_format) in zero.painted
    assert shown_section(7, zero.number_format) not in zero.painted


@pytest.mark.parametrize("extension", ["xlsx", "ods", "xls"])
def test_every_format_tells_what_is_struck_invisible_or_raised(saved: Path, extension: str) -> None:
    cells = _opened(saved, extension).grids[0].cells
    struck, white, framed, noted, area = (cells[LOOKS, column] for column in range(11, 16))
    assert [cell.style.is_struck for cell in (struck, white, framed)] == [True, False, False]
    assert [cell.style.is_invisible for cell in (struck, white, framed)] == [False, True, False]
    assert (noted.value, noted.raised, noted.words) == ("12", "1", "12¹")
    assert (area.value, area.raised) == ("120 m²", "")


def test_a_zero_of_a_formula_in_xls_is_doubtful(saved: Path, tmp_path: Path) -> None:
    """LibreOffice stores 0 for a text formula that it did not recalculate."""
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    workbook.add_worksheet().write_formula("A1", '="Par"&"is"', None, "Paris")
    workbook.close()
    (tmp_path / "texte.xlsx").write_bytes(held.getvalue())
    command = ["soffice", f"-env:UserInstallation={(saved / 'profile').as_uri()}", "--headless", "--convert-to", "xls"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "texte.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    book, _ = open_book((tmp_path / "texte.xls").read_bytes(), Limits())
    assert book is not None
    cell = book.grids[0].cells[1, 1]
    assert cell.value == "Paris" or cell.is_doubtful
