"""What is double-clicked on Linux and on macOS, where the wheel is installed."""

import configparser
import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from qpv_xlsx.cli.root import COMMANDS
from tests.packaging.test_windows_folder import build  # noqa: F401  (a fixture)

ROOT = Path(__file__).parents[2]
LAUNCHER = ROOT / "packaging" / "linux" / "qpv-xlsx.desktop"
COMMAND = ROOT / "packaging" / "macos" / "Ouvrir.command"


def test_the_launcher_opens_the_desk() -> None:
    told = configparser.RawConfigParser()
    told.optionxform = str  # type: ignore[method-assign,assignment]  # keys of the freedesktop format keep their capitals
    told.read_string(LAUNCHER.read_text("utf-8"))
    entry = dict(told["Desktop Entry"])
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")

    program, command = entry["Exec"].split()

    assert entry["Type"] == "Application"
    assert f"{program} = " in setup["options.entry_points"]["console_scripts"]
    assert command == "desk"
    assert command in COMMANDS


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="install desktop-file-utils")
def test_the_launcher_is_valid() -> None:
    subprocess.run(["desktop-file-validate", LAUNCHER], check=True)


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_the_command_of_macos_finds_the_program_where_pipx_puts_it(tmp_path: Path) -> None:
    place = tmp_path / ".local" / "bin"
    place.mkdir(parents=True)
    (place / "qpv-xlsx").write_text('#!/bin/sh\necho "ouvert : $*"\n', "utf-8")
    (place / "qpv-xlsx").chmod(0o755)

    done = subprocess.run(
        [COMMAND], env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True
    )

    assert done.stdout == "ouvert : desk\n"


def test_both_stand_beside_the_zip(build: ModuleType, tmp_path: Path) -> None:  # noqa: F811  (the fixture)
    build.put_beside(tmp_path)

    assert (tmp_path / LAUNCHER.name).read_bytes() == LAUNCHER.read_bytes()
    assert os.name != "posix" or os.access(tmp_path / COMMAND.name, os.X_OK)
