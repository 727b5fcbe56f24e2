"""« Par quartier »: quartiers of one arrondissement together, last figures beside, both read back."""

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.answers import Origin
from qpv_xlsx.messages.wordbook import label, labels
from qpv_xlsx.spreadsheet.book import Book
from qpv_xlsx.workbook.by_quartier import grouped
from qpv_xlsx.workbook.layout import FIRST_ROW, HEADER_ROW, HELP_ROW
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_book, read_return
from tests.collection.paris import paris, small, with_past_by_quartier, written
from tests.reading import edits
from tests.reading.filled import opened

NAME = "Par quartier"


def _sheet(campaign: Campaign, code: str) -> Worksheet:
    respondent = next(one for one in campaign.respondents if one.code == code)
    sheet = openpyxl.load_workbook(io.BytesIO(written(campaign, respondent)))[NAME]
    assert isinstance(sheet, Worksheet)
    return sheet


def _quartiers(*areas: str) -> tuple[Quartier, ...]:
    return tuple(Quartier(id=f"q{number}", name=f"Q{number}", area=area) for number, area in enumerate(areas))


@pytest.mark.parametrize(
    ("areas", "expected"),
    [
        (("20e", "9e", "20e"), ["20e", "9e", "20e"]),
        (("20e", "9e", "20e", "10e, 11e", "9e", "18e", "18e", "20e"), ["9e", "9e", "10e, 11e", "18e", "18e", "20e", "20e", "20e"]),
        (("Stains", "Pantin", "Stains", "Bondy", "Pantin", "Bondy", "Bondy", "Stains"), ["Bondy"] * 3 + ["Pantin"] * 2 + ["Stains"] * 3),
        (("20e", "", "20e", "9e", "9e", "9e", "9e", "9e"), ["20e", "", "20e", "9e", "9e", "9e", "9e", "9e"]),
    ],
    ids=["few stay as they come", "arrondissements by number", "communes by name", "an unknown area groups nothing"],
)  # fmt: skip
def test_quartiers_are_grouped_where_they_are_many(areas: tuple[str, ...], expected: list[str]) -> None:
    assert [quartier.area for quartier in grouped(_quartiers(*areas))] == expected


def test_the_cursor_waits_on_the_first_quartier_of_the_first_group() -> None:
    territory = paris().territories[0]
    elsewhere = replace(territory, quartiers=territory.quartiers[::-1])
    sheet = _sheet(replace(paris(), territories=(elsewhere,)), "CAF")
    assert grouped(elsewhere.quartiers)[0] != elsewhere.quartiers[0]
    assert sheet.sheet_view.selection[-1].activeCell == f"C{FIRST_ROW}"


def test_each_group_is_named_above_its_first_quartier() -> None:
    sheet = _sheet(paris(), "EMP")
    named = {
        cell.column: str(cell.value).removeprefix("▼ ") for cell in sheet[HELP_ROW] if cell.value and cell.column > 2
    }
    areas = [quartier.area for quartier in grouped(paris().territories[0].quartiers)]
    assert list(named.values()) == list(dict.fromkeys(areas))
    assert next(sheet.cell(HEADER_ROW, column).value for column in named) == "Grand Belleville"


def test_figures_stand_beside_their_quartier() -> None:
    sheet = _sheet(with_past_by_quartier(), "EMP")
    assert [cell.value for cell in sheet[HEADER_ROW]] == [
        "Code", "Mesure", "2015\nGoutte d’Or", "Goutte d’Or", "2015\nBlémont", "QP1 Blémont", "Clé", "Total",
    ]  # fmt: skip
    row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == "EMP-03")
    assert [cell.value for cell in row[2:6]] == ["12", None, None, None]
    assert [cell.protection.locked for cell in row[2:6]] == [True, False, True, False]


def test_only_the_quartiers_concerned_are_open_and_read() -> None:
    campaign = with_past_by_quartier()
    catalogue = with_measures(
        campaign.catalogue, lambda one: replace(one, quartiers=("blemont",) * (one.code == "EMP-03"))
    )
    campaign = replace(campaign, catalogue=catalogue)
    row = next(row for row in _sheet(campaign, "EMP").iter_rows(min_row=6) if row[0].value == "EMP-03")
    assert [cell.protection.locked for cell in row[2:6]] == [True, True, True, False]
    [respondent] = campaign.respondents
    answers = {Question(measure="EMP-03", quartier="goutte"): 20, Question(measure="EMP-03", quartier="blemont"): 22}
    submission = read_return(written(with_past_by_quartier(), respondent, answers), "retour.xlsx", campaign)
    assert {question.quartier: answer.value for question, answer in submission.answers.items()} == {"blemont": 22}
    assert [(one.code, one.place.cell) for one in submission.findings if one.code is Code.S12] == [(Code.S12, "D8")]


def _read(book: Book) -> tuple[dict[Question, object], list[tuple[str, str | None]]]:
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx")
    submission = read_book(book, (), origin, with_past_by_quartier(), Expectations())
    told = [(found.code.value, found.place.cell) for found in submission.findings if found.code.value[0] in "SX"]
    return {question: answer.value for question, answer in submission.answers.items()}, told


def test_answers_beside_past_figures_are_read_back() -> None:
    campaign = with_past_by_quartier()
    [respondent] = campaign.respondents
    answers = {Question(measure="EMP-03", quartier="goutte"): 20, Question(measure="EMP-03", quartier="blemont"): 22}
    submission = read_return(written(campaign, respondent, answers), "retour.xlsx", campaign)
    assert {question: answer.value for question, answer in submission.answers.items()} == answers
    assert not [found for found in submission.findings if found.code.value.startswith("S")]


def test_a_figure_typed_over_a_past_one_is_told() -> None:
    campaign = with_past_by_quartier()
    [respondent] = campaign.respondents
    book = opened(written(campaign, respondent, {Question(measure="EMP-03", quartier="goutte"): 20}))
    answers, told = _read(edits.on_sheet(book, NAME, lambda grid: edits.typed(grid, (8, 3), "15")))
    assert answers == {Question(measure="EMP-03", quartier="goutte"): 20}
    assert told == [("S12", "C8")]


def test_a_workbook_of_before_the_figures_is_read_without_a_word() -> None:
    campaign = with_past_by_quartier()
    [respondent] = campaign.respondents
    before = replace(campaign, history=small().history)
    answers = {Question(measure="EMP-03", quartier="goutte"): 20}
    submission = read_return(written(before, respondent, answers), "retour.xlsx", campaign)
    assert {question: answer.value for question, answer in submission.answers.items()} == answers
    assert not [found for found in submission.findings if found.code.value.startswith("S")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_milestone_of_a_quartier_takes_its_absence(language: str) -> None:
    [respondent] = small().respondents
    measure = next(one for one in small().catalogue.measures if one.kind is Kind.MILESTONE)
    asked = Question(measure=measure.code, quartier=small().territories[0].quartiers[0].id)
    answers: dict[Question, Value] = {asked._replace(field=Field.SITUATION): Situation.UNAVAILABLE}
    content = written(small(), respondent, answers, language)

    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet = workbook[label(language, "sheets", "quartiers")]
    row = next(row for row in sheet.iter_rows(min_row=6) if row[0].value == measure.code)
    cell = next(cell for cell in row if cell.value == "nd")
    (chosen,) = (one for one in sheet.data_validations.dataValidation if cell.coordinate in one.sqref)
    listed = workbook.defined_names[str(chosen.formula1)].attr_text.replace("$", "")
    words = [one.value for (one,) in workbook["_listes"][listed.partition("!")[2]]]
    assert words == [*labels(language, "progress").values(), "nd", "so", "s"]
    assert "nd" in chosen.prompt

    read = read_return(content, "retour.xlsx", small())
    assert read.answers[asked._replace(field=Field.SITUATION)].value is Situation.UNAVAILABLE
