"""The long table as one JSON document: neutral words, figures as numbers."""

import json
from collections.abc import Iterable, Sequence

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import neutral_records
from qpv_xlsx.export.linked_tables import Row

SCHEMA = "qpv-xlsx/data/1"


def write_document(
    rows: Iterable[LongRow], campaign: Campaign, *, statuses: Sequence[Row] = (), indicators: Sequence[Row] = ()
) -> bytes:
    """The document as bytes; its schema is ``templates/schema/data.schema.json``.

    *statuses*, *indicators*: where each measure, and each indicator, stands.
    """
    document = {
        "schema": SCHEMA,
        "campaign": campaign.code,
        "title": campaign.title,
        "year": campaign.year,
        "rows": list(neutral_records(rows)),
        "statuses": [dict(row) for row in statuses],
        "indicators": [dict(row) for row in indicators],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
