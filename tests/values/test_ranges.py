"""The range of a measure is the same where the workbook is filled in and where it is read."""

import itertools

import pytest

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.contract.ranges import LARGEST, LARGEST_RATIO, Range, possible_range
from qpv_xlsx.domain.findings import Place, Severity
from qpv_xlsx.domain.returned.figures.bounds import impossible
from qpv_xlsx.spreadsheet.book import Cell, FormatKind
from qpv_xlsx.workbook.collection.controls import Cells, control_formula
from qpv_xlsx.workbook.collection.validations import value_validation
from qpv_xlsx.workbook.reading.interpreting.asked import Asked
from qpv_xlsx.workbook.reading.interpreting.cells import interpret
from tests.paris import paris

IMPOSSIBLE = "Valeur impossible"
RANGES: dict[str, tuple[Kind, float | None, Range]] = {
    "a share": (Kind.SHARE, None, Range(minimum=0, maximum=1)),
    "a share with a maximum of its own": (Kind.SHARE, 0.4, Range(minimum=0, maximum=0.4)),
    "no share exceeds the whole, whatever its maximum": (Kind.SHARE, 1.5, Range(minimum=0, maximum=1)),
    "a gap goes either way": (Kind.GAP, None, Range(minimum=-1, maximum=1)),
    "a gap with a maximum of its own": (Kind.GAP, 0.3, Range(minimum=-0.3, maximum=0.3)),
    "a count": (Kind.COUNT, None, Range(minimum=0, maximum=LARGEST)),
    "an amount with a maximum of its own": (Kind.AMOUNT, 5000, Range(minimum=0, maximum=5000)),
    "a ratio may exceed one": (Kind.RATIO, None, Range(minimum=0, maximum=LARGEST_RATIO)),
}


def measure(kind: Kind, maximum: float | None = None) -> Measure:
    return Measure(code="EMP-01", label="Mesure", kind=kind, unit="", direction=Direction.UP, maximum=maximum)


def is_read(asked: Measure, value: float, field: Field = Field.VALUE) -> bool:
    formats = {Kind.SHARE: FormatKind.PERCENT, Kind.GAP: FormatKind.PERCENT}
    cell = Cell(value=value, format_kind=formats.get(asked.kind, FormatKind.NUMBER))
    answers, findings = interpret(cell, Asked(measure=asked, field=field, place=Place()))
    return bool(answers) and not any(found.severity is Severity.ERROR for found in findings)


def is_offered(asked: Measure, value: float) -> bool:
    cells = Cells(address={field: f"$A{row}" for row, field in enumerate(Field, 1)}, content={Field.VALUE: value})
    return control_formula(asked, cells, "fr", tolerance=0.005)[1] != IMPOSSIBLE


@pytest.mark.parametrize(("kind", "maximum", "expected"), RANGES.values(), ids=RANGES)
def test_range(kind: Kind, maximum: float | None, expected: Range) -> None:
    assert possible_range(measure(kind, maximum)) == expected


@pytest.mark.parametrize(
    ("kind", "maximum"),
    [
        pair
        for pair in itertools.product((Kind.SHARE, Kind.GAP, Kind.COUNT, Kind.AMOUNT, Kind.RATIO), (None, 0.5, 3))
        if pair != (Kind.COUNT, 0.5)
    ],
)
def test_what_the_control_admits_is_read_and_nothing_else(kind: Kind, maximum: float | None) -> None:
    asked = measure(kind, maximum)
    possible = possible_range(asked)
    step = 1 if kind is Kind.COUNT or maximum is None else 0.001
    borders = (possible.minimum - step, possible.minimum, possible.maximum, possible.maximum + step)
    for value, expected in zip(borders, (False, True, True, False), strict=True):
        assert is_read(asked, value) is is_offered(asked, value) is (value in possible) is expected, value


def test_a_share_just_above_the_whole_is_refused() -> None:
    assert is_read(measure(Kind.SHARE), 1)
    assert not is_read(measure(Kind.SHARE), 1.0001)


@pytest.mark.parametrize(
    ("value", "kind", "maximum", "case"),
    [
        pytest.param(1.0001, Kind.SHARE, None, "share", id="a share just above the whole"),
        pytest.param(1.0, Kind.SHARE, 0.4, "maximum", id="a share of the whole, beyond its own maximum"),
        pytest.param(-1.0001, Kind.GAP, None, "gap", id="a gap just beyond the whole"),
        pytest.param(-1.0, Kind.GAP, 0.3, "maximum", id="a gap as wide as can be, beyond its own maximum"),
        pytest.param(-0.0001, Kind.SHARE, None, "negative", id="a share just below nothing"),
    ],
)
def test_what_is_told_of_a_figure_outside_its_range(value: float, kind: Kind, maximum: float | None, case: str) -> None:
    found = impossible(value, kind, maximum)
    assert found is not None
    assert found.case == case


def test_a_gap_beyond_its_maximum_is_refused() -> None:
    assert not is_read(measure(Kind.GAP, 0.3), 0.4)
    assert not is_read(measure(Kind.GAP, 0.3), -0.4)
    assert is_read(measure(Kind.GAP, 0.3), 0.3)


def test_the_maximum_bounds_no_whole_territory() -> None:
    asked = measure(Kind.COUNT, 100)
    allowed = value_validation(paris(), asked, "", "fr", Field.TERRITORY_VALUE)

    assert is_read(asked, 5000, Field.TERRITORY_VALUE)
    assert allowed.maximum is not None
    assert allowed.maximum >= 5000
    assert not is_read(asked, 5000)
    assert value_validation(paris(), asked, "", "fr").maximum == 100
