"""A decided figure stands alone: without the numerator and the denominator of the one that it replaces."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.merging.decided_figures import without_former_parts
from qpv_xlsx.domain.merging.ledger import Decision, Entry, Resolution
from tests.export.accounts import RECEIVED, ledger

SHARE = "EMP-01-a"
TOP, BOTTOM = (Question(measure=SHARE, field=field) for field in (Field.NUMERATOR, Field.DENOMINATOR))
TOLD: Mapping[Question, Value] = {
    Question(measure=SHARE): 0.15,
    TOP: 15,
    BOTTOM: 100,
    Question(measure=SHARE, field=Field.WOMEN): 7,
    Question(measure="EMP-01-b"): 40,
}


def decided(value: float, *also: Question, days: int = 1) -> dict[Question, Entry]:
    """The answers, once the share was decided, and *also* other questions, so many days after the return."""
    entries = dict(ledger(TOLD).accounts["EMP"].entries)
    for question in (Question(measure=SHARE), *also):
        held = entries[question]
        given = value if question.field is Field.VALUE else held.answer.value
        decision = Decision(
            respondent="EMP",
            question=question,
            verdict=Resolution.SET,
            reason="appel",
            decided=RECEIVED + timedelta(days=days),
            value=given,
        )
        entries[question] = replace(held, decision=decision, answer=held.answer._replace(value=given))
    return entries


@pytest.mark.parametrize(
    ("entries", "left_out"),
    [
        pytest.param(decided(0.17), {TOP, BOTTOM}, id="another figure than theirs"),
        pytest.param(decided(0.1502), set(), id="the figure that they give, rounded"),
        pytest.param(decided(0.17, TOP, BOTTOM), set(), id="decided as well"),
        pytest.param(decided(0.17, BOTTOM), {TOP}, id="one of them decided"),
        pytest.param(decided(0.17, days=-1), set(), id="sent after the decision"),
        pytest.param(dict(ledger(TOLD).accounts["EMP"].entries), set(), id="nothing decided"),
    ],
)
def test_former_parts_are_left_out(entries: dict[Question, Entry], left_out: set[Question]) -> None:
    assert set(entries) - set(without_former_parts(entries, 0.001)) == left_out
