"""The texts of a workbook, each once: XlsxWriter's table of them, which knows how a cell that shows one ends."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from io import StringIO
from types import MappingProxyType

from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable

_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff&<>]|_x[0-9a-fA-F]{4}_|^\s|\s$")
"""What is spelt otherwise than it is read, or begins or ends with a space."""

SHOWN = ' t="s"><v>'
"""How a cell that shows a text of the table goes on after its format; « < » is spelt otherwise in whatever a cell holds."""


_ALWAYS: Mapping[object, str] = MappingProxyType({None: "/>", "": "/>"})
_REMEMBERED = 16_384  # endings: what comes back does so within some thousand cells


class SharedTexts(SharedStringTable):  # type: ignore[misc]  # XlsxWriter is untyped
    """The texts of a workbook.

    *endings*: of the cells that show one, for those that have been in a strip, and of those that show nothing or a moment.
    """

    def __init__(self) -> None:
        super().__init__()
        self.endings = dict(_ALWAYS)

    def ending(self, text: str) -> str:
        """How a cell that shows *text*, which is not empty, ends; the cell is not counted yet."""
        if len(self.endings) > _REMEMBERED:
            self.endings = dict(_ALWAYS)
        index = self._get_shared_string_index(as_typed(text))
        self.count -= 1
        found = self.endings[text] = f"{SHOWN}{index}</v></c>"
        return found


def as_typed(text: str) -> str:
    """*text*, for XlsxWriter to write as a text: anybody may type what it would take for letters of several sorts."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text


def write_shared_texts(stream: StringIO, texts: SharedTexts) -> None:
    """The part that holds *texts*, as XlsxWriter writes it."""
    writer = SharedStrings()
    writer.string_table = texts
    writer._set_xml_writer(stream)  # noqa: SLF001  (XlsxWriter offers no other way)
    writer._xml_declaration()  # noqa: SLF001  (XlsxWriter offers no other way)
    writer._write_sst()  # noqa: SLF001  (XlsxWriter offers no other way)
    stream.writelines(_spelt(text) for text in texts.string_array)
    writer._xml_end_tag("sst")  # noqa: SLF001  (XlsxWriter offers no other way)


@lru_cache(maxsize=8192)  # headers, measures and objectives are the same in the workbooks of all territories
def _spelt(text: str) -> str:
    if not _ODD.search(text):
        return f"<si><t>{text}</t></si>"
    stream, writer = StringIO(), SharedStrings()
    writer._set_xml_writer(stream)  # noqa: SLF001  (XlsxWriter offers no other way)
    writer._write_si(text)  # noqa: SLF001  (XlsxWriter offers no other way)
    return stream.getvalue()
