"""Fiches, one small upright table for each action, read as the rows of one table."""

import io
from collections.abc import Sequence

import docx
import pytest

from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.tasks.import_ import Imported
from qpv_xlsx.tasks.import_report import report_pages
from tests.tables.opened import imported

MEDIATION = (
    ("Intitulé de l’action", "Médiation en santé"),
    ("Pilote", "Ville"),
    ("Indicateur de résultat", "Nombre de personnes accompagnées"),
    ("Valeur initiale", "210 (2024)"),
    ("Valeur cible", "300 d’ici 2027"),
)
SCREENING = (
    ("Intitulé de l’action", "Dépistage du diabète"),
    ("Indicateur de résultat", "Nombre de dépistages réalisés"),
    ("Valeur cible", "500 d’ici 2028"),
    ("Pilote", "CPAM"),
)


def of_fiches(*fiches: Sequence[Sequence[str]], titles: Sequence[str] = ()) -> Imported:
    document = docx.Document()
    for rank, rows in enumerate(fiches):
        document.add_paragraph(titles[rank] if titles else f"Fiche action n° {rank + 1}")
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return imported(stream.getvalue(), "fiches.docx")


def test_each_fiche_is_a_row_whatever_the_order_of_its_headings() -> None:
    found = of_fiches(MEDIATION, SCREENING)

    first, second = found.campaign.catalogue.measures
    assert [first.label, second.label] == ["Nombre de personnes accompagnées", "Nombre de dépistages réalisés"]
    assert (first.baseline.value, first.baseline.year) == (210, 2024)
    assert second.baseline.value is None
    assert [first.target, second.target] == [AtLeast(value=300, year=2027), AtLeast(value=500, year=2028)]
    assert [one.name for one in found.campaign.respondents] == ["Ville", "CPAM"]
    assert [page.fiches for page in report_pages(found) if page.is_read] == [2]


def test_the_title_of_a_fiche_that_names_no_action_is_its_action() -> None:
    found = of_fiches(MEDIATION[1:], titles=["Fiche n° 1 : Aller vers"])

    (indicator,) = found.campaign.catalogue.indicators
    assert indicator.operational_objective == "Fiche n° 1 : Aller vers"


def test_the_title_of_a_fiche_that_names_its_action_is_its_strategic_objective() -> None:
    """It was lost."""
    found = of_fiches(MEDIATION, SCREENING, titles=["Fiche 1.1 – Aller vers", "Fiche action n° 2"])

    assert [one.strategic_objective for one in found.campaign.catalogue.indicators] == [
        "Fiche 1.1 – Aller vers",
        "Fiche action n° 2",
    ]
    assert [one.operational_objective for one in found.campaign.catalogue.indicators] == [
        "Médiation en santé",
        "Dépistage du diabète",
    ]


def test_two_headings_may_stand_on_one_line() -> None:
    rows = (
        ("Indicateur", "Nombre de mentors", "Unité", "jeunes"),
        ("Situation 2024", "12", "Cible 2027", "40"),
        ("Pilote", "AFEV", "Source", "Bilan"),
    )

    (measure,) = of_fiches(rows).campaign.catalogue.measures

    assert (measure.baseline.value, measure.target) == (12, AtLeast(value=40, year=2027))


def test_a_table_of_two_columns_is_no_fiche() -> None:
    rows = (("Indicateur", "Cible 2027"), ("Nombre de mentors", "40"), ("Nombre de places", "12"))

    found = of_fiches(rows)

    assert len(tuple(found.campaign.catalogue.measures)) == 2
    assert not any(page.fiches for page in report_pages(found))


@pytest.mark.parametrize("blank", ["Valeur initiale", "Pilote"])
def test_a_heading_that_nothing_answers_is_a_blank_cell(blank: str) -> None:
    rows = tuple((label, "" if label == blank else text) for label, text in MEDIATION)

    (measure,) = of_fiches(rows).campaign.catalogue.measures

    assert measure.target == AtLeast(value=300, year=2027)
