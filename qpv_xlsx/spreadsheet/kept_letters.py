"""Texts in letters of several sorts as XlsxWriter spells them, each once: measures come back in the forms of all territories."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.known_formats import look_of
from qpv_xlsx.spreadsheet.strictness import strictly


class Letters(NamedTuple):
    """A text: *spelt* as the table of texts holds it, and *plain*."""

    spelt: str
    plain: str


@lru_cache(maxsize=2048)
def letters_of_sorts(parts: Sequence[tuple[str, Style]]) -> Letters:
    """What *parts*, two at least, are together. Raises PenError for what XlsxWriter would leave out."""
    sheet, texts = Worksheet(), SharedStringTable()
    sheet.str_table = texts
    told = [piece for text, style in parts for piece in (Format(dict(look_of(style).options)), text)]
    strictly(sheet.write_rich_string, 0, 0, *told)
    return Letters(spelt=next(iter(texts.string_table)), plain=sheet.table[0][0].raw_string)
