"""What both answer sheets share: title, reference, headers, keys, column widths, protection, printing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from types import MappingProxyType

from qpv_xlsx.domain.contract.reference import print_reference
from qpv_xlsx.spreadsheet.drawing import Allowed, Area, PrintSetup, Style
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.form import Form, Table
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.heights import CAUTION, line_count, room_of, shortened, text_height
from qpv_xlsx.workbook.layout import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    KEY_ROW,
    REFERENCE_ROW,
    TITLE_ROW,
    Column,
    Role,
    SheetKey,
    header,
    sheet_name,
)

_HEADER_STYLES: Mapping[Role, Style] = MappingProxyType(
    {
        Role.CODE: look.HEADER,
        Role.OFFICIAL: look.HEADER,
        Role.PAST: look.HEADER,
        Role.ENTRY: look.ENTRY_HEADER,
        Role.KEY: look.ENTRY_HEADER,
        Role.CHECK: look.CHECK_HEADER,
        Role.ABOUT: look.QUIET_HEADER,
    },
)
_ALLOWED = (Allowed.FILTER, Allowed.FORMAT_CELLS, Allowed.FORMAT_COLUMNS, Allowed.FORMAT_ROWS)
ZOOM = 90  # per cent
_BUTTON = 2.5  # characters of a header that LibreOffice keeps for the button of its filter, in each of its lines
_HEADER_LINES = 6  # of names that are longer in letters of ten points, smaller ones are taken
_HEADER_SIZES = (10.0, 9.0, 8.0)
_BAR = 10  # blocks of the progress bar
_PAGE = 11.69 - 0.8  # inches between the margins of A4, landscape
_CHARACTER = 7 / 96  # inches of a column's unit
_PADDING = 5 / 96
_SMALLEST = 0.85  # of their size, letters are still read on paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How far a sheet is: the formula that counts what is done, its result, and what there is to do."""

    words: str
    formula: str
    done: int
    expected: int


def write_top(sheet: Sheet, form: Form, title: str, advice: str, *, beside: int = 1) -> None:
    """The three rows above a page of prose or of corrections. *beside*: the column of the advice, the way back stands left of it."""
    _write_title(sheet, title, printed_reference(form))
    sheet.write(HELP_ROW, beside, advice, look.HELP)
    if beside > 1:
        _write_way_back(sheet, form.language)


def _write_way_back(sheet: Sheet, language: str) -> None:
    sheet.link(HELP_ROW, 1, say(language, "to_guide"), (sheet_name(SheetKey.GUIDE), "A1"), look.BACK_LINK)


def write_table_top(sheet: Sheet, form: Form, table: Table, title: str, count: Count) -> None:
    """The three rows above an answer sheet. All of it stands left of what scrolls: whose it is, the way back, how far."""
    language = form.language
    frozen = table.columns[: table.number_of("measure")]
    whose = say(language, "whose", reference=print_reference(form.reference), respondent=form.respondent.name)
    room = room_of(sum(column.width for column in frozen))
    _write_title(sheet, title, shortened(whose, room, look.REFERENCE.size))
    _write_way_back(sheet, language)
    formula, result = progress_text(language, count)
    sheet.formula(HELP_ROW, table.number_of("measure"), formula, result, look.PROGRESS)
    for first, words, style in (
        (Role.ENTRY, "band_entry", look.ENTRY_BAND),
        (Role.ABOUT, "band_about", look.QUIET_BAND),
    ):
        number = next((number for number, column in enumerate(table.columns, 1) if column.role is first), None)
        if number and not any(column.band for column in table.columns):
            sheet.write(HELP_ROW, number, say(language, words), style)
    for number, column in enumerate(table.columns, 1):
        if column.band:
            sheet.write(HELP_ROW, number, f"▼ {column.band}", look.ENTRY_BAND)


def _write_title(sheet: Sheet, title: str, reference: str) -> None:
    sheet.write(TITLE_ROW, 1, title, look.TITLE)
    sheet.height(TITLE_ROW, 24)
    sheet.write(REFERENCE_ROW, 1, reference, look.REFERENCE)
    sheet.height(REFERENCE_ROW, 15)
    sheet.height(HELP_ROW, 18)


def progress_text(language: str, count: Count) -> tuple[str, str]:
    """« Mesures complètes : 2 sur 21   █░░░░░░░░░ », as a formula and as it reads now. A bar of letters prints everywhere."""
    said = say(language, count.words, answered="0000", expected=count.expected)
    before, after = (part.replace('"', '""') for part in said.split("0000"))
    full = f"ROUND({_BAR}*{count.formula}/{max(count.expected, 1)},0)"
    formula = f'="{before}"&{count.formula}&"{after}   "&REPT("█",{full})&REPT("░",{_BAR}-{full})'
    blocks = int(_BAR * count.done / max(count.expected, 1) + 0.5)  # as ROUND does, half away from zero
    return formula, f"{said.replace('0000', str(count.done))}   {'█' * blocks}{'░' * (_BAR - blocks)}"


def printed_reference(form: Form) -> str:
    """« Référence : PARIS-2015/EMP/2-7K »."""
    return say(form.language, "reference", reference=print_reference(form.reference))


def write_headers(sheet: Sheet, form: Form, table: Table) -> None:
    """Header row, hidden key row, widths."""
    tallest = 0.0
    about = next((number for number, column in enumerate(table.columns, 1) if column.role is Role.ABOUT), 1_000)
    for number, column in enumerate(table.columns, 1):
        words = header(column, form.language)
        style = _header_style(column, is_beside=number > about)
        style = _header_look(style, _header_size(words, column, style))
        sheet.write(HEADER_ROW, number, words, style)
        sheet.write(KEY_ROW, number, column.key, look.KEY_ROW)
        sheet.width(number, number, column.width, hidden=column.is_hidden)
        tallest = max(tallest, text_height(header_lines(words, column, style.size, bold=style.bold), style.size))
    sheet.height(HEADER_ROW, tallest)
    sheet.height(KEY_ROW, None, hidden=True)


@lru_cache(maxsize=64)  # a few of them serve all columns
def _header_look(style: Style, size: float) -> Style:
    return replace(style, size=size, align="left", valign="top")


def header_lines(words: str, column: Column, size: float, *, bold: bool) -> int:
    """Lines of a header. Its room is counted on whole: the button's is only LibreOffice's, and smaller at usual zooms."""
    return line_count(words, column.width / CAUTION - _BUTTON, size, bold=bold)


def _header_size(words: str, column: Column, style: Style) -> float:
    """Points of a header: as large as keeps the name of a quartier low enough for rows to be seen under it."""
    sizes = (size for size in _HEADER_SIZES if size <= style.size)
    fitting = (size for size in sizes if header_lines(words, column, size, bold=style.bold) <= _HEADER_LINES)
    return next(fitting, _HEADER_SIZES[-1])


def _header_style(column: Column, *, is_beside: bool) -> Style:
    """*is_beside*: the column explains what stands at its left."""
    if column.role is Role.PAST and column.quartier:
        return look.QUARTIER_PAST_HEADER
    return look.QUIET_HEADER if is_beside else _HEADER_STYLES[column.role]


def finish(sheet: Sheet, form: Form, table: Table, cursor: tuple[int, int], tab: str) -> None:
    """Filters, frozen panes, cursor, protection, printing."""
    whole = Area(HEADER_ROW, 1, table.last_row, len(table.columns))
    question = table.number_of("measure")
    sheet.filter(whole)
    sheet.accept_number_texts(whole)
    above = 3  # rows left in view above the cursor's
    sheet.freeze(FIRST_ROW, question + 1, top=max(FIRST_ROW, cursor[0] - above))
    sheet.select(*cursor)
    sheet.show(tab=tab, zoom=ZOOM, gridlines=False)
    sheet.protect(_ALLOWED)
    sheet.print_setup(print_setup(form, table))


def print_setup(form: Form, table: Table) -> PrintSetup:
    """A4, landscape: as many pages wide as letters need to be read; the question stands on each. What explains is not printed."""
    answered = [column for column in table.columns if not column.is_hidden]
    shown = list(takewhile(lambda column: column.role is not Role.ABOUT, answered))
    question = table.number_of("measure")
    repeated = _inches(table.columns[:question])
    whole = _inches(shown)
    wide = 1
    while (_PAGE - repeated * _SMALLEST) * wide + repeated * _SMALLEST < whole * _SMALLEST:
        wide += 1
    last = table.columns.index(shown[-1]) + 1
    return PrintSetup(
        pages_wide=wide,
        across=True,
        repeat_rows=(HEADER_ROW, HEADER_ROW),
        repeat_columns=(1, question) if wide > 1 else None,
        area=Area(TITLE_ROW, 1, table.last_row, last),
        footer=footer(form),
    )


def _inches(columns: Iterable[Column]) -> float:
    return sum(column.width * _CHARACTER + _PADDING for column in columns)


def footer(form: Form) -> str:
    """Reference, campaign, page number."""
    title = form.campaign.title.replace("&", "&&")
    limit = 120  # Excel takes 255 characters, codes included
    return say(form.language, "footer", reference=print_reference(form.reference), title=title[:limit])
