"""« Données »: the long table as an Excel table, ready for a pivot table."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.messages.closed_words import worded_row
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import Look, MasterColumn, master_header
from qpv_xlsx.workbook.master.looks import DATA, DATA_MOMENT, DATA_VALUE, HEADER
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import table_print

TABLE = "donnees"
_WIDTHS: Mapping[str, float] = MappingProxyType(
    {"respondent": 15, "received": 16, "text": 40, "file": 30, "unit": 16, "situation": 18, "perimeter": 18}
)
COLUMNS = tuple(
    MasterColumn(key=f"fact_{name}", look=Look.WORD, width=_WIDTHS.get(name, 13)) for name in LongRow._fields
)
_LOOKS: Mapping[str, Style] = MappingProxyType(
    {"fact_year": replace(DATA, align="center"), "fact_value": DATA_VALUE, "fact_received": DATA_MOMENT}
)
_STYLES = tuple(_LOOKS.get(column.key, DATA) for column in COLUMNS)
_HEADER_ROW = 1  # a table for machines: its headers come first


def write_facts(pen: Pen, sources: Sources, name: str) -> None:
    """Write the sheet: one row per answer."""
    told: Iterable[LongRow] | None = sources.facts
    if told is None:
        rows = long_rows(sources.campaign, sources.ledger, provenance_in(sources.language))
        measures = sources.campaign.catalogue.measure_by_code
        told = (worded_row(row, measures[row.measure].kind, sources.language) for row in rows)
    write_fact_rows(pen, told, name, sources.language)


def write_fact_rows(pen: Pen, rows: Iterable[LongRow], name: str, language: str) -> None:
    """Write the sheet of *rows*, whose closed words are in *language*."""
    sheet = pen.sheet(name)
    headers = [master_header(column, language) for column in COLUMNS]
    count = sheet.write_rows(_HEADER_ROW + 1, map(_cells, rows), _STYLES)
    last = _HEADER_ROW + max(count, 1)
    sheet.table(Area(_HEADER_ROW, 1, last, len(COLUMNS)), TABLE, headers)
    for number, (column, header) in enumerate(zip(COLUMNS, headers, strict=True), start=1):
        sheet.write(_HEADER_ROW, number, header, HEADER)
        sheet.width(number, number, column.width)
    sheet.height(_HEADER_ROW, 30)
    sheet.freeze(_HEADER_ROW + 1, 1)
    sheet.show(zoom=90, gridlines=False)
    sheet.print_setup(table_print(len(COLUMNS), last, language, header_row=_HEADER_ROW))


def _cells(fact: LongRow) -> tuple[Content, ...]:
    return (*fact[:8], fact.field.value, *fact[9:17], fact.received.replace(tzinfo=None))  # the field is the ninth
