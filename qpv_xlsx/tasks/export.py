"""The long table in files, for analysts and for open-data portals."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.domain.publishing.secret_figures import KeptSecret
from qpv_xlsx.export.linked_tables import LinkedTables
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.running.watching import Watch, unwatched

if TYPE_CHECKING:
    from qpv_xlsx.export.table_sources import TableSources


class ExportFormat(StrEnum):
    """What is written."""

    CSV = "csv"
    PACKAGE = "datapackage"
    JSON = "json"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the table is wanted.

    *decimal_comma*: None is what opens right by a double-click: a comma in a French CSV, codes and texts kept as texts;
    False is for programs: a point, texts untouched. *is_raw*: texts that look like formulas stay so. *has_labels*: names
    beside the codes of the CSV. *is_diffusion*: to be published.
    """

    form: ExportFormat = ExportFormat.CSV
    language: str = "fr"
    decimal_comma: bool | None = None
    is_raw: bool = False
    has_labels: bool = False
    is_diffusion: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: files, rows, how many figures were masked; and of a version to publish, the internal audit.

    *given_away*: secret figures that an earlier publication printed. *kept*: « s » in rows that are not taken.
    """

    files: tuple[Path, ...]
    rows: int
    masked: int = 0
    audit: tuple[Path, ...] = ()
    given_away: int = 0
    kept: tuple[KeptSecret, ...] = ()


def export(
    folder: Path,
    wish: Wish,
    target: Path | None = None,
    *,
    author: str = "",
    now: datetime,
    watch: Watch = unwatched,
) -> Exported:
    """Write the answers of the campaign in *folder* to the folder *target* (None: « synthese », or « synthese/diffusion » for the version to publish).

    *watch* is told of returns that are read again, then of steps.
    """
    campaign = load_campaign(folder)
    place = target or folder / "synthese"
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now, watch)
        watch(1, 2)
        if not wish.is_diffusion:
            return export_ledger(campaign, ledger, wish, place, register.publications(), now=now)
        return _publish(campaign, ledger, register, wish, folder, target, now)


def _publish(
    campaign: Campaign, ledger: Ledger, register: Register, wish: Wish, folder: Path, target: Path | None, now: datetime
) -> Exported:
    """The table as it may be published, in « synthese/diffusion »; nothing where a secret figure could be worked out."""
    from qpv_xlsx.tasks.consolidating.publishing import FOLDER, prepare, remember

    made = prepare(campaign, ledger, register)
    name = _stem(campaign, wish)
    audit = remember(made, campaign, register, folder, name, now)
    done = export_ledger(made.campaign, made.ledger, wish, target or folder / "synthese" / FOLDER, now=now)
    return replace(done, masked=len(made.masked), audit=audit, given_away=len(made.protection.lost), kept=made.kept)


def export_ledger(
    campaign: Campaign,
    ledger: Ledger,
    wish: Wish,
    target: Path,
    publications: Sequence[Publication] = (),
    *,
    now: datetime,
) -> Exported:
    """Write the answers of *ledger*; beside them, in linked tables, what was published of them."""
    rows = list(long_rows(campaign, ledger, provenance_in(campaign.language)))
    files = {
        target / name: content for name, content in _files(rows, campaign, ledger, wish, publications, now).items()
    }
    for path, content in files.items():
        write_whole(path, content)
    if wish.form is ExportFormat.PARQUET:
        _remove_others(target / _parquet_folder(campaign, wish), files)
    return Exported(files=tuple(files), rows=len(rows))


def _stem(campaign: Campaign, wish: Wish, table: str = "donnees") -> str:
    return f"{campaign.code}-{table}{'-diffusion' if wish.is_diffusion else ''}"


def _parquet_folder(campaign: Campaign, wish: Wish) -> str:
    return f"{_stem(campaign, wish)}-parquet"


def _remove_others(folder: Path, written: Container[Path]) -> None:
    """What an earlier export left of a territory or of a year that is no more: a reader of the folder would add it up."""
    for path in folder.rglob("*.parquet"):
        if path not in written:
            path.unlink()


def _files(
    rows: list[LongRow],
    campaign: Campaign,
    ledger: Ledger,
    wish: Wish,
    publications: Sequence[Publication],
    now: datetime,
) -> Mapping[str, bytes]:
    """Contents by path inside the target folder."""
    from qpv_xlsx.export.beside import NamesBeside
    from qpv_xlsx.export.comma import CsvForm, write_csv
    from qpv_xlsx.export.documents import write_document
    from qpv_xlsx.export.package import write_package
    from qpv_xlsx.export.parquet_set import write_parquet
    from qpv_xlsx.export.status_files import status_csv, status_tables

    stem = _stem(campaign, wish)
    match wish.form:
        case ExportFormat.CSV:
            csv_form = CsvForm(
                language=wish.language,
                decimal_comma=wish.language == "fr" if wish.decimal_comma is None else wish.decimal_comma,
                is_raw=wish.is_raw,
                keeps_texts=wish.decimal_comma is not False and not wish.is_raw,
                names=NamesBeside(campaign, wish.language) if wish.has_labels else None,
            )
            statuses = status_tables(_sources(campaign, ledger, wish, publications))
            return {
                f"{stem}.csv": write_csv(rows, campaign.catalogue, csv_form),
                **{
                    f"{_stem(campaign, wish, table.name)}.csv": status_csv(table, campaign.catalogue, csv_form)
                    for table in statuses
                },
            }
        case ExportFormat.JSON:
            measures, indicators = status_tables(_sources(campaign, ledger, wish, publications))
            document = write_document(rows, campaign, statuses=measures.rows, indicators=indicators.rows)
            return {f"{stem}.json": document}
        case ExportFormat.PARQUET:
            files = write_parquet(_linked(campaign, ledger, wish, publications), campaign, created=now)
            return {f"{_parquet_folder(campaign, wish)}/{path}": content for path, content in files.items()}
        case ExportFormat.PACKAGE:
            files = write_package(
                rows,
                campaign,
                language=wish.language,
                decimal_comma=bool(wish.decimal_comma),
                is_raw=wish.is_raw,
                created=now,
                linked=_linked(campaign, ledger, wish, publications),
            )
            return {f"{stem}/{name}": content for name, content in files.items()}


def _sources(campaign: Campaign, ledger: Ledger, wish: Wish, publications: Sequence[Publication]) -> "TableSources":
    from qpv_xlsx.export.table_sources import TableSources

    words = provenance_in(campaign.language)
    return TableSources(campaign, ledger, words, publications, is_diffusion=wish.is_diffusion)


def _linked(campaign: Campaign, ledger: Ledger, wish: Wish, publications: Sequence[Publication]) -> LinkedTables:
    from qpv_xlsx.export.relational import tables_of

    words = provenance_in(campaign.language)
    return tables_of(campaign, ledger, words, publications, is_diffusion=wish.is_diffusion)
