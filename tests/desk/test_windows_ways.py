"""What Windows does differently, where it can be tried elsewhere: a proxy, no time zones, a program folder that is read-only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.conftest import ROOT, Start

BARE = """
import runpy, sys
sys.modules["tzdata"] = None
sys.argv = ["qpv-xlsx", *sys.argv[1:]]
runpy.run_module("qpv_xlsx", run_name="__main__")
"""


def test_a_second_double_click_goes_through_no_proxy(
    campaign: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = start(campaign)
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody answers there

    second = start(campaign, home=first.home)

    assert second.host == first.host


def files_of(folder: Path) -> set[tuple[str, int]]:
    return {(str(path), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_the_program_writes_nothing_into_its_own_folder_and_needs_no_time_zones(tmp_path: Path) -> None:
    program = tmp_path / "programme"
    for name in ("qpv_xlsx", "templates"):
        shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("__pycache__"))
    before = files_of(program)
    environment = {
        **os.environ,
        "PYTHONPATH": str(program),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONTZPATH": "",
        "HOME": str(tmp_path / "chez-moi"),
    }
    folder = tmp_path / "campagne"

    for arguments in (
        ["init", str(folder), "--template", "paris-2015-2020"],
        ["-C", str(folder), "generate", "--only", "EMP"],
        ["-C", str(folder), "status"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", BARE, *arguments], capture_output=True, check=False, env=environment, cwd=tmp_path
        )
        assert done.returncode == 0, done.stderr.decode("utf-8")

    assert files_of(program) == before
    assert (folder / "a_envoyer").is_dir()
