"""XlsxWriter's workbook, taught to say its language in the document properties and to pack its parts quickly."""

from typing import IO, Any

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager

from qpv_xlsx.spreadsheet.known_formats import KnownFormat, KnownLook
from qpv_xlsx.spreadsheet.named_styles import NamedFormat, NamedStyles
from qpv_xlsx.spreadsheet.packing import PartsFile, WrittenPart
from qpv_xlsx.spreadsheet.quick_tags import QuickTags
from qpv_xlsx.spreadsheet.shared_texts import SharedTexts, write_shared_texts


class LanguageBook(QuickTags, xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's workbook, which says its language in the document properties (screen readers ask for it)."""

    language = "fr-FR"

    def __init__(self, *options: Any) -> None:  # noqa: ANN401  (XlsxWriter's)
        super().__init__(*options)
        self.str_table = SharedTexts()
        self.style_numbers: dict[str, int] = {}

    def known_format(self, look: KnownLook) -> Format:
        """``add_format``, of a look that is known already."""
        self.formats.append(KnownFormat(look, self.xf_format_indices, self.dxf_format_indices))
        return self.formats[-1]

    def named_format(self, plain: Format, name: str) -> Format:
        """A format that looks like *plain* and belongs to the cell style *name*, which itself looks like no style at all."""
        found = NamedFormat(plain, self.style_numbers.setdefault(name, len(self.style_numbers) + 1))
        self.formats.append(found)
        return found

    def let_go(self) -> None:
        """Once closed: its sheets no longer know it, and none of its thousands of cells waits for Python to search circles."""
        for sheet in self.worksheets():
            sheet.workbook_add_format = None

    def _store_workbook(self) -> None:
        """XlsxWriter's, whose parts are packed by us."""
        for sheet in self.worksheets():
            sheet.active = sheet.index == self.worksheet_meta.activesheet
        if self.worksheet_meta.activesheet == 0:
            self.worksheets_objs[0].selected, self.worksheets_objs[0].hidden = 1, 0
        self._prepare_sst_string_data()
        self._prepare_vml()
        self._prepare_defined_names()
        self._prepare_drawings()
        self._add_chart_data()
        self._prepare_tables()
        self._prepare_metadata()
        packager = _Packager(self.filename)
        packager.language = self.language
        packager._add_workbook(self)  # noqa: SLF001  (XlsxWriter offers no other way)
        packager._create_package()  # noqa: SLF001  (XlsxWriter offers no other way)
        packager.finish()


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter is untyped
    language = "fr-FR"

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._package = PartsFile(stream)
        self._open: WrittenPart | None = None

    def finish(self) -> None:
        """XlsxWriter has written every part."""
        self._close()
        self._package.finish()

    def _filename(self, xml_filename: str) -> WrittenPart:
        """Where XlsxWriter writes the next part; it writes one after the other."""
        self._close()
        self._open = self._package.part(xml_filename)
        return self._open

    def _write_shared_strings_file(self) -> None:
        texts = self.workbook.str_table
        if texts.count:
            write_shared_texts(self._filename("xl/sharedStrings.xml"), texts)

    def _write_styles_file(self) -> None:
        book = self.workbook
        said = ("xf_formats", "palette", "font_count", "num_formats", "border_count", "fill_count", "custom_colors")
        styles = NamedStyles()
        styles.names = book.style_numbers
        styles._set_style_properties([getattr(book, one) for one in (*said, "dxf_formats", "has_comments")])  # noqa: SLF001  (XlsxWriter offers no other way)
        styles._set_xml_writer(self._filename("xl/styles.xml"))  # noqa: SLF001  (XlsxWriter offers no other way)
        styles._assemble_xml_file()  # noqa: SLF001  (XlsxWriter offers no other way)

    def _close(self) -> None:
        if self._open is not None:
            self._open.finish()
        self._open = None

    def _write_core_file(self) -> None:
        core = _Core()
        core.language = self.language
        core._set_xml_writer(self._filename("docProps/core.xml"))  # noqa: SLF001  (XlsxWriter offers no other way)
        core._set_properties(self.workbook.doc_properties)  # noqa: SLF001  (XlsxWriter offers no other way)
        core._assemble_xml_file()  # noqa: SLF001  (XlsxWriter offers no other way)


class _Core(Core):  # type: ignore[misc]  # XlsxWriter is untyped
    language = "fr-FR"

    def _write_dc_title(self) -> None:
        super()._write_dc_title()
        self._xml_data_element("dc:language", self.language)
