"""A message on which the server hangs is told in words, and asked for again; the others are registered."""

import json
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from tests.mail.test_servers import Hanging


@pytest.mark.parametrize(
    ("language", "why", "then"), [("fr", "délai dépassé", "Relancez"), ("en", "too long", "again")]
)
def test_it_is_told_with_whose_it_is_and_why(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    why: str,
    then: str,
) -> None:
    monkeypatch.setattr("qpv_xlsx.mail.servers._TIMEOUT", 0.5)
    contact = load_campaign(folder).respondents[0].contacts[0].email
    server = Hanging(contact.encode())
    port = server.listener.getsockname()[1]

    status = guarded(group, ["--lang", language, "-C", str(folder), "fetch", f"imap://127.0.0.1:{port}", "--json"])

    told = json.loads(capsys.readouterr().out)
    (found,) = told["files"][0]["findings"]
    assert (status, found["code"]) == (1, "F01")
    for words in (contact, why):
        assert words in found["message"]
    assert "{" not in found["message"]
    assert then in found["hint"]
    assert not (folder / "recus").exists() or not [
        path for path in (folder / "recus").iterdir() if path.name.endswith("_1")
    ]
    server.join(10)
