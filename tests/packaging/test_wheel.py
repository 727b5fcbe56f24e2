"""The wheel, as ``pipx`` and ``uv tool`` install it: all that the program needs is in it, and it runs from it alone."""

import configparser
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

OFFLINE = ("Could not find a version", "No matching distribution", "Failed to establish", "Connection")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the checkout, as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "source"
    copy.mkdir()
    kept = ("qpv_xlsx", "templates", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
    subprocess.run(["cp", "-r", *(ROOT / name for name in kept), copy], check=True)
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "wheel",
        "--no-deps",
        "-w",
        folder,
        copy,
    ]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    if done.returncode and any(words in done.stderr for words in OFFLINE):
        pytest.skip("the wheel is built with setuptools, which pip could not fetch: connect this machine to its index")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("qpv_xlsx-*.whl"))


def test_it_holds_every_file_of_the_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    for room in ("qpv_xlsx", "templates"):
        wanted = {
            str(path.relative_to(ROOT)) if room == "qpv_xlsx" else f"qpv_xlsx/templates/{path.relative_to(ROOT / room)}"
            for path in (ROOT / room).rglob("*")
            if path.is_file() and path.suffix not in {".pyc", ".po"}
        }
        assert not {name for name in wanted if name not in held}
    assert not [name for name in held if name.startswith(("tests/", "docs/", "benchmarks/"))]


def test_it_gives_one_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith("entry_points.txt"))
        told = configparser.ConfigParser()
        told.read_string(archive.read(name).decode("utf-8"))
    assert dict(told["console_scripts"]) == {"qpv-xlsx": "qpv_xlsx.cli:main"}


def test_the_demonstration_runs_from_it_alone(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "installé"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    run = (
        "import sys, qpv_xlsx; from pathlib import Path; from qpv_xlsx.cli import main;"
        f"assert Path(qpv_xlsx.__file__).is_relative_to({str(place)!r}), qpv_xlsx.__file__; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(place), "HOME": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", run, "demo", "essai"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "essai" / "synthese" / "paris-2015_synthese.xlsx").is_file()
