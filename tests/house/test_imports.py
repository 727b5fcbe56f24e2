"""What importing costs: no command loads a library that it does not use."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = frozenset({"pandas", "openpyxl", "xlsxwriter", "odfdo", "xlrd", "jsonschema", "jinja2", "highspy"})
OWN = (
    "babel",
    "qpv_xlsx.domain.returned.rules",
    "qpv_xlsx.domain.returned.figures",
    "qpv_xlsx.tasks.consolidate",
    "qpv_xlsx.workbook.reading.returns",
)
"""What takes a tenth of a short command to load: it is loaded by those that need it."""

FOR_WHAT_IS_NEW = (
    "qpv_xlsx.campaigns.in_excel.reading",
    "qpv_xlsx.mail.mailboxes",
    "qpv_xlsx.spreadsheet.isolation.running",
    "qpv_xlsx.tasks.incoming.reading_apart",
    "qpv_xlsx.tasks.incoming.unpacking",
    "zipfile",
)
"""What reads returns, messages and workbooks: half of the start of a *collect* that finds nothing new."""

PROGRAM = f"""
import json, sys
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
status = guarded(group, sys.argv[1:])
print(json.dumps([status, sorted(set(sys.modules) & { {*HEAVY, *OWN, *FOR_WHAT_IS_NEW}!r})]))
"""
WORKBOOK = "a_envoyer/paris-2015_EMP.xlsx"

USES: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("propose", "atteindre 18 % en 2020"), frozenset()),
    (("templates",), frozenset()),
    (("convert", "campagne.json", "autre.json"), frozenset()),
    (("status",), frozenset()),
    (("resolve",), frozenset({"xlsxwriter"})),
    (("remind",), frozenset({"xlsxwriter"})),
    (("generate", "--only", "EMP"), frozenset({"xlsxwriter"})),
    (("check", WORKBOOK), frozenset()),  # what opens the file is loaded in the workers
    (("collect", WORKBOOK), frozenset()),
    (("consolidate",), frozenset({"xlsxwriter", "jinja2"})),
    (("export",), frozenset()),
    (("rollover", "2016", "--year", "2016"), frozenset({"xlsxwriter"})),
)
"""A command, and the heavy libraries that it may load in a campaign kept as campagne.json."""


def run(program: str, *arguments: str, folder: Path) -> str:
    """The last line that *program* prints, in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def loaded(folder: Path, *arguments: str) -> set[str]:
    status, modules = json.loads(run(PROGRAM, *arguments, folder=folder))
    assert status in {0, 1}
    return set(modules)


def heavy(folder: Path, *arguments: str) -> set[str]:
    return loaded(folder, *arguments) & HEAVY


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campagne") / "paris"
    loaded(folder.parent, "init", str(folder), "--template", "paris-2015-2020")
    loaded(folder, "convert", "campagne.xlsx", "campagne.json")
    (folder / "campagne.xlsx").unlink()
    loaded(folder, "generate", "--only", "EMP")
    return folder


@pytest.mark.parametrize(("arguments", "allowed"), USES, ids=[arguments[0] for arguments, _ in USES])
def test_command_loads_only_what_it_uses(
    arguments: tuple[str, ...], allowed: frozenset[str], campaign: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(campaign, tmp_path / "paris")

    assert heavy(folder, *arguments) <= allowed


@pytest.mark.parametrize("form", ["campagne.json", "campagne.xlsx"])
def test_status_of_what_is_merged_already_loads_nothing_that_merges(form: str, campaign: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(campaign, tmp_path / "paris")
    if form == "campagne.xlsx":
        loaded(folder, "convert", "campagne.json", form)
        (folder / "campagne.json").unlink()
    loaded(folder, "status")

    assert loaded(folder, "status") - {*FOR_WHAT_IS_NEW} == set()


def test_what_is_known_already_is_collected_without_what_reads_or_consolidates(campaign: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(campaign, tmp_path / "paris")
    loaded(folder, "collect", WORKBOOK)

    assert loaded(folder, "collect", WORKBOOK) <= {"babel"}  # a deadline is written in full


def test_reading_an_xlsx_loads_no_library_of_spreadsheets(campaign: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.workbook.reading.returns import read_return
read_return(Path({WORKBOOK!r}).read_bytes(), "retour.xlsx", load_campaign(Path()))
print(sorted(set(sys.modules) & {set(HEAVY)!r}))
"""
    assert run(program, folder=campaign) == "[]"
