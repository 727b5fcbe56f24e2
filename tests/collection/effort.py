"""What filling the forms costs: keystrokes and scrolls of a person at LibreOffice, on a screen of 1 366 × 768 pixels.

``python -m tests.collection.effort [FOLDER]`` fills once each workbook of Paris, or those of FOLDER (CODE.xlsx), as
somebody without a mouse does: Tab goes from entry to entry, a result and its situation are typed in each row.
*strokes*: keys pressed. *scrolls*: times that the sheet moved under the person's eyes. *lost*: rows where the question
could not be read while its result was typed, so that one must scroll there and back.
"""

import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from qpv_xlsx.domain.contract.campaign import measures_of
from qpv_xlsx.domain.contract.measures import Kind
from tests.collection.paris import paris, written
from tests.libreoffice import Office, running_office

SHEET = "Indicateurs"
KEY_ROW, FIRST_ROW = 4, 6
SITUATION = "Définitif"
TYPED: Mapping[Kind, str] = {
    Kind.SHARE: "7,3",
    Kind.GAP: "6,3",
    Kind.COUNT: "2",
    Kind.QUANTITY: "4,5",
    Kind.AMOUNT: "12450",
    Kind.RATIO: "0,001",
    Kind.MILESTONE: "En cours",
    Kind.TEXT: "Une réunion par trimestre.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one workbook cost."""

    rows: int
    strokes: int
    scrolls: int
    lost: int


def effort_of(office: Office, path: Path, code: str) -> Effort:
    """Fill the workbook at *path*, of the respondent *code*."""
    respondent = next(one for one in paris().respondents if one.code == code)
    kind_by_code = {measure.code: measure.kind for measure in measures_of(paris(), respondent)}
    sheet = openpyxl.load_workbook(path)[SHEET]
    key_by_column = {get_column_letter(number): str(cell.value) for number, cell in enumerate(sheet[KEY_ROW], 1)}
    code_by_row = {row: str(sheet.cell(row, 1).value) for row in range(FIRST_ROW, sheet.max_row + 1)}
    question = next(letter for letter, key in key_by_column.items() if key == "measure")
    office.open(path)
    cell, view = office.sit_down(SHEET, str(sheet.sheet_view.selection[-1].activeCell), 1366, 768)
    strokes = scrolls = lost = 0
    for _ in range(len(code_by_row) * len(key_by_column)):
        column, row = cell.rstrip("0123456789"), int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        key = key_by_column[column]
        if key == "value":
            lost += not office.sees(f"{question}{row}")
        if key in {"value", "situation"}:
            text = TYPED[kind_by_code[code_by_row[row]]] if key == "value" else SITUATION
            assert office.type(SHEET, cell, text) == "ok", (cell, text)
            strokes += len(text)
        if row == max(code_by_row) and key == "situation":
            break
        strokes += 1
        former = view
        cell, view = office.tab()
        scrolls += view != former
    return Effort(rows=len(code_by_row), strokes=strokes, scrolls=scrolls, lost=lost)


def main(folder: Path | None) -> None:
    """Print the effort of each workbook, and of all."""
    with tempfile.TemporaryDirectory(prefix="effort-") as made, running_office() as office:
        for respondent in paris().respondents:
            path = (folder or Path(made)) / f"{respondent.code}.xlsx"
            if folder is None:
                path.write_bytes(written(paris(), respondent))
            print(respondent.code, effort_of(office, path, respondent.code))  # noqa: T201  (a script)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
