"""Begin next year's campaign with this year's results as history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.findings import CampaignError, Fact, Problem
from qpv_xlsx.domain.following.history import Standing, next_campaign, results_of
from qpv_xlsx.domain.following.unfinished import Unfinished, unfinished_in
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Reason
from qpv_xlsx.domain.merging.ledger import JournalLine, Ledger
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.publications_carried import carried
from qpv_xlsx.mail.letter_models import FOLDER as TEXTS
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.running.watching import Watch, unwatched


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledOver:
    """The new campaign, and how much it remembers. *unfinished*: what this year leaves open. *doubts*: what to check."""

    campaign: Campaign
    folder: Path
    results: int
    unfinished: Unfinished
    doubts: tuple[Problem, ...] = ()


def rollover(
    folder: Path, target: Path, year: int, *, author: str, now: datetime, watch: Watch = unwatched
) -> RolledOver:
    """Make the folder of *year*'s campaign at *target*, which must be empty or absent. This campaign is left as it is.

    *watch* is told of returns that are read again, and may stop it before anything is written.
    """
    campaign = load_campaign(folder)
    if year <= campaign.year:
        raise CampaignError("rollover_year", year=year, current=campaign.year)
    with open_register(folder, author=author) as register:
        ledger = ledger_of(campaign, register, now, watch)
        following = next_campaign(campaign, ledger, year, _standing(campaign, ledger))
        watch(1, 2)
        published = register.publications()
        make_folder(
            target,
            following,
            language=campaign.language,
            now=now,
            texts=folder / TEXTS,
            carry=lambda made: _carry(published, made, author),
        )
        doubts = tuple(_doubts(following, target, register.journal()))
        register.note("rollover", f"{following.code} {target.name}", now)
    return RolledOver(
        campaign=following,
        folder=target,
        results=len(results_of(campaign, ledger)),
        unfinished=unfinished_in(campaign, ledger),
        doubts=doubts,
    )


def _standing(campaign: Campaign, ledger: Ledger) -> Standing:
    """Where each measure stands as the year is taken over; a part of a sum stands nowhere by itself."""
    wholes = {whole_code(campaign, territory.code) for territory in campaign.territories}
    return {
        (row.territory, None if row.respondent in wholes else row.respondent, row.measure): row.attainment.value
        for row in assess(campaign, ledger).rows.values()
        if row.barred is not Reason.PART_OF_WHOLE
    }


def _carry(publications: Sequence[Publication], target: Path, author: str) -> None:
    """What was published stays known next year: its publications are read beside this year's."""
    if publications:
        with open_register(target, author=author) as following:
            for publication in carried(publications):
                following.record_publication(publication)


def _doubts(following: Campaign, target: Path, journal: Sequence[JournalLine]) -> Iterator[Problem]:
    """What is unusual about this rollover: done before, beyond the contract's end, a code that a folder beside has."""
    before = [line for line in journal if line.act == "rollover" and line.about.split(" ")[0] == following.code]
    if before:
        facts: dict[str, Fact] = {"code": following.code, "day": before[-1].moment.date(), "author": before[-1].author}
        yield Problem(place=target.name, code="rollover_again", facts=facts)
    end = following.catalogue.end
    if end is not None and following.year > end:
        yield Problem(place=target.name, code="rollover_beyond", facts={"year": str(following.year), "end": str(end)})
    for folder in sorted(target.resolve().parent.iterdir()):
        if folder != target.resolve() and folder.is_dir() and _code_in(folder) == following.code:
            facts = {"code": following.code, "folder": folder.name}
            yield Problem(place=target.name, code="rollover_same_code", facts=facts)


def _code_in(folder: Path) -> str | None:
    """The code of the campaign in *folder*; None where there is none that can be read."""
    try:
        return load_campaign(folder).code
    except (CampaignError, OSError):
        return None
