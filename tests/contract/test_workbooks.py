"""The collection workbook and the master workbook, as the contract lays them out."""

import shutil
import warnings
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from tests.contract.person import BY_QUARTIER, SHEET, Form, qpv, report_of, sheet_names

ASKED = {
    "INT": ["Résultat 2015", "Numérateur", "Dénominateur", "Territoire entier 2015"],
    "CUL": ["Résultat 2015", "Numérateur", "Dénominateur"],
}
ENTRIES = ["Situation", "Périmètre", "Commentaire", "Source"]


def headers_of(code: str) -> list[str]:
    """The headers of the contract, for an administration: entries only where a measure asks for them."""
    return [
        "Code", "État", "Mesure", "Résultats 2014 pour Paris", "Objectif local 2015-2020", *ASKED[code], *ENTRIES,
        "Contrôle", "À savoir", "Objectif stratégique", "Objectif opérationnel", "Valeur cible nationale", "Indicateur",
    ]  # fmt: skip


SITUATIONS = [
    "Définitif", "Provisoire", "Estimé", "Non disponible (nd)", "Sans objet (so)", "Secret statistique (s)",
]  # fmt: skip
FACTS = [
    "Campagne", "Année", "Territoire", "Convention", "Administration", "Indicateur", "Mesure", "Quartier", "Champ",
    "Valeur", "Texte", "Unité", "Situation", "Périmètre", "Fichier", "Feuille", "Cellule", "Reçu le",
]  # fmt: skip
CONVENTIONS = [
    "Emploi", "Education", "Intérieur", "Santé", "CAF", "Droits des femmes", "Jeunesse et sports",
    "Culture et Communication", "Justice",
]  # fmt: skip


@pytest.fixture(scope="module")
def forms(blank: dict[str, bytes]) -> dict[str, Form]:
    return {code: Form(blank[code]) for code in ("INT", "CUL")}


@pytest.mark.parametrize("code", ["INT", "CUL"])
def test_sheets(code: str, forms: dict[str, Form]) -> None:
    states = {sheet.title: sheet.sheet_state for sheet in forms[code].book}

    assert list(states.items()) == [
        ("Mode d'emploi", "visible"),
        (SHEET, "visible"),
        (BY_QUARTIER, "visible"),
        ("_listes", "hidden"),
        ("_qpv", "veryHidden"),
    ]


@pytest.mark.parametrize("code", ["INT", "CUL"])
def test_headers_of_indicators(code: str, forms: dict[str, Form]) -> None:
    form = forms[code]

    assert [header for header in form.headers() if header != "Clé"] == headers_of(code)
    assert form.sheet().column_dimensions[get_column_letter(form.headers()["Clé"])].hidden


def test_headers_of_quartiers(forms: dict[str, Form]) -> None:
    headers = [header for header in forms["INT"].headers(BY_QUARTIER) if header != "Clé"]

    assert headers[:2] == ["Code", "Mesure"]
    assert headers[-1] == "Total"
    assert len(headers) == 3 + 19
    assert "QP075019 Les Portes du Vingtième" in headers


def test_entry_cells_are_open_and_the_rest_is_locked(forms: dict[str, Form]) -> None:
    form = forms["INT"]
    assert form.sheet().protection.sheet
    for header in headers_of("INT"):
        is_locked = form.cell("INT-03", header).protection.locked
        is_entry = header in {*ASKED["INT"], *ENTRIES} - {"Territoire entier 2015"}
        assert is_locked != is_entry, header


def test_situation_is_chosen_from_the_list(forms: dict[str, Form]) -> None:
    form = forms["INT"]
    cell = form.cell("INT-03", "Situation").coordinate
    [rule] = [one for one in form.sheet().data_validations.dataValidation if cell in one.sqref and one.type == "list"]
    listed = form.sheet("_listes")
    assert [listed.cell(row, 1).value for row in range(2, 8)] == SITUATIONS
    assert "situations" in rule.formula1.lower() or "_listes" in rule.formula1


def test_controls_and_totals_are_formulas(forms: dict[str, Form]) -> None:
    form = forms["INT"]

    assert str(form.cell("INT-03", "Contrôle").value).startswith("=")
    assert str(form.cell("INT-01-a", "Total", BY_QUARTIER).value).startswith("=")


def test_english_workbook_is_read_as_well(paris_folder: Path, tmp_path: Path) -> None:
    campaign = Path(shutil.copytree(paris_folder, tmp_path / "paris"))
    book = openpyxl.load_workbook(campaign / "campagne.xlsx")
    [cell] = [row[1] for row in book["Campagne"].iter_rows() if row[0].value == "Langue des classeurs"]
    cell.value = "Anglais"
    book.save(campaign / "campagne.xlsx")
    assert qpv("-C", campaign, "generate", "--only", "CUL", folder=tmp_path).status == 0
    form = Form((campaign / "a_envoyer" / "paris-2015_CUL.xlsx").read_bytes())
    sheets = form.book.sheetnames
    assert len(sheets) == 5
    sheet = form.book[sheets[1]]
    [headers] = [row for row in sheet.iter_rows(max_row=8) if row[0].value == "Code" and row[1].value != "Mesure"]
    [column] = [cell.column for cell in headers if str(cell.value).endswith("2015") and cell.column == 6]
    sheet.cell(int(headers[0].row or 0) + 1, int(column or 0)).value = 0.4
    (tmp_path / "culture.xlsx").write_bytes(form.save())

    report = report_of(qpv("-C", campaign, "check", tmp_path / "culture.xlsx", "--json", folder=tmp_path))

    [file] = report["files"]
    assert [(one["measure"], one["value"]) for one in file["answers"]] == [("CUL-01", 0.4)]
    assert file["findings"] == []


@pytest.fixture(scope="module")
def master(paris_folder: Path, blank: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("synthese")
    campaign = Path(shutil.copytree(paris_folder, folder / "paris"))
    form = Form(blank["CUL"])
    form.type("CUL-01", 0.4)
    form.type("CUL-01", "Provisoire", "Situation")
    form.type("CUL-01", "=cmd()", "Commentaire")
    form.sheet()[form.cell("CUL-01", "Commentaire").coordinate].data_type = "s"
    (folder / "culture.xlsx").write_bytes(form.save())
    report_of(qpv("-C", campaign, "collect", folder / "culture.xlsx", "--json", folder=folder))
    assert qpv("-C", campaign, "consolidate", folder=folder).status == 0
    [path] = (campaign / "synthese").glob("*.xlsx")
    assert (campaign / "synthese" / "report.html").is_file()
    named = [
        "Tableau de bord", "Suivi des retours", "Indicateurs", *CONVENTIONS,
        "Par quartier", "Anomalies", "Données", "Paramètres", "Journal",
    ]  # fmt: skip
    assert sheet_names(path)[: len(named)] == named, "others may be added after them"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl knows no sparklines
        return openpyxl.load_workbook(path)


def test_facts_are_a_table_in_the_order_of_the_contract(master: Workbook) -> None:
    sheet = master["Données"]
    [table] = sheet.tables.values()
    first, last = (sheet[corner] for corner in table.ref.split(":"))

    headers = [sheet.cell(first.row, column).value for column in range(first.column, last.column + 1)]
    rows = [
        dict(zip(headers, (cell.value for cell in row[first.column - 1 : last.column]), strict=True))
        for row in sheet.iter_rows(min_row=first.row + 1, max_row=last.row)
    ]
    assert headers == FACTS
    [value] = [row for row in rows if row["Champ"] == "value"]
    assert (value["Campagne"], value["Année"], value["Convention"], value["Administration"]) == (
        "paris-2015",
        2015,
        "CUL",
        "CUL",
    )
    assert (value["Indicateur"], value["Mesure"], value["Valeur"], value["Situation"]) == (
        "CUL-01",
        "CUL-01",
        0.4,
        "Provisoire",
    )
    assert (value["Feuille"], value["Cellule"]) == (SHEET, "F6")
    assert str(value["Fichier"]).endswith("culture.xlsx")
    [comment] = [row for row in rows if row["Champ"] == "comment"]
    assert comment["Texte"] == "=cmd()"
    assert not [cell for row in sheet.iter_rows(min_row=first.row + 1) for cell in row if cell.data_type == "f"]


def test_conventions_show_the_official_columns_then_results(master: Workbook) -> None:
    sheet = master["Culture et Communication"]
    row = next(row for row in sheet.iter_rows(max_row=12, values_only=True) if "Remontée" in row)
    headers = [str(header) for header in row if header]
    official = [
        "Convention", "Objectif stratégique", "Objectif opérationnel", "Valeur cible nationale", "Indicateur",
        "Résultat 2014", "Objectif local 2015-2020",
    ]  # fmt: skip
    positions = [headers.index(header) for header in official]

    assert positions == sorted(positions)
    assert headers.index("Résultat 2015") > positions[-1]
    assert headers.index("Avancement") == headers.index("Remontée") + 1
    assert headers.index("Remontée") > headers.index("Résultat 2015")
