"""« 12 (provisoire) » written for a quartier, where there is no column for it: kept with its figure, and no longer than that."""

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.return_ import return_for_correction

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
ASKED = Question(measure="CAF-01-a", quartier="grand-belleville")
SHEET, CELL = "Par quartier", "C6"


def edited(content: bytes, cells: dict[str, object]) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = workbook[SHEET]
    for cell, value in cells.items():
        sheet[cell].value = value
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def said(folder: Path, name: str, content: bytes, day: datetime) -> tuple[Value | None, Value | None]:
    """The figure and the situation of the quartier that count, once *content* came on *day*."""
    path = folder.parent / name
    path.write_bytes(content)
    collect(folder, [path], author="", now=day)
    with open_register(folder) as register:
        account = ledger_of(load_campaign(folder), register, day).accounts["CAF"]
    assert not [held for held in account.findings if held.found.code is Code.V12]
    questions = ASKED, ASKED._replace(field=Field.SITUATION)
    figure, situation = (account.entries.get(question) for question in questions)
    return figure.answer.value if figure else None, situation.answer.value if situation else None


def test_it_stays_provisional_through_a_correction_until_the_figure_changes(
    folder: Path, fill: Callable[..., bytes]
) -> None:
    first = edited(fill("CAF", {"CAF-01-a": "beaucoup"}), {CELL: "12 (provisoire)", "D6": "env. 4"})
    assert said(folder, "a.xlsx", first, DAY) == (12, Situation.PROVISIONAL)

    list(return_for_correction(folder, only=("CAF",), author="", now=DAY + timedelta(days=1)))
    (path,) = (folder / "a_retourner").glob("*CAF*.xlsx")
    given_back = openpyxl.load_workbook(path)[SHEET][CELL]
    assert given_back.value == 12
    assert given_back.comment is not None
    assert "Provisoire" in given_back.comment.text

    mended = edited(path.read_bytes(), {"D6": 4})
    assert said(folder, "b.xlsx", mended, DAY + timedelta(days=2)) == (12, Situation.PROVISIONAL)
    assert said(folder, "c.xlsx", edited(mended, {CELL: 15}), DAY + timedelta(days=3)) == (15, None)
