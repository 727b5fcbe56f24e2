"""No share is printed with the digits that give back the numbers of persons it is made of; the others stay as they are."""

from dataclasses import replace
from fractions import Fraction

import pytest

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.targets import AtLeast
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.publishing.diffusion import Diffusion, diffuse
from qpv_xlsx.tasks.consolidating.publishing import standing_in
from tests.export.accounts import ledger
from tests.export.test_figures_withheld import ALL, AMONG, OTHER, PART, SHARE, campaign, of

FEW, MANY = 8 / 183, 9123 / 20417


def printed(made: Diffusion, measure: str, field: Field = Field.VALUE) -> Value:
    (account,) = made.ledger.accounts.values()
    return account.entries[Question(measure=measure, field=field)].answer.value


def own(measure: str, value: float, top: float, bottom: float) -> dict[Question, Value]:
    return of(measure, value) | of(measure, top, Field.NUMERATOR) | of(measure, bottom, Field.DENOMINATOR)


SHOWN = {
    "alone": (of(OTHER, FEW), 0.044),
    "alone, of many": (of(OTHER, MANY), 0.447),
    "as it was typed": (of(OTHER, 0.173), 0.173),
    "beside both its numbers": (own(OTHER, MANY, 9123, 20417), MANY),
    "beside two numbers that are masked": (own(OTHER, 7 / 9, 7, 9), 0.778),
    "beside both measures that it divides": (of(ALL, 20417) | of(AMONG, 9123) | of(SHARE, MANY), MANY),
    "beside one of the two": (of(ALL, 20417) | of(SHARE, MANY), 0.447),
    "of the whole territory": (of(OTHER, 0.2) | of(OTHER, FEW, Field.TERRITORY_VALUE), 0.044),
}


@pytest.mark.parametrize(("told", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_share_is_printed_as_far_as_its_numbers_are(told: dict[Question, Value], shown: float) -> None:
    measure = OTHER if Question(measure=OTHER) in told else SHARE
    field = Field.TERRITORY_VALUE if Question(measure=measure, field=Field.TERRITORY_VALUE) in told else Field.VALUE
    assert printed(diffuse(campaign(PART), ledger(told)), measure, field) == shown


def test_the_past_is_no_more_precise_than_its_year_was() -> None:
    """Numerators are not kept in the history: what was rounded for them last year was printed in full the next."""
    asked = campaign(PART)
    (place,) = asked.territories
    years = {2012: (MANY, 20417.0, 9123.0), 2013: (MANY, 20417.0, None), 2014: (FEW, None, None)}
    told = [
        PastResult(year=year, territory=place.code, measure=measure, respondent="EMP", value=value)
        for year, values in years.items()
        for measure, value in zip((SHARE, ALL, AMONG), values, strict=True)
        if value is not None
    ]
    made = diffuse(replace(asked, history=tuple(told)), ledger({}))
    assert {past.year: past.value for past in made.campaign.history if past.measure == SHARE} == {
        2012: MANY,
        2013: 0.447,
        2014: 0.044,
    }
    assert Fraction(FEW).limit_denominator(1000) == Fraction(8, 183), "what the digits would have told"


@pytest.mark.parametrize(("value", "shown"), [(8 / 1830, 0.00437), (183 / 8, 22.875), (MANY, 0.447), (0.0, 0.0)])
def test_a_small_ratio_keeps_three_figures(value: float, shown: float) -> None:
    asked = campaign(kind="ratio", unit="")
    assert printed(diffuse(asked, ledger(of(ALL, value))), ALL) == shown


def test_a_share_of_other_things_keeps_its_digits() -> None:
    asked = campaign()
    (convention,) = asked.catalogue.conventions[:1]
    (indicator,) = convention.indicators
    bare = tuple(replace(measure, counts_persons=False) for measure in indicator.measures)
    convention = replace(convention, indicators=(replace(indicator, measures=bare),))
    asked = replace(asked, catalogue=replace(asked.catalogue, conventions=(convention,)))
    assert printed(diffuse(asked, ledger(of(OTHER, FEW))), OTHER) == FEW


@pytest.mark.parametrize(
    ("value", "shown"), [(0.1996, 0.199), (0.2004, 0.2), (0.2, 0.2), (0.19951, 0.199), (0.33349, 0.333)]
)
def test_rounding_changes_no_status(value: float, shown: float) -> None:
    """Of a measure that ought to attain 20 %."""
    asked = campaign()
    target = AtLeast(value=0.2, year=asked.year)
    (convention,) = asked.catalogue.conventions[:1]
    (indicator,) = convention.indicators
    aimed = tuple(replace(one, target=target) for one in indicator.measures)
    convention = replace(convention, indicators=(replace(indicator, measures=aimed),))
    asked = replace(asked, catalogue=replace(asked.catalogue, conventions=(convention,)))
    told = ledger(of(OTHER, value))
    made = diffuse(asked, told, (), standing_in(asked))
    assert printed(made, OTHER) == shown
    wanted = Attainment.REACHED if value >= 0.2 else Attainment.MISSED
    before, after = assess(asked, told), assess(made.campaign, made.ledger)
    assert after.rows["EMP", OTHER].attainment is before.rows["EMP", OTHER].attainment is wanted
