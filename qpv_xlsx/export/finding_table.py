"""« anomalies »: what was found in returns and still holds, to be counted. Words of respondents are left out."""

from qpv_xlsx.domain.merging.ledger import every_finding
from qpv_xlsx.export.linked_tables import LinkedTable, Row, strings
from qpv_xlsx.export.table_sources import TableSources


def finding_table(sources: TableSources) -> LinkedTable:
    """One row per finding. *respondent* is empty where a return is nobody's."""
    rows: tuple[Row, ...] = tuple(
        {
            "number": number,
            "respondent": held.respondent or None,
            "code": held.found.code.value,
            "severity": held.found.severity.value,
            "measure": held.found.measure,
            "quartier": held.found.quartier,
            "sheet": held.found.place.sheet,
            "cell": held.found.place.cell,
        }
        for number, held in enumerate(every_finding(sources.ledger), start=1)
    )
    words = strings("respondent", "code", "severity", "measure", "quartier", "sheet", "cell")
    return LinkedTable(name="anomalies", types={"number": "integer", **words}, key=("number",), rows=rows)
