"""This year's consolidated results become the history of the next campaign."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Measure, Perimeter
from qpv_xlsx.domain.contract.questions import DENYING, Field, Question, Situation
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.merging.ledger import Account, Ledger, Whole

_CARRIED = frozenset({Field.VALUE, Field.TERRITORY_VALUE, Field.SITUATION, Field.PERIMETER})


Standing = Mapping[tuple[str, str | None, str], str]
"""The code of *Avancement* by territory, administration (None: all of them together) and measure."""

_UNTOLD: Standing = {}


def next_campaign(campaign: Campaign, ledger: Ledger, year: int, standing: Standing = _UNTOLD) -> Campaign:
    """The campaign of *year*: same catalogue, respondents, waivers and choices, with the results of *campaign* as history.

    *standing*: where its measures stand, which the history keeps: a target that is edited next year rewrites nothing.
    Deadline and closing move by as many years, to be confirmed by the coordinator.
    """
    moved = year - campaign.year
    return replace(
        campaign,
        code=code_in(campaign, year),
        title=_titled(campaign.title, campaign.year, year),
        year=year,
        deadline=_moved(campaign.deadline, moved),
        closing=_moved(campaign.closing, moved),
        history=(*_kept(campaign), *(_standing(result, standing) for result in results_of(campaign, ledger))),
    )


def _standing(result: PastResult, standing: Standing) -> PastResult:
    stood = standing.get((result.territory, result.respondent, result.measure))
    return result if result.quartier else replace(result, stood=stood)


def _titled(title: str, former: int, year: int) -> str:
    """« Indicateurs 2015 » becomes « Indicateurs 2016 »; « Contrat de ville 2015-2020 » stays: these are the contract's years."""
    return re.sub(rf"(?<![\d–-]){former}(?![\d–-])", str(year), title)


def results_of(campaign: Campaign, ledger: Ledger) -> tuple[PastResult, ...]:
    """One result per administration, measure and quartier that was answered, and one for those put together.

    A partial sum is nobody's result: only the administrations' own are kept.
    """
    territories = {territory.code: territory for territory in campaign.territories}
    own = (
        replace(result, territory=respondent.territory, respondent=respondent.code)
        for respondent in campaign.respondents
        if (account := ledger.accounts.get(respondent.code)) is not None
        for result in _results_of(account)
    )
    of_all = (
        replace(result, territory=territory, respondent=None)
        for territory in territories
        for result in _of_whole(ledger.wholes.get(whole_code(campaign, territory)))
    )
    asked = campaign.catalogue.measure_by_code
    return tuple(
        replace(_as_asked(result, asked), year=campaign.year, geography=territories[result.territory].geography)
        for result in (*own, *of_all)
    )


def _of_whole(whole: Whole | None) -> Iterator[PastResult]:
    if whole is not None:
        for result in _results_of(whole.account):
            if whole.parts[result.measure].is_sound:
                yield result


def _results_of(account: Account) -> Iterator[PastResult]:
    answered = dict.fromkeys(
        (question.measure, question.quartier)
        for question in (*account.entries, *account.secrecy)
        if question.field in _CARRIED
    )
    for measure, quartier in answered:
        result = _result(account, measure, quartier)
        if result is not None:
            yield result


def _result(account: Account, measure: str, quartier: str) -> PastResult | None:
    """None: only a perimeter was given, of no result. « Définitif » of no figure says nothing of the year.

    « s » is carried along even where the row that says it was not taken: next year publishes these figures too.
    A figure that « nd » or « so » denies is no result: of the two, next year would only see the figure.
    """
    entries = account.entries

    def told(field: Field) -> object:
        entry = entries.get(Question(measure=measure, quartier=quartier, field=field))
        return entry.answer.value if entry else None

    value, whole = told(Field.VALUE), told(Field.TERRITORY_VALUE)
    situation, perimeter = told(Field.SITUATION), told(Field.PERIMETER)
    if Question(measure=measure, quartier=quartier, field=Field.SITUATION) in account.secrecy:
        situation = Situation.SECRET
    if situation in DENYING:
        value = None
    is_given = value is not None or whole is not None
    if not is_given and not (isinstance(situation, Situation) and situation.explains_absence):
        return None
    return PastResult(
        year=0,
        territory="",
        measure=measure,
        quartier=quartier or None,
        value=float(value) if isinstance(value, int | float) else None,
        text=str(value) if isinstance(value, str) else "",
        territory_value=float(whole) if isinstance(whole, int | float) else None,
        situation=situation if isinstance(situation, Situation) else None,
        perimeter=perimeter if isinstance(perimeter, Perimeter) else None,
    )


def _as_asked(result: PastResult, asked: Mapping[str, Measure]) -> PastResult:
    """*result* with the kind of what was asked, and its perimeter where nobody said another: next year may ask otherwise."""
    measure = asked.get(result.measure)
    if measure is None:
        return result
    is_figure = result.value is not None and result.quartier is None
    perimeter = measure.perimeter if is_figure and result.perimeter is None else result.perimeter
    return replace(result, kind=measure.kind, perimeter=perimeter)


def _kept(campaign: Campaign) -> tuple[PastResult, ...]:
    """History of the years before this one: this year's is what was just collected."""
    return tuple(past for past in campaign.history if past.year != campaign.year)


def code_in(campaign: Campaign, year: int) -> str:
    """« paris-2015 » becomes « paris-2016 »; a code without its year gets one."""
    changed = re.sub(rf"(?<!\d){campaign.year}(?!\d)", str(year), campaign.code)
    return changed if changed != campaign.code else f"{campaign.code}-{year}"


def _moved(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    last = calendar.monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
