"""The long table as one Parquet file: what is read there is what was written, whatever the texts hold, and pandas stays at home."""

import io
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.export.long_parquet import LongParquet, parquet_piece

pytest.importorskip("pyarrow", reason="needs pyarrow (extra parquet)")

MOMENT = datetime(2016, 3, 1, 9, 30, 15, 123987, tzinfo=timezone(timedelta(hours=2)))
ROW = LongRow(
    campaign="paris",
    year=2015,
    territory="75",
    convention="emploi",
    respondent="dt",
    indicator="EMP",
    measure="EMP-01",
    quartier="",
    field=Field.VALUE,
    value=None,
    text="",
    unit="percent",
    situation="",
    perimeter="city",
    file="retour.xlsx",
    sheet="",
    cell="J6",
    received=MOMENT,
)


def read_back(*pieces: list[LongRow]) -> list[dict[str, object]]:
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    table = LongParquet(stream)
    for piece in pieces:
        table.add(parquet_piece(piece))
    table.finish()
    stream.seek(0)
    rows: list[dict[str, object]] = pq.read_table(stream).to_pylist()
    return rows


@pytest.mark.parametrize(
    "text",
    [
        'a "quoted" word; a comma, a tab\t',
        "two\nlines",
        "two\r\nlines",
        "a\rreturn",
        '"',
        ",",
        " spaces ",
        "null",
        "NaN",
        "N/A",
        "12",
        "true",
        "\u00ab\u202f\u00e9\u202f\u00bb \U0001f600",
        "\\",
        "x" * 40_000,
    ],
)
def test_texts_come_back_as_they_were(text: str) -> None:
    rows = [ROW._replace(text=text, file=text), ROW, ROW._replace(text=text)]
    assert [(row["text"], row["file"]) for row in read_back(rows)] == [
        (text, text),
        (None, "retour.xlsx"),
        (text, "retour.xlsx"),
    ]


@pytest.mark.parametrize("value", [None, 0, -0.0, 12, 0.1, 1 / 3, 1e-300, 1.7976931348623157e308, 2**53, -5e-324])
def test_figures_keep_every_digit(value: float | None) -> None:
    assert repr(read_back([ROW._replace(value=value)])[0]["value"]) == repr(None if value is None else float(value))


def test_an_empty_word_is_no_word_and_a_moment_is_in_utc() -> None:
    (row,) = read_back([ROW])
    assert row["quartier"] is row["situation"] is row["sheet"] is None
    assert row["received"] == datetime(2016, 3, 1, 7, 30, 15, 123000, tzinfo=UTC)
    assert (row["year"], row["field"]) == (2015, "value")


def test_pieces_follow_each_other_and_an_empty_one_is_nothing() -> None:
    assert [row["cell"] for row in read_back([ROW], [], [ROW._replace(cell="J7"), ROW])] == ["J6", "J7", "J6"]


def test_pandas_is_not_loaded_for_it() -> None:
    program = (
        "import io, sys; sys.path.insert(0, sys.argv[1]); from test_long_parquet import ROW, LongParquet, parquet_piece\n"
        "table = LongParquet(io.BytesIO()); table.add(parquet_piece([ROW])); table.finish(); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program, str(Path(__file__).parent)], check=False).returncode == 0
