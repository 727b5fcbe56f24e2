"""End a year: the master, the report, the exports and the journal in one archive that opens without this program."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.following.unfinished import Unfinished, unfinished_in
from qpv_xlsx.domain.merging.ledger import JournalLine
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.register import open_register
from qpv_xlsx.spreadsheet.files import bear, write_whole
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.consolidating.consolidate_territories import TERRITORIES
from qpv_xlsx.tasks.export import ExportFormat, Wish, export_ledger
from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed
from qpv_xlsx.tasks.recalled.ledgers import ledger_of

_SUMS = "SHA256SUMS.txt"
_READ_ONLY = 0o444


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedYear:
    """What was kept. *sha256*: of the archive itself, which the journal remembers. *unfinished*: what was left open."""

    archive: Path
    sha256: str
    files: tuple[str, ...]
    unfinished: Unfinished


def close_year(folder: Path, *, reason: str, author: str, now: datetime) -> ClosedYear:
    """Write the archive, make it and the master read-only, and let nothing change any more.

    Raises CampaignError without a *reason*, or where the year is closed already.
    """
    campaign = load_campaign(folder)
    if not reason.strip():
        raise CampaignError("close_reason")
    refuse_if_closed(folder)
    done = consolidate(folder, target=None, author=author, now=now)
    wish = Wish(form=ExportFormat.CSV, language=campaign.language)
    root = done.master.parent
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now)
        exported = export_ledger(campaign, ledger, wish, root, now=now)
        files = {path.name: path.read_bytes() for path in (done.master, done.report, *exported.files)}
        files |= _of_territories(root) | _of_campaign(folder)
        files["journal.csv"] = _journal(register.journal(), campaign.language)
        files[_guide_name(campaign.language)] = _guide(campaign, author, now, reason)
        archive = root / f"{campaign.code}_cloture.zip"
        content = _archive(files, now)
        write_whole(archive, content)
        sha256 = hashlib.sha256(content).hexdigest()
        register.note("close", f"{archive.name} {sha256} – {reason.strip()}", now)
    for path in (archive, done.master, done.report):
        bear(path, _READ_ONLY)
    return ClosedYear(archive=archive, sha256=sha256, files=(*files, _SUMS), unfinished=unfinished_in(campaign, ledger))


def _of_territories(root: Path) -> dict[str, bytes]:
    """Masters and pages of each territory, where there are several; not what a killed program or an open spreadsheet left."""
    found = (path for path in (root / TERRITORIES).rglob("*") if path.is_file())
    paths = sorted(path for path in found if not path.name.startswith((".", "~$")))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def _of_campaign(folder: Path) -> dict[str, bytes]:
    """What was asked: campagne.xlsx, or campagne.json, or both."""
    paths = (folder / name for name in (WORKBOOK, DOCUMENT))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _archive(files: Mapping[str, bytes], now: datetime) -> bytes:
    """The files and their check sums, as ``sha256sum -c`` reads them; the same input gives the same bytes."""
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, _SUMS: sums.encode()}.items():
            entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READ_ONLY << 16
            archive.writestr(entry, content)
    return written.getvalue()


def _journal(lines: Sequence[JournalLine], language: str) -> bytes:
    """Who did what, as a table that any spreadsheet opens."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(label(language, "master_columns", key) for key in ("moment", "author", "event", "detail"))
    for line in lines:
        table.writerow((line.moment.isoformat(), *map(_harmless, (line.author, line.act, line.about))))
    return written.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    """*text* that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _guide_name(language: str) -> str:
    return {"fr": "LISEZ-MOI.txt", "en": "READ-ME.txt"}[language]


def _guide(campaign: Campaign, author: str, now: datetime, reason: str) -> bytes:
    facts = {"title": campaign.title, "year": str(campaign.year), "author": author or "?", "reason": reason.strip()}
    return phrase(campaign.language, "close_guide", **facts, day=now.date()).replace("\n", "\r\n").encode("utf-8-sig")
