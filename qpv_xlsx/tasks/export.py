"""The long table in files, for analysts and for open-data portals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.diffusion import publishable
from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.ledgers import ledger_of
from qpv_xlsx.tasks.watching import Watch, unwatched


class ExportFormat(StrEnum):
    """What is written."""

    CSV = "csv"
    PACKAGE = "datapackage"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the table is wanted. *is_raw*: texts that look like formulas stay so. *is_diffusion*: to be published."""

    form: ExportFormat = ExportFormat.CSV
    language: str = "fr"
    decimal_comma: bool = False
    is_raw: bool = False
    is_diffusion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: files, rows, and how many figures were masked."""

    files: tuple[Path, ...]
    rows: int
    masked: int


def export(
    folder: Path, wish: Wish, target: Path | None = None, *, now: datetime, watch: Watch = unwatched
) -> Exported:
    """Write the answers of the campaign in *folder* to the folder *target* (None: « synthese »).

    *watch* is told of returns that are read again, then of steps.
    """
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        ledger = ledger_of(campaign, register, now, watch)
    watch(1, 2)
    return export_ledger(campaign, ledger, wish, target or folder / "synthese", now=now)


def export_ledger(campaign: Campaign, ledger: Ledger, wish: Wish, target: Path, *, now: datetime) -> Exported:
    """Write the answers of *ledger*."""
    every = list(long_rows(campaign, ledger, provenance_in(campaign.language)))
    rows = list(publishable(every, campaign)) if wish.is_diffusion else every
    files = {target / name: content for name, content in _files(rows, campaign, wish, now).items()}
    for path, content in files.items():
        write_whole(path, content)
    return Exported(files=tuple(files), rows=len(rows), masked=_masked(every, rows))


def _masked(every: list[LongRow], rows: list[LongRow]) -> int:
    def figures(table: list[LongRow]) -> int:
        return sum(row.value is not None for row in table)

    return figures(every) - figures(rows)


def _files(rows: list[LongRow], campaign: Campaign, wish: Wish, now: datetime) -> Mapping[str, bytes]:
    """Contents by path inside the target folder."""
    from qpv_xlsx.export.comma import write_csv
    from qpv_xlsx.export.documents import write_document
    from qpv_xlsx.export.package import write_package

    stem = f"{campaign.code}-donnees{'-diffusion' if wish.is_diffusion else ''}"
    match wish.form:
        case ExportFormat.CSV:
            content = write_csv(
                rows,
                campaign.catalogue,
                language=wish.language,
                decimal_comma=wish.decimal_comma,
                is_raw=wish.is_raw,
            )
            return {f"{stem}.csv": content}
        case ExportFormat.JSON:
            return {f"{stem}.json": write_document(rows, campaign)}
        case ExportFormat.PACKAGE:
            files = write_package(
                rows,
                campaign,
                language=wish.language,
                decimal_comma=wish.decimal_comma,
                is_raw=wish.is_raw,
                created=now,
            )
            return {f"{stem}/{name}": content for name, content in files.items()}
