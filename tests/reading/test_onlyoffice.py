"""A respondent who works in ONLYOFFICE, which sits in many a Nextcloud: opened there and saved, a return is the same."""

from pathlib import Path

import pytest

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.workbook.reading.returns import read_return
from tests.onlyoffice import needs_onlyoffice, saved_by_onlyoffice
from tests.paris import paris
from tests.reading.filled import answers, content, values

pytestmark = [
    pytest.mark.onlyoffice,
    pytest.mark.slow,
    needs_onlyoffice,
]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_return_saved_there_is_read_whole(extension: str, tmp_path: Path) -> None:
    given, saved = tmp_path / "retour.xlsx", tmp_path / f"enregistre.{extension}"
    given.write_bytes(content())
    saved_by_onlyoffice(given, saved)

    submission = read_return(saved.read_bytes(), saved.name, paris())

    assert submission.origin.application.startswith("ONLYOFFICE")
    assert values(submission) == dict(answers())
    assert not [found for found in submission.findings if found.severity is not Severity.INFO]
