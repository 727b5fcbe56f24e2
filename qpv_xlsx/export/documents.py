"""The long table as one JSON document: neutral words, figures as numbers."""

import json
from collections.abc import Iterable

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.columns import neutral_records

SCHEMA = "qpv-xlsx/data/1"


def write_document(rows: Iterable[LongRow], campaign: Campaign) -> bytes:
    """The document as bytes; its schema is ``templates/schema/data.schema.json``."""
    document = {
        "schema": SCHEMA,
        "campaign": campaign.code,
        "title": campaign.title,
        "year": campaign.year,
        "rows": list(neutral_records(rows)),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8")
