"""A bar for those who sit before a terminal; nothing on standard error for anybody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "qpv_xlsx")
PARTS = ("generate", "--only", "EMP", "--only", "CUL")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campagne") / "paris"
    done = subprocess.run(
        [*PROGRAM, "init", str(folder), "--template", "paris-2015-2020"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def seen(*arguments: str) -> str:
    """What a person sees on standard error, run before a terminal."""
    import pty

    main, terminal = pty.openpty()
    with subprocess.Popen([*PROGRAM, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while part := _read(main):
            shown += part
    os.close(main)
    assert process.returncode == 0
    return shown.decode("utf-8", "replace")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals to test with")
def test_a_person_sees_how_far_it_is(campaign: Path) -> None:
    assert "Classeurs" in seen("-C", str(campaign), *PARTS)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals to test with")
def test_quiet_means_quiet(campaign: Path) -> None:
    assert seen("-q", "-C", str(campaign), *PARTS) == ""


def test_a_file_gets_no_bar(campaign: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "-C", str(campaign), *PARTS], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    )

    assert done.stderr == ""


def test_every_item_is_told() -> None:
    from qpv_xlsx.tasks.running.watching import watched

    told: list[tuple[int, int]] = []

    assert list(watched("abc", 2, lambda done, total: told.append((done, total)))) == ["a", "b", "c"]
    assert told == [(0, 2), (1, 2), (2, 2), (3, 3)]
