"""A figure with a reserve (« 20 (p) ») beside a situation: one that says « Définitif » contradicts it."""

from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.spreadsheet.book import Grid
from qpv_xlsx.workbook.layout import FIRST_ROW
from tests.reading import edits
from tests.reading.filled import book, found, read, values
from tests.reading.test_rows_decided import numbers

MEASURE = "EMP-01"
RESERVES = ("17 % (p)", "17 %, à confirmer", "17 % sous réserve", "17 % (e)", "estimation : 17 %")


def answered(typed: str, said: str | None) -> Submission:
    """The first measure with *typed* as its result and *said* as its situation."""

    def edit(grid: Grid) -> Grid:
        value, situation = numbers(grid, ["value", "situation"])
        edited = edits.typed(grid, (FIRST_ROW, situation), said)
        cell = grid.cells[FIRST_ROW, value]._replace(value=typed)
        return replace(edited, cells={**edited.cells, (FIRST_ROW, value): cell})

    return read(edits.on_sheet(book(), "Indicateurs", edit))


@pytest.mark.parametrize("typed", RESERVES)
@pytest.mark.parametrize("said", ["Définitif", "Provisoire", "Estimé", None])
def test_a_reserve_beside_a_final_figure_is_asked(typed: str, said: str | None) -> None:
    submission = answered(typed, said)

    told = [one for one in found(submission, Code.V04) if one.measure == MEASURE]
    is_denied = said == "Définitif"
    assert [one.severity for one in told] == [Severity.WARNING if is_denied else Severity.INFO]
    assert told[0].case.endswith("_denied") is is_denied
    kept = values(submission)[Question(measure=MEASURE, field=Field.SITUATION)]
    assert kept in {Situation.PROVISIONAL, Situation.ESTIMATED}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nd", Situation.UNAVAILABLE),
        ("non communiqué", Situation.UNAVAILABLE),
        ("so", Situation.NOT_APPLICABLE),
        ("dispositif supprimé en 2015", Situation.NOT_APPLICABLE),
        ("secret statistique", Situation.SECRET),
    ],
)
@pytest.mark.parametrize("said", ["Définitif", "Provisoire", "Estimé"])
def test_an_absence_typed_as_the_result_counts_against_the_situation_left_beside_it(
    typed: str, kept: Situation, said: str
) -> None:
    """« Définitif » stayed, so that last week's figure did too."""
    submission = answered(typed, said)

    assert values(submission)[Question(measure=MEASURE, field=Field.SITUATION)] is kept
    (told,) = [one for one in found(submission, Code.V04) if one.measure == MEASURE]
    assert (told.case, told.severity) == ("absent_denied", Severity.WARNING)
    assert not [one for one in found(submission, Code.C05) if one.measure == MEASURE]


def test_nothing_beside_a_final_figure_may_be_nought() -> None:
    submission = answered("néant", "Définitif")

    assert values(submission)[Question(measure=MEASURE, field=Field.SITUATION)] is Situation.FINAL
    assert [one.case for one in found(submission, Code.C05) if one.measure == MEASURE] == ["no_value"]
