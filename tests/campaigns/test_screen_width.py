"""What campagne.xlsx says above its tables is seen whole on a screen 1,366 points wide; its tables are read on paper."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from tests.contract.person import qpv
from tests.master.test_printed_size import printed_points

_SIGNS_ON_SCREEN = 158  # digits of a column's width, at 100 %


@pytest.mark.parametrize("language", ["fr", "en"])
def test_guides_and_settings_are_seen_whole(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    qpv("--lang", language, "init", "essai", "--year", "2026", folder=tmp_path)
    book = openpyxl.load_workbook(folder / "campagne.xlsx")

    for sheet in (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
        lines = str(sheet["A2"].value or "").split("\n")
        assert all(len(line) <= _SIGNS_ON_SCREEN for line in lines), sheet.title
        assert not sheet["A2"].value or (sheet.row_dimensions[2].height or 0) >= 14 * len(lines)
    settings = book.worksheets[0]
    assert sum(settings.column_dimensions[get_column_letter(rank)].width for rank in (1, 2, 3)) <= _SIGNS_ON_SCREEN


def test_each_sheet_is_read_once_printed(tmp_path: Path) -> None:
    """« Historique », of sixteen columns, was made as wide as a page of A4: letters of four points."""
    qpv("init", "essai", "--year", "2026", folder=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "essai" / "campagne.xlsx")
    found = {sheet.title: round(printed_points(sheet), 2) for sheet in book if sheet.sheet_state == "visible"}
    assert "Historique" in found
    assert min(found.values()) >= 6, found
