"""The short way of plain figures says what the long way says, or leaves the cell to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.measures import Direction, Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.spreadsheet.book import Cell, CellStyle, FormatKind
from qpv_xlsx.spreadsheet.opening.numberformats import format_kind
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret
from qpv_xlsx.workbook.reading.interpreting.plainfigures import plain_figure

PLACE = Place(sheet="Indicateurs", cell="J6")
YEARS = range(2015, 2021)
CODES = ("General", "0", "0.0%", "0%", r"0.0\%", '#,##0" k€"', "0,", "#,##0.00", "dd/mm/yyyy", ";;;", "@", '0"/15"')
MARGINS = (0, 1, 0.5, 17.3, 100, 1e12, 1e12 + 1, 1e15, 2014, 2015, 2020, 2021, 36525, 36526, 73050, 73051, 42370.5)
figures = st.one_of(
    st.sampled_from(MARGINS),
    st.integers(-5, 10**16),
    st.floats(width=32),
    st.integers(0, 400).map(lambda tenths: tenths / 10),
    st.integers(0, 60).map(lambda whole: whole + 1e-12),
    st.booleans(),
    st.sampled_from(["12", "12¹", "", "nd"]),
)
rarely = st.sampled_from(["", "", "", "", "x", "3"])


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    code = draw(st.sampled_from(CODES))
    kind = draw(st.sampled_from([format_kind(code), format_kind(code), FormatKind.UNSEEN]))
    looks = draw(st.sampled_from([(False, False)] * 8 + [(True, False), (False, True)]))
    return Cell(
        value=draw(figures),
        formula=draw(st.sampled_from([None, None, None, "=1+1", "=TRUE()"])),
        note=draw(rarely),
        struck=draw(rarely),
        raised=draw(rarely),
        words=draw(rarely),
        format_kind=kind,
        style=CellStyle(number_format=code, is_struck=looks[0], is_invisible=looks[1]),
    )


def asking(kind: Kind, field: Field, maximum: float | None = None) -> Asked:
    measure = Measure(code="EMP-01", kind=kind, unit="places", label="mesure", direction=Direction.UP, maximum=maximum)
    return Asked(measure=measure, field=field, place=PLACE, years=YEARS)


@given(
    cell=cells(),
    kind=st.sampled_from(Kind),
    field=st.sampled_from(Field),
    maximum=st.sampled_from([None, None, 0.5, 40]),
)
def test_a_plain_figure_is_what_the_whole_reading_finds(
    cell: Cell, kind: Kind, field: Field, maximum: float | None
) -> None:
    asked = asking(kind, field, maximum)

    figure = plain_figure(cell, field, asked.measure, YEARS)

    if figure is not None:
        answers, findings = interpret(cell, asked)
        assert [(one.question.field, one.value, type(one.value)) for one in answers] == [(field, figure, type(figure))]
        assert findings == ()


@pytest.mark.parametrize(
    ("kind", "value", "code", "field"),
    [
        (Kind.COUNT, 12, "General", Field.VALUE),
        (Kind.COUNT, 12.0, "#,##0", Field.TERRITORY_VALUE),
        (Kind.SHARE, 0.173, "0.0%", Field.VALUE),
        (Kind.GAP, 0.163, "0.0%", Field.VALUE),
        (Kind.AMOUNT, 195845.5, "#,##0.00", Field.VALUE),
        (Kind.QUANTITY, 4.5, "General", Field.VALUE),
        (Kind.RATIO, 0.5, "0.00", Field.VALUE),
        (Kind.SHARE, 5, "0", Field.NUMERATOR),
        (Kind.TEXT, 5, "0", Field.WOMEN),
    ],
)
def test_most_figures_are_plain(kind: Kind, value: float, code: str, field: Field) -> None:
    cell = Cell(value=value, format_kind=format_kind(code), style=CellStyle(number_format=code))
    assert plain_figure(cell, field, asking(kind, field).measure, YEARS) == value
