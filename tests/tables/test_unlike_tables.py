"""Tables unlike the others: years under a group, a blank among repeated themes, remarks, deadlines, formulas never computed."""

import io

import openpyxl
import pytest

from qpv_xlsx.domain.contract.targets import AtLeast, Undefined
from qpv_xlsx.tasks.import_ import Imported, Orders
from qpv_xlsx.tasks.import_report import report_pages
from tests.tables.opened import imported


def of_sheet(*rows: tuple[object, ...], merges: tuple[str, ...] = ()) -> Imported:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    stream = io.BytesIO()
    book.save(stream)
    return imported(stream.getvalue(), "tableau.xlsx")


def asked(found: Imported) -> str:
    return "\n".join(one.question for one in found.campaign.choices)


@pytest.mark.parametrize(
    "merges", [("B1:C1",), ("A1:A2", "B1:C1", "F1:F2")], ids=["one group merged", "headers merged"]
)
def test_years_alone_under_the_headers_are_headers_too(merges: tuple[str, ...]) -> None:
    found = of_sheet(
        ("Indicateur", "Réalisé", "", "Prévisionnel", "Cible", "Pilote"),
        ("", 2022, 2023, 2024, 2028, ""),
        ("Nombre de forums", 2, 3, 4, 8, "Ville"),
        merges=merges,
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (3, 2023)
    assert measure.target == AtLeast(value=8, year=2028)
    assert [(past.year, past.value) for past in found.campaign.history] == [(2022, 2)]


def test_a_blank_among_repeated_themes_takes_the_one_above_and_asks() -> None:
    text = "Thème;Indicateur;Cible 2028\nÉducation;Nombre de mentors;40\n;Nombre de places;12\nSanté;Nombre de lits;3\nSanté;Nombre de soins;4\n"
    found = imported(text.encode(), "tableau.csv")

    assert [one.name for one in found.campaign.catalogue.conventions] == ["Éducation", "Santé"]
    assert "celui de la ligne au-dessus, a été repris" in asked(found)


def test_remarks_stand_among_the_notes_unless_they_are_not_wanted() -> None:
    text = b"Indicateur;Cible 2028;Observations\nNombre de mentors;40;REP+ seulement\nNombre de places;12;\n"

    kept = imported(text, "tableau.csv").campaign.catalogue.measures
    left = imported(text, "tableau.csv", Orders(columns="rien=C"))

    assert [measure.notes for measure in kept] == [("Observations : REP+ seulement.",), ()]
    assert not any(measure.notes for measure in left.campaign.catalogue.measures)
    assert [column.is_ignored for column in report_pages(left)[0].columns] == [False, False, True]


@pytest.mark.parametrize(
    ("header", "deadline", "year"),
    [("Cible", "2028", 2028), ("Cible", "2026 ou 2028", None), ("Cible 2030", "2028", 2030)],
)
def test_a_column_of_deadlines_dates_the_target_that_has_no_year(header: str, deadline: str, year: int | None) -> None:
    text = f"Indicateur;{header};Échéance\nNombre de mentors;40;{deadline}\n"

    (measure,) = imported(text.encode(), "tableau.csv").campaign.catalogue.measures

    assert measure.target == AtLeast(value=40, year=year)


def test_a_formula_without_a_result_is_told_and_nothing_is_read_of_it() -> None:
    found = of_sheet(("Indicateur", "Situation 2023", "Cible 2028"), ("Nombre de forums", 3, "=B2*2"))

    assert [(one.code, one.facts["places"]) for one in found.remarks] == [("import_formulas", ("Sheet!C2",))]
    assert [indicator.local_target for indicator in found.campaign.catalogue.indicators] == [""]


@pytest.mark.parametrize(
    ("head", "titles"),
    [("N°;", (";EMPLOI", ";Cadre de vie")), ("", ("EMPLOI", "CADRE DE VIE"))],
    ids=["no number", "in capitals"],
)
def test_a_title_alone_among_the_indicators_is_a_theme(head: str, titles: tuple[str, str]) -> None:
    number = ("1.1;", "2.1;") if head else ("", "")
    text = (
        f"{head}Indicateur;Référence 2023;Cible 2030\n"
        f"{titles[0]};;\n{number[0]}Nombre de contrats;45;80\n"
        f"{titles[1]};;\n{number[1]}Nombre de jardins;2;5\n"
    )
    found = imported(text.encode(), "tableau.csv")

    named = [(one.name.casefold(), len(one.indicators)) for one in found.campaign.catalogue.conventions]
    assert named == [("emploi", 1), ("cadre de vie", 1)]


def test_an_indicator_of_which_nothing_else_is_said_is_no_title() -> None:
    text = "N°;Indicateur;Référence 2023;Cible 2030\n1;Nombre de contrats;45;80\n2;Nombre de jardins;;\n"
    assert len(tuple(imported(text.encode(), "tableau.csv").campaign.catalogue.indicators)) == 2


def test_total_in_the_column_of_numbers_is_no_indicator() -> None:
    text = "N°;Indicateur;Référence 2023;Cible 2030\n1;Nombre de contrats;45;80\nTotal;4 indicateurs;;\n"
    assert len(tuple(imported(text.encode(), "tableau.csv").campaign.catalogue.indicators)) == 1


@pytest.mark.parametrize(
    ("start", "target", "is_asked"),
    [(0.52, 0.6, True), (52, 60, False), ("0,52 %", "0,6 %", False), (0, 60, False), (1, 1, True)],
)
def test_a_fraction_under_a_percent_sign_is_asked(start: object, target: object, *, is_asked: bool) -> None:
    found = of_sheet(
        ("Indicateur", "Unité", "Départ 2023", "Cible 2030"), ("Part des femmes parmi les recrutés", "%", start, target)
    )

    (measure,) = found.campaign.catalogue.measures
    assert ("une fraction" in asked(found)) is is_asked
    if is_asked:
        assert measure.baseline.value is None
        assert measure.target == Undefined()
