"""A folder that is being made and is stopped: nothing stands in its place, and the same command works again."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns.folder_lock import writing_in
from qpv_xlsx.campaigns.folder_making import ROOMS
from qpv_xlsx.campaigns.path_room import refuse_name
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks import init
from qpv_xlsx.tasks.init import make_folder, start_campaign

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def make(folder: Path) -> None:
    make_folder(folder, start_campaign("vierge", year=2026, folder=folder), now=NOW)


def test_an_error_on_the_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(init, "save_campaign", full)
        with pytest.raises(OSError, match="space"):
            make(tmp_path / "arles")
    assert list(tmp_path.iterdir()) == []
    make(tmp_path / "arles")
    assert {path.name for path in (tmp_path / "arles").iterdir()} == {"campagne.xlsx", *ROOMS}


def test_a_stopped_beginning_in_a_folder_that_existed_can_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "a_envoyer").mkdir()
    (tmp_path / ".abcd1234.tmp").write_bytes(b"half")
    make(tmp_path)
    assert (tmp_path / "campagne.xlsx").is_file()


def test_what_killed_programs_left_beside_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, fresh, another = (
        tmp_path / name for name in (".arles.0123abcd.tmp", ".arles.4567cdef.tmp", ".nimes.0123abcd.tmp")
    )
    foreign = tmp_path / ".arles.mes-notes.tmp"
    for left in (old, fresh, another, foreign):
        (left / "recus").mkdir(parents=True)
        if left is not fresh:
            os.utime(left, (time.time() - 3600,) * 2)
    make(tmp_path / "arles")
    assert {path.name for path in tmp_path.iterdir()} == {"arles", fresh.name, another.name, foreign.name}
    os.utime(fresh, (time.time() - 3600,) * 2)  # it was made at once again, and is written in later
    with writing_in(tmp_path / "arles", who="essai", now=datetime.now(UTC)):
        assert {path.name for path in tmp_path.iterdir()} == {"arles", another.name, foreign.name}


@pytest.mark.parametrize("name", ["recus/retour.xlsx", "notes.txt"])
def test_what_somebody_put_there_is_content(name: str, tmp_path: Path) -> None:
    write_whole(tmp_path / name, b"x")
    with pytest.raises(CampaignError, match="init_not_empty"):
        make(tmp_path)


def test_only_old_leftovers_of_ours_are_swept(tmp_path: Path) -> None:
    published = "synthese/diffusion/x-donnees-diffusion/.e91d6kms.tmp"
    foreign = "Photos/2015/.zz_zz124.tmp"
    ours = (".abcd1234.tmp", "recus/.zz_zz123.tmp", published, foreign)
    names = (*ours, ".fresh123.tmp", ".another program.tmp", "report.tmp")
    for name in names:
        write_whole(tmp_path / name, b"x")
        if "fresh" not in name:
            os.utime(tmp_path / name, (time.time() - 3600,) * 2)
    with writing_in(tmp_path, who="essai", now=datetime.now(UTC)):
        left = {path.name for path in tmp_path.rglob("*.tmp")}
    assert left == {".zz_zz124.tmp", ".fresh123.tmp", ".another program.tmp", "report.tmp"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_share_that_refuses_rights_and_flushing_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    monkeypatch.setattr(os, "fsync", refuse)
    write_whole(tmp_path / "x", b"x")
    assert (tmp_path / "x").read_bytes() == b"x"


def test_a_disk_that_fails_to_flush_is_no_such_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(tmp_path / "x", b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("error", [None, OSError(22, "Invalid handle")])
def test_the_name_of_a_device_is_refused_as_that_where_the_system_says_that_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError | None
) -> None:
    """On Windows « aux » is a file, and « CON » answers with an error."""
    (tmp_path / "aux").write_bytes(b"")
    monkeypatch.setattr("qpv_xlsx.tasks.init.refuse_reserved", lambda folder: refuse_name(folder.name))
    if error is not None:
        usual = Path.is_dir

        def fails(path: Path) -> bool:
            if path.name == "aux":
                raise error
            return usual(path)

        monkeypatch.setattr(Path, "is_dir", fails)
    with pytest.raises(CampaignError, match="reserved"):
        make(tmp_path / "aux")
