"""Several administrations answer one measure, and one is called otherwise: its past is refused, not lost."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from qpv_xlsx.campaigns.documents import campaign_problems, campaign_to_json
from qpv_xlsx.campaigns.encoding import restored
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent
from qpv_xlsx.domain.contract.measures import Combination, Kind
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from tests.departement import departement, indicator, places

CREATED = datetime(2025, 1, 6, 9, tzinfo=UTC)


def campaign(codes: tuple[str, ...], pasts: tuple[tuple[str, int], ...], **former: tuple[str, ...]) -> Campaign:
    people = tuple(
        Respondent(
            code=code, name=code, territory="REDON", conventions=("EMP",), former_codes=former.get(code.lower(), ())
        )
        for code in codes
    )
    made = departement({"EMP": (indicator(places(combination=Combination.SUM)),)}, people, ("REDON",))
    history = tuple(
        PastResult(year=year, territory="REDON", measure="EMP-01", respondent=code, value=12, kind=Kind.COUNT)
        for code, year in pasts
    )
    return replace(made, year=2026, history=history)


BOTH = (("DDETS", 2025), ("CAF", 2025))
CASES: tuple[tuple[str, Campaign, bool], ...] = (
    ("recoded, and nobody said so", campaign(("DREETS", "CAF"), BOTH), True),
    ("recoded, and said", campaign(("DREETS", "CAF"), BOTH, dreets=("DDETS",)), False),
    ("gone, and nobody came", campaign(("CAF", "DRAC"), (*BOTH, ("DRAC", 2025))), False),
    ("alone: it finds the territory's", campaign(("DREETS",), (("DDETS", 2025),)), False),
    ("long ago", campaign(("DREETS", "CAF"), (("DDETS", 2024), ("CAF", 2025))), False),
)


@pytest.mark.parametrize(("made", "is_refused"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_past_that_would_be_shown_to_nobody_is_refused(made: Campaign, is_refused: bool) -> None:  # noqa: FBT001  (a case)
    problems = campaign_problems(campaign_to_json(made))
    expected = [("/history/0/respondent", "campaign_lost_past")] if is_refused else []
    assert [(one.place, one.code) for one in problems] == expected
    for one in problems:
        assert all("DREETS" in error_sentence(language, one.code, one.facts) for language in ("fr", "en"))


def test_it_is_told_at_its_cell() -> None:
    document: Any = campaign_to_json(CASES[0][1])
    document.pop("schema")
    with pytest.raises(CampaignError) as refused:
        read_campaign(write_campaign(restored(Campaign, document), created=CREATED))
    (problem,) = refused.value.problems
    assert problem.place.startswith("Historique!")
