"""Where passwords go, and where they do not."""

import io
import os
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.log import without_password
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail.keyrings import keep_secret, kept_secret
from qpv_xlsx.mail.servers import Server
from qpv_xlsx.spreadsheet.isolation.workers import _without_secrets
from qpv_xlsx.tasks.login import server_of


class Memory(KeyringBackend):
    """A keyring that works, or breaks as libraries of systems do."""

    priority = 1
    kept: dict[tuple[str, str], str]

    def __init__(self, *, is_broken: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # theirs
        self.kept, self.is_broken = {}, is_broken

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_broken:
            raise RuntimeError("no bus")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_broken:
            raise RuntimeError("no bus" if len(password) == len("x9") else f"cannot keep {password}")
        self.kept[service, username] = password


@pytest.fixture(params=[False], ids=["sound"])
def memory(request: pytest.FixtureRequest) -> Iterator[Memory]:
    before = keyring.get_keyring()
    mine = Memory(is_broken=request.param)
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def test_a_secret_is_kept_under_the_name_that_the_docs_tell(memory: Memory) -> None:
    keep_secret("mail.exemple.fr", "nom", "secret")
    assert memory.kept == {("qpv-xlsx:mail.exemple.fr", "nom"): "secret"}
    assert kept_secret("mail.exemple.fr", "nom") == "secret"


@pytest.mark.parametrize("memory", [True], indirect=True, ids=["broken"])
def test_a_broken_keyring_is_a_sentence(memory: Memory) -> None:
    assert memory.is_broken
    with pytest.raises(StorageError) as reading:
        kept_secret("h", "u")
    with pytest.raises(StorageError) as writing:
        keep_secret("h", "u", "x9")
    with pytest.raises(StorageError) as leaking:
        keep_secret("h", "u", "secret")
    assert (leaking.value.facts["detail"], leaking.value.__cause__) == ("cannot keep …", None)
    for broken in (reading.value, writing.value):
        assert (broken.code, broken.facts["detail"]) == ("keyring_broken", "no bus")


def test_an_account_is_needed() -> None:
    with pytest.raises(CampaignError) as refused:
        server_of("imaps://mail.exemple.fr")
    assert refused.value.code == "login_user"


@pytest.mark.parametrize(
    "typed",
    [
        "imaps://nom:s3cret@mail.exemple.fr/INBOX",
        "imaps:/nom:s3cret@mail.exemple.fr",
        "imaps//nom:s3cret@mail.exemple.fr",
        "nom:s3cret@mail.exemple.fr",
        "imaps://nom:s3cr@et/s3cret@mail.exemple.fr",
        "--smtp=smtps://nom:s3cret@mail.exemple.fr",
        "imaps://nom:s3cret",
        "imaps://s3cret/nom@mail.exemple.fr",
    ],
)
def test_a_mistyped_address_is_written_down_without_its_password(typed: str) -> None:
    assert "s3cr" not in without_password(typed)


@pytest.mark.parametrize("typed", ["fetch", "imaps://nom@mail.exemple.fr/INBOX", "C:\\retours", "imaps://mail.fr:993"])
def test_other_words_are_written_down_as_they_are(typed: str) -> None:
    assert without_password(typed) in {typed, "imaps://…@mail.exemple.fr/INBOX"}


def test_workers_know_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QPV_XLSX_SMTP_PASSWORD", "QPV_XLSX_IMAP_PASSWORD", "GITHUB_TOKEN", "CLIENT_SECRET"):
        monkeypatch.setenv(name, "x")
    left = _without_secrets(os.environ)
    assert not {name for name in left if "PASSWORD" in name or "TOKEN" in name or "SECRET" in name}
    assert left["PATH"] == os.environ["PATH"]


@pytest.mark.parametrize("typed", ["", "\n"])
def test_without_a_terminal_nor_a_password_a_sentence_says_it(
    typed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert guarded(group, ["login", "imaps://bob@mail.exemple.fr"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Le mot de passe de bob sur mail.exemple.fr n’a pas été donné")


def test_the_first_line_of_the_standard_input_is_the_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[str] = []
    monkeypatch.setattr("sys.stdin", io.StringIO(" se cret\nreste"))

    def kept(_: Server, password: str) -> str:
        given.append(password)
        return "x"

    monkeypatch.setattr("qpv_xlsx.tasks.login.login", kept)
    assert guarded(group, ["login", "imaps://bob@mail.exemple.fr"]) == 0
    assert given == [" se cret"]
    assert "se cret" not in "".join(capsys.readouterr())
