"""Sheets of another year's form beside ours: their answers are not this year's, and none is taken."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.messages.wordbook import LANGUAGES, label
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.workbook.reading.identity import TOP_ROWS, reference_on, year_of_ours

_DATED = ("value", "territory_value")  # headers of answers that name the year


def of_other_years(book: Book, campaign: Campaign) -> Mapping[str, int]:
    """The years of sheets of *book* that are not the campaign's, by their names."""
    years = {grid.name: _year_of(grid, book, campaign) for grid in book.grids if not grid.name.startswith("_")}
    return {name: year for name, year in years.items() if year is not None and year != campaign.year}


def said_of_other_years(book: Book, years: Mapping[str, int], campaign: Campaign) -> Iterator[Finding]:
    """I04 for such sheets that have lost their reference; those that bear it are told with all marks."""
    for grid in book.grids:
        if grid.name in years and reference_on(grid) is None:
            yield finding(
                Code.I04,
                case="other_year",
                severity=Severity.ERROR,
                place=Place(sheet=grid.name),
                found=str(years[grid.name]),
                expected=str(campaign.year),
            )


def _year_of(grid: Grid, book: Book, campaign: Campaign) -> int | None:
    """By its reference, else by the headers of its answers; None where it does not say, or says one of a foreign campaign."""
    reference = reference_on(grid)
    if reference is not None:
        return year_of_ours(reference.campaign, campaign, replace(book, grids=(grid,)))
    cells = (cell for (row, _), cell in grid.cells.items() if row <= TOP_ROWS)
    texts = [cell.value.strip() for cell in cells if isinstance(cell.value, str)]
    years = Counter(said for text in texts for said in _dated(text))
    last = max((year for _, year in years), default=None)
    if last is None or any(year == campaign.year for _, year in years):
        return None
    is_typed_again = f"past:{last}" in texts or any(count > 1 for (_, year), count in years.items() if year == last)
    return None if is_typed_again else last  # else the header of a past result stands once more above the answers


def _dated(text: str) -> Iterator[tuple[str, int]]:
    """The column whose header *text* is, and its year."""
    for column, shape in _shapes():
        if match := shape.fullmatch(text):
            yield column, int(match.group(1))


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (column, re.compile(re.escape(template).replace(r"\{year\}", r"(\d{4})")))
        for column in _DATED
        for template in sorted({label(language, "columns", column) for language in LANGUAGES})
    )
