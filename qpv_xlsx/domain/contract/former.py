"""What things were called before: a code that changed is understood wherever a file, the history or a decision still has it.

Present codes are never changed by it. Where two administrations became one and both have a figure for the same thing,
their figures keep their former codes: nobody can say which of them is the new one's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, respondent_of
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.remembering import remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """Present code by former one, in small letters: people write codes either way."""

    respondents: Mapping[str, str]
    territories: Mapping[str, str]
    measures: Mapping[str, str]
    quartiers: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing ever changed its code."""
        return not (self.respondents or self.territories or self.measures or self.quartiers)


@remembered
def former_codes(campaign: Campaign) -> Former:
    """All the former codes of *campaign*."""
    quartiers = (quartier for territory in campaign.territories for quartier in territory.quartiers)
    return Former(
        respondents=_by_former((one.code, one.former_codes) for one in campaign.respondents),
        territories=_by_former((one.code, one.former_codes) for one in campaign.territories),
        measures=_by_former((one.code, one.former_codes) for one in campaign.catalogue.measures),
        quartiers=_by_former((one.id, one.former_codes) for one in quartiers),
    )


def _by_former(codes: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, str]:
    return {former.casefold(): present for present, olds in codes for former in olds}


def present_code(code: str, present_by_former: Mapping[str, str]) -> str:
    """The code that *code* has become; itself where it did not change."""
    return present_by_former.get(code.casefold(), code)


def present_question(question: Question, former: Former) -> Question:
    """*question* as the campaign would ask it now."""
    return question._replace(
        measure=present_code(question.measure, former.measures),
        quartier=present_code(question.quartier, former.quartiers),
    )


def respondent_called(campaign: Campaign, code: str) -> Respondent | None:
    """The respondent with that code, present or former, case apart; None where there is none."""
    wanted = code.casefold()
    found = (one for one in campaign.respondents if one.code.casefold() == wanted)
    return next(found, None) or respondent_of(campaign, former_codes(campaign).respondents.get(wanted, ""))


def with_present_codes(campaign: Campaign) -> Campaign:
    """*campaign* where everything that names something names it as it is called now."""
    former = former_codes(campaign)
    if former.is_empty:
        return campaign
    return replace(
        campaign,
        catalogue=with_measures(campaign.catalogue, lambda one: _measure(one, former)),
        respondents=tuple(
            replace(one, territory=present_code(one.territory, former.territories)) for one in campaign.respondents
        ),
        waivers=tuple(
            replace(
                one,
                respondent=_or_none(one.respondent, former.respondents),
                measure=_or_none(one.measure, former.measures),
                quartier=_or_none(one.quartier, former.quartiers),
            )
            for one in campaign.waivers
        ),
        choices=tuple(replace(one, measure=present_code(one.measure, former.measures)) for one in campaign.choices),
        revisions=tuple(
            replace(
                one,
                measure=present_code(one.measure, former.measures),
                territory=_or_none(one.territory, former.territories),
            )
            for one in campaign.revisions
        ),
        local_aims=tuple(
            replace(
                one,
                measure=present_code(one.measure, former.measures),
                territory=present_code(one.territory, former.territories),
            )
            for one in campaign.local_aims
        ),
        history=_history(campaign.history, former),
        successions=tuple(
            replace(
                one,
                territory=present_code(one.territory, former.territories),
                quartier=_or_none(one.quartier, former.quartiers),
            )
            for one in campaign.successions
        ),
    )


def _or_none(code: str | None, present_by_former: Mapping[str, str]) -> str | None:
    return None if code is None else present_code(code, present_by_former)


def _measure(measure: Measure, former: Former) -> Measure:
    """Its respondents and quartiers as they are called now, each once."""
    called = dict.fromkeys(present_code(code, former.respondents) for code in measure.respondents)
    places = dict.fromkeys(present_code(code, former.quartiers) for code in measure.quartiers)
    return replace(measure, respondents=tuple(called), quartiers=tuple(places))


def _history(history: tuple[PastResult, ...], former: Former) -> tuple[PastResult, ...]:
    """Former results under present codes; those of two administrations that became one stay apart."""
    places = [
        replace(
            past,
            territory=present_code(past.territory, former.territories),
            measure=present_code(past.measure, former.measures),
            quartier=_or_none(past.quartier, former.quartiers),
        )
        for past in history
    ]
    named = [replace(past, respondent=_or_none(past.respondent, former.respondents)) for past in places]
    times = Counter(map(_identity, named))
    return tuple(past if times[_identity(past)] == 1 else place for past, place in zip(named, places, strict=True))


def _identity(past: PastResult) -> tuple[object, ...]:
    return past.year, past.territory, past.measure, past.respondent, past.quartier
