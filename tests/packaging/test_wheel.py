"""The wheel, as ``pipx`` and ``uv tool`` install it: all that the program needs is in it, and it runs from it alone."""

import configparser
import http.client
import os
import shutil
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


WITHOUT_PRIVILEGES = (
    ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.name == "posix" and not os.geteuid() else ()
)
"""Root writes wherever it likes: as anybody, it does not."""


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
@pytest.mark.skipif(bool(WITHOUT_PRIVILEGES) and not shutil.which("setpriv"), reason="install setpriv (util-linux)")
def test_demonstration_and_desk_work_from_a_folder_that_cannot_be_written_to(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "programme"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    folders = [place, *(path for path in place.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    environment = {
        **os.environ,
        "PYTHONPATH": str(place),
        "HOME": str(tmp_path),
        "QPV_XLSX_HOME": str(tmp_path / "à moi"),
    }
    run = (
        *WITHOUT_PRIVILEGES,
        sys.executable,
        "-c",
        "import pathlib, qpv_xlsx; from qpv_xlsx.cli import main;"  # noqa: ISC004  (one program)
        f"assert pathlib.Path(qpv_xlsx.__file__).is_relative_to({str(place)!r});"
        f"\ntry: pathlib.Path({str(place)!r}, 'x').touch()\nexcept PermissionError: main()",
    )
    try:
        done = subprocess.run(
            [*run, "demo", "essai"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        with subprocess.Popen(
            [*run, "-C", "essai", "desk", "--no-browser"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as desk:
            assert desk.stdout is not None
            host, _, token = desk.stdout.readline().split()[-1].removeprefix("http://").partition("/")
            wire = http.client.HTTPConnection(host, timeout=30)
            wire.request("GET", f"/{token}")
            answered = wire.getresponse().status
            wire.close()
            desk.kill()
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert answered == 303
    assert not list(place.rglob("*.pyc"))
