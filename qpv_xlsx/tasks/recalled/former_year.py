"""A former year, as far as it can still be seen: its own folder, open or closed, or only what this campaign remembers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.folder import holds_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, measures_of
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.following.history import code_in
from qpv_xlsx.domain.following.revising import decisions_in
from qpv_xlsx.domain.merging.ledger import Decision, Ledger
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.recalled.ledgers import ledger_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerYear:
    """*campaign*: as it was then, under the codes of then. *folder*: None: it is not at hand, the history stands for it.

    *is_closed*: nothing is written there any more. *remembered*: decisions that the history stands for.
    """

    campaign: Campaign
    folder: Path | None
    is_closed: bool = False
    remembered: tuple[Decision, ...] = ()

    @property
    def takes_decisions(self) -> bool:
        """Whether what is revised is written in its own register."""
        return self.folder is not None and not self.is_closed


def former_year(campaign: Campaign, folder: Path, year: int, given: Path | None, *, now: datetime) -> FormerYear:
    """The campaign of *year* that *campaign*, in *folder*, follows. *given*: its folder, where the coordinator named it.

    Raises CampaignError for a year that is not before, or a folder of another year.
    """
    if year >= campaign.year:
        raise CampaignError("revise_year", year=str(year), current=str(campaign.year))
    place = given or _beside(campaign, folder, year)
    if place is None:
        return _remembered(campaign, year, now)
    then = load_campaign(place)
    if then.year != year:
        raise CampaignError("revise_other_year", folder=str(place), found=str(then.year), year=str(year))
    with open_register(place) as register:
        is_closed = register.closed() is not None
    history = [past for past in campaign.history if past.year == year and past.is_revised] if is_closed else []
    called = [_as_called_then(past, campaign, then) for past in history]
    return FormerYear(
        campaign=then, folder=place, is_closed=is_closed, remembered=decisions_in(called, "", now) if called else ()
    )


def ledger_then(former: FormerYear, decided: Sequence[Decision], *, now: datetime) -> Ledger:
    """What that year comes to with what was *decided* since."""
    if former.folder is None:
        return merge(former.campaign, (), (*former.remembered, *decided))
    with open_register(former.folder) as register:
        known = ledger_of(former.campaign, register, now)
        if former.takes_decisions:
            return known
        decisions = (*register.decisions(), *former.remembered, *decided)
        return merge(former.campaign, register.returns(), decisions, register.sendings())


def code_then(code: str, former: Sequence[str], known: Sequence[str]) -> str:
    """What is called *code* now, as the former year called it: one of its *former* codes that was *known* there."""
    if code in known:
        return code
    return next((one for one in former if one in known), code)


def _beside(campaign: Campaign, folder: Path, year: int) -> Path | None:
    """The folder beside this one whose campaign is that of *year*. Raises CampaignError where several are."""
    here = folder.resolve()
    found = [place for place in sorted(here.parent.iterdir()) if place != here and _is_of(campaign, place, year)]
    if len(found) > 1:
        raise CampaignError("revise_several", year=str(year), folders=tuple(place.name for place in found))
    return found[0] if found else None


def _is_of(campaign: Campaign, place: Path, year: int) -> bool:
    if not place.is_dir() or not holds_campaign(place):
        return False
    try:
        other = load_campaign(place)
    except (CampaignError, OSError):
        return False
    called = {campaign.code, *campaign.former_codes}
    return other.year == year and bool(called & {other.code, code_in(other, campaign.year)})


def _remembered(campaign: Campaign, year: int, now: datetime) -> FormerYear:
    """The present campaign, turned back to *year*: what its history says of that year counts as decided."""
    history = [past for past in campaign.history if past.year == year]
    then = replace(
        campaign,
        code=code_in(campaign, year),
        year=year,
        deadline=None,
        closing=None,
        history=tuple(past for past in campaign.history if past.year < year),
        former_codes=(*campaign.former_codes, campaign.code),
    )
    return FormerYear(campaign=then, folder=None, remembered=decisions_in(_named(history, then), "", now))


def _named(history: Sequence[PastResult], then: Campaign) -> Iterator[PastResult]:
    """Results with whose they are: those of a measure that one administration of the territory answers are its own."""
    answering: dict[tuple[str, str], list[str]] = {}
    for respondent in then.respondents:
        for measure in measures_of(then, respondent):
            answering.setdefault((respondent.territory, measure.code), []).append(respondent.code)
    for past in history:
        there = answering.get((past.territory, past.measure), [])
        yield replace(past, respondent=there[0]) if past.respondent is None and len(there) == 1 else past


def _as_called_then(past: PastResult, campaign: Campaign, then: Campaign) -> PastResult:
    """*past* under the codes of its year."""
    known = [measure.code for measure in then.catalogue.measures]
    respondents = [one.code for one in then.respondents]
    olds = [one.former_codes for one in campaign.respondents if one.code == past.respondent]
    older = [one.former_codes for one in campaign.catalogue.measures if one.code == past.measure]
    return replace(
        past,
        measure=code_then(past.measure, older[0] if older else (), known),
        respondent=code_then(past.respondent or "", olds[0] if olds else (), respondents) or None,
    )
