"""An English target is read as the French one that says the same; a French wording is never taken for English."""

import pytest

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    AtMost,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    ReduceGapBy,
    Target,
    Undefined,
)
from qpv_xlsx.domain.proposing.in_english import is_english
from qpv_xlsx.domain.proposing.proposal import propose
from qpv_xlsx.domain.proposing.row_context import ColumnRole, RowContext

AS_TARGET = RowContext(role=ColumnRole.TARGET)


@pytest.mark.parametrize(
    ("wording", "target"),
    [
        ("At least 45 % of participants are women", AtLeast(value=0.45)),
        ("At least 70 % of tenants satisfied by 2028", AtLeast(value=0.7, year=2028)),
        ("No more than 5 % vacancy", AtMost(value=0.05)),
        ("Keep unemployment below 12 %", AtMost(value=0.12)),
        ("Fewer than 10 days", AtMost(value=10)),
        ("Response within 10 days", AtMost(value=10)),
        ("Increase from 12 to 20 mediators", AtLeast(value=20)),
        ("from 45 to 20 days", AtMost(value=20)),
        ("Reduce by 15% by 2030", ChangeBy(amount=-0.15, year=2030)),
        ("Cut burglaries by 20 % compared with 2022", ChangeBy(amount=-0.2)),
        ("Raise satisfaction by 5 points", ChangeBy(amount=0.05, is_absolute=True)),
        ("20 additional places", ChangeBy(amount=20, is_absolute=True)),
        ("Halve the number of complaints by 2028", ChangeBy(amount=-0.5, year=2028)),
        ("Triple the number of jobs", MultiplyBy(factor=3)),
        ("Close the gap with the city average by half", ReduceGapBy(fraction=0.5)),
        ("1,500 homes renovated by the end of 2027", AtLeast(value=1500, year=2027)),
        ("€1.2m over the period", AtLeast(value=1_200_000)),
        ("€250,000 in 2027", AtLeast(value=250_000, year=2027)),
        ("Two thirds of pupils", AtLeast(value=2 / 3)),
        ("No fewer than 30 workshops a year", PerYear(value=30)),
        ("Maintain the number of mediators", Maintain()),
        ("Charter signed by December 2026", Done(year=2026)),
        ("To be defined", Undefined()),
    ],
)
def test_it_is_read(wording: str, target: Target) -> None:
    found = propose(wording, context=AS_TARGET)[0].target
    assert type(found) is type(target)
    for name in ("value", "amount", "factor", "fraction", "year", "is_absolute"):
        assert getattr(found, name, None) == pytest.approx(getattr(target, name, None))


def test_pounds_are_no_euros() -> None:
    found = propose("£1.2m over the period", context=AS_TARGET)[0]
    assert found.doubts
    assert not (found.kind is Kind.AMOUNT and found.target == AtLeast(value=1_200_000))


@pytest.mark.parametrize(
    "wording",
    [
        "Doubler le nombre de places",
        "maintien de l’existant",
        "30 % minimum",
        "+ 10 points d’ici 2028",
        "Atteindre 60 % en 2027",
        "12 actions",
        "Signature de la convention",
        "1,500 km",
    ],
)
def test_french_and_figures_alone_are_not_taken_for_english(wording: str) -> None:
    assert not is_english(wording)
