"""Texts of which the form shows the beginning: neither changed by anybody, nor unknown."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.returned.answers import Origin, Submission
from qpv_xlsx.domain.wording import is_beginning
from qpv_xlsx.spreadsheet.book import Book, Grid
from qpv_xlsx.workbook.layout import FIRST_ROW
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_book
from tests.collection.paris import small, written
from tests.reading import edits
from tests.reading.filled import opened

LONG = "Part des habitants des quartiers prioritaires accompagnés vers l’emploi durable par les services publics "
FIRST = Question(measure="EMP-01")


def long_worded(label: Callable[[str], str]) -> Campaign:
    """The small campaign; *label* gives each measure its label, by its code. Official texts are longer than their cells."""
    campaign = small()
    catalogue = with_measures(campaign.catalogue, lambda one: replace(one, label=label(one.code)))
    [convention] = catalogue.conventions
    indicators = tuple(
        replace(one, baseline_text=LONG * 3, local_target=f"{LONG * 2}\n20 %") for one in convention.indicators
    )
    conventions = (replace(convention, indicators=indicators),)
    return replace(campaign, catalogue=replace(catalogue, conventions=conventions))


@cache
def told_apart() -> Campaign:
    return long_worded(lambda code: f"{code.partition('-')[2]} {LONG * 4}")


@cache
def alike() -> Campaign:
    """All begin so, and end otherwise."""
    return long_worded(lambda code: f"{LONG * 4}{code}")


def form(campaign: Campaign) -> Book:
    return opened(written(campaign, campaign.respondents[0], {FIRST: 0.2}))


def read(book: Book, campaign: Campaign) -> Submission:
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="unknown")
    return read_book(book, (), origin, campaign, Expectations())


def grid_of(book: Book) -> Grid:
    return next(grid for grid in book.grids if grid.name == "Indicateurs")


def spot(book: Book, header: str) -> tuple[int, int]:
    """The first row, under *header*."""
    return FIRST_ROW, edits.numbered(grid_of(book), header)


def typed(book: Book, header: str, text: str | None) -> Book:
    return edits.on_sheet(book, "Indicateurs", lambda grid: edits.typed(grid, spot(book, header), text))


def codes(submission: Submission) -> set[str]:
    return {found.code.value for found in submission.findings if found.measure in {None, "EMP-01"}}


HEADERS = ("Mesure", "Résultats 2014 pour Paris", "Objectif local 2015-2020")


@pytest.mark.parametrize("header", HEADERS)
def test_a_form_that_shows_the_beginning_of_a_text_is_unchanged(header: str) -> None:
    book = form(told_apart())
    assert str(grid_of(book).cells[spot(book, header)].value).endswith("…")
    assert not codes(read(book, told_apart())) & {"S06", "S12"}


@pytest.mark.parametrize("header", HEADERS)
def test_a_form_of_an_earlier_version_shows_it_whole(header: str) -> None:
    whole = f"01 {LONG * 4}" if header == "Mesure" else LONG * 3 if "2014" in header else f"{LONG * 2}\n20 %"
    book = typed(form(told_apart()), header, whole)
    assert not codes(read(book, told_apart())) & {"S06", "S12"}


@pytest.mark.parametrize("text", ["…", "à voir…", "Part des habitants…", f"Notre {LONG.lower()}…"])
@pytest.mark.parametrize(("header", "code"), [(HEADERS[0], "S06"), (HEADERS[1], "S12"), (HEADERS[2], "S06")])
def test_what_somebody_wrote_there_is_told(header: str, code: str, text: str) -> None:
    book = typed(form(told_apart()), header, text)
    assert code in codes(read(book, told_apart()))


def nameless(book: Book) -> Book:
    """The first row without its code at the left, and without its key."""
    return typed(typed(book, "Code", None), "Clé", None)


def test_the_beginning_of_a_label_tells_the_row() -> None:
    assert read(nameless(form(told_apart())), told_apart()).answers[FIRST].value == 0.2


def test_a_beginning_that_several_labels_have_tells_no_row() -> None:
    submission = read(nameless(form(alike())), alike())
    assert FIRST not in submission.answers
    assert "S03" in codes(submission)


def test_a_beginning_ends_in_dots_and_has_some_words() -> None:
    whole = "part des habitants des quartiers prioritaires"
    assert is_beginning("Part des habitants des QUARTIERS…", whole)
    assert is_beginning("Part des habitants des quartiers...\n%", whole)
    assert not is_beginning("Part des habitants des quartiers", whole)
    assert not is_beginning("Part des…", whole)
    assert not is_beginning("Part des habitants des villes…", whole)
