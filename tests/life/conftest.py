"""A real campaign to live through: the Paris template, its nine respondents, their workbooks."""

import io
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder, start_campaign
from tests.people import reachable

SENT = datetime(2016, 1, 11, 8, 0, tzinfo=UTC)
Cells = Mapping[str | tuple[str, str], Any]
XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return replace(
        reachable(start_campaign("paris-2015-2020", year=2015)),
        deadline=date(2016, 3, 31),
        closing=date(2016, 6, 30),
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, campaign: Campaign) -> Path:
    """A folder with every collection workbook made; not to be written into."""
    folder = tmp_path_factory.mktemp("prepared") / "paris-2015"
    make_folder(folder, campaign, now=SENT)
    list(generate(folder, only=(), now=SENT))
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """A campaign's folder of one's own."""
    return Path(shutil.copytree(prepared, tmp_path / "paris-2015"))


@pytest.fixture(scope="session")
def fill(prepared: Path) -> Callable[..., bytes]:
    """Fill a respondent's workbook as a person would: ``fill("EMP", {"EMP-01": 0.173, ("EMP-01", "Commentaire"): "…"})``."""

    def filled(respondent: str, cells: Cells, source: bytes | None = None) -> bytes:
        content = source or (prepared / "a_envoyer" / f"paris-2015_{respondent}.xlsx").read_bytes()
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        sheet: Any = workbook["Indicateurs"]
        columns = {
            str(cell.value).split("\n")[0]: cell.column for row in sheet.iter_rows(1, 8) for cell in row if cell.value
        }
        rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
        for key, value in cells.items():
            code, header = (key, "Résultat 2015") if isinstance(key, str) else key
            sheet.cell(rows[code], columns[header]).value = value
        saved = io.BytesIO()
        workbook.save(saved)
        return saved.getvalue()

    return filled


@pytest.fixture(scope="session")
def letter() -> Callable[..., bytes]:
    """A message with files: ``letter("a@b.fr", {"retour.xlsx": content}, Subject="…")``."""

    def written(
        sender: str, files: Mapping[str, bytes], day: str = "1 Mar 2016", text: str = "Bonjour", **headers: str
    ) -> bytes:
        message = EmailMessage()
        message["From"] = sender
        message["To"] = "prefecture@paris.test"
        message["Date"] = f"{day} 10:00:00 +0100"
        for name, value in {"Subject": "Retour", **headers}.items():
            message[name.replace("_", "-")] = value
        if "Message-ID" not in message:
            message["Message-ID"] = f"<{abs(hash((sender, day, tuple(files))))}@test>"
        message.set_content(text)
        for name, content in files.items():
            kind = ("image", "png") if name.endswith(".png") else XLSX
            message.add_attachment(content, *kind, filename=name)
        return message.as_bytes()

    return written
