"""Which figures linked tables print: the audit holds them against those that are withheld, before anything is written."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.publishing.linked_system import CellKey
from qpv_xlsx.export.linked_tables import WHOLE, LinkedTable, LinkedTables, Row
from qpv_xlsx.export.year_tables import TOGETHER

_FIELD_COLUMNS: Mapping[str, Field] = {"value": Field.VALUE, "territory_value": Field.TERRITORY_VALUE}
_IDENTITY = frozenset({"territory", "measure", "respondent"})


def printed_figures(linked: LinkedTables, campaign: Campaign) -> Mapping[str, frozenset[CellKey]]:
    """The keys of the figures of each table that has some."""
    found = {table.name: frozenset(_of_table(table, campaign)) for table in linked.tables}
    return {name: keys for name, keys in found.items() if keys}


def _of_table(table: LinkedTable, campaign: Campaign) -> Iterator[CellKey]:
    columns = [name for name in _FIELD_COLUMNS if name in table.types]
    if not _IDENTITY <= table.types.keys():
        return
    for row in table.rows:
        for column in columns:
            if row[column] is not None:
                yield _key(row, _FIELD_COLUMNS[column], campaign)


def _key(row: Row, field: Field, campaign: Campaign) -> CellKey:
    year = int(row.get("year") or campaign.year)
    respondent, quartier = str(row["respondent"]), str(row.get("quartier") or WHOLE)
    if respondent == TOGETHER:
        respondent = whole_code(campaign, str(row["territory"])) if year == campaign.year else ""
    return CellKey(
        year=year,
        territory=str(row["territory"]),
        respondent=respondent,
        measure=str(row["measure"]),
        quartier="" if quartier == WHOLE else quartier,
        field=Field(str(row["field"])) if "field" in row else field,
    )
