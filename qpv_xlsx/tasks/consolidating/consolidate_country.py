"""The national workbook and page, from the shares of territories that are made one after the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.parting import without_territories
from qpv_xlsx.domain.contract.remembering import forget
from qpv_xlsx.domain.following.left_behind import LeftBehind
from qpv_xlsx.domain.judging.since_last import LastTime
from qpv_xlsx.domain.judging.territories import Country, TerritoryResults, made_light
from qpv_xlsx.domain.merging.ledger import Ledger, unclaimed_returns
from qpv_xlsx.domain.publishing.secret_figures import KeptSecret
from qpv_xlsx.register import RECEIVED_FOLDER, Register
from qpv_xlsx.register.merged_accounts import KeptAccount
from qpv_xlsx.spreadsheet.isolation.running import is_elsewhere
from qpv_xlsx.tasks.consolidating.bytes_aside import BytesAside
from qpv_xlsx.tasks.consolidating.closed_places import ClosedPlaces
from qpv_xlsx.tasks.consolidating.consolidate_territories import (
    TERRITORIES,
    Outlet,
    PlacesInTurn,
    TerritoryPlace,
    TerritoryShare,
    shares_of,
)
from qpv_xlsx.tasks.consolidating.events_aside import Event, EventsAside
from qpv_xlsx.tasks.consolidating.giving_back import give_back_memory
from qpv_xlsx.tasks.consolidating.left_over_files import left_over_files
from qpv_xlsx.tasks.consolidating.national_drawing import NationalDrawing, draw
from qpv_xlsx.tasks.consolidating.national_files import LongTableFile, NationalFiles
from qpv_xlsx.tasks.recalled.case_files import CaseFiles
from qpv_xlsx.tasks.recalled.kept_ledgers import KeptLedger
from qpv_xlsx.tasks.recalled.last_time import LastMade
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.running.spreading import apart
from qpv_xlsx.tasks.running.watching import Watch, unwatched
from qpv_xlsx.workbook.master.journal_sheet import journal_events

FOLDER = "synthese"
_WORTH_A_PROCESS = 300
"""Territories: beyond, drawing the country takes more memory than judging its territories did, and is done where it goes afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryConsolidated:
    """What was made. *rows*: of the long table; *has_facts*: « Données » holds them too. No version to publish: no audit.

    *unclaimed*: names of the returns that count for nobody. *left_behind*: codes that the campaign no longer knows.
    *former*: what the campaign was called before.
    """

    files: NationalFiles
    country: Country
    rows: int
    has_facts: bool
    audit: tuple[Path, ...] = ()
    given_away: int = 0
    kept: tuple[KeptSecret, ...] = ()
    unclaimed: tuple[str, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def master(self) -> Path:
        """The national workbook."""
        return self.files.master

    @property
    def report(self) -> Path:
        """The national page."""
        return self.files.report

    @property
    def left_over(self) -> tuple[str, ...]:
        """Masters and pages of an earlier time that are no longer made; paths from the national one."""
        places = self.country.territories
        root = self.master.parent
        made = [self.master, self.report, *(root / path for place in places for path in (place.master, place.report))]
        return left_over_files(self.master, {place.campaign for place in places}, made, self.former)

    @property
    def errors(self) -> int:
        """Findings of severity error that still stand."""
        return sum(place.errors for place in self.country.territories)

    @property
    def answered(self) -> int:
        """Administrations that have answered."""
        return sum(place.answering for place in self.country.territories)

    @property
    def respondents(self) -> int:
        """Administrations that are asked."""
        return sum(place.respondents for place in self.country.territories)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryAtHand:
    """A country before its territories are judged: each is closed until its turn comes, so that no campaign is held.

    *settings*: the campaign without them. *known*: what the register knows, which must stay open. *last*: when it was last
    made; None: never. *events*: of no territory. *unclaimed*, *left_behind*: as the files' account has them.
    """

    settings: Campaign
    places: ClosedPlaces
    known: CaseFiles
    last: LastMade | None
    outlet: Outlet
    files: NationalFiles
    events: Sequence[Event]
    unclaimed: tuple[str, ...]
    left_behind: tuple[LeftBehind, ...]

    @classmethod
    def of(
        cls,
        campaign: Campaign,
        register: Register,
        folder: Path,
        target: Path | None,
        *,
        now: datetime,
        watch: Watch = unwatched,
    ) -> Self:
        """That of *campaign*, to be written to *target* (None: « synthese »)."""
        merged = MergedRegister(campaign, register, now, watch)
        nobodys = merged.ledger_elsewhere()
        master = target or folder / FOLDER / f"{campaign.code}_synthese.xlsx"
        files = NationalFiles.beside(master, campaign.code)
        return cls(
            settings=without_territories(campaign),
            places=ClosedPlaces(campaign, master.parent / TERRITORIES),
            known=merged.files,
            last=LastMade.found(campaign, register, now),
            outlet=Outlet(
                root=master.parent, received=folder / RECEIVED_FOLDER, created=now, language=campaign.language
            ),
            files=replace(files, parquet=files.table.with_suffix(".parquet")),
            events=journal_events(nobodys, campaign.language),
            unclaimed=tuple(one.submission.origin.name for one in unclaimed_returns(nobodys)),
            left_behind=merged.left_behind(),
        )

    def gathered(self, watch: Watch = unwatched) -> "GatheredCountry":
        """Write a master and a page per territory, and gather what the national ones are made of.

        Whoever holds the whole campaign lets go of it before.
        """
        forget()
        last_in = self.last.part if self.last else None
        gathered = gather(
            watched(self.places, self._kept_in, self.outlet, watch, last_in, self.known.keep),
            self.settings,
            self.files,
            title=self.settings.title,
            more_events=self.events,
            created=self.outlet.created,
        )
        former = self.settings.former_codes
        return replace(gathered, unclaimed=self.unclaimed, left_behind=self.left_behind, former=former)

    def _kept_in(self, place: TerritoryPlace) -> KeptLedger:
        return self.known.kept_in(place.campaign, is_whole=is_elsewhere())  # another machine has no register


def watched(
    places: PlacesInTurn,
    ledger_in: Callable[[TerritoryPlace], Ledger | KeptLedger],
    outlet: Outlet,
    watch: Watch,
    last_in: Callable[[Campaign], LastTime] | None = None,
    keep: Callable[[Sequence[KeptAccount]], None] | None = None,
) -> Iterator[TerritoryShare]:
    """The share of each place, one after the other; one step more is left for the country's own files."""
    for number, share in enumerate(shares_of(places, ledger_in, outlet, last_in=last_in, keep=keep), start=1):
        yield share
        watch(number, len(places) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class GatheredCountry:
    """What the country's workbook and page are made of: no campaign with its administrations, of which a country has thousands.

    *settings*: the campaign whose catalogue, thresholds and language are the country's, without its territories.
    *unclaimed*, *left_behind*, *former*: as the files' account has them.
    """

    country: Country
    settings: Campaign
    files: NationalFiles
    table: LongTableFile
    events: EventsAside
    differences: Sequence[tuple[str, str]]
    created: datetime
    unclaimed: tuple[str, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    former: tuple[str, ...] = ()

    def written(self) -> CountryConsolidated:
        """Write them. What was worked out of territories that were judged here is let go."""
        forget()
        give_back_memory()
        drawing = NationalDrawing(
            country=self.country,
            settings=self.settings,
            files=self.files,
            facts=self.table.facts,
            events=self.events,
            differences=self.differences,
            created=self.created,
        )
        if len(self.country.territories) < _WORTH_A_PROCESS:
            draw(drawing)
        else:
            apart(draw, drawing)
        return CountryConsolidated(
            files=self.files,
            country=self.country,
            rows=self.table.count,
            has_facts=self.table.facts is not None,
            unclaimed=self.unclaimed,
            left_behind=self.left_behind,
            former=self.former,
        )


def gather(
    shares: Iterable[TerritoryShare],
    settings: Campaign,
    files: NationalFiles,
    *,
    title: str,
    more_events: Sequence[Event] = (),
    differences: Callable[[], Sequence[tuple[str, str]]] = tuple,
    created: datetime,
) -> GatheredCountry:
    """Take each share as it comes, put aside what is heavy, and write the country's long table.

    *settings*: the campaign whose catalogue, thresholds and language are the country's. *more_events*, of no territory, and *differences*
    (campaign, sentence) are asked for when every share has come.
    """
    results: list[TerritoryResults] = []
    events, aside = EventsAside(), BytesAside()
    with LongTableFile(files, settings.language) as table:
        for share in shares:
            results.append(made_light(share.results, aside.put))
            events.add(share.events)
            table.add(share.rows)
    events.add(more_events)
    country = Country(
        title=title,
        year=settings.year,
        catalogue=settings.catalogue,
        territories=tuple(results),
        keep=aside.put,
    )
    return GatheredCountry(
        country=country,
        settings=without_territories(settings),
        files=files,
        table=table,
        events=events,
        differences=differences(),
        created=created,
    )
