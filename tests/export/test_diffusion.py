"""What is published gives no small count of persons away, neither directly nor by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.diffusion import publishable
from qpv_xlsx.domain.publishing.long_table import long_rows
from tests.export.accounts import MIXED, QUARTIERS, campaign, ledger, persons

LIMIT = 11
SECRET = "s"  # noqa: S105  (INSEE's sign)


def published(told: Ledger) -> dict[tuple[str, Field], object]:
    rows = publishable(list(long_rows(campaign(), told)), campaign())
    return {(row.quartier, row.field): row.value if row.value is not None else row.text for row in rows}


def values(told: Ledger) -> dict[str, object]:
    return {quartier: value for (quartier, field), value in published(told).items() if field is Field.VALUE}


CASES: tuple[tuple[str, Ledger, dict[str, object]], ...] = (
    ("large counts are published", persons(60, a=20, b=40), {"": 60, "a": 20, "b": 40}),
    ("zero reveals nobody", persons(40, a=0, b=40), {"": 40, "a": 0, "b": 40}),
    ("the limit itself is published", persons(51, a=11, b=40), {"": 51, "a": 11, "b": 40}),
    ("without a total one is enough", persons(None, a=3, b=40), {"a": SECRET, "b": 40}),
    ("with a total the smallest other one goes too", persons(93, a=3, b=40, c=50), {"": 93, "a": SECRET, "b": SECRET, "c": 50}),
    ("two small ones that hide little take a third", persons(95, a=3, b=2, c=40, d=50), {"": 95, "a": SECRET, "b": SECRET, "c": SECRET, "d": 50}),
    ("two small ones that hide enough stay two", persons(68, a=9, b=9, c=50), {"": 68, "a": SECRET, "b": SECRET, "c": 50}),
    ("zero hides nothing", persons(43, a=3, b=0, c=40), {"": 43, "a": SECRET, "b": 0, "c": SECRET}),
    ("alone, the total goes", persons(3, a=3), {"": SECRET, "a": SECRET}),
    ("with nothing to hide behind, the total goes", persons(14, a=3, b=0), {"": SECRET, "a": SECRET, "b": 0}),
)  # fmt: skip


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_counts_are_masked_as_needed(told: Ledger, expected: dict[str, object]) -> None:
    assert values(told) == expected


@given(st.dictionaries(st.sampled_from(QUARTIERS), st.integers(0, 30), min_size=1))
def test_a_total_gives_no_small_count_back(counts: dict[str, int]) -> None:
    shown = values(persons(sum(counts.values()), **counts))
    assert not any(isinstance(value, int) and 0 < value < LIMIT for value in shown.values())
    hidden = [quartier for quartier in counts if shown[quartier] == SECRET]
    if hidden and shown[""] != SECRET:
        assert len(hidden) > 1
        assert sum(counts[quartier] for quartier in hidden) >= LIMIT


def test_a_small_numerator_takes_its_denominator_along() -> None:
    answers: dict[Question, Value] = {
        Question(measure="EMP-01-a"): 0.04,
        Question(measure="EMP-01-a", field=Field.NUMERATOR): 4,
        Question(measure="EMP-01-a", field=Field.DENOMINATOR): 100,
    }
    assert published(ledger(answers)) == {
        ("", Field.VALUE): 0.04,
        ("", Field.NUMERATOR): SECRET,
        ("", Field.DENOMINATOR): SECRET,
    }


def test_free_words_and_provenance_are_left_out() -> None:
    rows = list(publishable(list(long_rows(campaign(), ledger(MIXED))), campaign()))
    assert {row.field for row in rows} == {Field.VALUE, Field.NUMERATOR, Field.DENOMINATOR, Field.SITUATION}
    assert {(row.file, row.sheet, row.cell) for row in rows} == {("", "", "")}
    assert "EMP-01-c" not in {row.measure for row in rows}
