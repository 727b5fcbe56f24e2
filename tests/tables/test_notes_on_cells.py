"""Comments on the cells of an imported table: kept with the indicator, or told; never dropped without a word."""

import io
import json
from pathlib import Path

import odfdo
import openpyxl
import pytest
from openpyxl.comments import Comment

from qpv_xlsx.tasks.import_ import Imported, Orders
from tests.contract.person import qpv
from tests.tables.opened import imported

ROWS: tuple[tuple[str | int, ...], ...] = (
    ("Thème", "Indicateur", "Départ 2023", "Cible 2030"),
    ("Emploi", "Nombre de contrats", 45, 80),
    ("Emploi", "Nombre de stages", 12, 40),
    ("Total", "", 57, 120),
)
NOTES = {
    "C2": "hors contrats\ndu Département",
    "D3": "à revoir en 2027",
    "A1": "thèmes du contrat",
    "D4": "à la main",
    "H9": "pense-bête",
}


def as_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Actions"
    for row in ROWS:
        sheet.append(row)
    for cell, words in NOTES.items():
        sheet[cell].comment = Comment(words, "Mme Dupont")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods() -> bytes:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Actions")
    for number, row in enumerate(ROWS):
        table.set_row_values(number, row)
    for cell, words in NOTES.items():
        held = table.get_cell(cell)
        held.append(odfdo.Annotation(words.replace("\n", " "), creator="Mme Dupont"))
        table.set_cell(cell, held)
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(found: Imported) -> list[tuple[str, object]]:
    return [(one.code, one.facts.get("places", one.facts.get("place"))) for one in found.remarks]


@pytest.mark.parametrize(("content", "name"), [(as_xlsx(), "plan.xlsx"), (as_ods(), "plan.ods")], ids=["xlsx", "ods"])
def test_a_note_is_kept_with_its_indicator_or_told(content: bytes, name: str) -> None:
    found = imported(content, name)

    first, second = found.campaign.catalogue.measures
    assert first.notes == ("Note sur Départ 2023 : hors contrats du Département.",)
    assert second.notes == ("Note sur Cible 2030 : à revoir en 2027.",)
    assert told(found) == [
        ("import_notes_kept", ("Actions!C2", "Actions!D3")),
        ("import_note_aside", "Actions!A1"),
        ("import_note_aside", "Actions!D4"),
        ("import_note_aside", "Actions!H9"),
    ]


def test_a_note_of_a_column_that_is_not_wanted_is_told() -> None:
    found = imported(as_xlsx(), "plan.xlsx", Orders(columns="rien=C"))

    first, _ = found.campaign.catalogue.measures
    assert first.notes == ()
    assert ("import_note_aside", "Actions!C2") in told(found)


def test_notes_are_quoted_on_screen_and_stand_in_the_workbook_that_is_sent(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(as_xlsx())

    done = qpv("import", "plan.xlsx", "-o", "ici", "--year", "2026", folder=tmp_path)
    assert "«\u00a0pense-bête\u00a0»" in done.out
    assert json.loads(qpv("import", "plan.xlsx", "--json", folder=tmp_path).out)["remarks"][0]["count"] == 2
    campaign = openpyxl.load_workbook(tmp_path / "ici" / "campagne.xlsx")
    written = [str(cell.value) for row in campaign["Indicateurs"].iter_rows() for cell in row if cell.value]
    assert any("hors contrats du Département" in words for words in written)
