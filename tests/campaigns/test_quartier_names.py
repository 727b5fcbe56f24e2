"""A quartier is known by its id, its official code, its name and its other names, wherever one is named."""

from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.geography import Quartier, Territory, quartier_named
from qpv_xlsx.spreadsheet.book import Cell, Grid
from qpv_xlsx.workbook.by_quartier import quartier_layout
from qpv_xlsx.workbook.reading.headers import find_columns, header_words
from tests.paris import paris

TERRITORY = Territory(
    code="PARIS",
    name="Paris",
    geography="paris-2015",
    quartiers=(
        Quartier(id="goutte-d-or", name="Goutte d’Or", official_code="QP075001", aliases=("Barbès", "Château-Rouge")),
        Quartier(id="rosiers", name="Porte Montmartre", aliases=("Les Rosiers",)),
        Quartier(id="belleville", name="Belleville", aliases=("Est",)),
        Quartier(id="orteaux", name="Orteaux", aliases=("Est",)),
    ),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("goutte-d-or", "goutte-d-or"),
        ("qp075001", "goutte-d-or"),
        ("GOUTTE D'OR", "goutte-d-or"),
        ("barbes", "goutte-d-or"),
        ("Château-Rouge", "goutte-d-or"),
        ("les rosiers", "rosiers"),
        ("Est", None),
        ("Ménilmontant", None),
    ],
)
def test_a_quartier_is_found_by_what_people_call_it(words: str, expected: str | None) -> None:
    found = quartier_named(TERRITORY, words)

    assert (found.id if found else None) == expected


def test_an_id_counts_before_another_s_name() -> None:
    first, *others = TERRITORY.quartiers
    territory = replace(TERRITORY, quartiers=(replace(first, aliases=("rosiers",)), *others))
    found = quartier_named(territory, "rosiers")

    assert found is not None
    assert found.id == "rosiers"


def test_a_column_headed_by_another_name_is_read() -> None:
    heads = ("Code", "Mesure", "Château-Rouge", "Les Rosiers", "QP075001 autre chose", "Est")
    cells = {(3, number): Cell(value=words) for number, words in enumerate(heads, 1)}
    campaign = replace(paris(), territories=(replace(TERRITORY, code=paris().territories[0].code),))
    known = [header_words(quartier_layout(campaign, campaign.respondents[0]))]
    (columns,) = find_columns(Grid(name="Par quartier", cells=cells), known)

    assert columns is not None
    assert {number: column.quartier for number, column in columns.column_at.items() if column.quartier} == {
        3: "goutte-d-or",
        4: "rosiers",
    }
