"""Make the collection workbooks: one file per respondent in ``a_envoyer/``, remembered in the register."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, choose_respondents, measures_of, territory_of
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.contract.several import groups_of, unchosen
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Dispatch
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.watching import Watch, unwatched, watched

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
    chosen = choose_respondents(campaign, only)
    _refuse_unchosen(campaign)
    with open_register(folder, author=author) as register:
        for respondent in watched(chosen, len(chosen), watch):
            yield _generate_one(folder, campaign, respondent, register, now)


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


def _generate_one(
    folder: Path,
    campaign: Campaign,
    respondent: Respondent,
    register: Register,
    now: datetime,
) -> Generated:
    from qpv_xlsx.workbook.collection import write_collection

    asked = fingerprint_of(campaign, respondent)
    version = register.next_version(respondent.code, asked)
    known = [one for one in register.dispatches(respondent.code) if one.version == version]
    created = known[0].created if known else now
    content = write_collection(
        campaign,
        respondent,
        Reference(campaign=campaign.code, respondent=respondent.code, version=version),
        language=campaign.language,
        created=created,
    )
    path = folder / FOLDER / workbook_name(campaign, respondent)
    write_whole(path, content)
    register.record_dispatch(
        Dispatch(
            respondent=respondent.code,
            version=version,
            fingerprint=asked,
            sha256=hashlib.sha256(content).hexdigest(),
            language=campaign.language,
            name=path.name,
            created=created,
        ),
    )
    return Generated(
        respondent=respondent,
        path=path,
        version=version,
        measures=len(measures_of(campaign, respondent)),
    )


def fingerprint_of(campaign: Campaign, respondent: Respondent) -> str:
    """What the respondent is asked, as 64 hexadecimal digits: dates, names and contacts do not count."""
    asked = (
        campaign.code,
        campaign.year,
        measures_of(campaign, respondent),
        territory_of(campaign, respondent).quartiers,
    )
    return hashlib.sha256(repr(asked).encode()).hexdigest()
