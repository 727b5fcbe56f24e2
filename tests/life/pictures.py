"""Take the pictures of a round: decisions.xlsx, the three letters, what the import says: ``python -m tests.life.pictures [NAME …]``.

Needs what the form's pictures need, and Chromium with the test extra. Nothing of this machine is in the pictures.
"""

import email
import html
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.decisions_book import write_open
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder, start_campaign
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.tasks.send import send
from tests.collection.pictures import PICTURES, Picture, take_all
from tests.desk.browser import page
from tests.people import reachable
from tests.tables.opened import EXAMPLES

SENT = datetime(2016, 1, 11, 8, 0, tzinfo=UTC)
CAME, WRITTEN = SENT + timedelta(days=50), SENT + timedelta(days=59)
RESULT = "Résultat 2015"
RETURNS: Mapping[str, tuple[str, Mapping[tuple[str, str], object]]] = {
    "drac.xlsx": ("CUL", {("CUL-01", RESULT): 0.41}),
    "drac-v2.xlsx": ("CUL", {("CUL-01", RESULT): 0.37}),
    "parquet.xlsx": ("JUS", {("JUS-04", RESULT): "beaucoup", ("JUS-02-a", RESULT): 34}),
    "direccte.xlsx": (
        "EMP",
        {
            ("EMP-01", RESULT): "1730 %",
            ("EMP-02", RESULT): "7 à 8 %",
            ("EMP-04", RESULT): "environ 40 %",
            ("EMP-05-a", RESULT): 0.12,
            ("EMP-08-a", RESULT): "12,5",
        },
    ),
}
LETTERS = {"lettre-collecte": "CAF", "lettre-relance": "SAN", "lettre-correction": "EMP"}


def lived(folder: Path) -> None:
    """A campaign whose workbooks were sent, with four returns, one of which disagrees with another."""
    campaign: Campaign = replace(
        reachable(start_campaign("paris-2015-2020", year=2015)), deadline=date(2016, 3, 31), closing=date(2016, 6, 30)
    )
    make_folder(folder, campaign, now=SENT)
    list(generate(folder, only=(), now=SENT))
    list(send(folder, only=(LETTERS["lettre-relance"],), author="", now=SENT))
    for number, (name, (code, cells)) in enumerate(RETURNS.items()):
        path = folder.parent / name
        _fill(folder / "a_envoyer" / f"{campaign.code}_{code}.xlsx", cells, path)
        collect(folder, [path], author="", now=CAME + timedelta(hours=number))


def _fill(source: Path, cells: Mapping[tuple[str, str], object], target: Path) -> None:
    workbook = openpyxl.load_workbook(source)
    sheet: Any = workbook["Indicateurs"]
    columns = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[5] if cell.value}
    rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    for (code, header), value in cells.items():
        sheet.cell(rows[code], columns[header]).value = value
    workbook.save(target)


def letters(folder: Path) -> Mapping[str, str]:
    """The HTML of the three letters, by the picture's name."""
    found: dict[str, str] = {}
    for name, written in (
        ("lettre-collecte", lambda code: list(send(folder, only=(code,), author="", now=SENT))),
        ("lettre-relance", lambda code: list(remind(folder, only=(code,), author="", now=WRITTEN))),
        ("lettre-correction", lambda code: list(return_for_correction(folder, only=(code,), author="", now=WRITTEN))),
    ):
        known = set(folder.rglob("*.eml"))
        written(LETTERS[name])
        (path,) = set(folder.rglob("*.eml")) - known
        found[name] = _shown(path.read_bytes())
    return found


def _shown(content: bytes) -> str:
    """The letter as a mail program shows it: its subject, then its HTML."""
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    body: Any = message.get_body(("html",))
    subject = f"<p style='font:bold 17px sans-serif'>{html.escape(str(message['Subject']))}</p>"
    return str(body.get_content()).replace("<body", f"{subject}<body", 1)


def report() -> str:
    """What ``import`` says of the table of Paris, as a terminal shows it."""
    words = ["import", str(EXAMPLES / "port-vieux-2030.xlsx"), "--year", "2026"]
    said = CliRunner().invoke(group, words, standalone_mode=False).output.replace(f"{EXAMPLES}/", "")
    shown = html.escape(f"$ qpv-xlsx import port-vieux-2030.xlsx --year 2026\n{said}")
    style = "background:#1e1e1e;color:#e6e6e6;padding:16px;font:14px/1.45 monospace;white-space:pre-wrap"
    return f"<html><body style='margin:0'><pre style='{style};margin:0'>{shown}</pre></body></html>"


def shoot(pages: Mapping[str, str], *, width: int) -> None:
    """Each page whole, in Chromium."""
    with page() as opened:
        go: Any = opened
        go.set_viewport_size({"width": width, "height": 300})
        for name, content in pages.items():
            go.set_content(content)
            path = PICTURES / f"{name}.png"
            go.screenshot(path=path, full_page=True)
            lighter = ["convert", str(path), "+dither", "-colors", "48", f"PNG8:{path}"]  # a third of the size
            subprocess.run(lighter, check=True)


def take_round(names: list[str]) -> None:
    """Those of the pictures that are named; none: all."""
    with tempfile.TemporaryDirectory(prefix="pictures-") as scratch:
        folder = Path(scratch) / "paris-2015"
        lived(folder)
        shoot({name: text for name, text in letters(folder).items() if not names or name in names}, width=900)
        shoot({"import-compte-rendu": report()} if not names or "import-compte-rendu" in names else {}, width=1100)
        write_open(folder, language="fr", now=WRITTEN)
        content = (folder / "decisions.xlsx").read_bytes()
        take_all({"decisions-a-trancher": Picture(content=content, keys=(), name="decisions.xlsx")}, names)


if __name__ == "__main__":
    take_round(sys.argv[1:])
