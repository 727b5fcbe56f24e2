"""A finding is at one cell: in ``check``, in the ledger that letter and « Anomalies » are made of, and in « Corrections »."""

import io
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.check import check
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.return_ import return_for_correction

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
Spot = tuple[str, str, str]
ANSWERS = {
    "EMP": {
        "EMP-01": 17.3,
        ("EMP-02", "Situation"): "Non disponible (nd)",
        ("EMP-03", "Situation"): "Définitif",
        "EMP-04": "beaucoup",
        "EMP-10-a": 0.5,
        ("EMP-10-a", "Situation"): "Sans objet (so)",
        ("EMP-01", "Périmètre"): "ZUS",
    },
    "CAF": {
        "CAF-01-a": "environ 90",
        ("CAF-01-b", "Situation"): "Secret statistique (s)",
        "CAF-02": 12.5,
        "CAF-10-a": 300,
    },
}


@pytest.fixture(params=list(ANSWERS))
def answered(request: pytest.FixtureRequest, folder: Path, fill: Callable[..., bytes]) -> tuple[Path, Path, str]:
    """The folder, the return, and whose it is."""
    code = request.param
    path = folder.parent / f"{code}.xlsx"
    path.write_bytes(fill(code, ANSWERS[code]))
    collect(folder, [path], author="", now=DAY)
    return folder, path, code


def spots_of(findings: list[Finding]) -> set[Spot]:
    return {
        (one.code.value, one.measure or "", f"{one.place.sheet}!{one.place.cell}")
        for one in findings
        if one.severity is not Severity.INFO
    }


def test_check_ledger_findings_sheet_and_corrections_say_the_same_cell(answered: tuple[Path, Path, str]) -> None:
    folder, path, code = answered
    (reading,) = check(folder, [path])[1]
    checked = spots_of(list(reading.submission.findings))
    with open_register(folder) as register:
        account = ledger_of(load_campaign(folder), register, DAY).accounts[code]
    assert spots_of([held.found for held in account.findings]) == checked
    assert {Code.M01, Code.M02} <= {Code(one) for one, *_ in checked}
    assert not [one for one in checked if one[2].endswith("!None")]
    (made,) = return_for_correction(folder, only=(code,), author="", now=DAY)
    sheet: Any = openpyxl.load_workbook(made.workbook)["Corrections"]
    heads = {str(cell.value): cell.column for row in sheet.iter_rows(1, 8) for cell in row if cell.value}
    where = [row[heads["Cellule"] - 1].value for row in sheet.iter_rows(min_row=6) if row[heads["Cellule"] - 1].value]
    shown = Counter(str(one) for one in where if one != "–")
    told = Counter(place for *_, place in _every(account))
    assert (shown - told, told - shown) == (Counter(), Counter())


def _every(account: Any) -> list[Spot]:
    return [
        (held.found.code.value, held.found.measure or "", f"{held.found.place.sheet}!{held.found.place.cell}")
        for held in account.findings
        if held.found.severity is not Severity.INFO and held.found.measure
    ]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines and bars: openpyxl drops them
def test_the_master_tells_file_and_cell_of_what_is_missing(answered: tuple[Path, Path, str]) -> None:
    folder, path, code = answered
    done = consolidate(folder, target=None, now=DAY)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(done.master.read_bytes()))["Anomalies"]
    heads = {str(cell.value): cell.column - 1 for cell in sheet[3] if cell.value}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    missing = [row for row in rows if row[heads["Type"]] in {"M01", "M02"} and row[heads["Administration"]] == code]
    assert missing
    assert all(row[heads["Cellule"]] and path.name in str(row[heads["Fichier"]]) for row in missing)
