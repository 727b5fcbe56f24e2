"""The whole cycle on the Paris template: campaign, workbooks, example replies, reading, corrections, master."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.folder_making import made_aside
from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import Consolidated, consolidate, consolidate_for_diffusion
from qpv_xlsx.tasks.consolidate_country import CountryConsolidated, NationalFiles
from qpv_xlsx.tasks.demo_replies import Reply, careless, flawless, half_filled
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder, start_campaign
from qpv_xlsx.tasks.reading_report import Reading
from qpv_xlsx.tasks.return_ import Returned, return_for_correction
from qpv_xlsx.workbook.collection import write_collection

REPLIES = "reponses_exemple"
TEMPLATE = "paris-2015-2020"

_REPLIES: tuple[Reply, ...] = (flawless, careless, half_filled, flawless, careless, flawless, flawless, flawless)
"""Who replies how, in campaign order. Those after the last have not replied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """What the demonstration made, in the order of the cycle."""

    campaign: Campaign
    replies: Path
    readings: tuple[Reading, ...]
    returned: tuple[Returned, ...]
    consolidated: Consolidated | CountryConsolidated
    public: Consolidated | CountryConsolidated


def demo(folder: Path, *, language: str, author: str, now: datetime) -> Demonstration:
    """Run the whole cycle in *folder*, all of it in *language*. Raises CampaignError where *folder* is not empty.

    A folder that does not exist is there when all of it is: whoever stops it finds nothing, and may begin again.
    """
    with made_aside(folder) as place:
        done = _cycle(place, language=language, author=author, now=now)
    return done if place == folder else _moved(done, place, folder)


def _cycle(folder: Path, *, language: str, author: str, now: datetime) -> Demonstration:
    make_folder(folder, _invented(start_campaign(TEMPLATE), language), language=language, now=now)
    campaign = load_campaign(folder)
    made = {one.respondent.code: one.version for one in generate(folder, only=(), author=author, now=now)}
    replies = folder / REPLIES
    for path, content in example_replies(campaign, made, now):
        write_whole(replies / path, content)
    _, readings = collect(folder, [replies], author=author, now=now)
    returned = tuple(return_for_correction(folder, only=(), smtp=None, author=author, now=now))
    consolidated = consolidate(folder, target=None, author=author, now=now)
    return Demonstration(
        campaign=campaign,
        replies=replies,
        readings=tuple(readings),
        returned=returned,
        consolidated=consolidated,
        public=consolidate_for_diffusion(folder, target=None, author=author, now=now),
    )


def _moved(done: Demonstration, place: Path, folder: Path) -> Demonstration:
    """The same once what was made in *place* is in *folder*."""

    def there(path: Path) -> Path:
        return folder / path.relative_to(place)

    def prepared(one: Returned) -> Returned:
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
        returned=tuple(map(prepared, done.returned)),
        consolidated=written(done.consolidated),
        public=written(done.public),
    )


def _invented(campaign: Campaign, language: str) -> Campaign:
    """The template in *language*, with contacts as a coordinator writes them, at addresses that nobody can have (RFC 2606)."""

    def written(contact: Contact) -> Contact:
        return replace(contact, email=contact.email.rpartition("@")[0] + "@demonstration.invalid")

    return replace(
        campaign,
        language=language,
        coordinator=written(campaign.coordinator),
        respondents=tuple(replace(one, contacts=tuple(map(written, one.contacts))) for one in campaign.respondents),
    )


def example_replies(campaign: Campaign, versions: Mapping[str, int], now: datetime) -> Iterator[tuple[str, bytes]]:
    """File names and contents of plausible replies: flawless ones, careless ones, a half one; the last one is missing."""
    for reply, respondent in zip(_REPLIES, campaign.respondents, strict=False):
        answers = reply(campaign, respondent, Random(respondent.code))  # noqa: S311  (plausible, the same every time)
        reference = Reference(
            campaign=campaign.code,
            respondent=respondent.code,
            version=versions.get(respondent.code, 1),
        )
        content = write_collection(
            campaign,
            respondent,
            reference,
            language=campaign.language,
            answers=answers,
            created=now,
        )
        yield f"Collecte {campaign.year} {respondent.code} FINAL.xlsx", content
