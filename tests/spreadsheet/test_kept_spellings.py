"""What is spelt once for all workbooks is what XlsxWriter spells each time, whatever was spelt before."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.spreadsheet.dialect import validation_options
from qpv_xlsx.spreadsheet.drawing import AlertStyle, Area, Style, Validation
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.spreadsheet.strictness import PenError

CREATED = datetime(2015, 11, 5, 12, 0, tzinfo=UTC)
PLAIN = Style()
BOUNDS = (0, 0.0, -0.0, 1, 1.0, 100, 0.173, 1e15)
TEXTS = st.text(alphabet='a &<>"\n\x07é✔_x0041', min_size=1, max_size=12)
VALIDATIONS = st.one_of(
    st.builds(
        Validation,
        kind=st.sampled_from(("whole", "decimal", "length")),
        minimum=st.sampled_from(BOUNDS),
        maximum=st.sampled_from((*BOUNDS, None)),
        severity=st.sampled_from(AlertStyle),
        input_message=TEXTS,
        error_title=TEXTS,
    ),
    st.builds(
        Validation,
        kind=st.sampled_from(("list", "custom")),
        source=st.sampled_from(("=situations", '=A1<"&"', '=A1="sqref=""A1"""')),
        error_message=TEXTS,
        input_message=st.sampled_from(("", 'sqref="A1"')),
    ),
    st.builds(Validation, kind=st.just("list"), source=st.tuples(TEXTS, TEXTS), input_title=TEXTS),
    st.builds(Validation, kind=st.just("any"), input_message=TEXTS),
)
LETTERS = st.lists(
    st.tuples(TEXTS, st.sampled_from((PLAIN, Style(bold=True), Style(size=8.5), Style(color="#AA0000", italic=True)))),
    min_size=2,
    max_size=4,
)


def _pen() -> Pen:
    return Pen(title="Collecte", created=CREATED)


@given(st.lists(VALIDATIONS, min_size=1, max_size=6))
def test_a_validation_is_spelt_as_xlsxwriter_spells_it(validations: list[Validation]) -> None:
    slow, quick = _pen(), _pen()
    one, other = slow.sheet("S"), quick.sheet("S")
    for row, validation in enumerate(validations, 1):
        area = Area(row, 1, row + row % 2, 3)
        assert one._sheet.data_validation(*area.corners, validation_options(validation)) == 0
        other.validate(area, validation)
    assert quick.finish() == slow.finish()


@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_letters_of_several_sorts_are_spelt_as_xlsxwriter_spells_them(texts: list[list[tuple[str, Style]]]) -> None:
    slow, quick = _pen(), _pen()
    one, other = slow.sheet("S"), quick.sheet("S")
    for row, parts in enumerate(texts, 1):
        letters = [piece for text, style in parts for piece in (slow.formats.format(style), text)]
        assert one._sheet.write_rich_string(row - 1, 0, *letters, slow.formats.format(PLAIN)) == 0
        other.rich(row, 1, parts, PLAIN)
    assert quick.finish() == slow.finish()


def test_cells_written_one_by_one_are_those_of_xlsxwriter() -> None:
    """Texts, figures, nothing; last written first; several times in one cell."""
    contents = (
        "a & b",
        "",
        None,
        0,
        -0.0,
        1.5,
        True,
        9_999,
        "x" * 20_000,
        "<r>b</r>",
        "é",
        datetime(2016, 1, 2, 3, 4),  # noqa: DTZ001  (a cell knows no time zone)
    )
    slow, quick = _pen(), _pen()
    one, other = slow.sheet("S")._sheet, quick.sheet("S")
    shared = slow.formats.format(PLAIN)
    places = [(row, column) for row in range(4) for column in range(len(contents))]
    for row, column in random.Random(3).choices(places, k=90):
        content = contents[(row * 5 + column) % len(contents)]
        if content is None or content == "":
            one.write_blank(row, column, None, shared)
        elif isinstance(content, str):
            told = '<r><t xml:space="preserve">&lt;r&gt;b&lt;/r&gt;</t></r>' if content.startswith("<r>") else content
            one.write_string(row, column, told, shared)
        elif isinstance(content, bool):
            one.write_boolean(row, column, content, shared)
        elif isinstance(content, datetime):
            one.write_datetime(row, column, content, shared)
        else:
            one.write_number(row, column, content, shared)
        other.write(row + 1, column + 1, content, PLAIN)
    assert quick.finish() == slow.finish()


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), -float("inf")])
def test_what_is_no_figure_is_refused_cell_by_cell_too(figure: float) -> None:
    with pytest.raises((PenError, ValueError)):
        _pen().sheet("S").write(1, 1, figure, PLAIN)


@pytest.mark.parametrize("area", [Area(1_048_577, 1, 1_048_577, 1), Area(1, 1, 1, 16_385)])
def test_a_validation_beyond_the_sheet_is_refused(area: Area) -> None:
    with pytest.raises(PenError):
        _pen().sheet("S").validate(area, Validation(kind="any", input_message="dit"))
