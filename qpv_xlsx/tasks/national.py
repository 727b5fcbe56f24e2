"""A national workbook from many campaigns, their folders or their exports, which are read and left as they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.domain.contract.agreeing import Difference, differences_of, territories_twice, unlike_measures
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated, gather
from qpv_xlsx.tasks.consolidating.consolidate_territories import TERRITORIES, Outlet, TerritoryShare
from qpv_xlsx.tasks.consolidating.events_aside import Event
from qpv_xlsx.tasks.consolidating.national_files import NationalFiles
from qpv_xlsx.tasks.consolidating.national_parts import open_part, part_campaign
from qpv_xlsx.tasks.running.watching import Watch, unwatched

NAME = "synthese-nationale"


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """What was made, and what the campaigns do not mean alike: with each, the campaign it is about and its sentence."""

    done: CountryConsolidated
    differences: tuple[tuple[Difference, str], ...]


def national(folders: Sequence[Path], target: Path, *, now: datetime, watch: Watch = unwatched) -> National:
    """Write the national workbook, its page, its table, and a master per territory to the folder *target*.

    The first campaign is the reference. Raises CampaignError where one is missing or wrong, given twice, or of another
    year: nothing is written then.
    """
    campaigns = [part_campaign(folder) for folder in _each_once(folders)]
    _refuse_several_years(campaigns)
    reference = campaigns[0]
    language = reference.language
    differences = [one for campaign in campaigns[1:] for one in differences_of(campaign, reference)]
    differences += territories_twice(campaigns)
    events: list[Event] = []
    outlet = Outlet(root=target, received=None, created=now, language=language)

    def shares() -> Iterator[TerritoryShare]:
        for number, (folder, campaign) in enumerate(zip(folders, campaigns, strict=True), start=1):
            masters = target / TERRITORIES / f"{number:03}" if len(campaigns) > 1 else target / TERRITORIES
            unlike = unlike_measures(campaign, reference)
            with open_part(folder, campaign, outlet, masters, unlike) as part:
                differences.extend(part.differences)
                events.extend(part.events)
                yield from part.shares
            watch(number, len(campaigns) + 1)

    done = gather(
        shares(),
        reference,
        NationalFiles(
            master=target / f"{NAME}.xlsx",
            report=target / "report.html",
            table=target / f"{NAME}-donnees.csv",
            parquet=target / f"{NAME}-donnees.parquet",
        ),
        title=reference.catalogue.title,
        more_events=events,
        differences=lambda: [(one.campaign, sentence_of(one, language)) for one in differences],
        created=now,
    ).written()
    watch(1, 1)
    return National(done=done, differences=tuple((one, sentence_of(one, language)) for one in differences))


def sentence_of(difference: Difference, language: str) -> str:
    """A difference in words."""
    facts = {
        name: _said(fact, language) if isinstance(fact, Measure) else fact for name, fact in difference.facts.items()
    }
    return phrase(language, f"national_{difference.disparity.value}", **facts)


def _said(measure: Measure, language: str) -> str:
    """What a measure is, in short: « part, %, flux de l'année, QPV »."""
    words = (("kinds", measure.kind), ("natures", measure.nature), ("perimeters", measure.perimeter))
    return ", ".join(filter(None, (*(label(language, section, word) for section, word in words), measure.unit)))


def _each_once(folders: Sequence[Path]) -> Sequence[Path]:
    seen: set[Path] = set()
    for folder in folders:
        if folder.resolve() in seen:
            raise CampaignError("national_twice", folder=str(folder))
        seen.add(folder.resolve())
    return folders


def _refuse_several_years(campaigns: Sequence[Campaign]) -> None:
    years = {campaign.year for campaign in campaigns}
    if len(years) > 1:
        said = ", ".join(f"{campaign.code} ({campaign.year})" for campaign in campaigns)
        raise CampaignError("national_years", campaigns=said)
