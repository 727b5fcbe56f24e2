"""The official table of Paris as a Word document: every text as it stands, and no reading that is wrong in silence."""

from functools import cache

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Direction
from qpv_xlsx.tasks.import_ import Orders
from tests.catalogue.documents import official_rows, paris
from tests.tables.opened import of_example
from tests.tables.proof import Verdict, compare, printed

TEXTS = ("strategic_objective", "operational_objective", "national_target", "wording", "baseline_text", "local_target")
KEYS = ("objectif_strategique", "objectif_operationnel", "valeur_cible_nationale", "indicateur", "resultat_2014", "objectif_local_2015_2020")  # fmt: skip


@cache
def proposed() -> Campaign:
    return of_example("paris-2015-2020.docx", Orders(territory="Paris")).campaign


def test_nine_conventions_and_86_indicators_with_the_codes_of_the_template() -> None:
    own, made = proposed().catalogue, paris().catalogue

    assert [one.code for one in own.conventions] == [one.code for one in made.conventions]
    assert [one.name for one in own.conventions] == list(dict.fromkeys(row["convention"] for row in official_rows()))
    assert [one.code for one in own.indicators] == [one.code for one in made.indicators]


def test_every_text_is_the_official_one() -> None:
    for row, indicator in zip(official_rows(), proposed().catalogue.indicators, strict=True):
        assert [getattr(indicator, text) for text in TEXTS] == [row[key] for key in KEYS]


def test_the_years_stand_in_the_headers_and_the_title() -> None:
    catalogue = proposed().catalogue

    assert (catalogue.baseline_year, catalogue.start, catalogue.end) == (2014, 2015, 2020)


def test_nothing_is_confirmed_and_every_convention_has_somebody_to_ask() -> None:
    assert not any(measure.is_confirmed for measure in proposed().catalogue.measures)
    assert {code for one in proposed().respondents for code in one.conventions} == {
        convention.code for convention in proposed().catalogue.conventions
    }
    assert all(not one.contacts for one in proposed().respondents)


def test_proposals_are_right_or_asked_measure_by_measure(capsys: pytest.CaptureFixture[str]) -> None:
    comparisons = tuple(compare(paris(), proposed()))
    with capsys.disabled():
        print(f"\n{printed(comparisons).splitlines()[0]}")  # noqa: T201  (the count is what this test is for)

    assert [one for one in comparisons if one.verdict is Verdict.WRONG] == []
    assert sum(one.verdict is Verdict.RIGHT for one in comparisons) >= 55


def test_a_measure_that_the_template_adds_has_a_question_beside_it() -> None:
    asked = {choice.measure[:6] for choice in proposed().choices}
    missing = {one.code[:6] for one in compare(paris(), proposed()) if one.verdict is Verdict.MISSING}

    assert missing - asked == set()


def test_direction_is_never_up_for_want_of_words() -> None:
    untold = [measure.code for measure in proposed().catalogue.measures if measure.direction is Direction.UNTOLD]
    asked = {choice.measure for choice in proposed().choices if "monte, baisse" in choice.question}

    assert "EDU-04" in untold
    assert {code for code in untold if code in asked} == asked
