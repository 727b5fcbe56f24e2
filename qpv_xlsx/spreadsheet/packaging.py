"""XlsxWriter's workbook, taught to say its language in the document properties, and its sheet, taught to hurry."""

import xlsxwriter
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet


class LanguageBook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's workbook, which says its language in the document properties (screen readers ask for it)."""

    language = "fr-FR"

    def _get_packager(self) -> Packager:
        packager = _Packager()
        packager.language = self.language
        return packager


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter is untyped
    language = "fr-FR"

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


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """XlsxWriter's sheet without its search for functions newer than Excel 2010: none is used here.

    XlsxWriter looks for each of them in turn, which takes half the time of writing a formula or a validation.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  (XlsxWriter's)
        del expand_future_functions
        return formula.removeprefix("{").removeprefix("=").removesuffix("}")

    def put_text(self, row: int, column: int, text: str, style: Format) -> int:
        """``write_string`` without the question whether *row* is a cell's name."""
        code: int = self._write_string(row, column, text, style)
        return code

    def put_number(self, row: int, column: int, number: float, style: Format) -> int:
        """``write_number``, likewise."""
        code: int = self._write_number(row, column, number, style)
        return code
