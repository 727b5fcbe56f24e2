"""Take the pictures of the desk that the docs show: ``python -m tests.desk.pictures [FOLDER]``.

Needs Chromium and the test extra. The year is the demonstration's; nothing of this machine is in the pictures.
"""

import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from qpv_xlsx.tasks.demo import demo
from tests.desk.browser import page

ROOT = Path(__file__).parents[2]
PAGES = {
    "bureau-campagne": "",
    "bureau-depot": "depot",
    "bureau-administration": "administration/CAF",
    "bureau-decider": "decider",
    "bureau-courriels": "courriels",
    "bureau-synthese": "synthese",
    "bureau-journal": "journal",
}
HEIGHT = 1100  # pixels of a page that are shown


def take(target: Path) -> None:
    """One picture per page, at the width of an ordinary laptop."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "Paris 2015"
        demo(folder, language="fr", author="coordination", now=datetime.now().astimezone())
        command = [sys.executable, "-m", "qpv_xlsx", "-C", str(folder), "desk", "--no-browser"]
        (Path(scratch) / "Documents").mkdir()
        environment = {**os.environ, "QPV_XLSX_HOME": scratch, "HOME": scratch, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            _shoot(process.stdout.readline().split()[-1], target)
            process.kill()


def _shoot(address: str, target: Path) -> None:
    with page() as opened:
        go: Any = opened
        go.set_viewport_size({"width": 1366, "height": HEIGHT})
        go.goto(address)
        base = go.url
        for name, path in PAGES.items():
            go.goto(base + path)
            go.screenshot(path=target / f"{name}.png")
        go.goto("/".join(base.split("/")[:3]))
        go.screenshot(path=target / "bureau-accueil.png")


if __name__ == "__main__":
    take(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
