"""Codes that the register still speaks of and the campaign no longer knows: renamed, or taken out?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.former import Former, former_codes, present_code, respondent_called
from qpv_xlsx.domain.following.past_left_behind import PastLeftBehind, lost_measures, lost_quartiers
from qpv_xlsx.domain.merging.ledger import Decision


class Coded(StrEnum):
    """What bears a code."""

    RESPONDENT = "respondent"
    QUARTIER = "quartier"
    MEASURE = "measure"
    ASKED_ELSEWHERE = "asked_elsewhere"  # a measure that the administration which answered it is no longer asked


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftBehind:
    """A code that nothing in the campaign has or had, and how much the register holds under it.

    *sent*: workbooks made and messages sent. *results*: figures of former years; *newcomers*: codes that have none,
    one of which it may have become. *respondent*: who answered a measure that is asked elsewhere; empty for the others.
    """

    kind: Coded
    code: str
    respondent: str = ""
    returns: int = 0
    sent: int = 0
    decisions: int = 0
    results: int = 0
    newcomers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesHeld:
    """Codes that the register holds, as they were when it was written; each as often as it occurs.

    *returns*, *sent*: of respondents. *quartiers*, *measures*: of returns read before the campaign lost them. *askings*:
    measures that they answered and their respondent was no longer asked, each with that respondent.
    """

    returns: tuple[str, ...]
    sent: tuple[str, ...]
    quartiers: tuple[str, ...]
    measures: tuple[str, ...]
    askings: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]


def left_behind(campaign: Campaign, held: CodesHeld) -> tuple[LeftBehind, ...]:
    """What can no longer be followed, administrations first. *held.decisions*: those that stand, under present codes."""
    return tuple(_left_behind(campaign, held))


def past_codes_left(campaign: Campaign) -> tuple[LeftBehind, ...]:
    """Measures and quartiers of former years alone: what can be told without a register."""
    return tuple(
        LeftBehind(kind=kind, code=code, results=past.results, newcomers=past.newcomers)
        for kind, lost in ((Coded.QUARTIER, lost_quartiers(campaign)), (Coded.MEASURE, lost_measures(campaign)))
        for code, past in lost.items()
    )


def _left_behind(campaign: Campaign, held: CodesHeld) -> Iterator[LeftBehind]:
    former = former_codes(campaign)
    respondents = {one.code for one in campaign.respondents}
    returns = _lost(held.returns, respondents, former.respondents)
    sent = _lost(held.sent, respondents, former.respondents)
    decided = _lost((one.respondent for one in held.decisions), respondents, former.respondents)
    for code in dict.fromkeys((*returns, *sent, *decided)):
        yield LeftBehind(
            kind=Coded.RESPONDENT, code=code, returns=returns[code], sent=sent[code], decisions=decided[code]
        )
    quartiers = {one.id for territory in campaign.territories for one in territory.quartiers}
    answered = _lost(held.quartiers, quartiers, former.quartiers)
    judged = _lost((one.question.quartier for one in held.decisions), quartiers, former.quartiers)
    yield from _codes_left(Coded.QUARTIER, answered, judged, lost_quartiers(campaign))
    measures = {one.code for one in campaign.catalogue.measures}
    ruled = _lost((one.question.measure for one in held.decisions), measures, former.measures)
    told = _lost(held.measures, measures, former.measures)
    yield from _codes_left(Coded.MEASURE, told, ruled, lost_measures(campaign))
    yield from _asked_elsewhere(campaign, held.askings, former)


def _codes_left(
    kind: Coded, returns: Counter[str], decisions: Counter[str], pasts: Mapping[str, PastLeftBehind]
) -> Iterator[LeftBehind]:
    """One for each code that returns, decisions or former years speak of, with how much of each there is."""
    for code in dict.fromkeys((*returns, *decisions, *pasts)):
        past = pasts.get(code, PastLeftBehind())
        yield LeftBehind(
            kind=kind,
            code=code,
            returns=returns[code],
            decisions=decisions[code],
            results=past.results,
            newcomers=past.newcomers,
        )


def _asked_elsewhere(campaign: Campaign, askings: Iterable[tuple[str, str]], former: Former) -> Iterator[LeftBehind]:
    """Measures that are asked again, or that nobody is asked any more, are told otherwise or not at all."""
    measures = {one.code for one in campaign.catalogue.measures}
    for (old, respondent), returns in Counter(askings).items():
        code = present_code(old, former.measures)
        owner = respondent_called(campaign, respondent)
        if owner is not None and code in measures and not is_asked(campaign, owner, code):
            yield LeftBehind(kind=Coded.ASKED_ELSEWHERE, code=code, respondent=owner.code, returns=returns)


def is_asked(campaign: Campaign, respondent: Respondent, measure: str) -> bool:
    """Whether *respondent* is asked the measure of that code; waived ones are."""
    return any(one.code == measure for one in measures_of(campaign, respondent))


def _lost(codes: Iterable[str], known: Iterable[str], present_by_former: Mapping[str, str]) -> Counter[str]:
    """Those of *codes* that are known neither now nor under a former name, with how often they occur."""
    there = frozenset(known)
    return Counter(code for code in codes if code and present_code(code, present_by_former) not in there)
