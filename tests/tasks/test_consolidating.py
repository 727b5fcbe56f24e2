"""The master workbook leads to the files it was made of."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from qpv_xlsx.tasks.demo import demo

NOW = datetime(2016, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # sparklines, which openpyxl does not know
def test_every_link_to_a_return_finds_the_file(tmp_path: Path) -> None:
    done = demo(tmp_path / "essai", language="fr", author="test", now=NOW)

    sheet = openpyxl.load_workbook(done.consolidated.master)["Suivi des retours"]
    targets = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    files = [unquote(target.replace("\\", "/")) for target in targets if target and "recus" in target]

    assert len(files) == 8
    for file in files:
        assert (done.consolidated.master.parent / file).is_file(), file
