"""Several territories: a master and a page each, one after the other, and what the country keeps of each of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.parting import campaign_in
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import assess, is_answering
from qpv_xlsx.domain.judging.territories import TerritoryResults
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received, Sending, every_finding
from qpv_xlsx.domain.merging.merging import ledger_with, merge
from qpv_xlsx.domain.merging.renaming import present_decisions, present_returns, present_sendings
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.domain.publishing.long_table import LongRow, long_rows
from qpv_xlsx.export.report.page import render_report
from qpv_xlsx.messages.provenance import provenance_in
from qpv_xlsx.register import Register
from qpv_xlsx.register.vault import safe_name
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.tasks.return_paths import paths_from, way_to
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.journal_sheet import journal_events

TERRITORIES = "territoires"
"""Folder of the territories' workbooks, beside the national one."""

Event = tuple[datetime, Mapping[str, Content]]


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
    rows: Sequence[LongRow]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What the register knows, by respondent."""

    returns: Mapping[str, Sequence[Received]]
    decisions: Mapping[str, Sequence[Decision]]
    sendings: Mapping[str, Sequence[Sending]]
    unclaimed: tuple[Received, ...]
    astray: tuple[Decision, ...]


def memory_of(campaign: Campaign, register: Register) -> Memory:
    """Everything in the register; *unclaimed* and *astray*: returns and decisions of no respondent of *campaign*."""
    known = {one.code for one in campaign.respondents}
    returns: defaultdict[str, list[Received]] = defaultdict(list)
    decisions: defaultdict[str, list[Decision]] = defaultdict(list)
    sendings: defaultdict[str, list[Sending]] = defaultdict(list)
    decided = present_decisions(campaign, register.decisions())
    every = present_returns(campaign, register.returns(), standing(decided))
    for received in every:
        returns[received.respondent].append(received)
    for decision in decided:
        decisions[decision.respondent].append(decision)
    for sending in present_sendings(campaign, register.sendings()):
        sendings[sending.respondent].append(sending)
    return Memory(
        returns=returns,
        decisions=decisions,
        sendings=sendings,
        unclaimed=tuple(one for one in every if one.respondent not in known),
        astray=tuple(one for one in decided if one.respondent not in known),
    )


def places_of(campaign: Campaign, folder: Path, ending: str = "") -> Iterator[TerritoryPlace]:
    """Every territory, with files of its own in *folder*: no two alike, whatever their codes. *ending*: of their names."""
    taken: set[str] = set()
    for territory in campaign.territories:
        stem = name = safe_name(f"{campaign.code}_{territory.code}")
        while name.casefold() in taken:
            name = f"{stem}-{len(taken)}"
        taken.add(name.casefold())
        yield TerritoryPlace(
            campaign=campaign_in(campaign, territory),
            territory=territory,
            files=PlaceFiles(
                master=folder / f"{name}_synthese{ending}.xlsx", report=folder / f"{name}_report{ending}.html"
            ),
        )


def share_of(
    place: TerritoryPlace,
    memory: Memory,
    *,
    root: Path,
    received: Path,
    created: datetime,
    unlike: frozenset[str] = frozenset(),
) -> TerritoryShare:
    """Merge and judge one territory, write its files, and keep what the country needs. *root*: the national folder.

    *received*: the folder of the returns as they came. *unlike*: measures that the country means otherwise.
    """
    codes = [one.code for one in place.campaign.respondents]
    ledger = merge(
        place.campaign,
        [one for code in codes for one in memory.returns.get(code, ())],
        [one for code in codes for one in memory.decisions.get(code, ())],
        [one for code in codes for one in memory.sendings.get(code, ())],
    )
    return share_from(place, ledger, root=root, received=received, created=created, unlike=unlike)


def share_from(
    place: TerritoryPlace,
    ledger: Ledger,
    *,
    root: Path,
    received: Path | None,
    created: datetime,
    unlike: frozenset[str] = frozenset(),
) -> TerritoryShare:
    """The same, once the territory's *ledger* is known. *received* is None where no return may be named."""
    campaign, language = place.campaign, place.campaign.language
    results = _results(place, ledger, root, unlike)
    if place.files:
        _write(place.files, campaign, ledger, results, received, created)
    where = {"territory": place.territory.name}
    return TerritoryShare(
        results=results,
        rows=tuple(long_rows(campaign, ledger, provenance_in(language))),
        events=[(moment, {**cells, **where}) for moment, cells in journal_events(ledger, language)],
    )


def _results(place: TerritoryPlace, ledger: Ledger, root: Path, unlike: frozenset[str]) -> TerritoryResults:
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
        master=way_to(place.files.master, root) if place.files else "",
        report=way_to(place.files.report, root) if place.files else "",
        unlike=unlike,
    )


def _write(
    place: PlaceFiles,
    campaign: Campaign,
    ledger: Ledger,
    results: TerritoryResults,
    received: Path | None,
    created: datetime,
) -> None:
    language = campaign.language
    files = paths_from(place.master.parent, received, ledger) if received else {}
    assessment = results.assessment
    write_whole(
        place.master, write_master(campaign, ledger, assessment, language=language, created=created, files=files)
    )
    page = render_report(campaign, ledger, assessment, language=language, created=created)
    write_whole(place.report, page.encode())


def ledger_in(place: TerritoryPlace, ledger: Ledger) -> Ledger:
    """What *ledger* knows of one territory."""
    codes = {one.code for one in place.campaign.respondents}
    accounts = {code: account for code, account in ledger.accounts.items() if code in codes}
    decisions = tuple(one for one in ledger.decisions if one.respondent in codes)
    return ledger_with(place.campaign, accounts, (), decisions)


def ledger_elsewhere(campaign: Campaign, ledger: Ledger) -> Ledger:
    """What *ledger* knows of no territory, for the national journal."""
    known = {one.code for one in campaign.respondents}
    astray = tuple(one for one in ledger.decisions if one.respondent not in known)
    return Ledger(accounts={}, orphans=ledger.orphans, decisions=astray)


def unclaimed_ledger(memory: Memory) -> Ledger:
    """What belongs to no territory, for the national journal."""
    return Ledger(accounts={}, orphans=memory.unclaimed, decisions=memory.astray)
