"""A campaign whose register is gone, opened at the desk: the page says so and a button makes it again."""

from pathlib import Path

from tests.desk.conftest import Start
from tests.desk.wire import Visitor, ended


def rebuilt(visitor: Visitor) -> str:
    """What the button leads to, once the work is done."""
    assert f'action="{visitor.base}registre"' in visitor.get("").body
    return ended(visitor, visitor.post("registre", []))


def test_a_button_makes_the_register_again(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    (campaign / "registre.sqlite").unlink()
    told = rebuilt(visitor)
    assert "d’après journal.jsonl" in told
    assert f'href="{visitor.base}"' in told
    assert (campaign / "registre.sqlite").exists()
    assert "administrations ont répondu" in visitor.shown("")


def test_a_journal_that_was_touched_is_told(campaign: Path, start: Start) -> None:
    visitor = Visitor(start(campaign))
    lines = (campaign / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (campaign / "journal.jsonl").write_bytes(b"".join([*lines[:3], *lines[4:]]))
    (campaign / "registre.sqlite").unlink()
    assert "ne se suit plus à partir de sa ligne 4" in rebuilt(visitor)
