"""Decimals: as few as people read, and as many as tell a figure from what it is judged against."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

import pytest
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.messages.numbers import day, locale_of, moment, number, percent, seen_figure, whole_percent
from qpv_xlsx.messages.telling import rate_decimals, rounded, telling_decimals

CASES: dict[str, tuple[Kind, float, Sequence[float | None], int | None]] = {
    "a share that rounds to its target": (Kind.SHARE, 0.2996, (0.3,), 2),
    "nearer still": (Kind.SHARE, 0.29996, (0.3,), 3),
    "seen apart as usual": (Kind.SHARE, 0.2994, (0.3,), None),
    "at its target": (Kind.SHARE, 0.1 + 0.2, (0.3,), None),
    "without a target": (Kind.SHARE, 0.2996, (None,), None),
    "points": (Kind.GAP, 0.0796, (0.08,), 2),
    "a target that is no whole number": (Kind.COUNT, 49, (49.4,), 1),
    "a start that is a yearly mean, away from the figure": (Kind.COUNT, 20, (9.5, 30), 1),
    "a goal worked out from a rate": (Kind.COUNT, 4700, (4674.514,), None),
    "euros and cents": (Kind.AMOUNT, 999_999.6, (1_000_000,), 1),
    "hours": (Kind.QUANTITY, 4.496, (4.5,), 3),
    "one for so many": (Kind.RATIO, 1 / 3500, (1 / 3501,), 7),
    "a ratio about one": (Kind.RATIO, 0.996, (1.0,), 3),
    "the start, which it did not keep": (Kind.SHARE, 0.2796, (0.3, 0.28), 2),
}


@pytest.mark.parametrize(("kind", "value", "marks", "expected"), CASES.values(), ids=list(CASES))
def test_no_figure_looks_like_what_it_is_not(
    kind: Kind, value: float, marks: Sequence[float | None], expected: int | None
) -> None:
    assert telling_decimals(kind, (value, None, "fait"), marks) == expected


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind.is_number])
def test_figures_that_differ_are_written_differently(kind: Kind) -> None:
    chance = random.Random(kind.value)
    for _ in range(400):
        target = round(chance.choice((0.3, 1.0, 50.0, 1e6)) * chance.random(), 4) + 0.0001
        value = target + chance.choice((-1, 1)) * 10.0 ** -chance.randint(1, 6) * max(1.0, target)
        decimals = telling_decimals(kind, (value,), (target,))
        assert seen_figure(value, kind, "fr", decimals) != seen_figure(target, kind, "fr", decimals)


def test_a_rate_is_not_shown_as_the_bound_it_misses() -> None:
    assert rate_decimals(0.946, (0.95, 0.60, 0.0)) == 1
    assert rate_decimals(0.95, (0.95, 0.60, 0.0)) is None
    assert rate_decimals(0.70, (0.95, 0.60, 0.0)) is None
    assert rate_decimals(-0.003, (0.95, 0.60, 0.0)) == 1
    assert rate_decimals(None, (0.95,)) is None


def test_only_the_whole_is_a_hundred_per_cent() -> None:
    assert [whole_percent(part) for part in (0, 0.004, 0.994, 199 / 200, 1999 / 2000, 1, 1.2)] == [
        0,
        0,
        99,
        99,
        99,
        100,
        120,
    ]


def test_halves_go_up_as_in_a_spreadsheet() -> None:
    assert [float(rounded(value, 3)) for value in (0.1725, 3 * 0.0115, 0.4445, -0.0005)] == [
        0.173,
        0.035,
        0.445,
        -0.001,
    ]
    assert number(2.5, "fr", 0) == "3"
    assert number(-0.0001, "fr") == "0"
    assert percent(0.17245, "fr") == "17,25\u00a0%"


@pytest.mark.parametrize(("value", "said"), [(9.5, "9,5"), (9.25, "9,25"), (10, "10"), (4674.514, "4\u202f675")])
def test_a_count_that_was_written_with_decimals_keeps_them(value: float, said: str) -> None:
    assert seen_figure(value, Kind.COUNT, "fr") == said


@pytest.mark.parametrize("language", ["fr", "en"])
@given(count=st.integers(-1500, 1500), said=st.datetimes())
def test_what_is_written_without_babel_is_written_as_babel_does(language: str, count: int, said: datetime) -> None:
    locale = locale_of(language)

    assert number(count, language) == format_decimal(count, format="#,##0.###", locale=locale)
    assert day(said, language) == format_date(said, format="dd/MM/yyyy", locale=locale)
    assert day(said.date(), language) == format_date(said, format="dd/MM/yyyy", locale=locale)
    assert moment(said, language) == format_datetime(said, format="dd/MM/yyyy HH:mm", locale=locale)
    abroad = said.replace(tzinfo=timezone(timedelta(hours=-7)))
    assert moment(abroad, language) == format_datetime(abroad, format="dd/MM/yyyy HH:mm", locale=locale)
