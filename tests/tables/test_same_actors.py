"""Names that one administration may have are asked about, and never merged."""

from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.official.same_actors import may_be_one
from tests.contract.person import qpv
from tests.tables.opened import imported


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ville", "Ville de Sainte-Orse"),
        ("Mairie", "Ville de Sainte-Orse"),
        ("Mairie de Sainte-Orse", "Ville de Sainte-Orse"),
        ("CAF", "Caisse d’allocations familiales de Paris"),
        ("Caf", "CAF"),
        ("C.A.F.", "CAF de Paris"),
        ("CAF 75", "Caisse d’allocations familiales de Paris"),
        ("DDETS", "Direction départementale de l’emploi, du travail et des solidarités"),
        ("ARS", "Agence régionale de santé Île-de-France"),
        ("Préfecture", "Préfecture de la Dordogne"),
        ("État", "Préfecture de la Dordogne"),
        ("Département", "Conseil départemental de la Dordogne"),
        ("CD 24", "Conseil départemental de la Dordogne"),
        ("Pôle emploi", "France Travail"),
        ("Éducation nationale", "Education Nationale"),
        ("Bailleurs", "Bailleur social"),
        ("Rectorat", "Rectorat de l’académie de Paris"),
    ],
)
def test_names_that_may_be_one(one: str, other: str) -> None:
    assert may_be_one(one, other)
    assert may_be_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CAF", "CPAM"),
        ("Ville de Périgueux", "Ville de Sainte-Orse"),
        ("Ville", "Mission locale"),
        ("Département", "Région"),
        ("DRAC", "DRAJES"),
        ("CAF de Paris", "Caisse d’allocations familiales du Rhône"),
        ("Centre social Les Moulins", "Centre social La Source"),
        ("Police nationale", "Police municipale"),
        ("ARS", "Association régionale sportive universitaire et rurale"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert may_be_one(one, other) is (one == "ARS")  # initials alone cannot tell: a question costs less than a silence
    assert may_be_one(other, one) is (one == "ARS")


def test_two_names_of_one_administration_are_asked_and_kept_apart() -> None:
    text = (
        "Thème;Indicateur;Cible 2030;Pilote\n"
        "Emploi;Nombre de contrats;80;Ville\n"
        "Emploi;Nombre de stages;40;CAF\n"
        "Cadre de vie;Nombre de jardins;3;Ville de Sainte-Orse\n"
        "Famille;Nombre de places;12;Caisse d’allocations familiales de la Dordogne\n"
    )
    campaign = imported(text.encode()).campaign

    assert [one.name for one in campaign.respondents] == [
        "Ville",
        "CAF",
        "Ville de Sainte-Orse",
        "Caisse d’allocations familiales de la Dordogne",
    ]
    asked = [(one.measure, one.question) for one in campaign.choices if "une seule administration" in one.question]
    assert [measure for measure, _ in asked] == ["CDV-01", "FAM-01"]
    assert "« Ville » et « Ville de Sainte-Orse »".replace("« ", "«\u00a0").replace(" »", "\u00a0»") in asked[0][1]


def test_questions_on_one_measure_stand_together() -> None:
    text = (
        "Thème;Indicateur;Cible 2030;Pilote\n"
        "Emploi;Nombre de contrats;80;Ville, CAF\n"
        "Emploi;Nombre de stages;40;\n"
        "Cadre de vie;Nombre de jardins;3;Ville de Sainte-Orse\n"
    )
    measures = [one.measure for one in imported(text.encode()).campaign.choices]
    assert measures == sorted(measures, key=["EMP-01", "EMP-02", "CDV-01"].index)
    assert set(measures) == {"EMP-01", "EMP-02", "CDV-01"}


def test_an_administration_of_a_second_table_may_be_one_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text("Thème;Indicateur;Cible 2030;Pilote\nEmploi;Nombre de contrats;80;CAF\n", "utf-8")
    second = "Thème;Indicateur;Cible 2030;Pilote\nFamille;Nombre de places;12;CAF de la Dordogne\n"
    (tmp_path / "deux.csv").write_text(second, "utf-8")

    assert qpv("import", "un.csv", "-o", "ici", "--year", "2026", folder=tmp_path).status == 0
    assert qpv("import", "deux.csv", "--into", "ici", folder=tmp_path).status == 0

    campaign = load_campaign(tmp_path / "ici")
    assert [one.name for one in campaign.respondents] == ["CAF", "CAF de la Dordogne"]
    assert [one.measure for one in campaign.choices if "une seule administration" in one.question] == ["FAM-01"]


def test_the_cell_of_an_open_question_is_the_colour_of_what_is_to_be_filled_in(tmp_path: Path) -> None:
    (tmp_path / "un.csv").write_text("Thème;Indicateur;Cible 2030\nEmploi;Nombre de contrats;80 % net\n", "utf-8")
    assert qpv("import", "un.csv", "-o", "ici", "--year", "2026", folder=tmp_path).status == 0

    sheet = openpyxl.load_workbook(tmp_path / "ici" / "campagne.xlsx")["Décisions"]
    assert [sheet.cell(3, column).value for column in (2, 3)] == ["Question", "Décision"]
    ((area, (rule,)),) = ((one.sqref, one.rules) for one in sheet.conditional_formatting)
    assert str(area).startswith("C4:C")
    assert rule.formula == ["AND(LEN($B4)>0,LEN($C4)=0,LEN($D4)=0)"]
    assert rule.dxf.fill.bgColor.rgb.endswith("FFF8C2")
