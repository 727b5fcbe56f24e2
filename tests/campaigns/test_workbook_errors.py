"""A campagne.xlsx as people leave it: what is clear is understood, what is not is told with its cell, all at once."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.checking.document_records import unknown_reference
from qpv_xlsx.campaigns.in_excel.reading import headers_not_read, read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Direction, Kind
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.findings import CampaignError, Problem
from qpv_xlsx.messages.wordbook import error_sentence
from tests.campaigns.samples import document

CREATED = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)
SAMPLE = write_campaign(campaign_from_json(document()), created=CREATED)
Edit = Callable[[Workbook], object]


def read_after(edit: Edit, content: bytes = SAMPLE) -> Campaign:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return read_campaign(stream.getvalue())


def put(sheet: str, header: str, value: Any, row: int = 4, number_format: str | None = None) -> Edit:
    """Type *value* under *header*, as if in a cell without format unless one is given."""

    def edit(book: Workbook) -> None:
        cells = book[sheet]
        column = next(cell.column for cell in cells[3] if cell.value == header)
        cells.cell(row, column).value = value
        if number_format is not None:
            cells.cell(row, column).number_format = number_format

    return edit


def setting(heading: str, value: Any) -> Edit:
    def edit(book: Workbook) -> None:
        row = next(row for row in book["Campagne"].iter_rows() if row[0].value == heading)
        row[1].value = value

    return edit


def all_of(*edits: Edit) -> Edit:
    return lambda book: [edit(book) for edit in edits]


def measure(campaign: Campaign) -> Any:
    return next(iter(campaign.catalogue.measures))


def baseline(campaign: Campaign) -> float | None:
    value: float | None = measure(campaign).baseline.value
    return value


NB = "\u00a0"
MISTAKES: tuple[tuple[str, Edit, str, str], ...] = (
    ("a kind that is none", put("Indicateurs", "Nature", "Couleur"), "Indicateurs!G4", "cell_word"),
    ("a share without its sign", put("Indicateurs", f"Départ{NB}: valeur", 17.3, number_format="General"), "Indicateurs!J4", "cell_percentage"),
    ("a half, or half a per cent", put("Indicateurs", f"Départ{NB}: valeur", 0.5, number_format="0.00"), "Indicateurs!J4", "cell_percentage"),
    ("a share of 1 730 %", put("Indicateurs", f"Départ{NB}: valeur", 17.3, number_format="0.0%"), "Indicateurs!J4", "campaign_share"),
    ("about 17 %", put("Indicateurs", f"Départ{NB}: valeur", "env. 17 %"), "Indicateurs!J4", "cell_percentage"),
    ("a figure without a type of target", put("Indicateurs", f"Objectif local{NB}: chiffre", 12), "Indicateurs!N4", "cell_figure_unexpected"),
    ("a type of target without its figure", put("Indicateurs", f"Objectif local{NB}: type", "Ne pas dépasser"), "Indicateurs!N4", "cell_missing"),
    ("a measure without label", put("Indicateurs", "Mesure", None), "Indicateurs!F4", "cell_missing"),
    ("an unknown convention", put("Administrations", "Conventions", "EMP, EDU"), "Administrations!C4", "campaign_unknown_reference"),
    ("an address that is none", put("Administrations", "Adresse électronique", "emploi"), "Administrations!E4", "campaign_email"),
    ("a quartier of no territory", put("Quartiers", "Territoire", "LYON"), "Quartiers!E4", "campaign_unknown_reference"),
    ("a date in words", setting("Date limite annoncée", "fin mars"), "Campagne!B8", "cell_day"),
    ("a year in words", setting("Année des réponses", "quinze"), "Campagne!B6", "cell_whole"),
    ("an error of a formula", setting("Année des réponses", "#REF!"), "Campagne!B6", "cell_formula"),
    ("a formula never computed", setting("Année des réponses", "=2000+15"), "Campagne!B6", "cell_formula"),
    ("no year", setting("Année des réponses", None), "Campagne!B6", "cell_missing"),
    ("an unknown heading", lambda book: book["Campagne"].append(["Budget", 12]), "Campagne!A29", "cell_heading_unknown"),
    ("a heading twice", lambda book: book["Campagne"].append(["Année des réponses", 2016]), "Campagne!A29", "cell_heading_twice"),
    ("a missing sheet", lambda book: book.remove(book["Glossaire"]), "Glossaire", "campaign_sheet_missing"),
    ("a header renamed", lambda book: setattr(book["Glossaire"]["A3"], "value", "Abréviation"), "Glossaire!A3", "campaign_column_missing"),
    ("a waiver of no date", put("Dispenses", "Motif", "Décision du comité"), "Dispenses!F4", "cell_missing"),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "place", "code"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_a_mistake_is_told_with_its_cell(edit: Edit, place: str, code: str) -> None:
    with pytest.raises(CampaignError) as caught:
        read_after(edit)
    problems = [(problem.place, problem.code) for problem in caught.value.problems]
    assert (place, code) in problems
    for problem in caught.value.problems:
        assert error_sentence("fr", problem.code, problem.facts)


def test_an_unknown_kind_is_told_once_and_its_figures_are_not_blamed() -> None:
    edits = put("Indicateurs", "Nature", "Couleur"), put("Indicateurs", f"Départ{NB}: valeur", "11,5 %")
    with pytest.raises(CampaignError) as caught:
        read_after(all_of(*edits))

    assert [problem.code for problem in caught.value.problems if problem.place.startswith("Indicateurs!")] == [
        "cell_word"
    ]


def test_a_target_s_figure_is_not_blamed_for_the_kind_nor_for_the_type() -> None:
    figure = put("Indicateurs", f"Objectif local{NB}: chiffre", "11,5 %")
    for wrong in (put("Indicateurs", "Nature", "Couleur"), put("Indicateurs", f"Objectif local{NB}: type", "Truc")):
        with pytest.raises(CampaignError) as caught:
            read_after(all_of(wrong, figure))
        assert [problem.code for problem in caught.value.problems] == ["cell_word"]


def test_a_list_without_anything_in_it_is_not_offered() -> None:
    (problem,) = unknown_reference(("respondents", 0), "MLO", ())

    assert problem.code == "campaign_nothing_to_name"
    for language in ("fr", "en"):
        assert "MLO" in error_sentence(language, problem.code, problem.facts)


@pytest.mark.parametrize("edit", [
    lambda book: book.remove(book["Administrations"]),
    lambda book: setattr(book["Indicateurs"]["G3"], "value", "Genre"),
], ids=["a missing sheet", "a header renamed"])  # fmt: skip
def test_what_refers_to_a_table_that_was_not_read_is_not_blamed(edit: Edit) -> None:
    codes = [problem.code for problem in problems_after(edit)]
    assert len(codes) == 1
    assert codes[0] in {"campaign_sheet_missing", "campaign_column_missing"}


def test_a_quartier_without_its_identifier_is_given_one_to_type() -> None:
    def edit(book: Workbook) -> None:
        cells = book["Quartiers"]
        headers: Any = {cell.value: cell.column for cell in cells[3]}
        cells.insert_rows(5)
        cells.cell(5, headers["Quartier"]).value = "Python – Duvernois"
        cells.cell(5, headers["Territoire"]).value = cells.cell(4, headers["Territoire"]).value

    (problem,) = problems_after(edit)
    assert problem.code == "cell_identifier_missing"
    assert "python-duvernois" in error_sentence("fr", problem.code, problem.facts)


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Code de la campagne", "par exemple paris-2015"), ("Année des réponses", "Année sur laquelle")],
)
def test_what_is_required_is_told_as_its_note_tells_it(heading: str, told: str) -> None:
    (problem,) = problems_after(setting(heading, None))
    assert told in error_sentence("fr", problem.code, problem.facts)


def test_dates_in_the_wrong_order_are_told_as_people_write_them() -> None:
    edits = setting("Date limite annoncée", date(2016, 3, 31)), setting("Date de clôture", date(2016, 3, 1))
    (problem,) = problems_after(all_of(*edits))
    said = error_sentence("fr", problem.code, problem.facts)
    assert "01/03/2016" in said
    assert "31/03/2016" in said


def test_all_mistakes_are_told_at_once() -> None:
    edits = put("Indicateurs", "Nature", "Couleur"), put("Administrations", "Adresse électronique", "x")
    with pytest.raises(CampaignError) as caught:
        read_after(all_of(*edits))
    assert {"Indicateurs!G4", "Administrations!E4"} <= {problem.place for problem in caught.value.problems}


TYPED: tuple[tuple[str, Edit, Callable[[Campaign], object], object], ...] = (
    ("a percentage for a share", put("Indicateurs", "Nature", "Pourcentage"), lambda it: measure(it).kind, Kind.SHARE),
    ("a fall", put("Indicateurs", "Sens souhaité", "Baisse"), lambda it: measure(it).direction, Direction.DOWN),
    ("a title among the rows", lambda book: book["Indicateurs"].append(["Axe 1 – Emploi"]), lambda it: len(tuple(it.catalogue.measures)), 1),
    ("an example", lambda book: book["Indicateurs"].append(["Exemple", None, "Emploi"]), lambda it: len(tuple(it.catalogue.measures)), 1),
    ("a share as text", put("Indicateurs", f"Départ{NB}: valeur", f"17,3{NB}%"), baseline, 0.173),
    ("a share as Excel has it", put("Indicateurs", f"Départ{NB}: valeur", 0.173, number_format="0%"), baseline, 0.173),
    ("nothing is no matter of scale", put("Indicateurs", f"Départ{NB}: valeur", 0, number_format="General"), baseline, 0.0),
    ("a target", all_of(put("Indicateurs", f"Objectif local{NB}: type", "atteindre  au moins"), put("Indicateurs", f"Objectif local{NB}: chiffre", "18 %")), lambda it: measure(it).target, AtLeast(value=0.18)),
    ("yes", put("Indicateurs", "Par quartier", "oui"), lambda it: measure(it).by_quartier, True),
    ("a French date", setting("Date limite annoncée", "31/03/2016"), lambda it: str(it.deadline), "2016-03-31"),
    ("a real date", setting("Date limite annoncée", datetime(2016, 3, 31)), lambda it: str(it.deadline), "2016-03-31"),  # noqa: DTZ001
    ("a year as text", setting("Année des réponses", " 2016 "), lambda it: it.year, 2016),
    ("a phone number as figure", put("Administrations", "Téléphone", 140506070), lambda it: it.respondents[0].contacts[0].phone, "140506070"),
    ("conventions with semicolons", put("Administrations", "Conventions", " EMP ;"), lambda it: it.respondents[0].conventions, ("EMP",)),
    ("a quartier of the only territory", put("Quartiers", "Territoire", None), lambda it: len(it.territories[0].quartiers), 1),
)  # fmt: skip


@pytest.mark.parametrize(("edit", "seen", "expected"), [case[1:] for case in TYPED], ids=[case[0] for case in TYPED])
def test_what_is_typed_is_understood(edit: Edit, seen: Callable[[Campaign], object], expected: object) -> None:
    assert seen(read_after(edit)) == expected


def test_a_second_contact_is_a_second_row() -> None:
    def edit(book: Workbook) -> None:
        book["Administrations"].append(["EMP", None, None, "Direction", "direction@example.org"])

    emails = [contact.email for contact in read_after(edit).respondents[0].contacts]
    assert emails == ["emploi@example.org", "direction@example.org"]


def test_rows_of_one_indicator_that_contradict_each_other() -> None:
    def edit(book: Workbook) -> None:
        cells = book["Indicateurs"]
        for column in range(1, cells.max_column + 1):
            cells.cell(5, column).value = cells.cell(4, column).value
        cells["A5"].value = "EMP-01-b"
        cells["V5"].value = "Un autre objectif"

    with pytest.raises(CampaignError) as caught:
        read_after(edit)
    assert [(problem.place, problem.code) for problem in caught.value.problems] == [("Indicateurs!V5", "cell_differs")]


@pytest.mark.parametrize("sheet", ["Indicateurs", "Administrations", "Quartiers", "Décisions"])
def test_columns_may_be_moved_and_notes_of_ones_own_added(sheet: str) -> None:
    template = campaign_from_json(json.loads(resource("paris-2015-2020.json").read_text("utf-8")))

    def edit(book: Workbook) -> None:
        cells = book[sheet]
        rows = [
            list(reversed([(cell.value, cell.number_format) for cell in row])) for row in cells.iter_rows(min_row=3)
        ]
        for number, row in enumerate(rows, start=3):
            for column, (value, number_format) in enumerate(row, start=3):
                cells.cell(number, column).value = value
                cells.cell(number, column).number_format = number_format
            cells.cell(number, 1).value = "À voir avec Anne"
            cells.cell(number, 2).value = None

    content = write_campaign(template, created=CREATED)
    assert read_after(edit, content) == template


def without(*headers: str) -> Edit:
    """Empty the cells of row 4 under these headers."""
    return all_of(*(put("Indicateurs", header, None) for header in headers))


def test_the_code_of_a_measure_tells_its_indicator_and_its_convention() -> None:
    read = read_after(without("Code convention", "Code indicateur"))

    assert read == campaign_from_json(document())


def test_a_row_typed_below_joins_the_convention_of_its_name() -> None:
    def edit(book: Workbook) -> None:
        cells = book["Indicateurs"]
        by_header = {str(cell.value): cell.column or 0 for cell in cells[3]}
        typed = {
            "Code mesure": "EMP-02",
            "Indicateur": "Nombre d’emplois",
            "Convention": cells.cell(4, by_header["Convention"]).value,
        }
        typed |= {"Mesure": "Nombre d’emplois", "Nature": "effectif", "Sens souhaité": "hausse", "Unité": "emplois"}
        for header, value in typed.items():
            cells.cell(5, by_header[header]).value = value

    (convention,) = read_after(edit).catalogue.conventions
    assert [one.code for one in convention.indicators] == ["EMP-01", "EMP-02"]
    assert convention.indicators[1].measures[0].kind is Kind.COUNT


def problems_after(edit: Edit, content: bytes = SAMPLE) -> list[Problem]:
    with pytest.raises(CampaignError) as caught:
        read_after(edit, content)
    return list(caught.value.problems)


def test_a_measure_without_a_code_is_one_error_with_a_code_to_type() -> None:
    (problem,) = problems_after(without("Code convention", "Code indicateur", "Code mesure"))

    assert (problem.place, problem.code, problem.facts["code"]) == ("Indicateurs!A4", "cell_code_missing", "EMP-01")


BLANK = write_campaign(campaign_from_json(json.loads(resource("vierge.json").read_text("utf-8"))), created=CREATED)


def test_the_example_is_left_out_until_somebody_changes_it() -> None:
    assert read_campaign(BLANK).catalogue.conventions == ()

    (problem,) = problems_after(put("Indicateurs", "Indicateur", "Nombre d’adultes-relais"), BLANK)
    assert (problem.place, problem.code) == ("Indicateurs!A4", "cell_example_changed")


def test_an_example_that_got_its_code_is_a_measure() -> None:
    named = all_of(
        put("Indicateurs", "Code mesure", "EMP-01"),
        lambda book: book["Administrations"].append(["ML", "Mission locale", "EMP"]),
    )
    campaign = read_after(named, BLANK)

    (one,) = campaign.catalogue.measures
    assert (one.kind, one.baseline.value, one.baseline.year, one.target) == (
        Kind.SHARE,
        0.137,
        2023,
        AtLeast(value=0.18, year=2030),
    )


def test_a_header_almost_ours_is_an_error_and_one_of_ones_own_is_told() -> None:
    def rename(header: str) -> Edit:
        def edit(book: Workbook) -> None:
            cell = next(cell for cell in book["Indicateurs"][3] if cell.value == "Dont femmes")
            cell.value = header
            book["Indicateurs"].cell(4, cell.column).value = "Oui"

        return edit

    (problem,) = problems_after(rename("Dont femme"))
    assert (problem.code, problem.facts["read"]) == ("cell_header_mistyped", "Dont femme")

    book = openpyxl.load_workbook(io.BytesIO(SAMPLE))
    rename("À voir avec Anne")(book)
    stream = io.BytesIO()
    book.save(stream)
    assert read_campaign(stream.getvalue()).code
    assert [told.facts["read"] for told in headers_not_read(stream.getvalue())] == ["À voir avec Anne"]
    assert headers_not_read(SAMPLE) == ()


def test_the_only_territory_needs_no_code() -> None:
    assert read_after(put("Administrations", "Territoire", None)) == campaign_from_json(document())


def test_a_list_of_quartiers_is_pasted_with_its_own_headers() -> None:
    def edit(book: Workbook) -> None:
        cells = book["Quartiers"]
        cells.delete_rows(3, 10)
        cells.delete_cols(1, 10)
        for row in (["CODE_QP", "LIB_QP", "Nom commune"], ["QN07511M", "Goutte d’Or", "Paris"], ["", "Blémont", ""]):
            cells.append(row)

    quartiers = read_after(edit).territories[0].quartiers
    assert [(one.id, one.name, one.official_code, one.area) for one in quartiers] == [
        ("goutte-d-or", "Goutte d’Or", "QN07511M", "Paris"),
        ("blemont", "Blémont", None, ""),
    ]
