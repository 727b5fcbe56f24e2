"""Take the pictures of the desk that the docs show, in the order of a year: ``python -m tests.desk.pictures [FOLDER]``.

Needs Chromium and the test extra. The year is the demonstration's; nothing of this machine is in the pictures.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from qpv_xlsx.tasks.demo import demo
from tests.desk.browser import page
from tests.people import make_reachable

ROOT = Path(__file__).parents[2]
HEIGHT = 1100  # pixels of a page that are shown
PAGES = {
    "bureau-campagne": "",
    "bureau-depot": "depot",
    "bureau-lecture": "depot",
    "bureau-administration": "administration/CAF",
    "bureau-courriels": "courriels",
    "bureau-relire": "courriels",
    "bureau-decider": "decider",
    "bureau-synthese": "synthese",
    "bureau-consolidation": "synthese",
    "bureau-journal": "journal",
}
"""Where each is taken, in the order of the page « L’année au bureau »."""


def take(target: Path) -> None:
    """One picture per moment, at the width of an ordinary laptop."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "Paris 2015"
        demo(folder, language="fr", author="coordination", now=datetime.now().astimezone())
        make_reachable(folder)
        command = [sys.executable, "-m", "qpv_xlsx", "-C", str(folder), "desk", "--no-browser"]
        (Path(scratch) / "Documents").mkdir()
        environment = {
            **os.environ,
            "QPV_XLSX_HOME": scratch,
            "HOME": scratch,
            "LOGNAME": "coordination",
            "PYTHONPATH": str(ROOT),
        }
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            try:
                _shoot(process.stdout.readline().split()[-1], folder, target)
            finally:
                process.kill()


def _shoot(address: str, folder: Path, target: Path) -> None:
    acts: Mapping[str, Callable[[Any], None]] = {
        "bureau-lecture": lambda go: _read(go, folder),
        "bureau-relire": lambda go: go.get_by_role("button", name="Relire d’abord").first.click(),
        "bureau-consolidation": _consolidate,
    }
    with page() as opened:
        go: Any = opened
        go.set_viewport_size({"width": 1366, "height": HEIGHT})
        go.goto(address)
        base = go.url
        for name, path in PAGES.items():
            go.goto(base + path)
            acts.get(name, _stand)(go)
            go.screenshot(path=target / f"{name}.png")
        go.goto("/".join(base.split("/")[:3]))
        go.screenshot(path=target / "bureau-accueil.png")


def _stand(_: Any) -> None:
    """The page as it opens."""


def _read(go: Any, folder: Path) -> None:
    scan = folder.parent / "Numérisation.pdf"
    scan.write_bytes(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    replies = sorted((folder / "reponses_exemple").glob("*.xlsx"))[:2]
    go.set_input_files("input[name=fichiers]", [*replies, scan])
    go.get_by_role("button", name=re.compile("^Lire$")).click()
    go.get_by_text("Lecture finie").wait_for(timeout=60_000)


def _consolidate(go: Any) -> None:
    go.get_by_role("button", name="Consolider").click()
    go.get_by_text("Synthèse écrite").wait_for(timeout=60_000)


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
