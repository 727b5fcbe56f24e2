"""Where each measure and each indicator stands, beside the long table: as CSV in words, or as neutral records."""

from collections.abc import Mapping
from types import MappingProxyType

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.export.comma import CsvForm, delimited
from qpv_xlsx.export.linked_tables import Cell, LinkedTable, Row
from qpv_xlsx.export.status_table import indicator_status_table, status_table
from qpv_xlsx.export.table_sources import TableSources
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.wordbook import label

_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "reporting": "reporting",
        "attainment": "attainment",
        "reason": "reasons",
        "barred": "reasons",
        "situation": "situations",
        "perimeter": "perimeters",
    }
)
"""The section of labels that the closed words of a column are in."""


def status_tables(sources: TableSources) -> tuple[LinkedTable, LinkedTable]:
    """« statuts » of measures, and « statuts-indicateurs »."""
    return status_table(sources), indicator_status_table(sources)


def status_csv(table: LinkedTable, catalogue: Catalogue, form: CsvForm) -> bytes:
    """One of ``status_tables`` for people: headers and closed words in the language of *form*."""
    names = form.names
    heads = [label(form.language, "status_file_columns", name) for name in table.types]
    heads += names.headers_of(table.types) if names else []
    lines = (
        [
            *(form.written(_word(row, name, catalogue, form.language)) for name in table.types),
            *(names.beside(row) if names else ()),
        ]
        for row in table.rows
    )
    return (delimited([heads]) + delimited(lines)).encode("utf-8-sig")


def _word(row: Row, name: str, catalogue: Catalogue, language: str) -> Cell:
    """What stands under *name*, as people read it."""
    cell = row[name]
    match cell:
        case bool():
            return label(language, "yes_no", "yes" if cell else "no")
        case str() if name in _LISTS:
            return label(language, _LISTS[name], cell)
        case str() if name == "text":
            return worded(cell, Field.VALUE, catalogue.measure_by_code[str(row["measure"])].kind, language)
    return cell
