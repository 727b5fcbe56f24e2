"""One part of a country: a campaign's folder, or what somebody exported of one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.agreeing import Difference, Disparity
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.export.columns import worded_rows
from qpv_xlsx.export.linked_tables import Row
from qpv_xlsx.export.set_reading import is_set, read_set, written_on
from qpv_xlsx.export.tables_understood import (
    SETTING,
    Tables,
    campaign_in_tables,
    long_rows_in_tables,
    results_in_tables,
)
from qpv_xlsx.messages.decided_words import asked_words
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.register import RECEIVED_FOLDER, Register
from qpv_xlsx.tasks.consolidating.consolidate_territories import (
    Outlet,
    TerritoryShare,
    places_of,
    shares_of,
)
from qpv_xlsx.tasks.consolidating.events_aside import Event
from qpv_xlsx.tasks.consolidating.told_rows import told_rows
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.tasks.recalled.copied_register import open_copy
from qpv_xlsx.tasks.recalled.recalling import memory_of, merged_in, unclaimed_ledger
from qpv_xlsx.workbook.master.journal_sheet import detail_words, journal_events


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalPart:
    """What a part gives. *events*: of no territory. *shares* are made as they are asked for."""

    shares: Iterable[TerritoryShare]
    events: Sequence[Event] = ()
    differences: tuple[Difference, ...] = ()


def part_campaign(folder: Path) -> Campaign:
    """The campaign of *folder*, or that of the export in it. Raises CampaignError where there is none."""
    if not is_set(folder):
        return load_campaign(folder)
    return _understood(folder, read_set(folder, SETTING))


@contextmanager
def open_part(
    folder: Path, campaign: Campaign, outlet: Outlet, masters: Path, unlike: frozenset[str]
) -> Iterator[NationalPart]:
    """What *folder* gives of *campaign*, which is its own. *masters*: where its territories have theirs.

    *unlike*: measures that the country means otherwise.
    """
    if is_set(folder):
        yield _exported(folder, campaign, unlike, outlet.language)
        return
    with open_copy(folder) as register:
        memory = memory_of(campaign, register)
        yield NationalPart(
            shares=shares_of(
                tuple(places_of(campaign, masters)),
                lambda place: merged_in(place.campaign, memory),
                replace(outlet, received=folder / RECEIVED_FOLDER),
                unlike=unlike,
            ),
            events=journal_events(unclaimed_ledger(memory), campaign.language),
            differences=tuple(_stale(campaign, register, folder)),
        )


def _stale(campaign: Campaign, register: Register, folder: Path) -> Iterator[Difference]:
    """Readings that its own coordinator has to make again: we write nothing into somebody else's register."""
    count = len(register.stale(reading_fingerprint(campaign)))
    if count:
        facts = {"count": count, "folder": str(folder)}
        yield Difference(campaign=campaign.code, disparity=Disparity.STALE, facts=facts)


def _understood(folder: Path, tables: Tables) -> Campaign:
    try:
        return campaign_in_tables(tables)
    except (LookupError, TypeError, ValueError) as trouble:
        raise CampaignError("export_unreadable", path=str(folder), detail=str(trouble)) from trouble


def _exported(folder: Path, campaign: Campaign, unlike: frozenset[str], language: str) -> NationalPart:
    """An export has no masters and no journal of what came in: the country's says so, and holds its decisions."""
    tables = read_set(folder)
    if "decisions" not in tables:
        raise CampaignError("export_public", path=str(folder))
    try:
        shares = [_exported_share(tables, campaign, territory, unlike, language) for territory in campaign.territories]
    except (LookupError, TypeError, ValueError) as trouble:
        raise CampaignError("export_unreadable", path=str(folder), detail=str(trouble)) from trouble
    return NationalPart(shares=shares, events=tuple(_events(folder, tables, campaign.language)))


def _exported_share(
    tables: Tables, campaign: Campaign, territory: Territory, unlike: frozenset[str], language: str
) -> TerritoryShare:
    results = results_in_tables(tables, campaign, territory, unlike)
    rows = tuple(long_rows_in_tables(tables, territory))
    return TerritoryShare(
        results=results,
        rows=told_rows(rows, tuple(worded_rows(rows, results.catalogue, language)), language),
        events=(),
    )


def _events(folder: Path, tables: Tables, language: str) -> Iterator[Event]:
    written = written_on(folder).astimezone()
    yield (
        written,
        {
            "moment": written.replace(tzinfo=None),
            "event": label(language, "master_events", "export"),
            "file": folder.name,
            "detail": phrase(language, "national_from_export"),
        },
    )
    for row in tables["decisions"].rows:
        moment = datetime.fromisoformat(str(row["decided"])).astimezone()
        yield moment, _decision(row, moment, language)


def _decision(row: Row, moment: datetime, language: str) -> dict[str, str | datetime]:
    quartier = "" if row["quartier"] == "_T" else row["quartier"]
    about = asked_words(str(row["measure"] or ""), str(quartier or ""), str(row["field"]), language)
    return {
        "moment": moment.replace(tzinfo=None),
        "event": label(language, "master_events", str(row["decision"])),
        "respondent": str(row["respondent"] or ""),
        "detail": detail_words(about, str(row["reason"] or ""), language),
    }
