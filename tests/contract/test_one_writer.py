"""Every command that writes in a campaign's folder holds it; the others do not wait for anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import folder_lock
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import COMMANDS, group

READERS = {"demo", "init", "import", "templates", "convert", "check", "status", "propose", "desk", "national", "login"}
ARGUMENTS = {"fetch": ["x"], "collect": ["x"], "check": ["x"], "rollover": ["neuf", "--year", "2016"]}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in {"demo", "init", "import", "desk"}])
def test_writers_hold_the_folder(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "campagne.json").write_text("{}", "utf-8")
    held: list[Path] = []

    @contextmanager
    def holding(folder: Path, **_: object) -> Iterator[None]:
        held.append(folder)
        yield

    monkeypatch.setattr(folder_lock, "writing_in", holding)
    guarded(group, ["-C", str(tmp_path), command, *ARGUMENTS.get(command, [])])
    assert held == ([] if command in READERS else [tmp_path])
