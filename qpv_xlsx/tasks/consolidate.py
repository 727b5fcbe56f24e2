"""Make the master workbook, the report page and the committee's note of a campaign."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.following.left_behind import LeftBehind
from qpv_xlsx.domain.judging.assessing import assess, is_answering
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.since_last import Changes, Standing, changes_since
from qpv_xlsx.domain.judging.tallies import tallies_by_convention
from qpv_xlsx.domain.merging.ledger import Ledger, unclaimed_returns
from qpv_xlsx.domain.publishing.secret_figures import KeptSecret
from qpv_xlsx.export.committee_note import render_note
from qpv_xlsx.export.report.handover_page import render_handover
from qpv_xlsx.export.report.page import render_report
from qpv_xlsx.register import RECEIVED_FOLDER, Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.spreadsheet.isolation.rare_searches import searching_seldom
from qpv_xlsx.tasks.consolidating.consolidate_country import FOLDER, CountryAtHand, CountryConsolidated
from qpv_xlsx.tasks.consolidating.handing import handover_of
from qpv_xlsx.tasks.consolidating.left_over_files import left_over_files
from qpv_xlsx.tasks.consolidating.return_paths import paths_from
from qpv_xlsx.tasks.recalled.last_time import LastMade
from qpv_xlsx.tasks.recalled.merged_register import MergedRegister
from qpv_xlsx.tasks.running.watching import Watch, unwatched
from qpv_xlsx.workbook.master import write_master
from qpv_xlsx.workbook.master.note_charts import charts_of_note

HANDOVER = "passation.html"
"""What a successor must know, beside the master workbook; never in what is published."""

_HANDED_OVER = 20  # territories: with more, all accounts at once would take too much memory
_MERGED, _WRITTEN = 20, 92  # hundredths of the time, measured on a national campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """What was made, and from what.

    *audit*: of a version to publish, files for the coordinator alone. *given_away*: its secret figures that an earlier
    publication printed. *kept*: « s » in rows that are not taken. *left_behind*: codes that the campaign no longer knows.
    *left_over*: files of an earlier time that are no longer made, as paths from the master.
    """

    master: Path
    report: Path
    note: Path
    ledger: Ledger
    assessment: Assessment
    audit: tuple[Path, ...] = ()
    given_away: int = 0
    kept: tuple[KeptSecret, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    left_over: tuple[str, ...] = ()

    @property
    def answered(self) -> int:
        """Administrations that have answered."""
        return sum(map(is_answering, self.ledger.accounts.values()))

    @property
    def respondents(self) -> int:
        """Administrations that are asked."""
        return len(self.ledger.accounts)

    @property
    def errors(self) -> int:
        """Findings of severity error that still stand."""
        return sum(
            held.found.severity is Severity.ERROR
            for account in self.ledger.accounts.values()
            for held in account.findings
        )

    @property
    def unclaimed(self) -> tuple[str, ...]:
        """Names of the returns that count for nobody."""
        return tuple(one.submission.origin.name for one in unclaimed_returns(self.ledger))


def consolidate(
    folder: Path, *, target: Path | None, author: str = "", now: datetime, watch: Watch = unwatched
) -> Consolidated | CountryConsolidated:
    """Write the master workbook to *target* (None: « synthese/<campaign>_synthese.xlsx »), report.html and the note beside it.

    With several territories that is the national workbook, without a note, and each territory has its own in « territoires » beside it.
    *watch* is told of returns that are read again, then of hundredths of the whole.
    """
    campaign = load_campaign(folder)
    with searching_seldom(), open_register(folder, author=author) as register:
        if len(campaign.territories) > 1:
            at_hand = CountryAtHand.of(campaign, register, folder, target, now=now, watch=watch)
            handed = campaign if len(campaign.territories) <= _HANDED_OVER else None
            del campaign  # a larger country's is let go: what follows needs its memory, and nothing else of it
            gathered = at_hand.gathered(watch)
            del at_hand
            country = gathered.written()
            watch(1, 1)
            register.note("consolidate", country.master.name, now)
            if handed is not None:
                told = handover_of(folder, handed, MergedRegister(handed, register, now).ledger())
                write_whole(country.master.with_name(HANDOVER), render_handover(handed, told, handed.language).encode())
            return country
        return _of_territory(campaign, register, folder, target, now, watch)


def _of_territory(
    campaign: Campaign, register: Register, folder: Path, target: Path | None, now: datetime, watch: Watch
) -> Consolidated:
    """A campaign that has one territory."""
    merged = MergedRegister(campaign, register, now, watch)
    ledger = merged.ledger()
    watch(_MERGED, 100)
    assessment = assess(campaign, ledger)
    last = LastMade.found(campaign, register, now)
    present = Standing(ledger=ledger, assessment=assessment)
    changes = changes_since(campaign, last.whole(campaign), present) if last else None
    master = target or folder / FOLDER / f"{campaign.code}_synthese.xlsx"
    report = master.parent / "report.html"
    files = paths_from(master.parent, folder / RECEIVED_FOLDER, ledger)
    told = handover_of(folder, campaign, ledger)
    content = write_master(
        campaign,
        ledger,
        assessment,
        language=campaign.language,
        created=now,
        files=files,
        changes=changes,
        handover=told,
    )
    write_whole(master, content)
    write_whole(master.with_name(HANDOVER), render_handover(campaign, told, campaign.language).encode())
    watch(_WRITTEN, 100)
    page = render_report(campaign, ledger, assessment, language=campaign.language, created=now, changes=changes)
    write_whole(report, page.encode())
    note = _write_note(master, campaign, ledger, assessment, now, changes)
    watch(100, 100)
    register.note("consolidate", master.name, now)
    behind = merged.left_behind()
    return Consolidated(
        master=master,
        report=report,
        note=note,
        ledger=ledger,
        assessment=assessment,
        left_behind=behind,
        left_over=_left_over(campaign, master, report, note),
    )


def consolidate_for_diffusion(
    folder: Path, *, target: Path | None, author: str = "", now: datetime, watch: Watch = unwatched
) -> Consolidated | CountryConsolidated:
    """The same as it may be published, to *target* (None: « synthese/diffusion/<campaign>_synthese-diffusion.xlsx »).

    Nothing there says what changed since the last time, the note no more than the workbook: the last time is the internal
    one, and a change of a figure or a status that is masked now would tell what it was.

    Raises CampaignError, before anything is written, where a secret figure could be worked out.
    """
    from qpv_xlsx.tasks.consolidating.publishing import FOLDER as PUBLIC
    from qpv_xlsx.tasks.consolidating.publishing import prepare, remember

    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        if len(campaign.territories) > 1:
            from qpv_xlsx.tasks.consolidating.publish_country import publish_country

            return publish_country(campaign, register, folder, target, now=now, watch=watch)
        merged = MergedRegister(campaign, register, now, watch)
        ledger = merged.ledger()
        watch(_MERGED, 100)
        made = prepare(campaign, ledger, register)
        assessment = assess(made.campaign, made.ledger)
        master = target or folder / FOLDER / PUBLIC / f"{campaign.code}_synthese-diffusion.xlsx"
        report = master.parent / "report.html"
        language = campaign.language
        content = write_master(made.campaign, made.ledger, assessment, language=language, created=now)
        page = render_report(made.campaign, made.ledger, assessment, language=language, created=now)
        audit = remember(made, campaign, register, folder, master.name, now)
        write_whole(master, content)
        write_whole(report, page.encode())
        note = _write_note(master, made.campaign, made.ledger, assessment, now)
        watch(100, 100)
        behind = merged.left_behind()
    return Consolidated(
        master=master,
        report=report,
        note=note,
        ledger=ledger,
        assessment=assessment,
        audit=audit,
        left_behind=behind,
        given_away=len(made.protection.lost),
        kept=made.kept,
        left_over=_left_over(campaign, master, report, note),
    )


def _left_over(campaign: Campaign, *made: Path) -> tuple[str, ...]:
    return left_over_files(made[0], {campaign.code}, made, campaign.former_codes)


def _write_note(
    master: Path,
    campaign: Campaign,
    ledger: Ledger,
    assessment: Assessment,
    now: datetime,
    changes: Changes | None = None,
) -> Path:
    """The committee's note, beside its *master*."""
    conventions = tuple(tallies_by_convention(campaign.catalogue, assessment))
    charts = charts_of_note(conventions, language=campaign.language, created=now)
    note = master.with_name(f"{master.stem}_note.docx")
    content = render_note(
        campaign, ledger, assessment, charts, language=campaign.language, created=now, changes=changes
    )
    write_whole(note, content)
    return note
