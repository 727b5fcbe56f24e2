"""Received files are kept once, whoever else keeps files there, and the folder is not looked through for each of them."""

import os
from pathlib import Path

import pytest

from qpv_xlsx.register.vault import Shelf, fingerprint_of, stored_name


def test_the_same_bytes_are_kept_once_under_their_first_name(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "recus")
    first = shelf.keep(b"retour", "retour.xlsx")
    assert shelf.keep(b"retour", "copie.xlsx") == first
    assert Shelf(tmp_path / "recus").keep(b"retour", "encore.xlsx") == first
    assert [path.name for path in (tmp_path / "recus").iterdir()] == [first]


def test_what_somebody_else_kept_meanwhile_is_seen(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(b"un", "un.xlsx")
    theirs = stored_name(fingerprint_of(b"deux"), "le_leur.xlsx")
    (tmp_path / theirs).write_bytes(b"deux")
    os.utime(tmp_path, ns=(1, 1))  # a drive on which both came within one tick of its clock would say nothing
    assert shelf.keep(b"deux", "le_notre.xlsx") == theirs


def test_one_that_was_edited_stays_beside_what_was_received(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first = shelf.keep(b"retour", "retour.xlsx")
    (tmp_path / first).write_bytes(b"autre chose")
    assert shelf.keep(b"retour", "retour.xlsx") == first
    assert (tmp_path / first).read_bytes() == b"retour"
    assert (tmp_path / f"modifie_{first}").read_bytes() == b"autre chose"


def test_one_that_was_taken_away_is_kept_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first = shelf.keep(b"retour", "retour.xlsx")
    (tmp_path / first).unlink()
    assert shelf.keep(b"retour", "retour.xlsx") == first
    assert (tmp_path / first).read_bytes() == b"retour"


def test_the_folder_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    usual = os.listdir

    def counted(folder: Path) -> list[str]:
        looks.append(str(folder))
        return usual(folder)

    shelf = Shelf(tmp_path)
    monkeypatch.setattr(os, "listdir", counted)
    kept = {shelf.keep(str(number).encode(), "retour.xlsx") for number in range(40)}
    assert len(kept) == 40
    assert len(looks) == 1
