"""The history of a campaign: codes that nothing bears, revisions without a reason, measures that changed kind."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.campaigns.documents import campaign_problems
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.pasts import former_series, own_past
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from tests.campaigns.samples import document
from tests.campaigns.test_workbook_errors import put, read_after

CREATED = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)
ROLLED = {"year": 2013, "territory": "PARIS", "measure": "EMP-01", "value": 0.16, "kind": "share"}
PAST = {"year": 2014, "territory": "PARIS", "measure": "EMP-01", "value": 0.17}


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        pytest.param({"measure": "EMP-99"}, "/history/1/measure", "campaign_former_measure", id="a code mistyped"),
        pytest.param({"respondent": "X"}, "/history/1/respondent", "campaign_former_respondent", id="nobody's"),
        pytest.param({"measure": "EMP-99", "kind": "count"}, "", "", id="a measure that is asked no more"),
        pytest.param({"revised_on": "2016-01-02"}, "/history/1/revision_reason", "campaign_revision_reason", id="why?"),
    ],
)
def test_a_past_result_that_would_vanish_is_refused_at_its_place(change: Any, place: str, code: str) -> None:
    problems = campaign_problems(document() | {"history": [ROLLED, PAST | change]})
    assert [(problem.place, problem.code) for problem in problems] == ([(place, code)] if code else [])
    for problem in problems:
        assert all(error_sentence(language, code, problem.facts) for language in ("fr", "en"))


def test_it_is_refused_at_its_cell_of_the_workbook() -> None:
    campaign = campaign_from_json(document() | {"history": [ROLLED, PAST]})
    with pytest.raises(CampaignError) as refused:
        read_after(put("Historique", "Mesure", "EMP-10", row=5), write_campaign(campaign, created=CREATED))
    assert [one.place for one in refused.value.problems] == ["Historique!C5"]


def test_a_revision_goes_through_the_workbook() -> None:
    revised = PastResult(
        year=2014,
        territory="PARIS",
        measure="EMP-01",
        respondent="EMP",
        value=0.18,
        kind=Kind.SHARE,
        value_before=0.17,
        revised_on=date(2016, 1, 2),
        revised_by="C. Martin",
        revision_reason="recompte",
    )
    campaign = replace(campaign_from_json(document()), history=(revised,))
    assert read_campaign(write_campaign(campaign, created=CREATED)).history == (revised,)


def test_a_figure_of_another_kind_is_shown_in_its_own_unit_and_is_no_past_of_the_present_one() -> None:
    whole = document() | {"history": [ROLLED, PAST | {"value": 260, "kind": "count"}]}
    campaign = read_campaign(write_campaign(campaign_from_json(whole), created=CREATED))
    assert [past.value for past in campaign.history] == [0.16, 260]
    assert [past.value for past in own_past(campaign, campaign.respondents[0])] == [0.16]
    assert [past.value for past in former_series(campaign)] == [260]
