"""A figure with a reserve (« 20 (p) ») beside a situation: one that says « Définitif » contradicts it."""

from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.spreadsheet.book import Grid
from qpv_xlsx.workbook.layout import FIRST_ROW
from tests.reading import edits
from tests.reading.filled import book, found, read, values
from tests.reading.test_rows_decided import numbers

MEASURE = "EMP-01"
RESERVES = ("17 % (p)", "17 %, à confirmer", "17 % sous réserve", "17 % (e)", "estimation : 17 %")


@pytest.mark.parametrize("typed", RESERVES)
@pytest.mark.parametrize("said", ["Définitif", "Provisoire", "Estimé", None])
def test_a_reserve_beside_a_final_figure_is_asked(typed: str, said: str | None) -> None:
    def edit(grid: Grid) -> Grid:
        value, situation = numbers(grid, ["value", "situation"])
        edited = edits.typed(grid, (FIRST_ROW, situation), said)
        cell = replace(grid.cells[FIRST_ROW, value], value=typed)
        return replace(edited, cells={**edited.cells, (FIRST_ROW, value): cell})

    submission = read(edits.on_sheet(book(), "Indicateurs", edit))

    told = [one for one in found(submission, Code.V04) if one.measure == MEASURE]
    is_denied = said == "Définitif"
    assert [one.severity for one in told] == [Severity.WARNING if is_denied else Severity.INFO]
    assert told[0].case.endswith("_denied") is is_denied
    kept = values(submission)[Question(measure=MEASURE, field=Field.SITUATION)]
    assert kept in {Situation.PROVISIONAL, Situation.ESTIMATED}
