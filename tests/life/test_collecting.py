"""Collecting: what is registered, what is set aside, what happens when the machine fails halfway."""

import base64
import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.register import fetched_contents, open_register, records
from qpv_xlsx.register.encoding import decode_whole_submission
from qpv_xlsx.tasks.collect import ReturnsDesk, collect, collect_one_by_one
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.incoming.gathering import gather
from qpv_xlsx.tasks.incoming.parcels import Parcel
from qpv_xlsx.tasks.incoming.reading_report import FileTold, Reading

ROOT = Path(__file__).parents[2]
NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)
Fill = Callable[..., bytes]
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def take(folder: Path, *paths: Path) -> list[Reading]:
    return collect(folder, paths, author="essai", now=NOW)[1]


def told(readings: list[Reading]) -> list[tuple[str, str, str]]:
    """(name, outcome, gravest code)."""
    return [
        (
            Path(reading.path).name,
            reading.submission.outcome.value,
            next((found.code.value for found in reading.submission.findings if found.code.value[0] in "FIMX"), ""),
        )
        for reading in readings
    ]


def put(where: Path, content: bytes, age: int = 0) -> Path:
    """Write a file that was last changed *age* minutes before another."""
    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_bytes(content)
    moment = NOW.timestamp() - 60 * age
    os.utime(where, (moment, moment))
    return where


def test_a_folder_is_taken_whole_and_adds_up(folder: Path, tmp_path: Path, fill: Fill) -> None:
    arrivals = tmp_path / "arrivals"
    good = fill("EMP", {"EMP-01": 0.173})
    put(arrivals / "RETOUR.XLSX", good, 9)
    put(arrivals / "copie.xlsx", good, 8)
    put(arrivals / "~$RETOUR.XLSX", b"\x05Anne" + b" " * 160, 7)
    put(arrivals / ".DS_Store", b"x", 6)
    put(arrivals / "sub" / "Thumbs.db", b"x", 5)
    put(arrivals / "sub" / "tronqué.xlsx", good[:3000], 4)
    put(arrivals / "scan.pdf", b"%PDF-1.4 scan", 3)
    readings = take(folder, arrivals)
    assert told(readings) == [
        ("RETOUR.XLSX", "accepted", "M01"),
        ("copie.xlsx", "ignored", "I07"),
        ("~$RETOUR.XLSX", "ignored", "F03"),
        (".DS_Store", "ignored", "F03"),
        ("Thumbs.db", "ignored", "F03"),
        ("tronqué.xlsx", "rejected", "F01"),
        ("scan.pdf", "rejected", "F03"),
    ]
    assert {path.read_bytes() for path in (folder / "recus").iterdir()} == {good, good[:3000], b"%PDF-1.4 scan"}


def test_a_second_collect_only_hashes(
    folder: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "arrivals" / "retour.xlsx", fill("CUL", {"CUL-01": 0.1}))
    first = take(folder, path)
    monkeypatch.setattr("qpv_xlsx.workbook.reading.returns.read_return", None)
    monkeypatch.setattr("qpv_xlsx.spreadsheet.isolation.workers.Worker", None)
    before = (folder / "registre.sqlite").read_bytes()
    assert take(folder, path) == first
    assert (folder / "registre.sqlite").read_bytes() == before


def test_what_is_known_is_told_without_being_decoded(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """Counts and findings stand at the head of each return; of many findings, and of an older program's returns, only counts."""
    put(tmp_path / "arrivals" / "a.xlsx", fill("EMP", {"EMP-01": 0.173, "EMP-02": 17.3}))
    put(tmp_path / "arrivals" / "b.xlsx", b"no workbook")
    first = [reading.told for reading in take(folder, tmp_path / "arrivals")]
    assert [(one.answers > 0, len(one.findings) > 0) for one in first] == [(True, True), (False, True)]
    assert _decoded_while_collecting(folder, tmp_path / "arrivals") == (0, first)
    with sqlite3.connect(folder / "registre.sqlite") as connection:  # as an older program left it
        heads = connection.execute("SELECT sequence, head FROM returns").fetchall()
        older = [(json.dumps({**json.loads(head), "told": None}), sequence) for sequence, head in heads]
        connection.executemany("UPDATE returns SET head = ? WHERE sequence = ?", older)
    connection.close()
    assert _decoded_while_collecting(folder, tmp_path / "arrivals") == (2, first)


def _decoded_while_collecting(folder: Path, arrivals: Path) -> tuple[int, list[FileTold]]:
    """How many contents were decoded, and what was told."""
    count = 0

    def counted(text: str) -> Submission:
        nonlocal count
        count += 1
        return decode_whole_submission(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetched_contents, "decode_whole_submission", counted)
        patch.setattr(records, "decode_whole_submission", counted)
        patch.setattr(records, "decode_submission", counted)
        files = [reading.told for reading in take(folder, arrivals)]
    return count, files


def test_a_file_changed_without_its_size_or_day_is_new(folder: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "arrivals" / "a.bin", b"not a workbook 1")
    take(folder, tmp_path / "arrivals")
    put(path, b"not a workbook 2")
    (again,) = take(folder, tmp_path / "arrivals")
    assert again.submission.origin.sha256 == hashlib.sha256(b"not a workbook 2").hexdigest()
    kept = sorted(one.read_bytes() for one in (folder / "recus").iterdir())
    assert kept == [b"not a workbook 1", b"not a workbook 2"]


def test_a_kept_file_changed_without_its_size_is_brought_back(folder: Path, tmp_path: Path, fill: Fill) -> None:
    content = fill("EMP", {"EMP-01": 0.173})
    put(tmp_path / "arrivals" / "a.xlsx", content)
    take(folder, tmp_path / "arrivals")
    (kept,) = (folder / "recus").iterdir()
    put(kept, content[:-1] + bytes([content[-1] ^ 1]))
    take(folder, tmp_path / "arrivals")
    assert kept.read_bytes() == content
    assert len([*(folder / "recus").glob("modifie_*")]) == 1


def test_a_campaign_that_changed_reads_its_returns_again(folder: Path, tmp_path: Path, fill: Fill) -> None:
    path = put(tmp_path / "retour.xlsx", fill("CUL", {"CUL-01": 0.5}))
    take(folder, path)
    campaign = load_campaign(folder)
    convention = next(one for one in campaign.catalogue.conventions if one.code == "CUL")
    (indicator,) = convention.indicators
    bounded = replace(indicator, measures=(replace(indicator.measures[0], maximum=0.4),))
    conventions = tuple(
        replace(convention, indicators=(bounded,)) if one.code == "CUL" else one
        for one in campaign.catalogue.conventions
    )
    save_campaign(
        replace(campaign, catalogue=replace(campaign.catalogue, conventions=conventions)),
        folder / "campagne.xlsx",
        created=NOW,
    )
    take(folder, tmp_path / "retour.xlsx")
    with open_register(folder) as register:
        (received,) = register.returns()
    assert "V02" in [found.code.value for found in received.submission.findings]


def test_a_name_never_decides_where_a_file_is_written(folder: Path, tmp_path: Path, fill: Fill, letter: Fill) -> None:
    content = letter("drac@paris.test", {"../../../évasion.xlsx": fill("CUL", {"CUL-01": 0.3})})
    take(folder, put(tmp_path / "mail.eml", content))
    (kept,) = (folder / "recus").iterdir()
    assert kept.name.endswith("_évasion.xlsx")
    assert not list(tmp_path.glob("*évasion*"))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("filename*=utf-8''a%00b.xlsx", id="NUL"),
        pytest.param('filename="=?unicode_escape?q?=5Cud800.xlsx?="', id="half a character"),
        pytest.param("filename=" + "x" * 7000 + ".xlsx", id="7000 signs"),
        pytest.param('filename="../../recus/retour.xlsx"', id="a path into recus"),
    ],
)
def test_a_hostile_name_spoils_neither_collect_nor_master(folder: Path, tmp_path: Path, fill: Fill, name: str) -> None:
    held = base64.encodebytes(fill("CUL", {"CUL-01": 0.3})).decode()
    content = (
        "From: drac@paris.test\nDate: 1 Mar 2016 10:00:00 +0100\nMessage-ID: <1@x>\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/octet-stream\n"
        f"Content-Transfer-Encoding: base64\nContent-Disposition: attachment; {name}\n\n{held}\n--b--\n"
    )
    (reading,) = take(folder, put(tmp_path / "mail.eml", content.encode()))
    assert reading.submission.outcome is Outcome.ACCEPTED
    consolidate(folder, target=None, now=NOW)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these systems keep names as Unicode")
def test_a_file_named_by_an_old_system_is_named_as_it_was_meant(folder: Path, tmp_path: Path, fill: Fill) -> None:
    put(tmp_path / "arrivals" / os.fsdecode("corrigé.xlsx".encode("latin-1")), fill("CUL", {"CUL-01": 0.3}))
    (reading,) = take(folder, tmp_path / "arrivals")
    assert reading.submission.origin.name == "corrigé.xlsx"
    consolidate(folder, target=None, now=NOW)


def test_a_message_is_accounted_for_part_by_part(folder: Path, tmp_path: Path, fill: Fill, letter: Fill) -> None:
    blank = (folder / "a_envoyer" / "paris-2015_CUL.xlsx").read_bytes()
    content = letter(
        "assistante@example.net",
        {"logo.png": PICTURE, "paris-2015_CUL.xlsx": blank, "retour.xlsx": fill("CUL", {"CUL-01": 0.4})},
    )
    readings = take(folder, put(tmp_path / "mail.eml", content))
    assert [(outcome, code) for _, outcome, code in told(readings)] == [
        ("ignored", "F03"),
        ("ignored", "M03"),
        ("accepted", "I06"),
    ]
    with open_register(folder) as register:
        assert [one.submission.outcome for one in register.returns()].count(Outcome.IGNORED) == 2


def test_a_file_that_another_program_holds_waits_for_the_next_time(
    folder: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = put(tmp_path / "arrivals" / "EMP.xlsx", fill("EMP", {"EMP-01": 0.2}), 2)
    put(tmp_path / "arrivals" / "CUL.xlsx", fill("CUL", {"CUL-01": 0.3}), 1)
    with monkeypatch.context() as patch:
        opened = os.open

        def refuse(path: Any, *arguments: Any, **options: Any) -> int:
            if path == held:
                raise PermissionError(13, "Permission denied", str(path))
            return opened(path, *arguments, **options)

        patch.setattr(os, "open", refuse)
        assert told(take(folder, tmp_path / "arrivals")) == [
            ("EMP.xlsx", "rejected", "F01"),
            ("CUL.xlsx", "accepted", ""),
        ]
    assert told(take(folder, held)) == [("EMP.xlsx", "accepted", "M01")]
    with open_register(folder) as register:
        assert [one.submission.outcome for one in register.returns()] == [Outcome.ACCEPTED, Outcome.ACCEPTED]


@pytest.mark.parametrize("denied", ["scandir", "lstat"])
def test_a_folder_that_may_not_be_looked_into_is_told_as_one_and_stops_nothing(
    folder: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch, denied: str
) -> None:
    put(tmp_path / "arrivals" / "fermé" / "EMP.xlsx", fill("EMP", {"EMP-01": 0.2}), 2)
    put(tmp_path / "arrivals" / "CUL.xlsx", fill("CUL", {"CUL-01": 0.3}), 1)
    closed = tmp_path / "arrivals" / "fermé"
    with monkeypatch.context() as patch:
        holder: Any = os if denied == "scandir" else Path
        done = getattr(holder, denied)

        def refuse(path: Path) -> Any:
            if path == closed if denied == "scandir" else path.parent == closed:
                raise PermissionError(13, "Permission denied", str(path))
            return done(path)

        patch.setattr(holder, denied, refuse)
        taken = take(folder, tmp_path / "arrivals")
    assert sorted(told(taken)) == [("CUL.xlsx", "accepted", ""), ("fermé", "rejected", "F01")]
    cases = [found.case for reading in taken for found in reading.submission.findings if found.code is Code.F01]
    assert cases == ["closed_folder"]
    assert sorted(told(take(folder, closed))) == [("EMP.xlsx", "accepted", "M01")]


def test_a_mailbox_that_grows_counts_each_message_once(folder: Path, tmp_path: Path, letter: Fill) -> None:
    first, second = (
        b"From x\n" + letter("a@b.fr", {}, Message_ID=f"<{number}@x>").replace(b"\r\n", b"\n") + b"\n\n"
        for number in range(2)
    )
    take(folder, put(tmp_path / "boite", first))
    take(folder, put(tmp_path / "boite", first + second))
    with open_register(folder) as register:
        assert len(register.returns()) == 2


def test_what_an_interrupted_run_left_is_told(folder: Path, tmp_path: Path, fill: Fill) -> None:
    with open_register(folder) as register:
        register.keep(fill("CUL", {"CUL-01": 0.3}), "retour.xlsx")
    (tmp_path / "arrivals").mkdir()
    assert [reading.submission.origin.name for reading in take(folder, tmp_path / "arrivals")] == ["retour.xlsx"]


def test_what_lies_in_recus_can_be_collected_again(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """It is known, under the name it came with."""
    take(folder, put(tmp_path / "retour.xlsx", fill("CUL", {"CUL-01": 0.4})))
    readings = take(folder, folder / "recus")
    assert [reading.submission.origin.name for reading in readings] == ["retour.xlsx"]
    assert len(list((folder / "recus").iterdir())) == 1
    assert told(take(folder, folder / "recus"))[0][1] == "accepted"


def test_a_path_that_is_not_there_is_told_before_anything_is_read(folder: Path) -> None:
    done = run(folder, "collect", "absent.xlsx")
    assert (done.returncode, done.stdout) == (2, "")


def run(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-m", "qpv_xlsx", "-C", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        **options,  # type: ignore[call-overload]  # preexec_fn
    )
    return done


@pytest.fixture
def arrivals(tmp_path: Path, fill: Fill) -> Path:
    """A dozen returns of one respondent, all different."""
    for number in range(12):
        put(tmp_path / "arrivals" / f"retour {number}.xlsx", fill("CUL", {"CUL-01": (number + 1) / 100}), 60 - number)
    return tmp_path / "arrivals"


def test_what_is_told_is_on_the_disk_already(folder: Path, arrivals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several are registered together: none of them is spoken of before."""
    monkeypatch.setattr("qpv_xlsx.tasks.incoming.batches._MOST", 5)
    readings = collect_one_by_one(folder, [arrivals], author="essai", now=NOW)[1]
    seen = []
    for reading in readings:
        with open_register(folder) as register:
            rows = {one.submission.origin.sha256: one.stored for one in register.returns()}
            assert register.unrecorded_files() == ()
        assert (folder / "recus" / rows[reading.submission.origin.sha256]).is_file()
        seen.append(len(rows))
    assert seen == [5] * 5 + [10] * 5 + [12] * 2


def assert_consistent(folder: Path) -> None:
    """Every file that the register speaks of is there, whole; the register is sound."""
    if not (folder / "registre.sqlite").exists():
        return
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT sha256, stored, submission FROM returns WHERE stored <> ''").fetchall()
    for sha256, stored, submission in rows:
        assert hashlib.sha256((folder / "recus" / stored).read_bytes()).hexdigest() == sha256
        assert json.loads(submission)["origin"]["sha256"] == sha256
    for path in (folder / "recus").iterdir():
        assert path.name.startswith(".") or hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.name[:12])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_killed_at_any_moment_nothing_is_lost(folder: Path, arrivals: Path, seed: int) -> None:
    """The process is killed again and again, then left to finish."""
    chance = random.Random(seed)
    for _ in range(2):
        command = [sys.executable, "-m", "qpv_xlsx", "-C", str(folder), "collect", str(arrivals)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 2.5))
        process.kill()
        process.wait()
        assert_consistent(folder)
    kept = {path.name for path in (folder / "recus").iterdir() if not path.name.startswith(".")}
    if seed % 2:  # the sender's files are gone meanwhile: what was kept is enough
        shutil.rmtree(arrivals)
        arrivals.mkdir()
    assert run(folder, "collect", str(arrivals)).returncode in {0, 1}
    assert_consistent(folder)
    with open_register(folder) as register:
        returns = register.returns()
        assert register.unrecorded_files() == ()
    assert kept <= {received.stored for received in returns}
    assert len(returns) == (len(kept) if seed % 2 else 12)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="limits of file size are set on POSIX systems only")
@pytest.mark.parametrize("limit", [4_000, 20_000, 0], ids=["hardly anything", "no workbook", "no more register"])
def test_a_full_disk_is_told_and_nothing_is_lost(folder: Path, arrivals: Path, limit: int) -> None:
    """Bytes that a file may hold stand for the room left; 0: the register as it is."""
    import resource

    limit = limit or (folder / "registre.sqlite").stat().st_size
    done = run(
        folder,
        "collect",
        str(arrivals),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr
    assert_consistent(folder)
    assert run(folder, "collect", str(arrivals)).returncode in {0, 1}
    with open_register(folder) as register:
        assert len(register.returns()) == 12


@pytest.mark.parametrize("news", [0, 1])
def test_files_that_are_known_do_not_wait_for_one_another(folder: Path, tmp_path: Path, fill: Fill, news: int) -> None:
    arrivals = tmp_path / "arrivals"
    if news:
        put(arrivals / "nouveau.xlsx", fill("EMP", {"EMP-01": 0.173}), 1000)
    for number in range(250):
        put(arrivals / f"{number}.pdf", b"%PDF-1.4 scan", number)
    asked: list[str] = []

    def counted(parcels: Iterator[Parcel]) -> Iterator[Parcel]:
        for parcel in parcels:
            asked.append(parcel.name)
            yield parcel

    campaign = load_campaign(folder)
    with open_register(folder, author="essai") as register:
        desk = ReturnsDesk(folder, campaign, register, NOW)
        readings = desk.take(counted(gather([arrivals], campaign.options.limits)))
        waiting = [len(asked) - done for done, _ in enumerate(readings)]
    assert len(waiting) == len(asked) == 250 + news
    assert max(waiting) <= 102
