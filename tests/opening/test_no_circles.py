"""What was read of a file is let go with it: nothing of it waits for Python's search for objects that only know each other."""

import gc
from collections.abc import Iterator

import pytest

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.door import open_book
from tests.hostile.make import ODS_CELL, ods, parts, zipped
from tests.reading.filled import content

INLINE = parts(b'<row r="1"><c r="A1" t="inlineStr"><is><t>ici</t></is></c></row>')


@pytest.fixture
def _searching_never() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_searching_never")
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(content(), id="a return"),
        pytest.param(zipped(INLINE), id="a sheet that is walked through"),
        pytest.param(zipped(parts(b"<row>")), id="a damaged one"),
        pytest.param(ods(ODS_CELL), id="OpenDocument"),
    ],
)
def test_opening_leaves_no_circle(file: bytes) -> None:
    for _ in range(2):  # what is loaded or made once is there with the first
        gc.collect()
        open_book(file, Limits())
    assert gc.collect() == 0
