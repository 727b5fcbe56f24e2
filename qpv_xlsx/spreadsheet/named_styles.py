"""Cell styles of our own, which XlsxWriter cannot make: they look like nothing, and are there for their names."""

from collections.abc import Collection
from io import StringIO
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.styles import Styles, XFormatType

from qpv_xlsx.spreadsheet.quick_tags import QuickTags
from qpv_xlsx.spreadsheet.strictness import PenError


class NamedFormat(Format):  # type: ignore[misc]  # XlsxWriter is untyped
    """A format that looks like *plain* and belongs to the cell style of that *number*."""

    def __init__(self, plain: Format, number: int) -> None:
        self.__dict__.update(vars(plain))
        self.plain = plain
        self.xf_id = number
        self.xf_index = self.dxf_index = None
        self._format_key = f"{plain._get_format_key()}:{number}"  # noqa: SLF001  (XlsxWriter offers no other way)

    def _get_font_key(self) -> str:
        return str(self.plain._get_font_key())  # noqa: SLF001  (XlsxWriter offers no other way)

    def _get_border_key(self) -> str:
        return str(self.plain._get_border_key())  # noqa: SLF001  (XlsxWriter offers no other way)


class NamedStyles(QuickTags, Styles):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's stylesheet with cell styles of our own, kept out of the list that Excel shows. *names*: in order."""

    names: Collection[str] = ()
    fh: Any

    def __init__(self) -> None:
        super().__init__()
        self._spelt: dict[int, tuple[str, str]] = {}

    def _write_cell_style_xfs(self) -> None:
        if self.has_hyperlink:
            raise PenError("hyperlink", "a cell style of XlsxWriter's own")
        self._xml_start_tag("cellStyleXfs", [("count", len(self.names) + 1)])
        self.fh.write(self._spelling(self.xf_formats[0], XFormatType.STYLE) * (len(self.names) + 1))
        self._xml_end_tag("cellStyleXfs")

    def _write_xf(self, xf_format: Format, xf_type: XFormatType) -> None:
        """XlsxWriter's, spelt once for all styles that look the same: there is one for each row of a form."""
        if not isinstance(xf_format, NamedFormat):
            super()._write_xf(xf_format, xf_type)
            return
        plain = id(xf_format.plain)
        if plain not in self._spelt:
            before, _, after = self._spelling(xf_format, xf_type).partition(f'xfId="{xf_format.xf_id}"')
            self._spelt[plain] = before, after
        before, after = self._spelt[plain]
        self.fh.write(f'{before}xfId="{xf_format.xf_id}"{after}')

    def _spelling(self, xf_format: Format, xf_type: XFormatType) -> str:
        stream, self.fh = self.fh, StringIO()
        super()._write_xf(xf_format, xf_type)
        spelling, self.fh = self.fh.getvalue(), stream
        return str(spelling)

    def _write_cell_styles(self) -> None:
        self._xml_start_tag("cellStyles", [("count", len(self.names) + 1)])
        self._write_cell_style()
        for number, name in enumerate(self.names, 1):
            self._xml_empty_tag("cellStyle", [("name", name), ("xfId", number), ("hidden", 1)])
        self._xml_end_tag("cellStyles")
