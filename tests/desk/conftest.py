"""A real desk, in a process of its own, for the demonstration's campaign."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.tasks.demo import demo

ROOT = Path(__file__).parents[2]
NOW = datetime.now().astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDesk:
    """*address*: what it printed first; *home*: where it remembers; *campaign*: the folder that it opened."""

    address: str
    home: Path
    campaign: Path | None
    process: subprocess.Popen[str]

    @property
    def host(self) -> str:
        return self.address.split("/")[2]

    @property
    def port(self) -> int:
        return int(self.host.rpartition(":")[2])


Start = Callable[..., RunningDesk]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's folder, never written to: *campaign* copies it."""
    folder = tmp_path_factory.mktemp("desk") / "démo"
    demo(folder, language="fr", author="essai", now=NOW)
    return folder


@pytest.fixture
def campaign(demonstration: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demonstration, tmp_path / "Paris 2015"))


@pytest.fixture
def with_addresses(campaign: Path) -> Path:
    """The demonstration with addresses of a real kind: those of the template are refused before anything leaves."""
    known = load_campaign(campaign)
    respondents = tuple(
        replace(
            one,
            contacts=tuple(
                replace(contact, email=f"{one.code.lower()}@prefecture.gouv.fr") for contact in one.contacts
            ),
        )
        for one in known.respondents
    )
    save_campaign(
        replace(known, respondents=respondents, deadline=None, closing=None),
        campaign / "campagne.xlsx",
        created=NOW,
    )
    return campaign


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a desk; all are ended after the test."""
    with ExitStack() as stack:

        def started(folder: Path | None = None, *, language: str = "fr", home: Path | None = None) -> RunningDesk:
            place = home or tmp_path / "chez-moi"
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "qpv_xlsx",
                    "--lang",
                    language,
                    "-C",
                    str(folder or tmp_path),
                    "desk",
                    "--no-browser",
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env={**os.environ, "PYTHONPATH": str(ROOT), "QPV_XLSX_HOME": str(place), "HOME": str(tmp_path)},
                cwd=tmp_path,
            )
            stack.callback(_end, process)
            assert process.stdout is not None
            line = process.stdout.readline()
            return RunningDesk(address=line.split()[-1], home=place, campaign=folder, process=process)

        yield started


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
