"""The guide's commands, typed in the order in which they stand there, run a whole year."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import COMMANDS
from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.tasks.demo_year import example_replies

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text("utf-8")
NOW = datetime(2026, 1, 5, tzinfo=UTC)
MAY_FIND_ERRORS = {"check", "collect", "consolidate"}  # the example replies have some


def commands() -> Iterator[list[str]]:
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL):
        yield from filter(None, (shlex.split(line, comments=True) for line in block.splitlines()))


def complete(folder: Path) -> None:
    """What the second chapter says to complete in Excel."""
    campaign = load_campaign(folder)
    contact = Contact(name="Service", email="service@nantes.invalid")
    quartiers = tuple(Quartier(id=f"q{n}", name=f"Quartier {n}") for n in range(3))
    territory = replace(campaign.territories[0], name="Nantes", quartiers=quartiers)
    save_campaign(
        replace(
            campaign,
            coordinator=contact,
            territories=(territory,),
            respondents=tuple(replace(one, contacts=(contact,)) for one in campaign.respondents),
        ),
        folder / "campagne.xlsx",
        created=NOW,
    )


def answer(folder: Path, target: Path) -> None:
    """What comes back: the demonstration's replies to these very workbooks."""
    target.mkdir()
    campaign = load_campaign(folder)
    for name, content in example_replies(campaign, {one.code: 1 for one in campaign.respondents}, NOW):
        (target / name).write_bytes(content)


@pytest.mark.slow
def test_the_year_runs_as_the_guide_tells_it(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "tables" / "paris-2015-2020.docx", tmp_path / "annexe.docx")
    folder, year = tmp_path, tmp_path / "nantes-2026"
    for words in commands():
        if words[0] == "cd":
            folder = folder / words[1]
            continue
        if words[1] == "check":
            answer(year, tmp_path / "retours")
        done = subprocess.run(
            [sys.executable, "-m", "qpv_xlsx", *words[1:]],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
        expected = {0, 1} if words[1] in MAY_FIND_ERRORS else {0}
        assert done.returncode in expected, f"{words}\n{done.stdout}{done.stderr}"
        if "-o" in words:
            complete(year)
    for name in ("recus", "a_envoyer", "a_retourner", "synthese/diffusion"):
        assert list((year / name).iterdir()), name
    assert load_campaign(tmp_path / "nantes-2027").year == 2027


def test_every_command_that_the_guide_names_exists() -> None:
    named = set(re.findall(r"qpv-xlsx ([a-z]+)", GUIDE))

    assert named <= set(COMMANDS)
    assert {"import", "generate", "collect", "return", "resolve", "consolidate", "close", "rollover"} <= named
