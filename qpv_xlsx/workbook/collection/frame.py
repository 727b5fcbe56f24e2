"""What both answer sheets share: title, reference, headers, keys, column widths, protection, printing."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.reference import print_reference
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Allowed, Area, PrintSetup, Style
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.controls import COMPLETE, NOT_ASKED
from qpv_xlsx.workbook.collection.form import Form, Table
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.layout import (
    FIRST_ROW,
    HEADER_ROW,
    HELP_ROW,
    KEY_ROW,
    REFERENCE_ROW,
    TITLE_ROW,
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
    },
)
_ALLOWED = (Allowed.FILTER, Allowed.FORMAT_CELLS, Allowed.FORMAT_COLUMNS, Allowed.FORMAT_ROWS)


def write_top(sheet: Sheet, form: Form, title: str, advice: str) -> None:
    """The three rows above the table."""
    sheet.write(TITLE_ROW, 1, title, look.TITLE)
    sheet.height(TITLE_ROW, 26)
    sheet.write(REFERENCE_ROW, 1, printed_reference(form), look.REFERENCE)
    sheet.height(REFERENCE_ROW, 16)
    guide = sheet_name(SheetKey.GUIDE)
    if sheet.name == guide:
        sheet.write(HELP_ROW, 1, advice, look.HELP)
    else:
        sheet.link(HELP_ROW, 1, advice, (guide, "A1"), look.HELP_LINK)
    sheet.height(HELP_ROW, 18)


def printed_reference(form: Form) -> str:
    """« Référence : PARIS-2015/EMP/2-7K »."""
    return say(form.language, "reference", reference=print_reference(form.reference))


def write_headers(sheet: Sheet, form: Form, table: Table) -> None:
    """Header row, hidden key row, widths, and the word above the entry columns."""
    tallest = 1
    for number, column in enumerate(table.columns, 1):
        words = header(column, form.language)
        sheet.write(HEADER_ROW, number, words, _HEADER_STYLES[column.role])
        sheet.write(KEY_ROW, number, column.key, look.KEY_ROW)
        sheet.width(number, number, column.width, hidden=column.is_hidden)
        # the button of the filter takes some three characters
        tallest = max(tallest, line_count(words, column.width - 3, bold=True))
    sheet.height(HEADER_ROW, text_height(tallest) + 4)
    sheet.height(KEY_ROW, None, hidden=True)
    first = next((number for number, column in enumerate(table.columns, 1) if column.is_entry), None)
    if first:
        sheet.write(HELP_ROW, first, say(form.language, "band_entry"), look.ENTRY_BAND)


def finish(sheet: Sheet, form: Form, table: Table, *, tab: str, zoom: int) -> None:
    """Filters, frozen panes, cursor, protection, printing."""
    whole = Area(HEADER_ROW, 1, table.last_row, len(table.columns))
    sheet.filter(whole)
    sheet.accept_number_texts(whole)
    sheet.freeze(FIRST_ROW, 2)
    sheet.select(FIRST_ROW, next(number for number, column in enumerate(table.columns, 1) if column.is_entry))
    sheet.show(zoom=zoom, tab=tab, gridlines=False)
    sheet.protect(_ALLOWED)
    sheet.print_setup(
        PrintSetup(
            paper="A3",
            repeat_rows=(HEADER_ROW, HEADER_ROW),
            area=Area(TITLE_ROW, 1, table.last_row, len(table.columns)),
            footer=footer(form),
        ),
    )


def footer(form: Form) -> str:
    """Reference, campaign, page number."""
    title = form.campaign.title.replace("&", "&&")
    limit = 120  # Excel takes 255 characters, codes included
    return say(form.language, "footer", reference=print_reference(form.reference), title=title[:limit])


def colour_controls(sheet: Sheet, area: Area, language: str) -> None:
    """Colours repeat what the controls in *area* say in words."""
    first = "$" + address(area.top, area.left)
    for words, style in (
        ((COMPLETE, NOT_ASKED), look.IS_COMPLETE),
        (("to_fill", "explain", "territory", "perimeter"), look.IS_TO_FILL),
    ):
        said = ",".join(_begins(first, label(language, "controls", word)) for word in words)
        sheet.highlight(area, f"=OR({said})", style, stop=True)
    sheet.highlight(area, f"=LEN({first})>0", look.IS_WRONG)


def _begins(cell: str, words: str) -> str:
    """A reason may follow: « Non demandé cette année : … »."""
    return f'LEFT({cell},{len(words)})="{words}"'
