"""The whole cycle on the Paris template: campaign, workbooks, a year of example replies and decisions, master."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.folder_making import made_aside
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.tasks.consolidate import Consolidated, consolidate, consolidate_for_diffusion
from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated
from qpv_xlsx.tasks.consolidating.national_files import NationalFiles
from qpv_xlsx.tasks.demo_year import REPLIES, STEPS, DemoYear, prepared
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.init import make_folder, start_campaign
from qpv_xlsx.tasks.return_ import Returned
from qpv_xlsx.tasks.running.watching import Watch, unwatched

TEMPLATE = "paris-2015-2020"


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What the demonstration made, in the order of the cycle. *reminded*: how many letters.

    *late*: code of the administration whose return came after the closing date. *decided*: of the measure decided by hand.
    """

    campaign: Campaign
    replies: Path
    readings: tuple[Reading, ...]
    returned: tuple[Returned, ...]
    reminded: int
    late: str
    decided: str
    consolidated: Consolidated | CountryConsolidated
    public: Consolidated | CountryConsolidated


def demo(folder: Path, *, language: str, author: str, now: datetime, watch: Watch = unwatched) -> Demonstration:
    """Run the whole cycle in *folder*, all of it in *language*. Raises CampaignError where *folder* is not empty.

    A folder that does not exist is there when all of it is: whoever stops it finds nothing, and may begin again.
    The months before *now* are told as if they had passed. *watch* may stop it between two steps.
    """
    with made_aside(folder) as place:
        done = _cycle(place, language=language, author=author, now=now, watch=watch)
    return done if place == folder else _moved(done, place, folder)


def _cycle(folder: Path, *, language: str, author: str, now: datetime, watch: Watch) -> Demonstration:
    make_folder(folder, prepared(start_campaign(TEMPLATE), language, now), language=language, now=now)
    year = DemoYear(folder=folder, author=author, today=now, watch=watch)
    year.live()
    watch(STEPS - 1, STEPS)
    consolidated = consolidate(folder, target=None, author=author, now=now)
    watch(STEPS, STEPS)
    return Demonstration(
        campaign=load_campaign(folder),
        replies=folder / REPLIES,
        readings=tuple(year.readings),
        returned=year.returned,
        reminded=len(year.reminded),
        late=year.late,
        decided=year.decided,
        consolidated=consolidated,
        public=consolidate_for_diffusion(folder, target=None, author=author, now=now),
    )


def _moved(done: Demonstration, place: Path, folder: Path) -> Demonstration:
    """The same once what was made in *place* is in *folder*."""

    def there(path: Path) -> Path:
        return folder / path.relative_to(place)

    def corrected(one: Returned) -> Returned:
        draft = one.posted.path
        posted = replace(one.posted, path=there(draft) if draft else None)
        return replace(one, workbook=there(one.workbook), posted=posted)

    def written(one: Consolidated | CountryConsolidated) -> Consolidated | CountryConsolidated:
        audit = tuple(map(there, one.audit))
        if isinstance(one, Consolidated):
            note = there(one.note)
            return replace(one, master=there(one.master), report=there(one.report), note=note, audit=audit)
        files = NationalFiles(
            master=there(one.files.master), report=there(one.files.report), table=there(one.files.table)
        )
        return replace(one, files=files, audit=audit)

    return replace(
        done,
        replies=there(done.replies),
        returned=tuple(map(corrected, done.returned)),
        consolidated=written(done.consolidated),
        public=written(done.public),
    )
