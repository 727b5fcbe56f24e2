"""Make the collection workbooks: one file per respondent in ``a_envoyer/``, remembered in the register."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.editions import keep_edition
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, choose_respondents, measures_of, territory_of
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.contract.several import groups_of, unchosen
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Dispatch
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.running.carrying_campaigns import CarriedCampaign, carried, joined
from qpv_xlsx.tasks.running.spreading import spread
from qpv_xlsx.tasks.running.watching import Watch, unwatched, watched

FOLDER = "a_envoyer"
_NAMED = 8  # measures that a sentence can hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """One workbook made. *measures*: how many the respondent is asked."""

    respondent: Respondent
    path: Path
    version: int
    measures: int


def generate(
    folder: Path, *, only: Sequence[str], author: str = "", now: datetime, watch: Watch = unwatched
) -> Iterator[Generated]:
    """Write the workbooks of the campaign in *folder*, one after the other. *only*: respondents' codes; none: all.

    What is asked again unchanged keeps its version, and its bytes. Raises CampaignError for a code that is nobody's, and
    for a measure of several administrations as long as nobody has said how their answers make one result.
    """
    campaign = load_campaign(folder)
    if not campaign.respondents or next(campaign.catalogue.measures, None) is None:
        raise CampaignError("generate_empty", folder=str(folder))
    chosen = choose_respondents(campaign, only)
    _refuse_unchosen(campaign)
    keep_edition(folder, campaign, now)
    with open_register(folder, author=author) as register:
        packed = carried(campaign)
        jobs = _jobs(campaign, packed, chosen, register, now)
        contents = spread(partial(_write, packed.common), jobs, len(chosen))
        for job, content in watched(zip(jobs, contents, strict=True), len(chosen), watch):
            yield _keep(folder, campaign, job, content, register)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """What one workbook is made from, wherever it is made. *part*: of the campaign, packed. *asked*: what is asked, in 64 digits."""

    part: bytes
    respondent: Respondent
    version: int
    asked: str
    created: datetime


def _jobs(
    campaign: Campaign, packed: CarriedCampaign, chosen: Sequence[Respondent], register: Register, now: datetime
) -> list[_Job]:
    made: defaultdict[str, list[Dispatch]] = defaultdict(list)
    for dispatch in register.dispatches():
        made[dispatch.respondent].append(dispatch)
    jobs = []
    for respondent in chosen:
        asked = fingerprint_of(campaign, respondent)
        version = version_of(made[respondent.code], asked)
        known = [one for one in made[respondent.code] if one.version == version]
        created = known[0].created if known else now
        part = packed.carried_to(respondent.code)
        jobs.append(_Job(part=part, respondent=respondent, version=version, asked=asked, created=created))
    return jobs


def _write(common: bytes, job: _Job) -> bytes:
    """Anywhere: opens nothing but the program's own words."""
    from qpv_xlsx.workbook.collection import write_collection

    campaign = joined(common, job.part)
    return write_collection(
        campaign,
        job.respondent,
        Reference(campaign=campaign.code, respondent=job.respondent.code, version=job.version),
        language=campaign.language,
        created=job.created,
    )


def _keep(folder: Path, campaign: Campaign, job: _Job, content: bytes, register: Register) -> Generated:
    path = folder / FOLDER / workbook_name(campaign, job.respondent)
    write_whole(path, content)
    register.record_dispatch(
        Dispatch(
            respondent=job.respondent.code,
            version=job.version,
            fingerprint=job.asked,
            sha256=hashlib.sha256(content).hexdigest(),
            language=campaign.language,
            name=path.name,
            created=job.created,
        ),
    )
    return Generated(
        respondent=job.respondent,
        path=path,
        version=job.version,
        measures=len(measures_of(campaign, job.respondent)),
    )


def workbook_name(campaign: Campaign, respondent: Respondent) -> str:
    """« paris-2015_EMP.xlsx »: made of codes only."""
    return f"{campaign.code}_{respondent.code}.xlsx"


def _refuse_unchosen(campaign: Campaign) -> None:
    open_ones = unchosen(groups_of(campaign))
    if open_ones:
        named = (
            f"{group.measure.code} ({', '.join(one.code for one in group.respondents)})" for group in open_ones[:_NAMED]
        )
        more = ("…",) if len(open_ones) > _NAMED else ()
        raise CampaignError("combination_unchosen", count=len(open_ones), measures=(*named, *more))


def fingerprint_of(campaign: Campaign, respondent: Respondent) -> str:
    """What the respondent is asked, as 64 hexadecimal digits: dates, names and contacts do not count."""
    asked = (
        campaign.code,
        campaign.year,
        measures_of(campaign, respondent),
        territory_of(campaign, respondent).quartiers,
    )
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def version_of(made: Iterable[Dispatch], fingerprint: str) -> int:
    """The version of what *fingerprint* stands for, after those workbooks of one respondent that were *made*."""
    known = {dispatch.fingerprint: dispatch.version for dispatch in made}
    return known.get(fingerprint) or max(known.values(), default=0) + 1
