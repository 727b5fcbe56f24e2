"""Cells named in sentences: what is told stands for exactly the cells that were given."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.findings import Place, Problem
from qpv_xlsx.messages.cell_runs import cells_in_words, places_in_words
from qpv_xlsx.messages.problem_places import problems_in_words

COLUMNS = ("F", "G", "AA")
CELLS = st.builds(lambda column, row: f"{column}{row}", st.sampled_from(COLUMNS), st.integers(1, 12))


@pytest.mark.parametrize(
    ("cells", "fr", "en"),
    [
        ((), "", ""),
        (("F22",), "F22", "F22"),
        (("F22", "F23"), "F22, F23", "F22, F23"),
        (tuple(f"F{row}" for row in range(22, 58)), "F22 à F57", "F22 to F57"),
        (("F22", "G22", "F23", "G23", "F24", "G24"), "F22 à F24, G22 à G24", "F22 to F24, G22 to G24"),
        (("F9", "F10", "F11", "F13"), "F9 à F11, F13", "F9 to F11, F13"),
        (("EMP-01", "F9", "EMP-02"), "F9, EMP-01, EMP-02", "F9, EMP-01, EMP-02"),
        (("F9", "F9", ""), "F9", "F9"),
    ],
)
def test_runs_of_a_column_are_told_by_their_ends(cells: tuple[str, ...], fr: str, en: str) -> None:
    assert cells_in_words(cells, "fr").replace("\u00a0", " ") == fr
    assert cells_in_words(cells, "en") == en


def test_cells_of_two_sheets_name_them() -> None:
    places = [
        Place(sheet="Indicateurs", cell="F6"),
        *(Place(sheet="Par quartier", cell=f"C{row}") for row in (7, 8, 9)),
    ]
    assert places_in_words(places, "en") == "Indicateurs!F6; Par quartier!C7 to C9"
    assert places_in_words(places[1:], "en") == "C7 to C9"


def expanded(words: str) -> set[str]:
    found: set[str] = set()
    for part in words.split(", "):
        first, _, last = part.partition(" to ")
        column, start, end = re.sub(r"\d", "", first), *(int(re.sub(r"\D", "", one)) for one in (first, last or first))
        found |= {f"{column}{row}" for row in range(start, end + 1)}
    return found


@given(st.lists(CELLS, min_size=1))
def test_no_cell_is_lost_and_none_is_added(cells: list[str]) -> None:
    assert expanded(cells_in_words(cells, "en")) == set(cells)


def test_cells_with_the_same_wrong_are_one_line() -> None:
    """A territory's code that changed was told seventy-eight times."""
    wrong = [Problem(place=f"Historique!B{row}", code="former", facts={"read": "ALES"}) for row in (4, 5, 6, 9)]
    other = Problem(place="Historique!C7", code="former", facts={"read": "X"})
    pointers = [Problem(place=f"/history/{rank}/territory", code="former", facts={"read": "ALES"}) for rank in (0, 1)]
    said = problems_in_words(
        [wrong[0], other, *wrong[1:], *pointers], lambda code, facts: f"{code} {facts['read']}", "fr"
    )
    assert list(said) == [
        ("Historique!B4\u00a0à B6, B9", "former ALES"),
        ("Historique!C7", "former X"),
        ("/history/0/territory", "former ALES"),
        ("/history/1/territory", "former ALES"),
    ]
