"""What is wrong with a document, said of the workbook that it was read from: at its cell, in the words of its headers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.campaigns.in_excel.header_notes import notes
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, headers, sheet_title
from qpv_xlsx.campaigns.sheets.nesting import Nest
from qpv_xlsx.campaigns.sheets.settings import SHEET
from qpv_xlsx.domain.findings import Problem


def in_cells(problems: Sequence[Problem], nest: Nest) -> Iterator[Problem]:
    """*problems* at their cells. What is wrong with a cell already is not said twice."""
    told = {problem.place for problem in nest.problems} | nest.unread
    for problem in problems:
        place = _cell_of(problem.place, nest.cells)
        if place not in told:
            yield _in_its_words(replace(problem, place=place), nest.columns.get(place))


def _in_its_words(problem: Problem, column: CampaignColumn | None) -> Problem:
    """A missing value is named by its header, and told by the header's note: keys are words of JSON."""
    if problem.code != "campaign_missing" or column is None:
        return problem
    return replace(problem, code="cell_missing", facts={"column": headers(column), "note": notes(column)})


def _cell_of(place: str, cells: Mapping[str, str]) -> str:
    """The cell of a JSON pointer, or of the nearest thing that holds it."""
    while place not in cells and "/" in place.lstrip("/"):
        place = place.rsplit("/", 1)[0]
    return cells.get(place, sheet_title(SHEET))
