"""Colours that repeat what *État* and *Contrôle* say in words."""

from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.controls import COMPLETE, NOT_ASKED, TO_REVIEW
from qpv_xlsx.workbook.collection.states import MISSING, RowState


def colour_states(sheet: Sheet, area: Area, language: str) -> None:
    """Colour the states in *area*."""
    first = "$" + address(area.top, area.left)
    for states, style in (
        ((RowState.COMPLETE, RowState.NOT_ASKED), look.IS_COMPLETE),
        ((RowState.TO_FILL, RowState.TO_REVIEW), look.IS_TO_FILL),
        ((RowState.TO_CORRECT,), look.IS_WRONG),
    ):
        said = ",".join(f'{first}="{label(language, "row_states", state)}"' for state in states)
        sheet.highlight(area, f"=OR({said})", style, stop=True)


def colour_controls(sheet: Sheet, area: Area, language: str) -> None:
    """Colour the controls in *area*."""
    first = "$" + address(area.top, area.left)
    for words, style in (
        ((COMPLETE, NOT_ASKED), look.IS_COMPLETE),
        ((*MISSING, TO_REVIEW), look.IS_TO_FILL),
    ):
        said = ",".join(_begins(first, label(language, "controls", word)) for word in words)
        sheet.highlight(area, f"=OR({said})", style, stop=True)
    sheet.highlight(area, f"=LEN({first})>0", look.IS_WRONG)


def _begins(cell: str, words: str) -> str:
    """A reason may follow: « Non demandé cette année : … »."""
    return f'LEFT({cell},{len(words)})="{words}"'
