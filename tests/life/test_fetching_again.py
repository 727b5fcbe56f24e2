"""A mailbox visited several times by command: since a day, in another folder, numbered anew, with a message that is too big."""

import contextlib
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.register import open_register
from tests.life.test_fetching import a_mail, put

pytestmark = pytest.mark.dovecot
Fill = Callable[..., bytes]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QPV_XLSX_IMAP_PASSWORD", "secret")


def fetched(folder: Path, url: str, *options: str) -> dict[str, Any]:
    """What one run of the command says."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with out, contextlib.redirect_stdout(out):
        status = guarded(group, ["-C", str(folder), "fetch", url, *options, "--json"])
        out.seek(0)
        told: dict[str, Any] = json.loads(out.read())
    assert status in {0, 1}
    assert (status == 1) == bool(told["summary"]["errors"])
    return told


def names(told: dict[str, Any]) -> list[str]:
    return [Path(one["path"]).name for one in told["files"]]


def received_on(maildir: Path, day: datetime) -> None:
    """The latest message came that day."""
    latest = max((maildir / "new").iterdir(), key=lambda path: path.name)
    os.utime(latest, (day.timestamp(), day.timestamp()))


def registered(folder: Path) -> list[str]:
    with open_register(folder) as register:
        return [one.submission.origin.name for one in register.returns()]


def test_since_takes_what_came_that_day_and_later(folder: Path, fill: Fill, imap: tuple[str, Path]) -> None:
    url, maildir = imap
    days = {"avant.xlsx": (9, 0.1), "ce jour.xlsx": (10, 0.2), "après.xlsx": (12, 0.3)}
    for name, (day, share) in days.items():
        put(maildir, a_mail("collegue@exemple.fr", name, (name, fill("EMP", {"EMP-01": share}))))
        received_on(maildir, datetime(2016, 3, day, 12, tzinfo=UTC))
    assert names(fetched(folder, url, "--since", "2016-03-10")) == ["ce jour.xlsx", "après.xlsx"]
    assert names(fetched(folder, url, "--since", "2016-03-10")) == []
    assert names(fetched(folder, url)) == ["avant.xlsx"]  # what was left out was not taken for done
    assert names(fetched(folder, url)) == []
    assert len(registered(folder)) == 3


def test_another_folder_of_the_mailbox(folder: Path, fill: Fill, imap: tuple[str, Path]) -> None:
    url, maildir = imap
    other = maildir / ".Retours re&AOc-us"
    for part in ("cur", "new", "tmp"):
        (other / part).mkdir(parents=True)
    for path in (other, *other.iterdir()):
        shutil.chown(path, (maildir / "new").stat().st_uid, (maildir / "new").stat().st_gid)
    put(maildir, a_mail("collegue@exemple.fr", "ici", ("ici.xlsx", fill("EMP", {"EMP-01": 0.1}))))
    put(other, a_mail("collegue@exemple.fr", "là", ("là.xlsx", fill("EMP", {"EMP-01": 0.2}))))
    assert names(fetched(folder, url, "--folder", "Retours reçus")) == ["là.xlsx"]
    assert names(fetched(folder, url)) == ["ici.xlsx"]  # the same number in another folder is another message
    assert names(fetched(folder, url, "--folder", "Retours reçus")) == []


def test_a_message_that_is_too_big_is_told_once_with_whose_it_is(
    folder: Path, fill: Fill, imap: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, maildir = imap
    monkeypatch.setattr("qpv_xlsx.mail.imap_messages.MESSAGE_LIMIT", 200_000)
    put(
        maildir,
        a_mail("lourd@exemple.fr", "Tout notre bilan", ("bilan.xlsx", bytes(400_000))),
        a_mail("collegue@exemple.fr", "Collecte", ("retour.xlsx", fill("CUL", {"CUL-01": 0.4}))),
    )
    told = fetched(folder, url)
    assert [one["outcome"] for one in told["files"]] == ["rejected", "accepted"]
    (found,) = told["files"][0]["findings"]
    assert found["code"] == "F05"
    for words in ("lourd@exemple.fr", "Tout notre bilan", "14/03/2016"):
        assert words in found["message"]
    assert fetched(folder, url)["files"] == []
    assert [path.name[13:] for path in (folder / "recus").iterdir() if path.suffix == ".xlsx"] == ["retour.xlsx"]


def numbered_anew(maildir: Path) -> None:
    """The mailbox was restored: its numbers start again, and it says so (UIDVALIDITY)."""
    numbers = maildir / "dovecot-uidlist"
    (former,) = re.findall(r"\A3 V(\d+)", numbers.read_text())
    for path in maildir.glob("dovecot*"):
        path.unlink()
    numbers.write_text(f"3 V{int(former) + 1} N1\n")
    shutil.chown(numbers, (maildir / "new").stat().st_uid, (maildir / "new").stat().st_gid)
    numbers.chmod(0o600)


def test_a_mailbox_that_is_numbered_anew_loses_nothing_and_doubles_nothing(
    folder: Path, fill: Fill, imap: tuple[str, Path]
) -> None:
    url, maildir = imap
    put(maildir, a_mail("collegue@exemple.fr", "un", ("un.xlsx", fill("EMP", {"EMP-01": 0.1}))))
    assert names(fetched(folder, url)) == ["un.xlsx"]
    numbered_anew(maildir)
    assert names(fetched(folder, url)) == ["un.xlsx"]  # told again, as what it is
    assert registered(folder) == ["un.xlsx"]
    assert fetched(folder, url)["files"] == []
    for part in ("cur", "new"):
        for path in (maildir / part).iterdir():
            path.unlink()
    numbered_anew(maildir)
    put(maildir, a_mail("collegue@exemple.fr", "deux", ("deux.xlsx", fill("EMP", {"EMP-01": 0.2}))))
    assert names(fetched(folder, url)) == ["deux.xlsx"]  # it bears the number that the first one had
    assert registered(folder) == ["un.xlsx", "deux.xlsx"]
