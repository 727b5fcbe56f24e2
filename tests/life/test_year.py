"""A coordinator's year: nine administrations, twenty-five messages, every accident, and each figure at the end."""

import io
import random
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.following.actions import State
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.incoming.reading_report import Reading, summarise
from qpv_xlsx.tasks.init import make_folder, start_campaign
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.tasks.rollover import rollover
from qpv_xlsx.tasks.send import send
from qpv_xlsx.tasks.status import read_status
from qpv_xlsx.workbook.master import write_master
from tests.people import reachable

Fill = Callable[..., bytes]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
AUTHOR = "coordinatrice"
COMMENT, SITUATION = "Commentaire", "Situation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """What the year left behind."""

    folder: Path
    readings: tuple[Reading, ...]
    reminded: tuple[tuple[str, ...], ...]


def at(month: int, day: int) -> datetime:
    return datetime(2016, month, day, 9, 0, tzinfo=UTC)


def take(folder: Path, tray: Path, messages: Mapping[str, bytes], now: datetime) -> list[Reading]:
    """Save the messages into a tray of their own, and collect it."""
    where = tray / f"{now:%m-%d}"
    where.mkdir(parents=True)
    for name, content in messages.items():
        (where / name).write_bytes(content)
    return collect(folder, [where], author=AUTHOR, now=now)[1]


def sent_id(draft: Path) -> str:
    return str(message_from_bytes(draft.read_bytes(), policy=policy.default)["Message-ID"])


def forwarded(inner: bytes) -> bytes:
    """A secretary forwards a message as an attachment."""
    outer = EmailMessage()
    outer["From"] = "secretariat@paris.test"
    outer["Date"] = "4 Mar 2016 11:00:00 +0100"
    outer["Message-ID"] = "<forward@test>"
    outer.set_content("Pour suite à donner")
    outer.add_attachment(message_from_bytes(inner, policy=policy.default))
    return outer.as_bytes()


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def mbox(*messages: bytes) -> bytes:
    return b"\n".join(b"From x@y Fri Mar  4 10:00:00 2016\n" + message + b"\n" for message in messages)


def with_rows_inserted(content: bytes) -> bytes:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    sheet: Any = workbook["Indicateurs"]
    sheet.insert_rows(8, 3)
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def first_wave(fill: Fill, letter: Fill, asked: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """March: fifteen messages."""
    cul = fill("CUL", {"CUL-01": 0.41})
    yield (
        "01.eml",
        letter(
            "direccte@paris.test", {}, "12 Jan 2016", Subject="Réponse automatique : absent", In_Reply_To=asked("EMP")
        ),
    )
    yield (
        "02.eml",
        letter("mailer-daemon@paris.test", {}, "12 Jan 2016", Subject="Undelivered", X_Failed_Recipients="x@y"),
    )
    yield "03.eml", letter("drac@paris.test", {"retour.xlsx": cul, "logo.png": PICTURE}, "1 Mar 2016")
    yield "04.eml", letter("drac@paris.test", {"collecte (2) FINAL v3 corrigé.xlsx": cul}, "2 Mar 2016")
    half = fill("EMP", {"EMP-01": 0.18, "EMP-02": "12,5 %"})
    yield "05.eml", letter("direccte@paris.test", {"emploi 1.xlsx": half}, "2 Mar 2016", In_Reply_To=asked("EMP"))
    yield (
        "06.eml",
        letter("collegue@example.net", {"emploi 2.xlsx": fill("EMP", {"EMP-03": 0.09, "EMP-04": 0.3})}, "3 Mar 2016"),
    )
    yield "07.eml", letter("direccte@paris.test", {"emploi 3.xlsx": fill("EMP", {"EMP-01": 0.21})}, "4 Mar 2016")
    wrong = fill("SAN", {"SAN-02": 24, "SAN-04-a": -3, "SAN-01-b": "Fait"})
    yield "08.eml", letter("ars@paris.test", {"santé.xlsx": wrong}, "4 Mar 2016", In_Reply_To=asked("SAN"))
    yield (
        "09.eml",
        letter("drjscs@paris.test", {"jsp.xlsx": fill("JSP", {("JSP-01-a", COMMENT): "État néant"})}, "4 Mar 2016"),
    )
    jus = fill("JUS", {"JUS-02-a": 6})
    yield "10.eml", letter("parquet@paris.test", {"justice.xlsx": jus[: len(jus) // 2]}, "4 Mar 2016")
    yield (
        "11.eml",
        letter(
            "caf@paris.test", {"retours.zip": zipped({"caf/CAF.xlsx": fill("CAF", {"CAF-03-b": 20})})}, "5 Mar 2016"
        ),
    )
    yield (
        "12.eml",
        forwarded(letter("prefecture-de-police@paris.test", {"int.xlsx": fill("INT", {"INT-03": 0.9})}, "5 Mar 2016")),
    )
    yield "13.eml", letter("drdfe@paris.test", {"scan.pdf": b"%PDF-1.4 scan"}, "6 Mar 2016", In_Reply_To=asked("DDF"))
    yield (
        "14.eml",
        letter("ars@paris.test", {"page.xls": b"<html><table><tr><td>1</td></tr></table></html>"}, "6 Mar 2016"),
    )
    yield "15.eml", letter("drdfe@paris.test", {"vide.xlsx": b""}, "7 Mar 2016")


def second_wave(fill: Fill, letter: Fill, folder: Path) -> Iterator[tuple[str, bytes]]:
    """April: what was corrected, and new accidents."""
    correction = (folder / "a_retourner" / "paris-2015_SAN_corrections.xlsx").read_bytes()
    asked = sent_id(folder / "a_retourner" / "paris-2015_SAN_corrections.eml")
    mended = fill("SAN", {"SAN-04-a": 4}, correction)
    yield "16.eml", letter("ars@paris.test", {"../" * 5 + "s" * 300 + ".xlsx": mended}, "4 Apr 2016", References=asked)
    yield (
        "17.eml",
        letter("parquet@paris.test", {"justice.xlsx": fill("JUS", {"JUS-02-a": 6, "JUS-02-b": 3})}, "4 Apr 2016"),
    )
    edu = [fill("EDU", cells) for cells in ({"EDU-01": 0.55}, {"EDU-02": 0.44}, {"EDU-05": 0.07})]
    blank = (folder / "a_envoyer" / "paris-2015_EDU.xlsx").read_bytes()
    files = {
        "a.xlsx": edu[0],
        "b.xlsx": edu[1],
        "c.xlsx": edu[2],
        "signature.png": PICTURE,
        "paris-2015_EDU.xlsx": blank,
    }
    yield "18.eml", letter("rectorat@paris.test", files, "5 Apr 2016")
    inserted = with_rows_inserted(fill("CAF", {"CAF-01-a": 90, "CAF-01-c": 95}))
    yield (
        "19.mbox",
        mbox(
            letter("caf@paris.test", {"caf suite.xlsx": inserted}, "5 Apr 2016"),
            letter("direccte@paris.test", {"int bis.xlsx": fill("INT", {"INT-02-b": 12})}, "6 Apr 2016"),
        ),
    )
    yield "20.eml", letter("drdfe@paris.test", {"x.xlsx": other_campaign()}, "6 Apr 2016")
    yield "21.eml", letter("drjscs@paris.test", {}, "7 Apr 2016", text="État néant pour nous.")
    yield "22.eml", letter("curieux@example.com", {"recette.xlsx": foreign_workbook()}, "7 Apr 2016")
    nd = {("DDF-02", SITUATION): "Non disponible (nd)", ("DDF-02", COMMENT): "donnée nationale", "DDF-01": 2}
    yield "23.eml", letter("drdfe@paris.test", {"ddf.xlsx": fill("DDF", nd)}, "8 Apr 2016")


def other_campaign() -> bytes:
    """The workbook of another year, of the same administration."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "c"
        make_folder(folder, reachable(start_campaign("paris-2015-2020", year=2016)), now=at(1, 1))
        list(generate(folder, only=("DDF",), now=at(1, 1)))
        return (folder / "a_envoyer" / "paris-2016_DDF.xlsx").read_bytes()


def foreign_workbook() -> bytes:
    workbook = openpyxl.Workbook()
    sheet: Any = workbook.active
    sheet["A1"], sheet["B1"] = "farine", 500
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def year(prepared: Path, tmp_path_factory: pytest.TempPathFactory, fill: Fill, letter: Fill) -> Year:
    """The whole year, lived once."""
    base = tmp_path_factory.mktemp("year")
    folder = Path(shutil.copytree(prepared, base / "paris-2015"))
    return live(folder, base / "tray", fill, letter, lambda _: None)


def live(folder: Path, tray: Path, fill: Fill, letter: Fill, after: Callable[[datetime], None]) -> Year:
    """Every act of the year in *folder*, whose workbooks are made; *after* is called after each of them."""
    list(send(folder, only=(), author=AUTHOR, now=at(1, 11)))
    after(at(1, 11))

    def asked(code: str) -> str:
        return sent_id(folder / "a_envoyer" / f"paris-2015_{code}.eml")

    readings = take(folder, tray, dict(first_wave(fill, letter, asked)), at(3, 8))
    after(at(3, 8))
    list(return_for_correction(folder, only=("SAN",), author=AUTHOR, now=at(3, 9)))
    after(at(3, 9))
    reminded = [posted.respondents for posted in remind(folder, only=(), author=AUTHOR, now=at(3, 24))]
    after(at(3, 24))
    readings += take(folder, tray, dict(second_wave(fill, letter, folder)), at(4, 9))
    after(at(4, 9))
    kept = Ruling(measure="EMP-01", file="emploi 1.xlsx", reason="confirmé par téléphone")
    resolve(folder, kept, author=AUTHOR, now=at(4, 11))
    after(at(4, 11))
    told = Ruling(measure="INT-01-b", value="12,5 %", reason="courrier du préfet")
    resolve(folder, told, author=AUTHOR, now=at(4, 12))
    after(at(4, 12))
    again = next(path for path in (folder / "recus").iterdir() if path.name.endswith("_retour.xlsx")).read_bytes()
    late = {
        "24.eml": letter("drac@paris.test", {"tardif.xlsx": fill("CUL", {"CUL-01": 0.99})}, "2 Jul 2016"),
        "25.eml": letter("drac@paris.test", {"retour.xlsx": again}, "3 Jul 2016"),
    }
    readings += take(folder, tray, late, at(7, 4))
    after(at(7, 4))
    return Year(folder=folder, readings=tuple(readings), reminded=tuple(reminded))


def ledger(year: Year) -> Ledger:
    with open_register(year.folder) as register:
        return ledger_of(load_campaign(year.folder), register, at(7, 5))


FIGURES = {
    ("EMP", "EMP-01"): 0.18,  # decided: the first return
    ("EMP", "EMP-02"): 0.125,  # written « 12,5 % »
    ("EMP", "EMP-03"): 0.09,  # a colleague's half
    ("EMP", "EMP-04"): 0.3,
    ("EDU", "EDU-01"): 0.55,  # three workbooks in one message
    ("EDU", "EDU-02"): 0.44,
    ("EDU", "EDU-05"): 0.07,
    ("INT", "INT-01-b"): 0.125,  # told by letter
    ("INT", "INT-02-b"): 12,  # sent by another administration
    ("INT", "INT-03"): 0.9,  # forwarded by a secretary
    ("SAN", "SAN-02"): 24,
    ("SAN", "SAN-04-a"): 4,  # corrected
    ("CAF", "CAF-01-a"): 90,  # below inserted rows
    ("CAF", "CAF-01-c"): 95,
    ("CAF", "CAF-03-b"): 20,  # zipped
    ("DDF", "DDF-01"): 2,
    ("CUL", "CUL-01"): 0.41,  # what came after the closing is not taken
    ("JUS", "JUS-02-a"): 6,  # sent again after a truncated file
    ("JUS", "JUS-02-b"): 3,
}


def test_every_figure_of_the_master_is_the_expected_one(year: Year) -> None:
    campaign, merged = load_campaign(year.folder), ledger(year)
    content = write_master(campaign, merged, assess(campaign, merged), created=at(7, 5))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl leaves out what it does not know
        sheet: Any = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Données"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if "Mesure" in row and "Valeur" in row)
    header = rows[start]
    column = {name: header.index(name) for name in ("Administration", "Mesure", "Quartier", "Champ", "Valeur", "Texte")}
    figures = {
        (row[column["Administration"]], row[column["Mesure"]]): row[column["Valeur"]]
        for row in rows[start + 1 :]
        if row[column["Valeur"]] is not None
    }
    assert figures == pytest.approx(FIGURES)


def test_files_add_up(year: Year) -> None:
    counted = summarise([reading.told for reading in year.readings])
    assert counted["files"] == counted["accepted"] + counted["rejected"] + counted["ignored"]
    status = read_status(year.folder, now=at(7, 5))
    assert status.received == status.accepted + status.rejected + status.ignored
    assert (status.accepted, status.rejected) == (17, 6)
    messages = {reading.path.split(".eml")[0].split(".mbox")[0] for reading in year.readings}
    assert len(messages) == 25


@pytest.mark.parametrize(
    ("respondent", "state"),
    [
        ("EMP", State.TO_COMPLETE),
        ("EDU", State.TO_COMPLETE),
        ("SAN", State.TO_COMPLETE),
        ("JSP", State.NIL),
        ("CUL", State.COMPLETE),
        ("JUS", State.TO_COMPLETE),
    ],
)
def test_where_each_stands(year: Year, respondent: str, state: State) -> None:
    status = read_status(year.folder, now=at(7, 5))
    assert next(one.state for one in status.follow_ups if one.respondent == respondent) is state


def test_only_those_who_owed_something_were_reminded(year: Year) -> None:
    reminded = {code for codes in year.reminded for code in codes}
    assert {"EDU", "DDF", "JUS", "SAN", "EMP"} <= reminded
    assert {"CUL", "JSP"}.isdisjoint(reminded)


def test_what_is_decided_leaves_no_disagreement(year: Year) -> None:
    codes = [held.found.code for account in ledger(year).accounts.values() for held in account.findings]
    assert Code.C07 not in codes
    assert Code.V02 not in codes  # the corrected cell cleared it


def test_the_latecomer_is_shown_and_not_counted(year: Year) -> None:
    account = ledger(year).accounts["CUL"]
    assert [late.submission.origin.name for late in account.too_late] == ["tardif.xlsx"]


def test_strangers_are_orphans(year: Year) -> None:
    names = [one.submission.origin.name for one in ledger(year).orphans if one.submission.outcome.value == "rejected"]
    assert names == ["recette.xlsx"]


def test_the_order_in_which_a_wave_is_read_changes_no_figure(year: Year) -> None:
    """The register alone decides: what was received first has the lower number."""
    with open_register(year.folder) as register:
        returns, decisions = list(register.returns()), register.decisions()
    random.Random(1).shuffle(returns)
    again = merge(load_campaign(year.folder), returns, decisions)
    assert {code: account.entries for code, account in again.accounts.items()} == {
        code: account.entries for code, account in ledger(year).accounts.items()
    }


def test_next_year_remembers(year: Year, tmp_path: Path) -> None:
    done = rollover(year.folder, tmp_path / "paris-2016", 2016, author=AUTHOR, now=at(12, 1))
    following = load_campaign(tmp_path / "paris-2016")
    assert (following.code, following.year, following.deadline) == ("paris-2016", 2016, date(2017, 3, 31))
    remembered = {
        past.measure: past.value for past in following.history if past.year == 2015 and past.value is not None
    }
    assert remembered == pytest.approx({measure: float(value) for (_, measure), value in FIGURES.items()})
    assert done.results == sum(past.year == 2015 for past in following.history)
