"""The tables of a campaign, or of an export, for who analyses in Python."""

from collections.abc import Mapping
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.export.data_frames import Frames, frames_of
from qpv_xlsx.export.linked_tables import LinkedTable
from qpv_xlsx.export.relational import tables_of
from qpv_xlsx.export.set_reading import is_set, read_set
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.tasks.recalled.copied_register import open_copy
from qpv_xlsx.tasks.recalled.ledgers import ledger_of


def frames(folder: str | PathLike[str]) -> Frames:
    """Every table of *folder*: a campaign's, a Data Package or a Parquet set. Nothing is written there.

    Returns that were read before the campaign or the program changed are read again, for this call only.
    Raises CampaignError where there is nothing to read, with its sentence as a note: Python shows it under the code.
    """
    place = Path(folder)
    try:
        return frames_of(read_set(place) if is_set(place) else _of_campaign(place))
    except CampaignError as wrong:
        wrong.add_note(error_sentence("fr", wrong.code, wrong.facts))
        raise


def _of_campaign(folder: Path) -> Mapping[str, LinkedTable]:
    campaign = load_campaign(folder)
    with open_copy(folder) as register:
        ledger = ledger_of(campaign, register, datetime.now(UTC))
        publications = register.publications()
    linked = tables_of(campaign, ledger, provenance_in(campaign.language), publications)
    return {table.name: table for table in linked.tables}
