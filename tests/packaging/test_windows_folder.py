"""The folder for Windows: what goes into it, and the demonstration year in it, under Wine."""

import csv
import importlib.util
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.wine import unpacked, why_not, wine_program

BUILD = Path(__file__).parents[2] / "packaging" / "windows" / "build.py"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    specification = importlib.util.spec_from_file_location("windows_build", BUILD)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@contextmanager
def running(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A program that prints an address first, ended after."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().decode("utf-8").split()[-1]
        process.kill()
    subprocess.run([str(wine_program()), "wineboot", "--kill"], env=environment, check=False, timeout=60)


def ask(host: str, path: str, **headers: str) -> HTTPResponse:
    with closing(HTTPConnection(host, timeout=30)) as wire:
        wire.request("GET", path, headers=headers)
        answer = wire.getresponse()
        answer.read()
        return answer


def wheel(folder: Path, name: str, parts: dict[str, str]) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_the_same_parts_give_the_same_bytes_in_any_order(build: ModuleType) -> None:
    parts = {"b/é.txt": b"2", "a.cmd": b"1"}

    assert build.zipped(parts) == build.zipped(dict(reversed(parts.items())))


def test_extras_and_what_a_coordinator_never_loads_are_not_needed(build: ModuleType, tmp_path: Path) -> None:
    metadata = (
        "Name: qpv-xlsx\nRequires-Dist: pandas>=3\nRequires-Dist: click>=8.5\nRequires-Dist: x; extra == 'test'\n"
    )
    made = wheel(tmp_path, "qpv_xlsx-1-py3-none-any.whl", {"qpv_xlsx-1.dist-info/METADATA": metadata})

    assert build.requirements(made) == ("click>=8.5",)


def test_libraries_are_placed_as_pip_would_without_scripts_nor_tests(build: ModuleType, tmp_path: Path) -> None:
    parts = {"a/x.py": "1", "a/tests/test_x.py": "4", "a-1.data/purelib/b.py": "2", "a-1.data/scripts/run": "3"}
    made = wheel(tmp_path, "a-1-py3-none-any.whl", parts)

    assert set(build.unpacked_wheels((made,))) == {"a/x.py", "b.py"}


def test_commands_and_pages_have_the_line_ends_of_windows(build: ModuleType) -> None:
    for name, content in build.own_files().items():
        assert content.count(b"\n") == content.count(b"\r\n") > 0, name
    assert {"Ouvrir.cmd", "qpv-xlsx.cmd", "LISEZ-MOI.txt", "LICENCE.txt"} <= set(build.own_files())


def test_a_command_file_is_plain_ascii_since_cmd_reads_the_local_code_page(build: ModuleType) -> None:
    for name, content in build.own_files().items():
        assert not name.endswith(".cmd") or content.isascii(), name


@pytest.mark.wine
@pytest.mark.slow
@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
def test_the_year_of_the_demonstration_runs_from_the_unpacked_folder(tmp_path: Path) -> None:
    windows = unpacked(tmp_path)
    folder = windows.place

    demo = windows.run("demo", "l'essai é", folder=folder)
    assert demo.returncode == 0, demo.stderr.decode("utf-8", "replace")
    again = windows.run("-C", "l'essai é", "collect", "l'essai é/reponses_exemple", folder=folder)
    assert again.returncode in {0, 1}, again.stderr.decode("utf-8", "replace")
    assert [*(folder / "l'essai é" / "synthese" / "diffusion").glob("*.xlsx")], "NumPy and HiGHS load"
    status = windows.run("-C", "l'essai é", "status", "--json", folder=folder)
    assert status.returncode == 0, status.stderr.decode("utf-8", "replace")
    assert b'"schema"' in status.stdout
    export = windows.run("-C", "l'essai é", "export", folder=folder)
    assert export.returncode == 0, export.stderr.decode("utf-8", "replace")
    table = next((folder / "l'essai é" / "synthese").glob("*-donnees.csv"))
    assert b"\r\n" in table.read_bytes()
    with table.open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.reader(lines, delimiter=";"))) > 1000

    with running(windows.command("-C", "l'essai é", "desk", "--no-browser"), folder, windows.environment()) as address:
        host, _, token = address.removeprefix("http://").partition("/")
        entered = ask(host, f"/{token}")
        assert entered.status == 303
        cookie = entered.getheader("Set-Cookie", "").partition(";")[0]
        assert ask(host, "/", Cookie=cookie).status == 303, "the campaign is shown first"
        assert ask(host, "/aide", Cookie=cookie).status == 200
        assert ask(host, "/aide").status == 403

    for forced in ({"PYTHONIOENCODING": "cp1252"}, {"PYTHONIOENCODING": "ascii"}, {}):
        redirected = windows.run("-C", "l'essai é", "status", folder=folder, PYTHONUTF8="0", **forced)
        assert redirected.returncode == 0
        told = redirected.stdout.decode("utf-8")
        assert "arrivés" in told, "French needs its accents whatever the code page"
        assert "Traceback" not in told + redirected.stderr.decode("utf-8")
        assert b"\r\n" in redirected.stdout


@pytest.mark.wine
@pytest.mark.slow
@pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
@pytest.mark.skipif(sys.platform == "win32", reason="Wine stands for Windows elsewhere")
def test_the_zip_is_the_same_when_built_twice(build: ModuleType, tmp_path: Path) -> None:
    made = build.build_wheel(tmp_path / "wheel")
    parts = build.unpacked_wheels((made,))

    assert build.zipped(parts) == build.zipped(build.unpacked_wheels((build.build_wheel(tmp_path / "again"),)))
