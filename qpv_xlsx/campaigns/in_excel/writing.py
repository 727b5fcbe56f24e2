"""campagne.xlsx from a campaign: one table per sheet, as ``tables`` and ``settings`` list them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.campaigns.in_excel import looks
from qpv_xlsx.campaigns.in_excel.header_notes import note
from qpv_xlsx.campaigns.sheets.arrangement import FROZEN, is_folded, shown
from qpv_xlsx.campaigns.sheets.cellforms import content_of
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, header, sheet_title
from qpv_xlsx.campaigns.sheets.nesting import Values, rows, value_at
from qpv_xlsx.campaigns.sheets.scales import is_percent, kind_by_measure
from qpv_xlsx.campaigns.sheets.settings import SETTINGS, SHEET
from qpv_xlsx.campaigns.sheets.tables import SHEETS
from qpv_xlsx.campaigns.sheets.targetcells import to_cells
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.messages.wordbook import LANGUAGES, labels, phrase
from qpv_xlsx.spreadsheet import pen
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import AlertStyle, Area, PrintSetup, Validation

HEADER_ROW = 3
_SPARE_ROWS = 200  # rows below the table that keep drop-downs, for additions
_SHOWN_FIRST = (
    "respondents",
    "territories",
    "quartiers",
    "indicators",
    "relations",
    "glossary",
    "choices",
    "revisions",
    "local_aims",
    "waivers",
    "history",
    "successions",
)
_WIDEST_PAGE = 215.0  # characters on a page of A4: letters of 6 points
_YES_NO = "yes_no"
_LISTS = "_listes"


def write_campaign(campaign: Campaign, *, language: str = "fr", created: datetime) -> bytes:
    """The workbook in which the coordinator edits the campaign."""
    document = with_target_cells(campaign_to_json(campaign))
    book = pen.Pen(title=campaign.title, created=created, language=language)
    _settings(book.sheet(sheet_title(SHEET)), document, language)
    for sheet in sorted(SHEETS, key=lambda sheet: _SHOWN_FIRST.index(sheet.key)):
        _table(book.sheet(sheet_title(sheet.key)), sheet, document, language)
    _lists(book.sheet(_LISTS), language)
    return book.finish()


def with_target_cells(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each target as its three cells."""
    for convention in document["catalogue"]["conventions"]:
        for indicator in convention["indicators"]:
            for measure in indicator["measures"]:
                measure["target"] = to_cells(measure["target"])
                measure["national_target"] = to_cells(measure["national_target"])
    for revision in document["revisions"]:
        revision["target"] = to_cells(revision["target"])
    for aim in document["local_aims"]:
        aim["target"] = to_cells(aim["target"]) if aim["target"] else None
    return document


def _settings(drawn: pen.Sheet, document: Mapping[str, Any], language: str) -> None:
    """« Campagne »: one row per setting, with its explanation; above, what each sheet is for."""
    _heading(drawn, SHEET, language)
    for number, (words, width) in enumerate(
        (("heading", looks.HEADING_WIDTH), ("setting", looks.SETTING_WIDTH), ("explanation", looks.EXPLANATION_WIDTH)),
        start=1,
    ):
        drawn.width(number, number, width)
        drawn.write(HEADER_ROW, number, labels(language, "campaign_settings")[words], looks.HEADER)
    shown = (column for column in SETTINGS if not _is_untouched_limit(column, document))
    for row, column in enumerate(shown, start=HEADER_ROW + 1):
        percent = column.form is CellForm.FIGURE
        value = content_of(column, value_at(document, column.path), language)
        drawn.write(row, 1, header(column, language), looks.HEADING)
        drawn.write(row, 2, value, looks.setting_style(column.form, value, is_percent=percent))
        drawn.write(row, 3, note(column, language), looks.EXPLANATION)
        drawn.height(row, looks.setting_height(value, note(column, language)))
        _validate(drawn, Area(row, 2, row, 2), column)
    drawn.freeze(HEADER_ROW + 1, 1)
    drawn.show(gridlines=False, tab=looks.TAB)
    drawn.select(HEADER_ROW + 1, 2)
    drawn.activate()
    drawn.print_setup(PrintSetup(repeat_rows=(HEADER_ROW, HEADER_ROW), footer=looks.FOOTER))


def _is_untouched_limit(column: CampaignColumn, document: Mapping[str, Any]) -> bool:
    """Limits of reading are a technician's business: only those that somebody changed are shown."""
    return column.path[:2] == ("options", "limits") and value_at(document, column.path) == getattr(
        Limits(), column.path[-1]
    )


def _heading(drawn: pen.Sheet, key: str, language: str) -> None:
    drawn.write(1, 1, phrase(language, f"campaign_title_{key}"), looks.TITLE)
    drawn.height(1, looks.TITLE_HEIGHT)
    lines = looks.guide_lines(phrase(language, f"campaign_guide_{key}"))
    drawn.write(2, 1, "\n".join(lines), looks.GUIDE)
    drawn.height(2, looks.guide_height(len(lines)))


def _table(drawn: pen.Sheet, sheet: CampaignSheet, document: Mapping[str, Any], language: str) -> None:
    _heading(drawn, sheet.key, language)
    drawn.height(HEADER_ROW, looks.HEADER_HEIGHT)
    kinds = kind_by_measure(document)
    last = HEADER_ROW
    for last, row in enumerate(rows(sheet, document), start=HEADER_ROW + 1):
        _row(drawn, last, sheet, row, kinds, language)
    if sheet.key == "indicators" and last == HEADER_ROW:
        last = _example(drawn, sheet, language)
    for number, column in enumerate(shown(sheet), start=1):
        _column(drawn, number, column, last, language, is_folded=is_folded(sheet, column))
    _frame(drawn, sheet, last)


def _row(
    drawn: pen.Sheet,
    number: int,
    sheet: CampaignSheet,
    row: Values,
    kinds: Mapping[str, str],
    language: str,
) -> None:
    lines = 1
    for place, column in enumerate(shown(sheet), start=1):
        percent = is_percent(column, row, kinds)
        content = content_of(column, row.get(column.name), language)
        drawn.write(number, place, content, looks.cell_style(column.form, content, is_percent=percent))
        if not is_folded(sheet, column):
            lines = max(lines, looks.lines_of(content, column.width))
    drawn.height(number, looks.height_of(lines))


def _example(drawn: pen.Sheet, sheet: CampaignSheet, language: str) -> int:
    """A row that shows how to fill in an empty sheet; reading knows it by its first word, and leaves it out."""
    words = labels(language, "campaign_example")
    for number, column in enumerate(shown(sheet), start=1):
        said = words.get("mark" if number == 1 else column.name)
        style = looks.EXAMPLE_CODE if column.form in looks.CODES else looks.EXAMPLE
        drawn.write(HEADER_ROW + 1, number, int(said) if said and said.isdigit() else said, style)
    drawn.height(HEADER_ROW + 1, looks.height_of(looks.EXAMPLE_LINES))
    return HEADER_ROW + 1


def _column(
    drawn: pen.Sheet, number: int, column: CampaignColumn, last: int, language: str, *, is_folded: bool
) -> None:
    drawn.width(number, number, column.width, hidden=is_folded, level=int(is_folded))
    drawn.write(HEADER_ROW, number, header(column, language), looks.HEADER)
    drawn.note(HEADER_ROW, number, note(column, language))
    _validate(drawn, Area(HEADER_ROW + 1, number, last + _SPARE_ROWS, number), column)
    if column.form in looks.CODES:
        for row in range(last + 1, last + 1 + _SPARE_ROWS):
            drawn.write(row, number, None, looks.SPARE_CODE)


def _frame(drawn: pen.Sheet, sheet: CampaignSheet, last: int) -> None:
    width = len(sheet.columns)
    if is_folded(sheet, shown(sheet)[-1]):
        drawn.width(width + 1, width + 1, looks.BESIDE_WIDTH, collapsed=True)  # where the « + » of the group stands
    if sheet.key == "indicators":
        _mark_proposals(drawn, sheet, last)
    if sheet.key == "choices":
        _mark_open_questions(drawn, sheet, last)
    drawn.filter(Area(HEADER_ROW, 1, max(last, HEADER_ROW + 1), width))
    drawn.freeze(HEADER_ROW + 1, FROZEN.get(sheet.key, 1) + 1)
    drawn.show(gridlines=True)
    drawn.print_setup(_print_setup(sheet))


def _mark_proposals(drawn: pen.Sheet, sheet: CampaignSheet, last: int) -> None:
    """What is only proposed stands in one colour until « Confirmée » says otherwise."""
    names = [column.name for column in shown(sheet)]
    confirmed = column_letters(names.index("measure_is_confirmed") + 1)
    words = (labels(language, "yes_no")["no"] for language in LANGUAGES)
    said = ",".join(f'${confirmed}{HEADER_ROW + 1}="{word}"' for word in dict.fromkeys(words))
    for first, to in _PROPOSED:
        area = Area(HEADER_ROW + 1, names.index(first) + 1, last + _SPARE_ROWS, names.index(to) + 1)
        drawn.highlight(area, f"=OR({said})", looks.PROPOSED)


def _mark_open_questions(drawn: pen.Sheet, sheet: CampaignSheet, last: int) -> None:
    """The cell of a decision is to be filled in, as those of « Campagne », while its question is open."""
    names = [column.name for column in shown(sheet)]
    question, decision, perimeter = (
        names.index(f"choice_{name}") + 1 for name in ("question", "decision", "start_perimeter")
    )
    asked, *answers = (f"${column_letters(number)}{HEADER_ROW + 1}" for number in (question, decision, perimeter))
    area = Area(HEADER_ROW + 1, decision, last + _SPARE_ROWS, decision)
    blank = ",".join(f"LEN({answer})=0" for answer in answers)  # a perimeter alone is an answer
    drawn.highlight(area, f"=AND(LEN({asked})>0,{blank})", looks.TO_FILL)


_PROPOSED = (("measure_label", "target_year"), ("measure_nature", "national_target_year"))


def _print_setup(sheet: CampaignSheet) -> PrintSetup:
    rows_above, footer = (HEADER_ROW, HEADER_ROW), looks.FOOTER
    if sheet.key != "indicators":
        is_wide = sum(column.width for column in shown(sheet) if not is_folded(sheet, column)) > _WIDEST_PAGE
        return PrintSetup(paper="A3" if is_wide else "A4", repeat_rows=rows_above, footer=footer)
    codes = (1, FROZEN[sheet.key])
    return PrintSetup(paper="A3", pages_wide=3, repeat_rows=rows_above, repeat_columns=codes, footer=footer)


def _validate(drawn: pen.Sheet, area: Area, column: CampaignColumn) -> None:
    """A drop-down where there is a list; a warning, never a refusal: reading says what is wrong."""
    section = column.words if column.form is CellForm.WORD else _YES_NO if column.form is CellForm.YES_NO else ""
    if section:
        source = f"={_LISTS}!{_list_area(section).absolute}"
        drawn.validate(area, Validation(kind="list", source=source, severity=AlertStyle.WARNING))


def _sections() -> tuple[str, ...]:
    columns = (*SETTINGS, *(column for sheet in SHEETS for column in sheet.columns))
    return tuple(dict.fromkeys((*(column.words for column in columns if column.words), _YES_NO)))


def _list_area(section: str) -> Area:
    number = _sections().index(section) + 1
    return Area(2, number, 1 + len(labels("fr", section)), number)


def _lists(drawn: pen.Sheet, language: str) -> None:
    for number, section in enumerate(_sections(), start=1):
        for row, word in enumerate(labels(language, section).values(), start=2):
            drawn.write(row, number, word, looks.PLAIN)
    drawn.hide()
