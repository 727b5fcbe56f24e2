"""What the lead and the coordinator wrote for the committee: in the master, the page and the note, year-round."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import Consolidated, consolidate, consolidate_for_diffusion
from qpv_xlsx.tasks.deciding.decisions_book import apply_decisions, write_open
from tests.life.test_decisions_workbook import write_yellow

DAY = datetime(2016, 4, 6, 9, tzinfo=UTC)
Fill = Callable[..., bytes]
pytestmark = pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # sparklines and bars: openpyxl drops them


@pytest.fixture
def noted(folder: Path, fill: Fill) -> Path:
    """Employment answered badly, and the committee is told why."""
    path = folder.parent / "emp.xlsx"
    path.write_bytes(fill("EMP", {"EMP-04": 0.02}))
    collect(folder, [path], author="", now=DAY)
    write_open(folder, language="fr", now=DAY)
    notes = {
        "EMP-04": {
            "Appréciation du pilote": "En bonne voie malgré tout.",
            "Commentaire pour le comité": "À revoir en mai.",
        }
    }
    write_yellow(folder / "decisions.xlsx", notes, "Comité")
    assert apply_decisions(folder, [folder / "decisions.xlsx"], language="fr", author="", now=DAY).remarks == ()
    return folder


def master_cells(done: Consolidated, name: str) -> dict[str, Any]:
    """The row of EMP-04 on « Indicateurs », by header."""
    sheet: Any = openpyxl.load_workbook(io.BytesIO(done.master.read_bytes()), data_only=True)[name]
    heads = {str(cell.value): cell.column for cell in sheet[3] if cell.value}
    row = next(row[0].row for row in sheet.iter_rows(min_row=4) if row[0].value == "EMP-04")
    return {head: sheet.cell(row, at).value for head, at in heads.items()}


def test_they_stand_in_master_page_and_note_and_outlive_a_new_return(noted: Path, fill: Fill) -> None:
    for number, content in enumerate((None, fill("EMP", {"EMP-04": 0.03}))):
        now = DAY + timedelta(days=1 + number)
        if content is not None:
            path = noted.parent / "emp2.xlsx"
            path.write_bytes(content)
            collect(noted, [path], author="", now=now)
        done = consolidate(noted, target=None, now=now)
        assert isinstance(done, Consolidated)
        row = master_cells(done, "Indicateurs")
        assert row["Appréciation du pilote"] == "En bonne voie malgré tout."
        assert row["Commentaire pour le comité"] == "À revoir en mai."
        words = [one.text for one in docx.Document(str(done.note)).paragraphs]
        assert any(
            "EMP-04" in one and "En bonne voie malgré tout." in one and "À revoir en mai." in one for one in words
        )


def test_what_is_published_does_not_have_them(noted: Path) -> None:
    done = consolidate_for_diffusion(noted, target=None, now=DAY + timedelta(days=1))
    assert isinstance(done, Consolidated)
    assert "Commentaire pour le comité" not in master_cells(done, "Indicateurs")
    assert not any("À revoir en mai." in one.text for one in docx.Document(str(done.note)).paragraphs)
