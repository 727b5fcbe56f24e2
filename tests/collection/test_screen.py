"""What a person sees of a form: rows of three lines, figures shown whole, the question and its answer on one screen."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.spreadsheet.letter_widths import text_width
from qpv_xlsx.workbook.collection.frame import header_lines
from qpv_xlsx.workbook.heights import line_count, room_of
from qpv_xlsx.workbook.layout import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    KEY_ROW,
    REFERENCE_ROW,
    TITLE_ROW,
    Column,
    Role,
)
from tests.collection.paris import codes, paris, small, written
from tests.libreoffice import Office

THREE_LINES = 40.0  # points: three lines of ten points
TOP = 100.0  # points: title, reference, way back, headers
SCREEN = 1366 - 40 - 20  # pixels between the row numbers and the scroll bar
BESIDE_THE_PANEL = 180  # characters that LibreOffice shows on 1366 pixels at the zoom of this sheet
FILTER_BUTTON = 22  # pixels that LibreOffice keeps for it and its edges, whatever the zoom
SCREEN_HEIGHT = 434  # pixels of rows that LibreOffice shows under the headers, at 1366 × 768
PIXELS = 96 / 72
EXCEL_LINE: dict[float, float] = {
    8: 11.25,
    9: 12.0,
    10: 12.75,
}  # points from a line of Arial to the next, as Excel makes rows of them
PADDING = 3.0  # points on both sides of a cell
LARGEST = {  # by kind, a figure as large as people really give
    Kind.SHARE: 1.0,
    Kind.GAP: -0.999,
    Kind.COUNT: 9_999_999,
    Kind.QUANTITY: 999_999.99,
    Kind.AMOUNT: 99_999_999.99,
    Kind.RATIO: 99_999.99,
}


def _respondent(code: str) -> Respondent:
    return next(respondent for respondent in paris().respondents if respondent.code == code)


def _sheet(content: bytes, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content))[name]
    assert isinstance(sheet, Worksheet)
    return sheet


@cache
def _indicators(code: str) -> Worksheet:
    return _sheet(written(paris(), _respondent(code)), "Indicateurs")


def _width(sheet: Worksheet, number: int) -> float:
    """Characters; equal neighbours share one description."""
    [dimension] = [one for one in sheet.column_dimensions.values() if (one.min or 0) <= number <= (one.max or 0)]
    return 0.0 if dimension.hidden else dimension.width


def _pixels(sheet: Worksheet, numbers: range) -> float:
    return sum(int(width * 7 + 5) for number in numbers if (width := _width(sheet, number)))


def _number(sheet: Worksheet, key: str) -> int:
    return next(cell.column for cell in sheet[KEY_ROW] if cell.value == key)


def long_worded() -> Campaign:
    """The small campaign with a label, a start, a target and an objective longer than any cell shows; thirty quartiers."""
    words = "Part des habitants des quartiers prioritaires accompagnés vers l’emploi durable par les services publics "
    campaign = small()
    catalogue = with_measures(
        campaign.catalogue,
        lambda one: replace(one, label=f"{words * 3}{one.code}", notes=(words * 9,)) if one.code < "EMP-04" else one,
    )
    conventions = tuple(
        replace(
            convention,
            indicators=tuple(
                replace(one, baseline_text=words * 2, local_target=f"20 %\n{words}", operational_objective=words * 8)
                for one in convention.indicators
            ),
        )
        for convention in catalogue.conventions
    )
    [territory] = campaign.territories
    name = "Alma - Gare - Fosse aux Chênes - Hommelet - Sainte-Élisabeth - Épidème - Cul de Four"
    quartiers = tuple(
        Quartier(
            id=f"q{number}", name=f"{name} {number}", official_code=f"QN0590{number}M", area=f"Commune {number % 7}"
        )
        for number in range(10, 40)
    )
    territories = (replace(territory, name="Plaine Commune Grand Paris", quartiers=quartiers),)
    return replace(campaign, catalogue=replace(catalogue, conventions=conventions), territories=territories)


def _forms() -> list[tuple[Campaign, Respondent]]:
    return [*((paris(), _respondent(code)) for code in codes()), (long_worded(), long_worded().respondents[0])]


FORMS = pytest.mark.parametrize(("campaign", "respondent"), _forms(), ids=(*codes(), "long words"))


@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
@pytest.mark.parametrize("code", codes())
def test_a_row_is_three_lines_and_eight_rows_make_a_screen(code: str, name: str) -> None:
    sheet = _sheet(written(paris(), _respondent(code)), name)
    heights = [sheet.row_dimensions[row].height for row in range(FIRST_ROW, sheet.max_row + 1)]
    assert all(height <= THREE_LINES for height in heights)
    assert SCREEN_HEIGHT / (max(heights, default=1) * PIXELS) >= 8


@pytest.mark.parametrize("code", codes())
def test_what_stays_above_leaves_room_for_the_rows(code: str) -> None:
    sheet = _indicators(code)
    assert (
        sum(sheet.row_dimensions[row].height or 15 for row in (TITLE_ROW, REFERENCE_ROW, HELP_ROW, HEADER_ROW)) <= TOP
    )


@pytest.mark.parametrize("code", codes())
def test_the_question_and_its_answer_are_on_one_screen(code: str) -> None:
    sheet = _indicators(code)
    assert _pixels(sheet, range(1, _number(sheet, "value") + 1)) <= SCREEN
    assert sheet.freeze_panes == f"D{FIRST_ROW}"


@pytest.mark.parametrize("code", codes())
def test_the_situation_is_seen_without_scrolling(code: str) -> None:
    sheet = _indicators(code)
    last = _number(sheet, "situation")
    assert sum(_width(sheet, number) for number in range(1, last + 1)) <= BESIDE_THE_PANEL


@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
@pytest.mark.parametrize("code", codes())
def test_what_stands_above_the_table_fits_in_what_does_not_scroll(code: str, name: str) -> None:
    sheet = _sheet(written(paris(), _respondent(code)), name)
    if sheet.max_row < FIRST_ROW:
        return
    frozen = {"Indicateurs": 3, "Par quartier": 2}[name]
    room = room_of(sum(_width(sheet, number) for number in range(1, frozen + 1)))
    assert text_width(str(sheet.cell(TITLE_ROW, 1).value), 16, bold=True) <= room
    assert text_width(str(sheet.cell(REFERENCE_ROW, 1).value), 9) <= room


@pytest.mark.parametrize("code", codes())
def test_the_way_back_is_whole_beside_the_progress_of_par_quartier(code: str) -> None:
    sheet = _sheet(written(paris(), _respondent(code)), "Par quartier")
    if sheet.max_row >= FIRST_ROW:
        assert text_width(str(sheet.cell(HELP_ROW, 1).value), 9) * PIXELS * 1.05 <= _width(sheet, 1) * 7


def test_bold_letters_are_as_wide_as_on_a_screen() -> None:
    assert text_width("Poissonniers") * 1.08 < text_width("Poissonniers", bold=True) == pytest.approx(62.8)


@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
@pytest.mark.parametrize("code", codes())
def test_no_word_of_a_header_is_broken_beside_the_button_of_its_filter(code: str, name: str) -> None:
    sheet = _sheet(written(paris(), _respondent(code)), name)
    if sheet.max_row < FIRST_ROW:
        return
    for number, cell in enumerate(sheet[HEADER_ROW], start=1):
        width = _width(sheet, number)
        for word in re.findall(r"[^ \n-]+-?", str(cell.value)):
            pixels = text_width(word, cell.font.sz, bold=bool(cell.font.b)) * PIXELS
            assert not width or pixels + FILTER_BUTTON <= width * 7 + 5, (cell.coordinate, word)


def test_a_header_takes_as_many_lines_as_libreoffice_makes_of_it_beside_the_button_of_its_filter() -> None:
    """Counted on a screen, at a zoom of 90 %."""
    column = Column(key="past:2025", words="past", role=Role.PAST, width=15.7)
    assert header_lines("Résultats 2025 pour Métropole européenne de Lille", column, 10, bold=True) == 5
    assert header_lines("Objectif local 2024-2030", column, 10, bold=True) == 2


def test_columns_are_narrower_where_many_answers_are_asked_and_their_texts_short() -> None:
    campaign = paris()
    [all_asked] = [
        replace(one, asks_women=True, asks_territory=True)
        for one in campaign.catalogue.measures
        if one.code == "EMP-03"
    ]
    wide = replace(
        with_measures(campaign.catalogue, lambda one: all_asked if one.code == "EMP-03" else one),
        baseline_year=2014,
    )
    short = replace(
        wide,
        conventions=tuple(
            replace(
                convention,
                indicators=tuple(
                    replace(one, baseline_text="14 %", local_target="20 %") for one in convention.indicators
                ),
            )
            for convention in wide.conventions
        ),
    )
    sheet = _sheet(written(replace(campaign, catalogue=short), _respondent("EMP")), "Indicateurs")
    last = _number(sheet, "situation")
    assert _number(sheet, "territory_value") - _number(sheet, "value") == 4
    assert sum(_width(sheet, number) for number in range(1, last + 1)) <= BESIDE_THE_PANEL


def _shown(value: float, kind: Kind) -> str:
    """The figure as a French spreadsheet shows it in the measure's format."""
    match kind:
        case Kind.SHARE | Kind.GAP:
            return f"{value * 100:.1f}%".replace(".", ",")
        case Kind.COUNT:
            return f"{value:,}".replace(",", "\u00a0")
        case Kind.AMOUNT:
            return f"{value:,.2f} €".replace(",", "\u00a0").replace(".", ",")
        case _:
            return f"{value:.2f}".replace(".", ",")


@pytest.mark.parametrize("campaign", [paris(), small()], ids=["paris", "small"])
def test_no_figure_is_too_wide_for_its_column(campaign: Campaign) -> None:
    for respondent in campaign.respondents:
        measures = measures_of(campaign, respondent)
        content = written(campaign, respondent)
        for name in ("Indicateurs", "Par quartier"):
            sheet = _sheet(content, name)
            for cell, measure in _figures(sheet, measures):
                text = _shown(LARGEST[measure.kind], measure.kind)
                needed = text_width(text, cell.font.sz, bold=bool(cell.font.b))
                assert needed + PADDING <= _width(sheet, cell.column) * 5.25, (name, cell.coordinate, text)


def _figures(sheet: Worksheet, measures: tuple[Measure, ...]) -> list[tuple[Cell, Measure]]:
    """Cells where a figure is typed or summed, with their measure."""
    by_code = {measure.code: measure for measure in measures}
    return [
        (cell, measure)
        for row in sheet.iter_rows(min_row=FIRST_ROW)
        if (measure := by_code.get(str(row[0].value))) and measure.kind.is_number
        for cell in row
        if isinstance(cell, Cell) and _holds_figures(str(sheet.cell(KEY_ROW, cell.column).value), measure)
    ]


def _holds_figures(key: str, measure: Measure) -> bool:
    if key == "territory_value":
        return measure.asks_territory
    return key in {"value", "total"} or key.startswith("quartier:")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", codes())
def test_bubbles_have_no_title_and_two_lines(code: str, language: str) -> None:
    content = written(paris(), _respondent(code), language=language)
    for name in ("Indicateurs", "Par quartier"):
        for rule in _sheet(content, name).data_validations.dataValidation:
            assert rule.promptTitle is None
            assert rule.prompt
            lines = rule.prompt.split("\n")
            assert len(lines) <= 2
            assert max(len(line) for line in lines) <= 60, rule.prompt


def _lines(sheet: Worksheet, cell: Cell) -> Iterator[tuple[int, float]]:
    """Lines that the text of *cell* takes, and the points of one as Excel draws it; letters of two sizes apart."""
    if isinstance(cell.value, CellRichText):
        parts = [
            (str(part), part.font.sz or 10, bool(part.font.b)) for part in cell.value if isinstance(part, TextBlock)
        ]
    else:
        parts = [(str(cell.value or ""), cell.font.sz, bool(cell.font.b))]
    for text, size, bold in parts:
        width = _width(sheet, cell.column)
        yield line_count(text.removeprefix("\n"), width, size, bold=bold), EXCEL_LINE[size]


@FORMS
@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
def test_no_text_of_a_row_has_a_fourth_line_or_a_cut_one(campaign: Campaign, respondent: Respondent, name: str) -> None:
    content = written(campaign, respondent)
    sheet = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)[name]
    seen = 0
    for row in sheet.iter_rows(min_row=FIRST_ROW):
        for cell in row:
            if isinstance(cell, Cell) and cell.data_type != "f" and cell.protection.locked:
                lines = list(_lines(sheet, cell))
                assert sum(count for count, _ in lines) <= 3, (cell.coordinate, cell.value)
                needed = sum(count * points for count, points in lines)
                assert needed <= sheet.row_dimensions[cell.row].height, (cell.coordinate, cell.value)
                seen += 1
    assert seen or not sheet.max_row >= FIRST_ROW


@FORMS
def test_a_text_that_is_cut_is_given_whole_on_screen_and_on_paper(campaign: Campaign, respondent: Respondent) -> None:
    content = written(campaign, respondent)
    sheet, guide = _sheet(content, "Indicateurs"), _sheet(content, "Mode d'emploi")
    about = _number(sheet, "about")
    told = [(str(row[0].value), str(row[1].value)) for row in guide.iter_rows(max_col=2)]
    for key, header in (("measure", "Mesure"), ("past:2014", "Résultats 2014"), ("local_target", "Objectif local")):
        for row in range(FIRST_ROW, sheet.max_row + 1):
            shown = str(sheet.cell(row, _number(sheet, key)).value or "")
            if shown.endswith("…"):
                [whole] = [text for codes_, text in told if _tells(codes_, text, sheet, row, header)]
                beginning = " ".join(shown.removesuffix("…").split())
                assert " ".join(whole.split()).partition(" : ")[2].startswith(beginning)
                said = str(sheet.cell(row, about).value)
                assert beginning in said or said.endswith("…")
                assert sheet.print_area.partition(":")[2] < get_column_letter(about), "about is on paper"


def _tells(codes_: str, text: str, sheet: Worksheet, row: int, header: str) -> bool:
    return str(sheet.cell(row, 1).value) in codes_.split(", ") and text.startswith(header)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_row_says_of_itself_takes_three_lines(language: str) -> None:
    sheet = _sheet(written(paris(), _respondent("CAF"), language=language), "Indicateurs")
    for key, section in (("check", "controls"), ("state", "row_states")):
        number = _number(sheet, key)
        font = sheet.cell(FIRST_ROW, number).font
        for word in labels(language, section).values():
            assert line_count(word, _width(sheet, number), font.sz, bold=bool(font.b)) <= 3, word


def test_nothing_is_said_of_cut_texts_where_none_is() -> None:
    guide = _sheet(written(small(), small().respondents[0]), "Mode d'emploi")
    assert "Textes entiers" not in {row[0].value for row in guide.iter_rows(max_col=1)}


def _first(respondent: Respondent, answers: dict[Question, Value]) -> str:
    sheet = _sheet(written(small(), respondent, answers), "Indicateurs")
    return str(sheet.sheet_view.selection[-1].activeCell)


def test_the_cursor_waits_on_the_first_result_that_is_missing() -> None:
    [respondent] = small().respondents
    measures = measures_of(small(), respondent)
    assert measures[0].asks_territory
    answers: dict[Question, Value] = {Question(measure=measures[0].code): 0.2}
    answers[Question(measure=measures[0].code, field=Field.TERRITORY_VALUE)] = 0.1
    assert _first(respondent, {}).endswith(str(FIRST_ROW))
    assert _first(respondent, answers).endswith(str(FIRST_ROW + 1))


@pytest.mark.libreoffice
def test_libreoffice_cuts_no_text_of_long_words(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(long_worded(), long_worded().respondents[0]))
    office.open(path)
    assert [office.low_rows(name) for name in ("Mode d'emploi", "Indicateurs", "Par quartier")] == [[], [], []]


@pytest.mark.libreoffice
@pytest.mark.parametrize("code", codes())
def test_libreoffice_shows_eight_questions_with_their_answers(code: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(paris(), _respondent(code)))
    rows = range(FIRST_ROW, min(FIRST_ROW + 8, FIRST_ROW + len(measures_of(paris(), _respondent(code)))))
    office.open(path)
    office.sit_down("Indicateurs", f"F{FIRST_ROW}", 1366, 768)
    assert [cell for row in rows for letter in "ABCF" if not office.sees(cell := f"{letter}{row}")] == []


@pytest.mark.libreoffice
def test_tab_goes_from_entry_to_entry_and_to_the_next_row(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "collecte.xlsx"
    path.write_bytes(written(paris(), _respondent("EMP")))
    office.open(path)
    place, _ = office.sit_down("Indicateurs", f"F{FIRST_ROW}", 1366, 768)
    visited = [place, *(office.tab()[0] for _ in range(7))]
    assert visited == ["F6", "G6", "H6", "J6", "K6", "L6", "M6", "F7"]
    assert office.sees("C7")


def test_a_column_is_as_wide_as_the_amounts_that_are_known() -> None:
    """What is typed beside a start of twelve digits is of that size: it was shown as « ### »."""
    start = 412_345_678_901.0
    campaign = replace(
        small(),
        catalogue=with_measures(
            small().catalogue,
            lambda one: replace(one, baseline=replace(one.baseline, value=start)) if one.kind is Kind.AMOUNT else one,
        ),
    )
    seen = 0
    for respondent in campaign.respondents:
        content = written(campaign, respondent)
        for name in ("Indicateurs", "Par quartier"):
            sheet = _sheet(content, name)
            for cell, measure in _figures(sheet, measures_of(campaign, respondent)):
                if measure.kind is Kind.AMOUNT:
                    needed = text_width(_shown(start + 0.25, Kind.AMOUNT), cell.font.sz, bold=bool(cell.font.b))
                    assert needed + PADDING <= _width(sheet, cell.column) * 5.25, (name, cell.coordinate)
                    seen += 1
    assert seen


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("name", ["Indicateurs", "Par quartier"])
def test_no_word_of_a_header_is_broken(code: str, name: str) -> None:
    sheet = _sheet(written(paris(), _respondent(code)), name)
    for cell in sheet[HEADER_ROW]:
        assert isinstance(cell, Cell)
        assert cell.column is not None
        for word in re.findall(r"[^ \t\n-]+-?", str(cell.value or "")):
            width = _width(sheet, cell.column)
            assert not width or text_width(word, cell.font.sz, bold=cell.font.b) + PADDING <= width * 5.25, word
