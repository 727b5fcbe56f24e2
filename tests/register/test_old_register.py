"""A register that version 1.0.0 wrote, brought up to date: nothing of it is lost, and it gets its journal."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.register import open_register
from qpv_xlsx.register.chronicle import NAME, read
from qpv_xlsx.register.mending import mend
from qpv_xlsx.register.schema import CURRENT, MIGRATIONS

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
WRITTEN_BY_1_0_0 = Path(__file__).parent / "register_1_0_0.sql"
"""Nine workbooks made, one message, one return and one decision, by the program of that version."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "registre.sqlite")) as connection:
        connection.executescript(WRITTEN_BY_1_0_0.read_text("utf-8"))
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    (tmp_path / "recus").mkdir()
    (tmp_path / "recus" / f"{'0' * 12}_retour.xlsx").write_bytes(b"PK")
    return tmp_path


def content_of(folder: Path) -> tuple[object, ...]:
    with open_register(folder) as register:
        return register.dispatches(), register.sendings(), register.returns(), register.decisions(), register.journal()


def test_all_of_it_is_there(folder: Path) -> None:
    with open_register(folder) as register:
        assert len(register.dispatches()) == 9
        assert [sending.respondent for sending in register.sendings()] == ["CUL"]
        assert [
            one.submission.answers[question].value for one in register.returns() for question in one.submission.answers
        ] == [0.41]
        assert [(one.value, one.reason, one.author) for one in register.decisions()] == [(0.4, "appel du 3 mars", "")]
        assert len(register.journal()) == 12
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (CURRENT,)


def test_its_journal_makes_it_again(folder: Path) -> None:
    before = content_of(folder)
    (folder / "registre.sqlite").unlink()
    assert mend(folder, NOW) is not None
    assert content_of(folder) == before


def test_what_can_be_read_of_it_is_saved_where_it_has_no_journal(folder: Path) -> None:
    """A table is gone."""
    before = content_of(folder)
    (folder / NAME).unlink()
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        connection.execute("DROP TABLE chain")
        connection.commit()
    with pytest.raises(CampaignError, match="register_damaged"):
        content_of(folder)
    mended = mend(folder, NOW)
    assert mended is not None
    assert mended.rows == 24
    assert content_of(folder) == before


def test_an_older_journal_is_put_back_as_it_was_then_brought_up_to_date(folder: Path) -> None:
    """Every script of the schema runs over rows that were written before it."""
    content_of(folder)
    acts = [act for act, _ in read(folder / NAME)]
    assert {act.schema for act in acts} == {len(MIGRATIONS)}
