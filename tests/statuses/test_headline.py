"""The headline, on random campaigns: hiding a bad result never raises it, and a reserve is counted apart."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign, Choice
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reason
from qpv_xlsx.domain.judging.indicators import RANKING, assess_indicators
from qpv_xlsx.domain.judging.rankings import most_improved, points_of_attention
from qpv_xlsx.domain.judging.tallies import (
    Headline,
    IndicatorTally,
    Tally,
    headline,
    indicator_tally,
    tallies_by_convention,
    tally,
)
from qpv_xlsx.domain.merging.ledger import Entry, Ledger
from tests.master.random_course import random_campaign
from tests.paris import with_measure

Case = tuple[Campaign, Ledger]
SEEDS = range(12)


def headlines(campaign: Campaign, ledger: Ledger) -> tuple[Headline, Headline]:
    """Of indicators, then of measures."""
    found = assess(campaign, ledger)
    of_indicators = indicator_tally(assess_indicators(campaign.catalogue, found).values()).headline
    return of_indicators, tally(found.rows.values()).headline


def bad_results(found: Assessment) -> list[MeasureAssessment]:
    """Results that are known, judged, and not attained."""
    known = (row for row in found.rows.values() if row.is_known and row.attainment.is_verdict)
    return [row for row in known if row.attainment is not Attainment.REACHED]


def with_entries(ledger: Ledger, change: Callable[[dict[Question, Entry]], None]) -> Ledger:
    account = ledger.accounts["R"]
    entries = dict(account.entries)
    change(entries)
    return replace(ledger, accounts={"R": replace(account, entries=entries)})


def withdrawn(campaign: Campaign, ledger: Ledger, code: str) -> Case:
    def change(entries: dict[Question, Entry]) -> None:
        entries.pop(Question(measure=code), None)

    return campaign, with_entries(ledger, change)


def said(field: Field, value: Situation | Perimeter) -> Callable[[Campaign, Ledger, str], Case]:
    def hide(campaign: Campaign, ledger: Ledger, code: str) -> Case:
        question = Question(measure=code, field=field)

        def change(entries: dict[Question, Entry]) -> None:
            entry = entries[Question(measure=code)]
            answer = entry.answer._replace(question=question, value=value, raw=value)
            entries[question] = replace(entry, answer=answer)

        return campaign, with_entries(ledger, change)

    return hide


def unavailable(campaign: Campaign, ledger: Ledger, code: str) -> Case:
    return withdrawn(*said(Field.SITUATION, Situation.UNAVAILABLE)(campaign, ledger, code), code)


def not_applicable(campaign: Campaign, ledger: Ledger, code: str) -> Case:
    return withdrawn(*said(Field.SITUATION, Situation.NOT_APPLICABLE)(campaign, ledger, code), code)


def without_start(campaign: Campaign, ledger: Ledger, code: str) -> Case:
    bare = with_measure(campaign, code, baseline=replace(campaign.catalogue.measure_by_code[code].baseline, value=None))
    return bare, ledger


def with_unwritten_start(campaign: Campaign, ledger: Ledger, code: str) -> Case:
    bare = with_measure(
        campaign, code, baseline=replace(campaign.catalogue.measure_by_code[code].baseline, perimeter=None)
    )
    return bare, ledger


HIDING: Mapping[str, Callable[[Campaign, Ledger, str], Case]] = {
    "on another perimeter": said(Field.PERIMETER, Perimeter.LIVED),
    "on another geography": said(Field.PERIMETER, Perimeter.QPV_2024),
    "no start": without_start,
    "a start on no written perimeter": with_unwritten_start,
}
WITHHOLDING: Mapping[str, Callable[[Campaign, Ledger, str], Case]] = {
    "left blank": withdrawn,
    "not available": unavailable,
    "not applicable": not_applicable,
}
ALL_WITHHOLDING = {**WITHHOLDING, **{name: hide for name, hide in HIDING.items() if name.startswith("on another")}}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("hide", HIDING.values(), ids=HIDING)
def test_a_bad_result_that_is_made_impossible_to_judge_still_counts(
    hide: Callable[[Campaign, Ledger, str], Case], seed: int
) -> None:
    campaign, ledger = random_campaign(seed, count=80)
    before = headlines(campaign, ledger)
    bad = bad_results(assess(campaign, ledger))
    for row in random.Random(seed).sample(bad, min(6, len(bad))):
        for then, now in zip(before, headlines(*hide(campaign, ledger, row.measure)), strict=True):
            assert now.known == then.known
            assert now.targets == then.targets
            assert now.reached <= then.reached


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("withhold", WITHHOLDING.values(), ids=WITHHOLDING)
def test_a_bad_result_that_is_withheld_is_missed_and_raises_nothing(
    withhold: Callable[[Campaign, Ledger, str], Case], seed: int
) -> None:
    """Nobody can count what nobody knows: *known* says that it is not, and the part of all targets does not rise."""
    campaign, ledger = random_campaign(seed, count=80)
    before = headlines(campaign, ledger)
    bad = bad_results(assess(campaign, ledger))
    for row in random.Random(seed).sample(bad, min(6, len(bad))):
        indicators, measures = headlines(*withhold(campaign, ledger, row.measure))
        assert measures.known == before[1].known - 1
        for then, now in zip(before, (indicators, measures), strict=True):
            assert now.targets == then.targets
            assert now.reached <= then.reached
            assert (now.assured or 0) <= (then.assured or 0)


FROM_BEST = (*RANKING, Attainment.NOT_ASSESSABLE)
GOOD_NEWS = (Attainment.REACHED, Attainment.ON_TRACK)


def counted_among(tally: Tally | IndicatorTally, statuses: Iterable[Attainment]) -> int:
    return sum(tally.attainment[status] for status in statuses)


def good_news(tally: IndicatorTally) -> int:
    return counted_among(tally, GOOD_NEWS)


def in_three_conventions(campaign: Campaign) -> Campaign:
    [whole] = campaign.catalogue.conventions
    conventions = tuple(
        replace(whole, code=code, indicators=whole.indicators[rank::3]) for rank, code in enumerate(("A", "B", "C"))
    )
    [respondent] = campaign.respondents
    return replace(
        campaign,
        catalogue=replace(campaign.catalogue, conventions=conventions),
        respondents=(replace(respondent, conventions=("A", "B", "C")),),
    )


def improving(campaign: Campaign, found: Assessment) -> dict[str, float]:
    return {one.row.measure: one.change for one in most_improved(campaign, found, count=len(found.rows))}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("withhold", ALL_WITHHOLDING.values(), ids=ALL_WITHHOLDING)
def test_a_bad_result_that_is_withheld_raises_no_indicator_no_convention_and_no_ranking(
    withhold: Callable[[Campaign, Ledger, str], Case], seed: int
) -> None:
    """No indicator looks better than « Pas encore atteint » for it, and none that was behind is left out of those behind."""
    campaign, ledger = random_campaign(seed, count=80)
    campaign = in_three_conventions(campaign)
    catalogue, before = campaign.catalogue, assess(campaign, ledger)
    stood, counted = assess_indicators(catalogue, before), [*tallies_by_convention(catalogue, before)]
    bad = bad_results(before)
    for row in random.Random(seed).sample(bad, min(6, len(bad))):
        hidden_in, left = withhold(campaign, ledger, row.measure)
        after = assess(hidden_in, left)
        for key, stands in assess_indicators(catalogue, after).items():
            fell = FROM_BEST.index(stands.attainment) >= FROM_BEST.index(stood[key].attainment)
            assert fell or (stands.attainment not in GOOD_NEWS and stands.reason is Reason.PARTIAL), key
        for then, now in zip(counted, tallies_by_convention(catalogue, after), strict=True):
            assert good_news(now.indicators) <= good_news(then.indicators)
            for worst in range(len(RANKING)):
                best = RANKING[: worst + 1]
                assert counted_among(now.measures, best) <= counted_among(then.measures, best)
            for was, one in ((then.indicators, now.indicators), (then.measures, now.measures)):
                assert (one.headline.assured or 0) <= (was.headline.assured or 0)
        assert improving(campaign, after).items() <= improving(campaign, before).items()
        others = {one.measure for one in points_of_attention(before)} - {row.measure}
        assert others == {one.measure for one in points_of_attention(after)} - {row.measure}


@pytest.mark.parametrize("seed", SEEDS)
def test_headline_counts_targets_whose_result_is_known(seed: int) -> None:
    campaign, ledger = random_campaign(seed, count=80)
    rows = [row for row in assess(campaign, ledger).rows.values() if not row.is_waived]
    found = headline(rows)
    judged = [row for row in rows if row.attainment.is_verdict]
    assert found.reached == sum(row.attainment is Attainment.REACHED for row in rows)
    assert len(judged) <= found.known <= found.targets <= len(rows)


def test_what_rests_on_an_open_question_is_counted_apart_until_it_is_settled() -> None:
    campaign, ledger = random_campaign(3, count=80)
    plain = replace(campaign, choices=())
    reached = next(
        row for row in assess(plain, ledger).rows.values() if row.attainment is Attainment.REACHED and not row.is_waived
    )
    choice = Choice(measure=reached.measure, question="Cumul, ou chaque année ?")
    assert tally(assess(plain, ledger).rows.values()).headline.reserved == 0
    doubted = assess(replace(campaign, choices=(choice,)), ledger)
    assert doubted.rows["R", reached.measure].questions == (choice.question,)
    assert tally(doubted.rows.values()).headline.reserved == 1
    settled = assess(replace(campaign, choices=(replace(choice, decision="Cumul."),)), ledger)
    assert tally(settled.rows.values()).headline.reserved == 0


def test_indicators_are_judged_once_for_an_assessment_and_anew_for_another() -> None:
    """Whoever asks for the same one is given the same; two that are equal are not taken for each other, nor two catalogues."""
    campaign, ledger = random_campaign(3, count=80)
    first, second = assess(campaign, ledger), assess(campaign, ledger)
    found = assess_indicators(campaign.catalogue, first)
    assert assess_indicators(campaign.catalogue, first) is found
    assert assess_indicators(campaign.catalogue, second) == found
    (code, *_) = second.rows
    waived = replace(second, rows={**second.rows, code: replace(second.rows[code], is_waived=True)})
    assert assess_indicators(campaign.catalogue, waived) != found
    assert assess_indicators(campaign.catalogue, first) == found
