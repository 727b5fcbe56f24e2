"""Comments and sources whose columns were exchanged whole are told; honest ones are not."""

from collections.abc import Sequence

import pytest

from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.workbook.layout import FIRST_ROW
from tests.reading import edits
from tests.reading.filled import found, read
from tests.reading.test_structure import LAST_ROW, column, on_indicators

SOURCES = (
    "INSEE RP 2021",
    "Extraction logiciel métier",
    "CAF",
    "Bilan de la mission locale",
    "Association La Passerelle",
)
COMMENTS = (
    "Hausse liée à l’ouverture d’une antenne",
    "Deux structures n’ont pas répondu",
    "Voir bilan annuel",
    "RAS",
    "Public en majorité féminin",
)


def written(comments: Sequence[str], sources: Sequence[str]) -> Book:
    def edit(grid: Grid) -> Grid:
        for header, texts in (("Commentaire", comments), ("Source", sources)):
            for row in range(FIRST_ROW, LAST_ROW + 1):
                rank = row - FIRST_ROW
                grid = edits.typed(grid, (row, column(header)), texts[rank] if rank < len(texts) else None)
        return grid

    return on_indicators(edit)


def told(comments: Sequence[str], sources: Sequence[str]) -> list[Finding]:
    return [one for one in found(read(written(comments, sources)), "S02") if one.case == "exchanged_words"]


def test_columns_exchanged_whole_are_told_at_the_comments() -> None:
    (one,) = told(SOURCES, COMMENTS)
    assert (one.severity, one.measure) == (Severity.WARNING, None)


@pytest.mark.parametrize(
    ("comments", "sources"),
    [
        pytest.param(COMMENTS, SOURCES, id="as they should be"),
        pytest.param(SOURCES, SOURCES, id="sources in both"),
        pytest.param(COMMENTS, COMMENTS, id="comments in both"),
        pytest.param(SOURCES[:3], COMMENTS[:3], id="too few to tell"),
    ],
)
def test_nothing_else_is_told(comments: Sequence[str], sources: Sequence[str]) -> None:
    assert told(comments, sources) == []
