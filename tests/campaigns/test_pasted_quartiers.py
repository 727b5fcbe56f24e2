"""A list of quartiers pasted into campagne.xlsx by hand, as it came: with its headers under ours, or without any."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.root import group

HEADS = ("code_qp", "lib_qp", "insee_com", "lib_com", "siren_epci")
LIST = (
    ("QN01301I", "Griffeuille", 13004, "Arles", 241300417),
    ("QN01304I", "Ferrages", 13108, "Tarascon", 241300417),
)
WHOLE = [("QN01301I", "Griffeuille", "Arles"), ("QN01304I", "Ferrages", "Tarascon")]


def pasted(folder: Path, rows: Sequence[Sequence[object]], top: int = 4) -> list[tuple[str, str, str]]:
    """What the campaign holds once *rows* were pasted into the sheet Quartiers of a blank one."""
    made = CliRunner().invoke(group, ["init", str(folder), "--year", "2026"])
    assert made.exit_code == 0, made.output
    path = folder / "campagne.xlsx"
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, top):
        for column, value in enumerate(row, 1):
            book["Quartiers"].cell(number, column).value = value  # type: ignore[assignment]  # a cell's value
    book.save(path)
    (territory,) = load_campaign(folder).territories
    assert all(one.id and not one.aliases for one in territory.quartiers)
    return [(one.official_code or "", one.name, one.area) for one in territory.quartiers]


@pytest.mark.parametrize("top", [3, 4], ids=["over our headers", "under our headers"])
def test_a_list_with_its_own_headers(tmp_path: Path, top: int) -> None:
    assert pasted(tmp_path / "arles", [HEADS, *LIST], top) == WHOLE


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param((0, 1, 3), WHOLE, id="code, name, town"),
        pytest.param((0, 1, 2, 3), WHOLE, id="code, name, code of the town, town"),
        pytest.param((1, 0, 3), WHOLE, id="name, code, town: our order"),
        pytest.param((0, 1), [(code, name, "") for code, name, _ in WHOLE], id="code, name"),
        pytest.param((0,), [(code, code, "") for code, _, _ in WHOLE], id="codes alone"),
    ],
)
def test_a_list_without_headers(tmp_path: Path, columns: tuple[int, ...], expected: list[tuple[str, str, str]]) -> None:
    assert pasted(tmp_path / "arles", [[row[column] for column in columns] for row in LIST]) == expected


def test_a_pasted_column_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    pasted(tmp_path / "arles", [HEADS, *LIST])
    told = CliRunner().invoke(group, ["-C", str(tmp_path / "arles"), "status"])
    assert "siren_epci" in told.output
