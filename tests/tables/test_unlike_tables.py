"""Tables unlike the others: years under a group, a blank among repeated themes, remarks, deadlines, formulas never computed."""

import io

import openpyxl
import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, Done, Undefined
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


def test_words_that_go_down_beside_a_level_to_reach_leave_the_direction_open() -> None:
    text = "Objectif stratégique;Indicateur;Situation 2023;Objectif 2030\nRéduire l’écart de chômage;Part des demandeurs d’emploi des QPV parmi les entrées en formation;14 %;20 %\n"
    found = imported(text.encode())

    (measure,) = found.campaign.catalogue.measures
    assert (measure.direction, measure.target) == (Direction.UNTOLD, AtLeast(value=0.2, year=2030))
    assert "monte, baisse ou reste stable" in asked(found)


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


@pytest.mark.parametrize(
    ("start", "target", "who"),
    [
        ("Où en est-on ?", "Cible 2027", "Chef de file"),
        ("Où en sommes-nous ?", "Où voulons-nous aller (2027) ?", "Qui s’engage ?"),
        ("Point de situation", "Ambition 2027", "Qui ?"),
        ("Where are we?", "Where do we want to be (2027)?", "Who?"),
    ],
)
def test_headers_that_are_questions_are_understood(start: str, target: str, who: str) -> None:
    """So are those of follow-up: what they say stays among the notes, steps and means too."""
    found = of_sheet(
        ("Ce que l’on mesure", start, "Jalons 2026", target, who, "Moyens", "Modalités de suivi"),
        ("Nombre de mentors", "12", "20", "40", "Ville", "1 ETP", "Enquête"),
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.target) == (12, AtLeast(value=40, year=2027))
    assert measure.notes == ("Jalons 2026 : 20.", "Moyens : 1 ETP.", "Modalités de suivi : Enquête.")
    assert [one.name for one in found.campaign.respondents] == ["Ville"]


@pytest.mark.parametrize("unit", ["%", "percentage", "pourcentage"])
def test_indicators_of_european_programmes_have_their_unit_and_year(unit: str) -> None:
    found = of_sheet(
        (
            "ID",
            "Indicator",
            "Measurement unit",
            "Baseline",
            "Reference year",
            "Milestone (2024)",
            "Final target (2029)",
        ),
        ("PSR1", "Share of inhabitants aware of the programme", unit, 12.5, 2022, "", 30),
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (0.125, 2022)
    assert measure.target == AtLeast(value=0.3, year=2029)
    assert "unité" not in asked(found)


def test_a_start_is_read_in_the_kind_that_only_the_target_tells() -> None:
    """42,6 beside « 38 % »: the campaign could not be written."""
    found = of_sheet(("Indicateur", "Situation 2023", "Cible 2028"), ("Pauvreté des ménages", "42,6", "38 %"))

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.target.year) == (0.426, 2028)
    assert "n’a pas d’unité" in asked(found)


@pytest.mark.parametrize(
    ("indicator", "start", "value"),
    [
        ("Pauvreté des ménages (en %)", "42,6", 0.426),
        ("Subventions versées (k€)", "450", 450_000),
        ("Poverty rate (%)", "42,6", 0.426),
    ],
)
def test_a_unit_in_brackets_is_that_of_the_row(indicator: str, start: str, value: float) -> None:
    found = of_sheet(("Indicateur", "Situation 2023", "Cible 2028"), (indicator, start, ""))

    (measure,) = found.campaign.catalogue.measures
    assert measure.baseline.value == pytest.approx(value)
    assert "unité" not in asked(found)


def test_a_deadline_on_its_own_line_is_that_of_the_figure_above() -> None:
    found = of_sheet(("Indicateur", "Cible 2028"), ("Taux de satisfaction", "au moins 50 %\nd’ici 2027"))

    (measure,) = found.campaign.catalogue.measures
    assert measure.target == AtLeast(value=0.5, year=2027)


def test_a_gap_in_another_unit_than_points_is_asked() -> None:
    found = of_sheet(
        ("Indicateur", "Unité", "Situation 2023", "Cible 2027"),
        ("Écart de densité de commerces", "commerces pour 1 000 habitants", "3,3", "2,5"),
    )

    assert "ne disent pas la même sorte de valeur" in asked(found)


def test_a_numbered_objective_alone_on_its_line_is_a_theme() -> None:
    found = of_sheet(
        ("Objectif 1 – Renforcer la mixité", "", ""),
        ("Indicateur", "2023 Réalisation", "2027 (Cible)"),
        ("Nombre de commerces", 12, 20),
        ("Objectif 2 – Accompagner les élèves", "", ""),
        ("Nombre de mentors", 5, 9),
    )

    names = [one.name for one in found.campaign.catalogue.conventions]
    assert names == ["Objectif 1 – Renforcer la mixité", "Objectif 2 – Accompagner les élèves"]


def test_titles_at_two_levels_are_themes_and_objectives() -> None:
    """The theme of a title that stands just above another one was lost."""
    found = of_sheet(
        ("Indicateur", "Valeur 2023", "Objectif 2028"),
        ("AXE 1 – PETITE ENFANCE", "", ""),
        ("1.1 Développer l’accueil", "", ""),
        ("Nombre de places", 212, 260),
        ("1.2 Soutenir la parentalité", "", ""),
        ("Nombre de familles", 310, 400),
        ("AXE 2 – JEUNESSE", "", ""),
        ("Nombre de jeunes", 95, 110),
    )

    catalogue = found.campaign.catalogue
    assert [one.name for one in catalogue.conventions] == ["AXE 1 – PETITE ENFANCE", "AXE 2 – JEUNESSE"]
    objectives = [one.operational_objective for one in catalogue.indicators]
    assert objectives == ["1.1 Développer l’accueil", "1.2 Soutenir la parentalité", ""]


def test_a_title_without_rows_of_its_own_is_no_lower_level() -> None:
    found = of_sheet(
        ("Indicateur", "Valeur 2023", "Objectif 2028"),
        ("Axe 1 : Emploi", "", ""),
        ("Axe 2 : Santé", "", ""),
        ("Nombre de lits", 3, 4),
    )

    assert [one.name for one in found.campaign.catalogue.conventions] == ["Axe 2 : Santé"]


@pytest.mark.parametrize("words", ["Objectif", "Cible"])
def test_a_group_says_what_its_value_and_its_deadline_are(words: str) -> None:
    found = of_sheet(
        ("Thème", "Indicateur", "Situation de départ", "", words, ""),
        ("", "", "Valeur", "Année", "Valeur", "Échéance"),
        ("Éducation", "Taux de réussite au DNB", "72,4 %", 2023, "80 %", "fin 2027"),
        merges=("C1:D1", "E1:F1", "A1:A2", "B1:B2"),
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (0.724, 2023)
    assert measure.target == AtLeast(value=0.8, year=2027)


@pytest.mark.parametrize("header", ["Date d’échéance", "Année cible", "Horizon", "Target year"])
def test_a_column_of_dates_is_no_target(header: str) -> None:
    found = of_sheet(("Indicateur", "Valeur cible", header), ("Nombre de mentors", 40, "31/12/2027"))

    (measure,) = found.campaign.catalogue.measures
    assert measure.target == AtLeast(value=40, year=2027)


def test_targets_of_steps_stay_among_the_notes() -> None:
    found = of_sheet(("Indicateur", "Réf. 2024", "Cible 2026", "Cible 2030"), ("Nombre de mentors", 12, 20, 40))

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.target) == (12, AtLeast(value=40, year=2030))
    assert measure.notes == ("Cible 2026 : 20.",)
    assert [column.is_step for column in report_pages(found)[0].columns] == [False, False, True, False]


def test_progress_is_the_start_where_nothing_else_is() -> None:
    alone = of_sheet(
        ("Indicateur", "État d’avancement", "Cible 2028"), ("Nombre de visites", "450 visites en 2023", 600)
    )
    beside = of_sheet(("Indicateur", "Situation 2022", "État d’avancement", "Cible 2028"), ("Nombre", 3, "Lancé", 6))

    (measure,) = alone.campaign.catalogue.measures
    (other,) = beside.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (450, 2023)
    assert other.notes == ("État d’avancement : Lancé.",)


def test_the_kind_is_asked_once() -> None:
    found = of_sheet(("Indicateur", "Situation 2023", "Cible 2028"), ("Accès aux soins", 412, "réduction d’un tiers"))

    assert asked(found).count("une part") == 1


@pytest.mark.parametrize("words", ["Où en est-on ?", "Situation", "État des lieux"])
def test_of_several_years_of_the_start_the_last_one_is_it(words: str) -> None:
    """The first column was the start, and the others were lost."""
    found = of_sheet(
        ("Indicateur", f"{words} 2022", f"{words} 2023", "Cible 2030"), ("Nombre de jeunes accompagnés", 612, 655, 700)
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (655, 2023)
    assert [(past.year, past.value) for past in found.campaign.history] == [(2022, 612)]


def test_of_two_starts_without_a_year_the_second_stays_among_the_notes() -> None:
    found = of_sheet(("Indicateur", "État initial", "Point de situation", "Cible"), ("Nombre de jeunes", 12, 15, 40))

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.notes) == (12, ("Point de situation : 15.",))


@pytest.mark.parametrize("header", ["Objectif à 3 ans", "Objectif sous 5 ans", "Objectif à terme", "Objectif visé"])
def test_an_aim_behind_the_indicator_is_the_target(header: str) -> None:
    """« Objectif à 3 ans » became an objective in words, and no target was read."""
    found = of_sheet(
        ("Objectifs", "Indicateurs", "Etat initial", header, "Structure référente", "Maîtrise d’ouvrage"),
        ("Lutter contre la vacance", "Taux de vacance", "6,4 % (LOVAC 2023)", "5 %", "ANAH", ""),
    )

    (measure,) = found.campaign.catalogue.measures
    assert measure.target == AtMost(value=0.05)
    assert (measure.baseline.value, measure.baseline.year) == (0.064, 2023)
    assert "LOVAC" not in asked(found)
    assert [one.name for one in found.campaign.respondents] == ["ANAH"]


def test_figures_of_each_quartier_stay_among_the_notes_beside_that_of_all() -> None:
    found = of_sheet(
        ("Indicateur", "QPV Les Tilleuls", "QPV La Plaine", "Ensemble des QPV", "Ville", "Cible 2030 (QPV)"),
        ("Nombre de médecins", 1, 3, 4, 86, 6),
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.target) == (4, AtLeast(value=6, year=2030))
    assert measure.notes == ("QPV Les Tilleuls : 1.", "QPV La Plaine : 3.", "Ville : 86.")


def test_a_school_year_above_a_target_is_its_deadline() -> None:
    found = of_sheet(("Indicateur", "2023-2024", "Objectif 2026-2027"), ("Nombre d’enfants suivis", 241, 280))

    (measure,) = found.campaign.catalogue.measures
    assert measure.target == AtLeast(value=280, year=2027)


def test_yes_or_no_is_a_milestone_and_the_rate_of_progress_no_result() -> None:
    found = of_sheet(
        ("Indicateur de réalisation", "Valeur actuelle", "Cible 2026", "Taux de réalisation", "Statut"),
        ("Point justice ouvert (O/N)", "N", "O", "0 %", "Non démarré"),
    )

    (measure,) = found.campaign.catalogue.measures
    assert (measure.kind, measure.target) == (Kind.MILESTONE, Done(year=2026))
    assert measure.notes == ("Taux de réalisation : 0 %.", "Statut : Non démarré.")


def test_an_average_with_a_bound_is_read() -> None:
    found = of_sheet(("Indicateur", "Valeur 2023", "Cible 2026"), ("Nb moyen de mois par parcours", 10.5, "≤ 10"))

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.target) == (10.5, AtMost(value=10, year=2026))


def test_an_indicator_that_begins_with_its_figure_is_no_title() -> None:
    found = of_sheet(("Indicateur", "Cible 2026"), ("Nombre de mentors", 40), ("12 places en crèche", ""))

    assert [one.label for one in found.campaign.catalogue.measures] == ["Nombre de mentors", "12 places en crèche"]
