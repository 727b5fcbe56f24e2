"""A target's or a start's cell as the row means it: its unit, its scale, its year, and what stays open."""

import pytest

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import AtLeast, AtMost, ChangeBy, Done, Qualitative, Target, Undefined
from qpv_xlsx.domain.official.asking import Ask
from qpv_xlsx.domain.official.cell_readings import Around, baselines_in, targets_in


def around(kind: Kind | None, indicator: str = "Nombre de places", unit: str = "", year: int | None = None) -> Around:
    return Around(kind=kind, indicator=indicator, unit=unit, year=year, places=())


RATE = around(Kind.SHARE, "Taux de réussite")
PERCENT = around(Kind.SHARE, "Taux de réussite", "%")
PLACES = around(Kind.COUNT)


@pytest.mark.parametrize(
    ("text", "row", "target", "asks"),
    [
        ("17,3", PERCENT, AtLeast(value=0.173), ()),
        ("17,3", around(Kind.SHARE, "% de réussite"), AtLeast(value=0.173), ()),
        ("17,3", RATE, AtLeast(value=0.173), (Ask.TARGET_SCALE,)),
        ("100", RATE, AtLeast(value=1.0), (Ask.TARGET_SCALE,)),
        ("101", RATE, Undefined(), (Ask.TARGET_SCALE,)),
        ("1", PERCENT, Undefined(), (Ask.TARGET_SCALE,)),
        ("0,52", PERCENT, Undefined(), (Ask.TARGET_SCALE,)),
        ("20 places", RATE, Undefined(), (Ask.TARGET_QUANTITY,)),
        ("20 %", PLACES, Undefined(), (Ask.TARGET_QUANTITY,)),
        ("12", around(Kind.AMOUNT, "Montant", "k€"), AtLeast(value=12_000.0), ()),
        ("12", around(Kind.AMOUNT, "Montant", "€"), AtLeast(value=12.0), ()),
        ("12", around(Kind.AMOUNT, "Montant"), AtLeast(value=12.0), (Ask.TARGET_SCALE,)),
        ("2", around(Kind.RATIO, "Places par enfant"), AtLeast(value=2.0), ()),
        ("2,5", around(Kind.COUNT, "Postes", "ETP"), AtLeast(value=2.5), ()),
        ("2,5", PLACES, AtLeast(value=2.5), (Ask.TARGET_DOUBT,)),
        ("2,5", around(None), AtLeast(value=2.5), (Ask.TARGET_DOUBT,)),
        ("réduire l’écart de 5 points", RATE, Undefined(), (Ask.TARGET_QUANTITY,)),
        ("réduire l’écart de 5 points", around(Kind.GAP, "Écart"), ChangeBy(amount=-0.05, is_absolute=True), ()),
        ("5", around(Kind.GAP, "Écart"), AtMost(value=0.05), (Ask.TARGET_DOUBT,)),
        ("+ 10 %", PLACES, ChangeBy(amount=0.1), ()),
        ("+ 3 points", RATE, ChangeBy(amount=0.03, is_absolute=True), ()),
        ("+ 3 points", PLACES, Undefined(), (Ask.TARGET_QUANTITY,)),
        ("+ 10 %", around(Kind.MILESTONE, "Ouverture"), Undefined(), (Ask.TARGET_QUANTITY,)),
        ("réalisé en 2027", around(Kind.MILESTONE, "Ouverture"), Done(year=2027), ()),
        ("réalisé en 2027", PLACES, Undefined(), (Ask.TARGET_QUANTITY,)),
        ("améliorer", around(Kind.TEXT, "Qualité"), Qualitative(), ()),
        ("20 ateliers", around(Kind.COUNT, "Nombre d’ateliers", year=2027), AtLeast(value=20.0, year=2027), ()),
        ("20 ateliers en 2026", around(Kind.COUNT, "Nombre d’ateliers", year=2027), AtLeast(value=20.0, year=2026), ()),
        ("20 familles", around(Kind.COUNT, "Nombre d’ateliers"), Undefined(), (Ask.TARGET_QUANTITY,)),
    ],
)
def test_targets(text: str, row: Around, target: Target, asks: tuple[Ask, ...]) -> None:
    (reading,) = targets_in(text, row)

    assert reading.proposal.target == target
    assert tuple(ask for ask, _ in reading.asks) == asks


@pytest.mark.parametrize(
    ("text", "row", "value", "year", "precision", "asks"),
    [
        ("17,3", PERCENT, 0.173, None, 0.001, ()),
        ("17,3", RATE, 0.173, None, 0.001, (Ask.BASELINE_SCALE,)),
        ("17 %", RATE, 0.17, None, 0.01, ()),
        ("1", PERCENT, None, None, None, (Ask.BASELINE_SCALE,)),
        ("101", RATE, None, None, None, (Ask.BASELINE_SCALE,)),
        ("20 places", RATE, None, None, None, (Ask.BASELINE_QUANTITY,)),
        ("12", around(Kind.AMOUNT, "Montant", "k€"), 12_000.0, None, None, ()),
        ("12", around(Kind.AMOUNT, "Montant"), 12.0, None, None, (Ask.BASELINE_SCALE,)),
        ("5", around(Kind.GAP, "Écart"), 0.05, None, 0.01, ()),
        ("-5", around(Kind.GAP, "Écart"), None, None, None, (Ask.BASELINE_DOUBT,)),
        ("12 places (sauf Bellevue)", PLACES, 12.0, None, None, (Ask.BASELINE_DOUBT,)),
        ("12 places en 2014", around(Kind.COUNT, year=2013), 12.0, 2014, None, ()),
        ("12 places", around(Kind.COUNT, year=2013), 12.0, 2013, None, ()),
        ("20 familles", around(Kind.COUNT, "Nombre d’ateliers"), None, None, None, (Ask.BASELINE_QUANTITY,)),
    ],
)
def test_starts(
    text: str, row: Around, value: float | None, year: int | None, precision: float | None, asks: tuple[Ask, ...]
) -> None:
    (reading,) = baselines_in(text, row)
    found = reading.proposal.baseline

    assert (found.value, found.year, found.precision) == (value, year, precision)
    assert tuple(ask for ask, _ in reading.asks) == asks


@pytest.mark.parametrize("text", ["", "à créer", "non connu"])
def test_words_without_a_figure_are_no_start(text: str) -> None:
    assert baselines_in(text, PLACES) == ()
