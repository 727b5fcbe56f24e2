"""``decisions.xlsx`` from the desk: prepared, filled in by hand, read, told line by line."""

from pathlib import Path

import openpyxl

from qpv_xlsx.register import open_register
from tests.desk.conftest import Start
from tests.desk.wire import Visitor, ended


def decide_first_line(path: Path, words: str, reason: str) -> str:
    """Choose *words* on the first line of the workbook of the CAF; its measure."""
    book = openpyxl.load_workbook(path)
    sheet = book["À trancher"]
    header = next(row for row in sheet.iter_rows(max_row=10) if any(cell.value == "Motif" for cell in row))
    column = {str(cell.value): cell.column for cell in header if cell.value}
    for number in range(1, sheet.max_row + 1):
        if str(sheet.cell(number, column["Repère"]).value) == "CAF/CAF-01-a":
            sheet.cell(number, column["Décision"]).value = words
            sheet.cell(number, column["Motif"]).value = reason
            book.save(path)
            return "CAF-01-a"
    raise AssertionError(column)


def test_the_workbook_is_prepared_filled_in_and_read(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    path = campaign / "decisions.xlsx"
    path.unlink(missing_ok=True)
    assert "Préparer decisions.xlsx" in visitor.shown("decider")
    assert "Lire les décisions" not in visitor.shown("decider"), "there is none to read yet"

    assert "est prêt" in ended(visitor, visitor.post("decider/classeur", []))
    measure = decide_first_line(path, "demander à l’administration", "à vérifier avec eux")
    assert "n’ont pas été lues" in ended(visitor, visitor.post("decider/classeur", [])), "what is filled in is not lost"
    told = ended(visitor, visitor.post("decider/lire", []))

    assert "1 ligne tranchée" in told
    assert f"{measure}" in told
    assert "à vérifier avec eux" in told
    with open_register(campaign) as register:
        assert register.decisions()[-1].reason == "à vérifier avec eux"


def test_what_cannot_be_applied_is_told_at_its_cell(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    ended(visitor, visitor.post("decider/classeur", []))
    decide_first_line(campaign / "decisions.xlsx", "comme bon vous semble", "m")

    told = ended(visitor, visitor.post("decider/lire", []))

    assert "0 ligne tranchée" in told
    assert "1 ligne n’a pas été appliquée" in told
    assert "« comme bon vous semble » n’est pas une décision de la liste" in told


def test_a_file_that_is_no_decisions_workbook_is_a_sentence_of_the_desk(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    (campaign / "decisions.xlsx").write_bytes((campaign / "campagne.xlsx").read_bytes())

    told = ended(visitor, visitor.post("decider/lire", []))

    assert "n’est pas un classeur de décisions de cette campagne" in told
    assert "qpv-xlsx" not in told.partition("<main")[2].partition("</main>")[0]
