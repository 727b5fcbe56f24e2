"""Tables as strangers make them, each made here: what is read, what is set aside and told, what is asked."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import odfdo
import openpyxl
import pytest
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.campaign import measures_of
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import Above, AtLeast, AtMost, Below, ChangeBy, Undefined
from qpv_xlsx.domain.official.rows import Fate
from qpv_xlsx.tasks.import_ import Imported, Orders
from qpv_xlsx.tasks.import_report import report_pages
from tests.contract.person import qpv
from tests.tables.opened import imported

Row = Sequence[object]
NB = "\u00a0"


def workbook(
    sheets: dict[str, Sequence[Row]], merges: Sequence[str] = (), dress: Callable[[Worksheet], object] = bool
) -> bytes:
    """An .xlsx with these sheets; *merges* and *dress* for each of them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for merge in merges:
            sheet.merge_cells(merge)
        dress(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """A Word document with a heading, a table and a note."""
    document: Any = docx.Document()
    document.add_heading(title, 1)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("Lecture : au 31 décembre.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def seen(found: Imported) -> list[tuple[str, str, str]]:
    """Code, wording and theme of each indicator."""
    return [
        (one.code, one.wording, convention.name)
        for convention in found.campaign.catalogue.conventions
        for one in convention.indicators
    ]


def fates(found: Imported) -> dict[str, Fate]:
    return {row.place.rpartition(" ")[2]: row.fate for page in report_pages(found) for row in page.rows}


def asked(found: Imported, measure: str) -> str:
    return "\n".join(one.question for one in found.campaign.choices if one.measure == measure)


def one_measure(found: Imported, code: str) -> Any:
    return next(one for one in found.campaign.catalogue.measures if one.code == code)


TWO_HEADERS: Sequence[Row] = (
    ("Objectif", "Indicateur", "Unité", "Réalisé", None, "Cible", None, "Commentaire"),
    (None, None, None, 2022, 2023, 2026, 2030, None),
    ("AXE 1 – EMPLOI", *[None] * 7),
    ("Favoriser l’accès à l’emploi", "Part des habitants de QPV en formation", "%", 0.112, 0.124, 0.15, 0.18, "à voir"),
    (None, "Nombre de contrats d’apprentissage", "contrats", 45, 52, 60, 80, None),
    ("AXE 2 – CADRE DE VIE", *[None] * 7),
    ("Améliorer l’habitat", "Logements réhabilités", "logements", 120, 180, 400, 600, None),
    ("Sous-total cadre de vie", None, None, 120, 180, 400, 600, None),
    ("* source : bailleurs", *[None] * 7),
)  # fmt: skip


def two_headers() -> Imported:
    def dress(sheet: Worksheet) -> None:
        for column in "DEFG":
            sheet[f"{column}4"].number_format = "0.0%"
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["H"].hidden = True

    merges = ("D1:E1", "F1:G1", "A1:A2", "B1:B2", "C1:C2", "H1:H2", "A3:H3", "A6:H6", "A4:A5")
    return imported(workbook({"Suivi": TWO_HEADERS}, merges, dress), "suivi.xlsx")


def test_several_header_rows_full_width_themes_and_totals() -> None:
    found = two_headers()

    assert [(code, theme) for code, _, theme in seen(found)] == [
        ("EMP-01", "AXE 1 – EMPLOI"),
        ("EMP-02", "AXE 1 – EMPLOI"),
        ("CDV-01", "AXE 2 – CADRE DE VIE"),
    ]
    share = one_measure(found, "EMP-01")
    assert (share.kind, share.baseline.value, share.baseline.year) == (Kind.SHARE, 0.124, 2023)
    assert share.target == AtLeast(value=0.18, year=2030)
    assert [(one.measure, one.year, one.value) for one in found.campaign.history] == [
        ("EMP-01", 2022, 0.112),
        ("EMP-02", 2022, 45),
        ("CDV-01", 2022, 120),
    ]
    assert (fates(found)["8"], fates(found)["9"]) == (Fate.TOTAL, Fate.NOTE)


def test_hidden_rows_and_columns_are_told_and_not_dropped() -> None:
    found = two_headers()

    (page,) = report_pages(found)
    assert page.hidden_columns == 1
    assert [row.code for row in page.rows if row.is_hidden] == ["EMP-02"]


def test_a_hidden_sheet_of_another_shape_is_left_aside_and_told() -> None:
    rows: dict[str, Sequence[Row]] = {
        "Plan": [("Thème", "Indicateur", "Situation 2023", "Cible 2030"), ("Emploi", "Nombre de jeunes", 10, 12)],
        "Brouillon": [("Indicateur", "Cible 2030"), ("Nombre d’essais", 3)],
    }

    def dress(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden" if sheet.title == "Brouillon" else "visible"

    content = workbook(rows, dress=dress)
    found = imported(content, "plan.xlsx")
    assert [wording for _, wording, _ in seen(found)] == ["Nombre de jeunes"]
    left = report_pages(found)[1]
    assert (left.is_read, left.is_hidden, left.count) == (False, True, 1)
    assert len(seen(imported(content, "plan.xlsx", Orders(ranks=(1, 2))))) == 2


VALMONT = (
    ("Thématique", "Objectif opérationnel", "Indicateurs de suivi", "Situation de départ (2023)", "Cible 2030", "Responsable(s)"),
    ("Santé", "Renforcer l’accès aux soins", "• Nombre de consultations\n• Part des habitants ayant un médecin", "• 12\n• 81,5 %", "• 24\n• 90 %", "ARS\nCPAM"),
    ("", "Prévenir", "Taux de participation au dépistage", "41 % (Ville : 52 %)", "50 %", "CRCDC"),
    ("Emploi", "Accompagner", "ML : nombre de jeunes suivis\nFrance Travail : nombre de suivis", "ML : 340\nFrance Travail : 1 250", "ML : 400\nFrance Travail : 1 400\nPLIE : 50", "Mission locale, France Travail et PLIE"),
    ("Thématique", "Objectif opérationnel", "Indicateurs de suivi", "Situation de départ (2023)", "Cible 2030", "Responsable(s)"),
    ("", "", "et nombre de sorties positives", "60", "65", "Mission locale"),
)  # fmt: skip


def valmont() -> Imported:
    return imported(word("Contrat de ville de Valmont 2024-2030", VALMONT), "valmont.docx")


def test_lists_in_a_cell_are_paired_one_by_one() -> None:
    visits, share = valmont().campaign.catalogue.conventions[0].indicators[0].measures

    assert (visits.kind, visits.baseline.value, visits.target) == (Kind.COUNT, 12, AtLeast(value=24, year=2030))
    assert (share.kind, share.baseline.value, share.target) == (Kind.SHARE, 0.815, AtLeast(value=0.9, year=2030))


def test_lists_per_actor_of_another_count_are_asked_and_nothing_is_paired() -> None:
    found = valmont()
    young, seekers = found.campaign.catalogue.conventions[1].indicators[0].measures

    assert (young.label, seekers.label) == ("ML : nombre de jeunes suivis", "France Travail : nombre de suivis")
    assert (young.baseline.value, seekers.baseline.value) == (340, 1250)
    assert young.target == seekers.target == Undefined()
    assert "ne comptent pas autant d’éléments" in asked(found, young.code)


def test_a_page_break_repeats_the_header_and_may_cut_a_row() -> None:
    found = valmont()

    assert fates(found)["5"] is Fate.REPEATED
    assert "commence au milieu d’une phrase" in asked(found, "EMP-02")


def test_another_territory_in_brackets_is_no_start() -> None:
    assert one_measure(valmont(), "SAN-02").baseline.value == 0.41


def test_each_administration_of_a_cell_is_asked_for_its_own_rows() -> None:
    found = valmont().campaign

    names = {one.name: one for one in found.respondents}
    assert set(names) == {"ARS", "CPAM", "CRCDC", "Mission locale", "France Travail", "PLIE"}
    assert [one.code for one in measures_of(found, names["CRCDC"])] == ["SAN-02"]
    assert [one.code for one in measures_of(found, names["PLIE"])] == ["EMP-01-a", "EMP-01-b"]


def test_the_period_stands_in_the_title() -> None:
    catalogue = valmont().campaign.catalogue

    assert (catalogue.baseline_year, catalogue.start, catalogue.end) == (2023, 2024, 2030)


def test_an_english_table_has_english_figures() -> None:
    text = (
        "Theme,Objective,Indicator,Unit,Baseline (2022),Target 2027,Lead\n"
        'Housing,Improve homes,Number of renovated dwellings,dwellings,"1,120","1,500",Council\n'
        "Jobs,Access to work,Unemployment rate of under-25s,%,31.5,25,Jobcentre\n"
    )
    found = imported(text.encode(), "plan.csv")

    dwellings, rate = found.campaign.catalogue.measures
    assert (dwellings.baseline.value, dwellings.target) == (1120, AtLeast(value=1500, year=2027))
    assert (rate.kind, rate.baseline.value, rate.target) == (Kind.SHARE, 0.315, AtMost(value=0.25, year=2027))
    assert [one.name for one in found.campaign.respondents] == ["Council", "Jobcentre"]


PLAIN = (
    ("Thème", "Indicateur", "Situation 2023", "Cible 2028"),
    ("Emploi", "Nombre d’emplois francs signés", "210", "300"),
    ("Emploi", "Taux d’insertion à 6 mois", "54 %", "≥ 60 %"),
    ("Logement", "Taux de rotation", "6,1 %", "entre 6 et 8 %"),
)


def as_xls(rows: Sequence[Sequence[str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write(number, column, int(text) if text.isdigit() else text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(rows: Sequence[Sequence[str]]) -> bytes:
    document: Any = odfdo.Document("spreadsheet")
    document.body.clear()
    table: Any = odfdo.Table("Plan")
    for row in rows:
        line: Any = odfdo.Row()
        line.set_values([int(text) if text.isdigit() else text for text in row])
        table.append_row(line)
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_markdown(rows: Sequence[Sequence[str]]) -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["## Plan", "", lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]).encode()


FORMS: dict[str, tuple[str, bytes]] = {
    "xlsx": ("plan.xlsx", workbook({"Plan": PLAIN})),
    "ods": ("plan.ods", as_ods(PLAIN)),
    "xls": ("plan.xls", as_xls(PLAIN)),
    "docx": ("plan.docx", word("Plan", PLAIN)),
    "markdown": ("plan.md", as_markdown(PLAIN)),
    "pasted": ("-", "\n".join("\t".join(row) for row in PLAIN).encode()),
    "csv": ("plan.csv", "\r\n".join(";".join(row) for row in PLAIN).encode("cp1252", "replace").replace(b"?", b">=")),
}


@pytest.mark.parametrize("form", FORMS)
def test_one_table_reads_the_same_in_every_form(form: str) -> None:
    name, content = FORMS[form]
    found = imported(content, name)

    assert [code for code, _, _ in seen(found)] == ["EMP-01", "EMP-02", "LOG-01"]
    jobs, insertion, rotation = found.campaign.catalogue.measures
    assert (jobs.baseline.value, jobs.target) == (210, AtLeast(value=300, year=2028))
    assert (insertion.baseline.value, insertion.target) == (0.54, AtLeast(value=0.6, year=2028))
    assert not isinstance(rotation.target, AtLeast | AtMost)
    assert "fourchette" in asked(found, rotation.code)


YEARS = (
    ("Contrat de ville Rivegauche 2024-2030", *[None] * 6),
    ("Indicateur", "2021", "2022", "2023", "Prévision 2027", "2026", "2030"),
    ("Taux de chômage des QPV", "23,1 %", "nc", "22 %", "20 %", "21 %", "18 %"),
    ("Nombre de créations d’entreprise", 35, 41, None, 70, 45, 50),
)


def test_a_column_per_year_gives_start_history_and_target() -> None:
    found = imported(workbook({"Emploi": YEARS}), "rivegauche.xlsx")
    rate, firms = found.campaign.catalogue.measures

    assert (rate.baseline.value, rate.baseline.year) == (0.22, 2023)
    assert (firms.baseline.value, firms.baseline.year) == (41, 2022)  # the latest that is achieved
    assert (rate.target.year, firms.target) == (2030, AtLeast(value=50, year=2030))
    assert [(one.year, one.value, one.text) for one in found.campaign.history if one.measure == rate.code] == [
        (2021, 0.231, "23,1 %"),
        (2022, None, "nc"),
    ]
    assert "cible ou une prévision" in asked(found, rate.code)
    assert found.campaign.title == "Contrat de ville Rivegauche 2024-2030"
    assert "20" not in {str(one.value) for one in found.campaign.history}  # a forecast is neither


def test_sheets_are_themes() -> None:
    found = imported(workbook({"Emploi": YEARS, "Sécurité": YEARS}), "rivegauche.xlsx")

    assert [one.name for one in found.campaign.catalogue.conventions] == ["Emploi", "Sécurité"]


def test_merged_cells_are_carried_for_themes_and_never_for_figures() -> None:
    rows = (
        ("Thème", "Indicateur", "Valeur 2023", "Cible 2030", "Porteur"),
        ("Emploi", "Nombre de bénéficiaires", "120", "150", "CAF"),
        (None, None, "40", "75", None),
        (None, "Nombre de sorties", None, "30", "Ville"),
    )
    found = imported(workbook({"Plan": rows}, ("A2:A4", "B2:B3", "C3:C4", "E2:E3")), "plan.xlsx")

    assert [theme for *_, theme in seen(found)] == ["Emploi"] * 3
    assert seen(found)[1][1] == ""
    assert "fusionnée avec celle de la ligne au-dessus" in asked(found, "EMP-02")
    assert one_measure(found, "EMP-02").label == "Emploi"  # never a figure
    assert one_measure(found, "EMP-03").baseline.value is None


def test_blanks_stand_for_the_words_above_and_never_across_a_change_to_their_left() -> None:
    rows = (
        ("Axe", "Objectif stratégique", "Objectif opérationnel", "Indicateur", "Cible 2030"),
        ("Emploi", "Insérer", "Accompagner", "Nombre de bénéficiaires", "150"),
        (None, None, None, "Nombre de sorties", "30"),
        (None, None, "Former", "Nombre de formés", "40"),
        (None, "Créer", None, "Nombre d’entreprises créées", "12"),
        ("Santé", None, None, "Nombre de dépistages", "60"),
        (None, "Prévenir", "Dépister", "Nombre de consultations", "70"),
        (None, None, None, "Nombre de vaccins", "80"),
    )
    found = imported(workbook({"Plan": rows}), "plan.xlsx")

    assert [
        (one.code, one.strategic_objective, one.operational_objective)
        for convention in found.campaign.catalogue.conventions
        for one in convention.indicators
    ] == [
        ("EMP-01", "Insérer", "Accompagner"),
        ("EMP-02", "Insérer", "Accompagner"),
        ("EMP-03", "Insérer", "Former"),
        ("EMP-04", "Créer", ""),
        ("SAN-01", "", ""),
        ("SAN-02", "Prévenir", "Dépister"),
        ("SAN-03", "Prévenir", "Dépister"),
    ]


FORMATS: tuple[tuple[float, str, str, Kind, float], ...] = (
    (195.8, '#,##0.0" k€"', "195,8 k€", Kind.AMOUNT, 195_800),
    (0.4523, "0%", f"45{NB}%", Kind.SHARE, 0.45),
    (45.5, "0.0\\%", f"45,5{NB}%", Kind.SHARE, 0.455),
    (12400, "#,##0", "12\u202f400", Kind.COUNT, 12_400),
)


@pytest.mark.parametrize(("number", "code", "text", "kind", "value"), FORMATS, ids=[one[1] for one in FORMATS])
def test_a_number_is_read_as_it_is_seen(number: float, code: str, text: str, kind: Kind, value: float) -> None:
    words = {Kind.AMOUNT: "Montant des crédits", Kind.SHARE: "Part des femmes", Kind.COUNT: "Nombre de jeunes"}

    def dress(sheet: Worksheet) -> None:
        sheet["B2"].number_format = code

    rows = (("Indicateur", "Situation 2023", "Cible 2030"), (words[kind], number, None))
    found = imported(workbook({"Plan": rows}, dress=dress), "plan.xlsx")

    (indicator,) = found.campaign.catalogue.indicators
    assert indicator.baseline_text == text
    assert (indicator.measures[0].kind, indicator.measures[0].baseline.value) == (kind, value)


FICHE = (
    ("PRÉFECTURE – CONTRAT DE VILLE DE GUÉRET 2024-2030", *[None] * 7),
    (None,) * 8,
    ("N°", "Pilier", "Orientation", "Action", "Indicateur de résultat", "T0 (31/12/2023)", "Valeur cible fin 2027", "Service responsable"),
    (1, "Cohésion sociale", "Éducation", "Développer le PRE", "Nb d’enfants suivis en PRE", "87 enfants", "+ 20 %", "CCAS / DSDEN"),
    (2, None, "Santé", "Ouvrir une MSP", "Ouverture de la MSP", "Non", "Oui", "ARS"),
    (3, "Cadre de vie", "Habitat", "Réhabiliter", "% de logements réhabilités en BBC", "12", "35", "Creusalis"),
)  # fmt: skip


def test_a_sheet_of_numbered_actions_with_a_title_above() -> None:
    found = imported(workbook({"Feuil1": FICHE}, ("A1:H1",)), "fiches.xlsx")
    children, opening, dwellings = found.campaign.catalogue.measures

    assert [theme for *_, theme in seen(found)] == ["Cohésion sociale", "Cohésion sociale", "Cadre de vie"]
    assert (children.baseline.value, children.baseline.year) == (87, 2023)
    assert children.target == ChangeBy(amount=0.2, year=2027)
    assert opening.kind is Kind.MILESTONE
    assert (dwellings.kind, dwellings.baseline.value, dwellings.target) == (
        Kind.SHARE,
        0.12,
        AtLeast(value=0.35, year=2027),
    )
    assert (found.campaign.catalogue.start, found.campaign.catalogue.end) == (2024, 2030)
    assert {one.name for one in found.campaign.respondents} == {"CCAS", "DSDEN", "ARS", "Creusalis"}


STRANGE = (
    ("Quoi", "Ce qu’on compte", "Où on en est", "Où on va", "Avec qui"),
    ("Emploi", "Nombre de jeunes accompagnés", 120, 200, "ML"),
    ("Emploi", "Part de femmes", "45 %", "50 %", "ML"),
)


def test_columns_that_no_word_tells_are_named_by_the_coordinator(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(workbook({"Plan": STRANGE}))

    refused = qpv("import", "plan.xlsx", folder=tmp_path)
    assert (refused.status, refused.out) == (2, "")
    assert "--columns" in refused.err

    told = "theme=A, indicateur=B, départ 2023=C, cible 2030=D, pilote=E"
    done = qpv("import", "plan.xlsx", "--columns", told, "-o", "arles", "--year", "2026", folder=tmp_path)
    assert done.status == 0
    assert "2 indicateurs" in done.out
    assert qpv("status", folder=tmp_path / "arles").status == 0


def test_a_second_table_completes_a_campaign(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(workbook({"Plan": PLAIN}))
    (tmp_path / "fiches.xlsx").write_bytes(workbook({"Feuil1": FICHE}, ("A1:H1",)))

    assert qpv("import", "plan.xlsx", "-o", "arles", "--year", "2026", folder=tmp_path).status == 0
    done = qpv("import", "fiches.xlsx", "--into", "arles", folder=tmp_path)
    assert done.status == 0
    assert "ancien" in done.err or "conservé" in done.err
    again = qpv("import", "fiches.xlsx", "--into", "arles", folder=tmp_path)
    assert again.status == 2  # its themes are there already
    report = qpv("convert", "campagne.xlsx", "c.json", folder=tmp_path / "arles")
    assert report.status == 0
    assert "Logement" in (tmp_path / "arles" / "c.json").read_text("utf-8")
    assert "Cadre de vie" in (tmp_path / "arles" / "c.json").read_text("utf-8")


BASSIN = (
    ("Enjeux", "Objectifs stratégiques", "Indicateurs", "Cibles à l’horizon 2030", "Signataires référents"),
    ("I. Plein emploi", "I.1 Lever les freins", "Nombre de bénéficiaires d’une aide à la mobilité", "250 / an (180 en 2023)", "Région, Département"),
    ("", "I.2 Accompagner", "Taux de NEET des 16-25 ans", "Passer sous la barre des 25 % (31 % – INSEE 2020)", "Mission locale"),
    ("II. Émancipation", "II.1 École", "Écart de réussite au DNB", "Réduire l’écart de 14 à 8 points", "DSDEN"),
    ("III. Cadre de vie", "", "Signature de la convention GUSP", "Oui, avant fin 2025", "Bailleurs"),
)  # fmt: skip


def test_numbered_themes_give_codes_and_a_target_may_give_the_start() -> None:
    found = imported(word("CONTRAT DE VILLE 2024 – 2030", BASSIN), "bassin.docx")

    assert [code for code, *_ in seen(found)] == ["PLE-01", "PLE-02", "EMA-01", "CDV-01"]
    mobility, gap = one_measure(found, "PLE-01"), one_measure(found, "EMA-01")
    assert (mobility.baseline.value, mobility.baseline.year) == (180, 2023)
    assert "valeur de départ" in asked(found, "PLE-01")
    assert (gap.baseline.value, gap.target) == (0.14, AtMost(value=0.08, year=2030))
    assert one_measure(found, "PLE-02").target == Undefined()  # two figures: asked
    assert "plusieurs chiffres" in asked(found, "PLE-02")
    assert one_measure(found, "CDV-01").kind is Kind.MILESTONE


LOGFRAME = (
    ("Réf.", "Axe d’intervention", "Résultat attendu", "Indicateur", "Baseline", "Année baseline", "Cible 2028", "Moyens de vérification", "Entité responsable"),
    ("1.1", "Emploi", "Les jeunes accèdent à l’emploi", "% de jeunes en emploi à 6 mois", "38,5", "2022", "50", "Enquête", "Mission locale"),
    ("2.1", "Santé", "Accès aux soins", "Densité de médecins pour 10 000 hab.", "5,6", "2023", "8", "RPPS", "ARS"),
)  # fmt: skip


def test_a_logframe_has_its_year_of_the_start_and_its_expected_results() -> None:
    found = imported(workbook({"Cadre": LOGFRAME}), "cadre.xlsx")
    young, doctors = found.campaign.catalogue.measures

    assert (young.kind, young.baseline.value, young.baseline.year) == (Kind.SHARE, 0.385, 2022)
    assert (young.baseline.precision, young.target) == (0.001, AtLeast(value=0.5, year=2028))
    assert (doctors.kind, doctors.baseline.value, doctors.baseline.year) == (Kind.RATIO, 5.6, 2023)
    objectives = [one.operational_objective for one in found.campaign.catalogue.indicators]
    assert objectives == ["Les jeunes accèdent à l’emploi", "Accès aux soins"]


TWO_SCALES = (
    ("Thématique", "Indicateur", "QPV (2022)", "Ville (2022)", "Objectif QPV 2030", "Source"),
    ("Revenus", "Taux de pauvreté", "44,1 %", "17,2 %", "Réduire l’écart de 5 points", "Filosofi"),
    ("Emploi", "Taux d’emploi des 15-64 ans", "45,3 %", "62,8 %", "50 %", "RP"),
)


def test_the_towns_figure_is_no_start_and_a_gap_is_another_quantity_than_a_rate() -> None:
    found = imported(workbook({"Suivi": TWO_SCALES}), "suivi.xlsx")
    poverty, jobs = found.campaign.catalogue.measures

    assert (poverty.baseline.value, jobs.baseline.value, jobs.baseline.year) == (0.441, 0.453, 2022)
    assert poverty.target == Undefined()
    assert "autre chose" in asked(found, poverty.code)
    assert jobs.target == AtLeast(value=0.5, year=2030)


def test_columns_out_of_a_pdf_stand_between_spaces() -> None:
    text = (
        "Indicateur                                  Valeur 2023     Cible 2030    Pilote\n"
        "Nombre d’adultes-relais                     14              20            Préfecture\n"
        "Part de femmes dans les conseils citoyens   42 %            50 %          Ville\n"
    )
    found = imported(text.encode(), "-")

    assert [one.baseline.value for one in found.campaign.catalogue.measures] == [14, 0.42]
    assert found.remarks[0].facts["separator"] == "espaces"


@pytest.mark.parametrize(
    "merges",
    [("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"), ("C1:D1", "E1:F1"), ()],
    ids=["all merged", "groups merged", "nothing merged"],
)
def test_a_second_header_row_may_say_what_no_lexicon_knows(merges: Sequence[str]) -> None:
    """« Situation de départ » over « Valeur » and « Année », « Cible » over two years, merged or not."""
    rows: list[Row] = [
        ["Axe", "Indicateur", "Situation de départ", None, "Cible", None, "Pilote"],
        [None, None, "Valeur", "Année", "2027", "2030", None],
        ["Emploi", "Taux de sorties positives", "48 %", "2023", "52 %", "55 %", "Mission locale"],
    ]
    found = imported(workbook({"Suivi": rows}, merges), "suivi.xlsx")

    (measure,) = found.campaign.catalogue.measures
    assert (measure.baseline.value, measure.baseline.year) == (0.48, 2023)
    assert measure.target == AtLeast(value=0.55, year=2030)


def test_a_list_numbered_in_one_line_is_paired_with_the_target_s() -> None:
    text = (
        "Indicateur\tSituation 2023\tCible 2030\n1) Nombre de jeunes 2) Part de filles\t1) 40 2) 30 %\t1) 60 2) 50 %\n"
    )

    found = imported(text.encode(), "colle.txt")

    first, second = found.campaign.catalogue.measures
    assert (first.label, first.baseline.value, first.target) == ("Nombre de jeunes", 40, AtLeast(value=60, year=2030))
    assert (second.label, second.baseline.value, second.target) == (
        "Part de filles",
        0.3,
        AtLeast(value=0.5, year=2030),
    )
    assert [one.wording for one in found.campaign.catalogue.indicators] == ["1) Nombre de jeunes 2) Part de filles"]


def test_a_list_numbered_in_one_line_of_another_count_is_asked() -> None:
    text = "Indicateur\tCible 2030\n1) Nombre de jeunes 2) Part de filles\t60\n"

    found = imported(text.encode(), "colle.txt")

    first, second = found.campaign.catalogue.measures
    assert first.target == second.target == Undefined()
    assert "60" in asked(found, first.code)


def test_a_row_that_goes_on_in_the_middle_of_a_sentence_is_asked() -> None:
    text = "Axe;Indicateur;Cible 2030\nEmploi;Nombre d’heures d’insertion (suite page;12\n;suivante);\n"

    found = imported(text.encode("cp1252"), "annexe.csv")

    assert "suite de la ligne précédente" in asked(found, "EMP-02")


@pytest.mark.parametrize(
    ("target", "is_asked"),
    [
        ("-20 % par rapport à 2021", True),
        ("-20 % par rapport à 2023", False),
        ("de 95 à 60", True),
        ("de 79 à 60", False),
    ],
)
def test_a_change_from_another_year_than_the_start_is_asked(target: str, is_asked: bool) -> None:  # noqa: FBT001  (a table)
    text = f"Indicateur;2023;Cible 2028\nNombre de cambriolages;79;{target}\n"

    found = imported(text.encode(), "annexe.csv")

    assert ("point de départ" in asked(found, one_code(found))) is is_asked


def one_code(found: Imported) -> str:
    (measure,) = found.campaign.catalogue.measures
    return measure.code


def test_holidays_are_no_vacancies() -> None:
    text = "Indicateur;2023;Cible 2028\nNombre d’enfants en vacances apprenantes;180;300\n"

    found = imported(text.encode(), "annexe.csv")

    assert one_measure(found, one_code(found)).target == AtLeast(value=300, year=2028)


def test_common_administrations_are_parted_by_and() -> None:
    text = "Indicateur;Cible 2028;Pilote\nNombre d’ateliers;12;DRAC et Ville\n"

    found = imported(text.encode(), "annexe.csv")

    assert [respondent.name for respondent in found.campaign.respondents] == ["DRAC", "Ville"]


def test_a_theme_just_above_the_header_is_that_of_the_first_rows() -> None:
    text = (
        "Contrat de ville de Brigné;;\nThème : Cohésion sociale;;\nIndicateur;Base 2023;Objectif 2028\n"
        "Nombre d’apprenants;140;180\nThème : Sécurité;;\nNombre de médiateurs;4;6\n"
    )

    found = imported(text.encode(), "brigne.csv")

    conventions = found.campaign.catalogue.conventions
    assert [convention.name for convention in conventions] == ["Thème : Cohésion sociale", "Thème : Sécurité"]
    assert [measure.baseline.value for measure in found.campaign.catalogue.measures] == [140, 4]


def test_a_target_that_leaves_its_own_figure_out_is_strict_in_the_campaign() -> None:
    text = (
        "Thème;Indicateur;Unité;Situation 2023;Cible 2028;Pilote\n"
        "Éducation;Taux de décrochage;%;6,6;Sous la barre des 5 %;Rectorat\n"
        "Emploi;Nombre de places;places;12;Plus de 20 places;Ville\n"
        "Emploi;Part de sorties positives;%;54;Au moins 60 %;Ville\n"
    )
    found = imported(text.encode(), "tableau.csv")

    assert [one.target for one in found.campaign.catalogue.measures] == [
        Below(value=0.05, year=2028),
        Above(value=20, year=2028),
        AtLeast(value=0.6, year=2028),
    ]
    assert "suffit-elle" not in asked(found, next(found.campaign.catalogue.measures).code)


def csv_lines(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def test_a_question_quotes_the_words_that_nobody_understood() -> None:
    found = imported(
        csv_lines(
            "Thème;Indicateur;Départ 2023;Cible 2030", "Emploi;Taux de sortie positive;45 % net;80 % du prévisionnel"
        )
    )

    question = asked(found, "EMP-01")
    assert "«\u00a0du prévisionnel\u00a0»" in question.replace("« 80 % du prévisionnel »", "")
    assert "«\u00a0net\u00a0»" in question


@pytest.mark.parametrize("command", [["init", "arles"], ["import", "plan.csv", "-o", "arles"]])
def test_columns_of_a_list_of_quartiers_that_are_not_taken_are_told(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "qpv.csv").write_text("Code;Nom;Population\nQN01301I;Griffeuille;2500\n", "utf-8")
    (tmp_path / "plan.csv").write_bytes(csv_lines("Thème;Indicateur;Cible 2030", "Emploi;Nombre de contrats;80"))

    done = qpv(*command, "--geography", "qpv.csv", "--year", "2026", folder=tmp_path)
    assert done.status == 0
    assert done.err.count("non reprises\u00a0: Population.") == 1
