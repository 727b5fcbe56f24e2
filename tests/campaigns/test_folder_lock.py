"""One writer at a time in a campaign's folder."""

import json
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns.folder_lock import NAME, holder_of, is_stale, machine, take_over, writing_in
from qpv_xlsx.domain.findings import StorageError

NOW = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


def forged(folder: Path, *, where: str = "PC-204", pid: int = 1) -> None:
    told = {"who": "M. Durand", "where": where, "since": NOW.isoformat(), "pid": pid, "mark": "m"}
    (folder / NAME).write_text(json.dumps(told), "utf-8")


def test_the_folder_says_who_writes_and_forgets_after(tmp_path: Path) -> None:
    with writing_in(tmp_path, who="Mme Martin", now=NOW):
        holder = holder_of(tmp_path)
        assert holder is not None
        assert (holder.who, holder.where, holder.since) == ("Mme Martin", machine(), NOW)
    assert holder_of(tmp_path) is None


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def write(name: str) -> None:
        with writing_in(tmp_path, who=name, now=NOW):
            order.append(f"+{name}")
            time.sleep(0.1)
            order.append(f"-{name}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [entry[1] for entry in order[::2]] == [entry[1] for entry in order[1::2]]
    assert sorted(order) == ["+a", "+b", "+c", "-a", "-b", "-c"]


def test_whoever_waits_too_long_is_told_who_writes(tmp_path: Path) -> None:
    forged(tmp_path)
    moment = datetime.now(UTC)

    with pytest.raises(StorageError) as told, writing_in(tmp_path, who="moi", now=moment, patience=0.3):
        pass

    assert told.value.code == "folder_busy"
    assert told.value.facts["who"] == "M. Durand"
    assert holder_of(tmp_path) is not None


def test_a_writer_of_this_machine_that_died_is_replaced_at_once(tmp_path: Path) -> None:
    forged(tmp_path, where=machine(), pid=2**22 + 12345)

    with writing_in(tmp_path, who="moi", now=NOW, patience=5):
        holder = holder_of(tmp_path)
        assert holder is not None
        assert holder.who == "moi"


def test_a_writer_elsewhere_is_stale_only_after_minutes_of_silence(tmp_path: Path) -> None:
    forged(tmp_path)
    holder = holder_of(tmp_path)
    assert holder is not None
    moment = datetime.now(UTC)

    assert not is_stale(tmp_path, holder, now=moment)
    os.utime(tmp_path / NAME, times=(time.time() - 600, time.time() - 600))
    assert is_stale(tmp_path, holder, now=moment + timedelta(seconds=1))


def test_taking_over_removes_that_lock_only(tmp_path: Path) -> None:
    forged(tmp_path)

    assert not take_over(tmp_path, "another")
    assert holder_of(tmp_path) is not None
    assert take_over(tmp_path, "m")
    assert holder_of(tmp_path) is None


def test_a_folder_that_takes_no_lock_is_written_to_all_the_same(tmp_path: Path) -> None:
    with writing_in(tmp_path / "absent", who="moi", now=NOW):
        pass
