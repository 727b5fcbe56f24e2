"""``recus/`` is looked at: what is missing or was changed there is told, once, and comes back with the file."""

import hashlib
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.campaigns import campaign_to_json, load_campaign, save_campaign
from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Severity, StorageError
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.register import open_register
from qpv_xlsx.register.vault import fingerprint_of
from qpv_xlsx.tasks.collect import ReturnsDesk, collect
from qpv_xlsx.tasks.incoming import refreshing
from qpv_xlsx.tasks.incoming.gathering import gather
from qpv_xlsx.tasks.incoming.reading_report import Reading
from qpv_xlsx.tasks.recalled.ledgers import ledger_of

Fill = Callable[..., bytes]
NOW = datetime(2016, 3, 1, 9, 0, tzinfo=UTC)
EMPTY_HASH = hashlib.sha256(b"").hexdigest()


def take(folder: Path, *paths: Path) -> list[Reading]:
    return collect(folder, paths, author="", now=NOW)[1]


def ledger_in(folder: Path) -> Ledger:
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, NOW)


def told(ledger: Ledger) -> list[tuple[str, str]]:
    held = (one for account in ledger.accounts.values() for one in account.findings)
    return [(one.found.case, str(one.found.facts["file"])) for one in held if one.found.code is Code.F01]


@pytest.fixture
def two(folder: Path, tmp_path: Path, fill: Fill) -> list[Path]:
    """Two returns, collected."""
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    paths[0].write_bytes(fill("CUL", {"CUL-01": 0.4}))
    paths[1].write_bytes(fill("EMP", {"EMP-01": 0.2}))
    take(folder, *paths)
    return paths


def kept(folder: Path, name: str) -> Path:
    return next(path for path in (folder / "recus").iterdir() if path.name[13:] == name)


@pytest.mark.parametrize("content", [pytest.param(None, id="missing"), pytest.param(b"PK edited", id="changed")])
def test_one_finding_and_the_others_are_read(
    folder: Path, two: list[Path], content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "__version__", "another")  # everything is to be read again
    before = kept(folder, "a.xlsx")
    before.unlink()
    if content is not None:
        before.write_bytes(content)
    case = "kept_missing" if content is None else "kept_changed"
    for _ in range(2):
        ledger = ledger_in(folder)
        assert told(ledger) == [(case, before.name)]
        figures = {
            question.measure: entry.answer.value
            for account in ledger.accounts.values()
            for question, entry in account.entries.items()
        }
        assert (figures["CUL-01"], figures["EMP-01"]) == (0.4, 0.2)
    take(folder, two[0])
    assert told(ledger_in(folder)) == []
    assert before.read_bytes() == two[0].read_bytes()
    assert len(list((folder / "recus").glob("modifie_*"))) == (content is not None)


def test_what_became_of_a_file_is_told_although_a_later_one_came(
    folder: Path, two: list[Path], tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a bis.xlsx").write_bytes(fill("CUL", {"CUL-01": 0.5}))
    take(folder, tmp_path / "a bis.xlsx")
    monkeypatch.setattr(refreshing, "__version__", "another")
    before = kept(folder, "a.xlsx")
    before.write_bytes(b"PK edited")
    assert told(ledger_in(folder)) == [("kept_changed", before.name)]
    take(folder, two[0])
    assert told(ledger_in(folder)) == []


def test_a_file_edited_in_recus_is_not_what_was_received(folder: Path, two: list[Path], fill: Fill) -> None:
    path = kept(folder, "a.xlsx")
    path.write_bytes(fill("CUL", {"CUL-01": 0.99}))
    for _ in range(2):
        readings = take(folder, folder / "recus")
        assert [
            (one.submission.outcome, one.submission.findings[0].case) for one in readings if one.path.endswith("a.xlsx")
        ] == [
            (Outcome.REJECTED, "kept_changed"),
        ]
    with open_register(folder) as register:
        assert len(register.returns()) == len(two)


def test_a_file_too_big_is_known_by_its_own_hash(tmp_path: Path) -> None:
    for name in ("un.xlsx", "deux.xlsx"):
        (tmp_path / name).write_bytes(b"PK\x03\x04" + name.encode() * 50)
    parcels = list(gather([tmp_path], Limits(file_size=10)))
    assert [one.verdict.code for one in parcels if one.verdict] == [Code.F05, Code.F05]
    assert {one.fingerprint for one in parcels} == {fingerprint_of(path.read_bytes()) for path in tmp_path.iterdir()}


def test_a_damaged_member_is_kept_in_its_archive(folder: Path, tmp_path: Path, fill: Fill) -> None:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("bon.xlsx", fill("CUL", {"CUL-01": 0.4}))
        archive.writestr("abîmé.xlsx", b"x" * 1000)
    content = held.getvalue().replace(b"x" * 1000, b"y" * 1000)
    (tmp_path / "retours.zip").write_bytes(content)
    (tmp_path / "vide.xlsx").write_bytes(b"")
    readings = take(folder, tmp_path / "retours.zip", tmp_path / "vide.xlsx")
    outcomes = {one.path.rsplit("/")[-1]: one.submission.outcome for one in readings}
    assert outcomes == {"bon.xlsx": Outcome.ACCEPTED, "abîmé.xlsx": Outcome.REJECTED, "vide.xlsx": Outcome.REJECTED}
    with open_register(folder) as register:
        damaged = next(one for one in register.returns() if one.submission.origin.name == "abîmé.xlsx")
        assert damaged.submission.origin.sha256 == fingerprint_of(content) != EMPTY_HASH
        assert (folder / "recus" / damaged.stored).read_bytes() == content
    assert len(take(folder, tmp_path / "retours.zip")) == 2
    with open_register(folder) as register:
        assert len(register.returns()) == 3


def test_the_same_bytes_by_two_at_once_make_one_row(folder: Path, two: list[Path]) -> None:
    """The other program recorded the file after this one had looked for it."""
    with open_register(folder) as register:
        first = register.find_return(fingerprint_of(two[0].read_bytes()))
        assert first is not None
        renamed = type(first)(
            sequence=0, submission=first.submission, received=NOW, message_id="<other>", stored=first.stored
        )
        assert register.record_return(renamed, "f") == first
        assert len(register.returns()) == len(two)


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_links_and_loops_in_a_folder_lead_nowhere(tmp_path: Path) -> None:
    given, outside = tmp_path / "retours", tmp_path / "secret.xlsx"
    (given / "dedans").mkdir(parents=True)
    outside.write_bytes(b"PK\x03\x04")
    (given / "lien.xlsx").symlink_to(outside)
    (given / "dedans" / "boucle").symlink_to("..")
    (given / "retour.xlsx").write_bytes(b"PK\x03\x04 mine")
    (given / "vide.xlsx").write_bytes(b"")
    parcels = {one.name: one for one in gather([given], Limits())}
    assert len({one.fingerprint for one in parcels.values()}) == 4  # none under that of an empty file
    told = parcels["lien.xlsx"].verdict
    assert told is not None
    assert told.facts["target"] == str(outside)  # what to give instead
    loop = parcels["boucle"].verdict
    assert loop is not None
    assert loop.facts["target"] == str(given / "dedans" / "..")  # not what « .. » is where the command is typed
    found = {name: (one.outcome, one.content) for name, one in parcels.items()}
    assert found["retour.xlsx"] == (Outcome.ACCEPTED, b"PK\x03\x04 mine")
    assert found["lien.xlsx"] == found["boucle"] == (Outcome.IGNORED, b"")
    assert [one.content for one in gather([given / "lien.xlsx"], Limits())] == [b"PK\x03\x04"]


def test_a_folder_that_cannot_be_listed_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fermé").mkdir()
    (tmp_path / "retour.xlsx").write_bytes(b"PK\x03\x04")
    listed = os.scandir

    def scandir(path: Path) -> object:
        if path.name == "fermé":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = {one.name: one for one in gather([tmp_path], Limits())}
    assert found["retour.xlsx"].verdict is None
    assert not found["fermé"].is_reachable


def test_a_name_in_an_archive_writes_one_line_of_the_screen(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "retours.zip", "w") as archive:
        archive.writestr("a\nTout va bien.\u2028b\r.xlsx", b"x")
    assert [
        one.path.count("\n") + len(one.path.splitlines()) for one in gather([tmp_path / "retours.zip"], Limits())
    ] == [1]


def test_a_measure_removed_after_its_answer_is_told_as_such(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """It is the campaign that changed: nothing is asked of the respondent, now or at a later reading."""
    (tmp_path / "santé.xlsx").write_bytes(fill("SAN", {"SAN-04-a": 4, "SAN-02": 24}))
    take(folder, tmp_path / "santé.xlsx")
    document: Any = campaign_to_json(load_campaign(folder))
    assert without(document, "SAN-04-a")
    (folder / "campagne.xlsx").unlink()
    for year_end in ("31", "30"):
        document["respondents"][0]["name"] += year_end  # everything is to be read again
        (folder / "campagne.json").write_text(json.dumps(document), "utf-8")
        found = [held.found for held in ledger_in(folder).accounts["SAN"].findings if held.found.code is Code.S05]
        assert [(one.case, one.severity, one.read) for one in found] == [("removed", Severity.INFO, "SAN-04-a")]


def without(document: object, code: str) -> bool:
    """Take the measure *code* out of a campaign's document; whether it was there."""
    if isinstance(document, dict):
        return sum(without(value, code) for value in document.values()) > 0
    if not isinstance(document, list):
        return False
    before = len(document)
    document[:] = [one for one in document if not (isinstance(one, dict) and one.get("code") == code)]
    return sum(without(one, code) for one in document) > 0 or len(document) < before


def test_a_file_refused_by_a_limit_that_was_raised_is_read(folder: Path, tmp_path: Path, fill: Fill) -> None:
    """It keeps its place and its day; before the limit is raised it stays refused."""
    path = tmp_path / "gros.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.4}))
    generous = load_campaign(folder)
    small = replace(generous, options=replace(generous.options, limits=Limits(file_size=1000)))
    save_campaign(small, folder / "campagne.xlsx", created=NOW)
    for _ in range(2):
        (refused,) = take(folder, path)
        assert [found.code for found in refused.submission.findings] == [Code.F05]
    save_campaign(generous, folder / "campagne.xlsx", created=NOW)
    (read,) = take(folder, path)
    assert (read.submission.outcome, read.submission.origin.respondent) == (Outcome.ACCEPTED, "CUL")
    with open_register(folder) as register:
        (received,) = register.returns()
    assert received.submission.answers
    assert kept(folder, "gros.xlsx").name == received.stored
    assert ledger_in(folder).accounts["CUL"].entries
    (again,) = take(folder, path)
    assert again.submission.outcome is Outcome.ACCEPTED


def test_what_somebody_else_keeps_meanwhile_is_left_to_them(folder: Path) -> None:
    """What lay there before the run is taken, what came during it is not."""
    campaign = load_campaign(folder)
    with open_register(folder, author="") as register:
        register.keep(b"avant", "avant.xlsx")
        desk = ReturnsDesk(folder, campaign, register, NOW)
        register.keep(b"pendant", "pendant.xlsx")
        assert [one.submission.origin.name for one in desk.take_what_was_left()] == ["avant.xlsx"]
        assert [path.name[13:] for path in register.unrecorded_files()] == ["pendant.xlsx"]


def test_a_register_that_may_only_be_read_is_told_before_anything_is_written(
    folder: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.4}))
    take(folder)
    connect = sqlite3.connect

    def read_only(database: Path, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(f"{database.as_uri()}?mode=ro", uri=True, **options)
        return connection

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(StorageError) as refused:
        take(folder, path)
    assert refused.value.code == "storage_read_only"
    assert list((folder / "recus").iterdir()) == []
    with open_register(folder) as register:  # it can be looked at all the same
        assert register.returns() == ()


def test_a_share_that_gives_a_file_in_pieces_loses_nothing_of_it(
    folder: Path, tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = fill("EMP", {"EMP-01": 0.3})
    given = tmp_path / "retour.xlsx"
    given.write_bytes(content)
    take(folder, given)
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, most: read(handle, min(most, 1000)))

    assert [one.content for one in gather([given], Limits())] == [content]
    assert [one.submission.outcome for one in take(folder, given)] == [Outcome.ACCEPTED]
    assert [path.name[13:] for path in (folder / "recus").iterdir()] == [given.name]
