"""Several territories: a master and a page each, one after the other, and what the country keeps of each of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.parting import parts_of
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import assess, is_answering
from qpv_xlsx.domain.judging.since_last import LastTime, Standing, changes_since
from qpv_xlsx.domain.judging.territories import TerritoryResults, made_light
from qpv_xlsx.domain.merging.ledger import Ledger, every_finding
from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.export.columns import worded_rows
from qpv_xlsx.export.report.page import page_template, render_report
from qpv_xlsx.messages.numbers import percent
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.register.vault import safe_name
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.consolidating.carried_catalogues import bare, packed, unpacked
from qpv_xlsx.tasks.consolidating.events_aside import Event
from qpv_xlsx.tasks.consolidating.return_paths import paths_along, way_to
from qpv_xlsx.tasks.consolidating.told_rows import ToldRows, told_rows
from qpv_xlsx.tasks.recalled.kept_ledgers import KeptLedger, MergedNow
from qpv_xlsx.tasks.running.spreading import spread
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.journal_sheet import journal_events

TERRITORIES = "territoires"
"""Folder of the territories' workbooks, beside the national one."""

_KEPT_AT_ONCE = 50  # accounts, in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFiles:
    """A territory's master and page."""

    master: Path
    report: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryPlace:
    """One territory, and where it writes; None: nothing is written."""

    campaign: Campaign
    territory: Territory
    files: PlaceFiles | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryShare:
    """What the country keeps of a territory: its results, its rows of the long table, its journal."""

    results: TerritoryResults
    rows: ToldRows
    events: Sequence[Event]


class PlacesInTurn(Protocol):
    """Territories, to be gone through as often as one likes."""

    def __len__(self) -> int:
        """How many."""

    def __iter__(self) -> Iterator[TerritoryPlace]:
        """Each of them."""


def places_of(campaign: Campaign, folder: Path, ending: str = "") -> Iterator[TerritoryPlace]:
    """Every territory, with files of its own in *folder*: no two alike, whatever their codes. *ending*: of their names."""
    taken: set[str] = set()
    for territory, part in zip(campaign.territories, parts_of(campaign), strict=True):
        stem = name = safe_name(f"{campaign.code}_{territory.code}")
        while name.casefold() in taken:
            name = f"{stem}-{len(taken)}"
        taken.add(name.casefold())
        yield TerritoryPlace(
            campaign=part,
            territory=territory,
            files=PlaceFiles(
                master=folder / f"{name}_synthese{ending}.xlsx", report=folder / f"{name}_report{ending}.html"
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Where the country is written and in which language, which returns the masters lead to, and when.

    *root*: the national folder. *received*: the folder of the returns as they came; None where no return may be named.
    """

    root: Path
    received: Path | None
    created: datetime
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ways:
    """Paths as links have them: from the country to a territory's files, from there to the returns. Empty: there is none."""

    master: str = ""
    report: str = ""
    received: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """All that one territory's files are drawn from, wherever they are drawn.

    *place*: its campaign bare; *catalogue*: packed. *language*: the country's, which need not be the campaign's.
    """

    place: TerritoryPlace
    catalogue: bytes
    ledger: Ledger | KeptLedger
    ways: _Ways
    created: datetime
    language: str
    unlike: frozenset[str]
    last: LastTime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """A territory's share, and its files; none where nothing is to be written. *fresh*: accounts that were merged for it."""

    share: TerritoryShare
    fresh: tuple[KeptAccount, ...] = ()
    master: bytes = b""
    report: bytes = b""


def shares_of(
    places: PlacesInTurn,
    ledger_in: Callable[[TerritoryPlace], Ledger | KeptLedger],
    outlet: Outlet,
    *,
    unlike: frozenset[str] = frozenset(),
    last_in: Callable[[Campaign], LastTime] | None = None,
    keep: Callable[[Sequence[KeptAccount]], None] | None = None,
) -> Iterator[TerritoryShare]:
    """Judge each territory, write its files, and keep what the country needs, in order. *ledger_in*: what is known of one.

    *unlike*: measures that the country means otherwise. *last_in*: what was known when one was last made; None: it is not said.
    *keep*: told of accounts that had to be merged, some fifty at once.
    """
    jobs = (
        _Job(
            place=replace(place, campaign=bare(place.campaign)),
            catalogue=packed(place.campaign.catalogue),
            ledger=ledger_in(place),
            ways=_ways(place, outlet),
            created=outlet.created,
            language=outlet.language,
            unlike=unlike,
            last=last_in(place.campaign) if last_in else None,
        )
        for place in places
    )
    fresh: list[KeptAccount] = []
    ready = partial(_get_ready, outlet.language)
    for number, (place, made) in enumerate(zip(places, spread(_drawn, jobs, len(places), ready), strict=True), start=1):
        yield _kept(place, made)
        fresh += made.fresh
        if keep and (len(fresh) >= _KEPT_AT_ONCE or number == len(places)):
            keep(fresh)
            fresh.clear()


def _kept(place: TerritoryPlace, made: _Made) -> TerritoryShare:
    if place.files:
        write_whole(place.files.master, made.master)
        write_whole(place.files.report, made.report)
    results = replace(made.share.results, territory=place.territory, catalogue=place.campaign.catalogue)
    return replace(made.share, results=results)  # one catalogue for all, not a copy from each process


def _ways(place: TerritoryPlace, outlet: Outlet) -> _Ways:
    if place.files is None:
        return _Ways()
    return _Ways(
        master=way_to(place.files.master, outlet.root),
        report=way_to(place.files.report, outlet.root),
        received=way_to(outlet.received, place.files.master.parent) if outlet.received else "",
    )


def _get_ready(language: str) -> None:
    """What every process would load and make for its first territory: the rules, the page's template, how figures are written."""
    import qpv_xlsx.domain.merging.merging  # noqa: F401  (loaded, that is all)

    page_template()
    percent(0, language)


def _drawn(job: _Job) -> _Made:
    """Anywhere: writes nothing."""
    campaign = replace(job.place.campaign, catalogue=unpacked(job.catalogue))
    place, created = replace(job.place, campaign=campaign), job.created
    now = job.ledger.merged(campaign) if isinstance(job.ledger, KeptLedger) else MergedNow(ledger=job.ledger)
    ledger = now.ledger
    language = campaign.language
    results = _results(place, ledger, job.ways, job.unlike)
    where = {"territory": place.territory.name}
    rows = tuple(long_rows(campaign, ledger, provenance_in(language)))
    worded = _worded(rows, campaign, language)
    share = TerritoryShare(
        results=replace(made_light(results), catalogue=job.place.campaign.catalogue),
        rows=told_rows(
            rows, worded if job.language == language else _worded(rows, campaign, job.language), job.language
        ),
        events=[(moment, {**cells, **where}) for moment, cells in journal_events(ledger, language, campaign)],
    )
    if not place.files:
        return _Made(share=share, fresh=now.fresh)
    assessment, files = results.assessment, paths_along(job.ways.received, ledger)
    present = Standing(ledger=ledger, assessment=assessment)
    changes = changes_since(campaign, job.last, present) if job.last else None
    page = render_report(campaign, ledger, assessment, language=language, created=created, changes=changes)
    return _Made(
        share=share,
        fresh=now.fresh,
        master=write_master(
            campaign,
            ledger,
            assessment,
            language=language,
            created=created,
            files=files,
            facts=worded,
            changes=changes,
        ),
        report=page.encode(),
    )


def _worded(rows: Sequence[LongRow], campaign: Campaign, language: str) -> Sequence[LongRow]:
    return tuple(worded_rows(rows, campaign.catalogue, language))


def _results(place: TerritoryPlace, ledger: Ledger, ways: _Ways, unlike: frozenset[str]) -> TerritoryResults:
    severities = [held.found.severity for held in every_finding(ledger)]
    return TerritoryResults(
        campaign=place.campaign.code,
        year=place.campaign.year,
        territory=place.territory,
        catalogue=place.campaign.catalogue,
        assessment=assess(place.campaign, ledger),
        respondents=len(ledger.accounts),
        answering=sum(map(is_answering, ledger.accounts.values())),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        master=ways.master,
        report=ways.report,
        unlike=unlike,
        local_aims=place.campaign.local_aims,
        is_public=ledger.is_public,
    )
