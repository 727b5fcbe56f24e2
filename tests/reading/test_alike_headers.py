"""Headers that two columns share: each answer stays in its own column."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import known
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.returned.answers import Origin, Submission
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.returns import read_book
from tests.paris import paris, respondent
from tests.reading.filled import opened, values

MEASURE = "EMP-07-e"  # a count, asked by quartier
LAYOUT_CODES = {"S01", "S02", "S05", "S06", "S08", "S12"}


def with_quartiers(*names: str) -> Campaign:
    quartiers = tuple(Quartier(id=f"q{rank}", name=name) for rank, name in enumerate(names))
    return replace(paris(), territories=(replace(paris().territories[0], quartiers=quartiers),))


def returned(campaign: Campaign, answers: Mapping[Question, Value]) -> Submission:
    reference = Reference(campaign=campaign.code, respondent="EMP", version=1)
    content = write_collection(
        campaign, respondent("EMP"), reference, answers=answers, created=datetime(2015, 9, 1, tzinfo=UTC)
    )
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="unknown")
    return read_book(opened(content), (), origin, campaign, Expectations())


def structure(submission: Submission) -> set[str]:
    return {found.code.value for found in submission.findings} & LAYOUT_CODES


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Évangile", "EVANGILE"), id="two quartiers that differ by case and accent"),
        pytest.param(("Total", "Belleville"), id="a quartier named as the column of totals"),
        pytest.param(("Code", "Mesure", "Clé", "Total"), id="quartiers named as every other column"),
    ],
)
def test_quartiers_with_the_header_of_another_column_keep_their_answers(names: tuple[str, ...]) -> None:
    campaign = with_quartiers(*names)
    answers: dict[Question, Value] = {
        Question(measure=MEASURE, quartier=f"q{rank}"): 10 + rank for rank in range(len(names))
    }

    submission = returned(campaign, answers)

    assert values(submission) == answers
    assert not structure(submission)


def test_a_campaign_of_the_baseline_year_does_not_read_former_results_as_answers() -> None:
    campaign = replace(paris(), year=known(paris().catalogue.baseline_year), code="paris-2014")
    answers: dict[Question, Value] = {Question(measure="EMP-02"): 0.12}

    submission = returned(campaign, answers)

    assert values(submission) == answers
    assert not structure(submission)


def test_without_any_quartier_no_sheet_is_missing() -> None:
    submission = returned(with_quartiers(), {Question(measure=MEASURE): 12})

    assert not structure(submission)
