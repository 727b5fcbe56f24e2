"""The workbook and page of a large country are drawn in a process of their own, whose memory goes with it: the same files."""

import gc
import os
import pickle
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.tasks import consolidate as tasks
from qpv_xlsx.tasks.consolidating import consolidate_country, national_drawing
from qpv_xlsx.tasks.consolidating.bytes_aside import BytesAside
from qpv_xlsx.tasks.running.spreading import apart
from tests.master.invention import invented_campaign
from tests.national.test_country import NOW, with_returns


def test_the_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_returns(tmp_path / "ici", invented_campaign(1, territories=2))
    shutil.copytree(tmp_path / "ici", tmp_path / "ailleurs")
    here = consolidated(tmp_path / "ici")
    monkeypatch.setattr(consolidate_country, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(consolidate_country, "draw", partial(drawn_by_another, os.getpid()))
    assert consolidated(tmp_path / "ailleurs") == here


def consolidated(folder: Path) -> list[bytes]:
    made = tasks.consolidate(folder, target=None, now=NOW)
    return [made.master.read_bytes(), made.report.read_bytes()]


def drawn_by_another(tested: int, drawing: national_drawing.NationalDrawing) -> bool:
    """Nothing is drawn in the process *tested*: where the other one fails, this does too."""
    if os.getpid() == tested:
        raise AssertionError("drawn in this process")
    return national_drawing.draw(drawing)


def test_what_another_process_cannot_do_is_done_here() -> None:
    assert apart(pid_unless, os.getpid()) == os.getpid()
    assert apart(pid_unless, -1) != os.getpid()


def pid_unless(forbidden: int) -> int:
    """The process that does this; in one whose parent is *forbidden*, nothing."""
    if os.getppid() == forbidden:
        raise RuntimeError
    return os.getpid()


def test_bytes_aside_are_read_by_another_process_and_removed_with_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    aside = BytesAside()
    kept: list[Any] = [aside.put(b"un"), aside.put(b"deux")]
    carried = pickle.dumps(kept)
    assert apart(all_read, carried) == [b"un", b"deux"]
    assert apart(all_read, carried) == [b"un", b"deux"], "the other process removed it"
    assert [one() for one in kept] == [b"un", b"deux"]
    assert len([*tmp_path.iterdir()]) == 1
    del aside, kept
    gc.collect()
    assert not [*tmp_path.iterdir()]


def all_read(carried: bytes) -> list[bytes]:
    return [one() for one in pickle.loads(carried)]  # noqa: S301  (made above)
