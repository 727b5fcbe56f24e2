"""The README's commands, as written there, do what it says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Contact

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def block_after(marker: str, document: str = "README.md") -> str:
    text = (ROOT / document).read_text("utf-8")
    return text.split(marker, 1)[1].split("```sh\n", 1)[1].split("```", 1)[0]


def copy_of_repository(target: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


@pytest.mark.slow
@pytest.mark.skipif(
    "QPV_XLSX_ALL_TESTS" not in os.environ, reason="installs from the network: set QPV_XLSX_ALL_TESTS=1"
)
def test_the_demo_command_works_in_a_fresh_clone(tmp_path: Path) -> None:
    copy_of_repository(tmp_path)

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block_after("<!-- command: demo -->")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    installed = next((tmp_path / ".venv").rglob("qpv_xlsx/templates/paris-2015-2020.json"))
    assert "site-packages" in installed.parts
    master = next((tmp_path / "demo-qpv" / "synthese").glob("*_synthese.xlsx"))
    assert openpyxl.load_workbook(master, read_only=True).sheetnames[0] == "Tableau de bord"


def test_both_readmes_give_the_same_commands() -> None:
    assert block_after("<!-- command: demo -->") == block_after("## Essayer", "README.fr.md")


def complete(folder: Path) -> None:
    """What a coordinator adds in Excel to what was imported: who they are, and whom to write to."""
    campaign = load_campaign(folder)
    contact = Contact(name="Service", email="service@arles.test")
    respondents = tuple(replace(one, contacts=(contact,)) for one in campaign.respondents)
    save_campaign(
        replace(campaign, coordinator=contact, respondents=respondents),
        folder / "campagne.xlsx",
        created=datetime(2026, 1, 5, tzinfo=UTC),
    )


def test_a_real_campaign_runs_from_init_to_rollover(tmp_path: Path) -> None:
    (tmp_path / "boite").mkdir()
    shutil.copy(ROOT / "examples" / "tables" / "paris-2015-2020.docx", tmp_path / "annexe.docx")
    folder = tmp_path
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for line in block_after("## A real campaign").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        done = subprocess.run(
            [sys.executable, "-m", "qpv_xlsx", *words[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
        if words[1] == "import":
            complete(folder / "nantes-2026")
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert (tmp_path / "nantes-2027" / "campagne.xlsx").exists()


@pytest.mark.parametrize("document", ["README.md", "README.fr.md", "CHANGELOG.md", "SECURITY.md", "docs/guide.md"])
def test_every_picture_and_link_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")

    missing = [target for target in LINK.findall(text) if not ((ROOT / document).parent / target).exists()]

    assert missing == []
