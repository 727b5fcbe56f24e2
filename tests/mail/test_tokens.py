"""Tokens in place of passwords: a local token server, a real Dovecot that asks it, a real SMTP server."""

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.mail import keyrings, servers
from qpv_xlsx.mail.imap_messages import Mailbox
from qpv_xlsx.mail.oauth import ask_device_code, await_consent, consent_in, encoded, fresh_token, oauthbearer, xoauth2
from qpv_xlsx.mail.servers import open_smtp, parse_server
from qpv_xlsx.tasks.login import login_with_token
from tests.dovecot import free_port, running_dovecot


class Tokens(ThreadingHTTPServer):
    """RFC 8628, 6749 and 7662 in short: says « pending » once, renews the refresh token at each use."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.polls, self.issued, self.refuses = 0, 0, ""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        if path == "/introspect":
            return 200, {"active": asked.get("token") == f"token-{self.issued}", "username": "coordination"}
        if path == "/devicecode":
            told = {"user_code": "ABCD", "verification_uri": f"{self.url}/enter", "device_code": "d", "interval": 0}
            return 200, {**told, "expires_in": 60}
        if self.refuses:
            return 400, {"error": "access_denied", "error_description": self.refuses}
        return self.grant(asked)

    def grant(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        if asked["grant_type"].endswith("device_code"):
            self.polls += 1
            if self.polls == 1:
                return 400, {"error": "authorization_pending"}
            return 200, {"access_token": "first", "refresh_token": f"refresh-{self.issued}"}
        if asked["refresh_token"] != f"refresh-{self.issued}":
            return 400, {"error": "invalid_grant"}
        self.issued += 1
        return 200, {"access_token": f"token-{self.issued}", "refresh_token": f"refresh-{self.issued}"}


class Asked(BaseHTTPRequestHandler):
    server: Tokens

    def do_POST(self) -> None:
        held = self.rfile.read(int(self.headers["Content-Length"])).decode()
        status, told = self.server.answer(self.path, {name: values[0] for name, values in parse_qs(held).items()})
        content = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    server = Tokens()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """A keyring in memory."""
    held: dict[tuple[str, str], str] = {}
    monkeypatch.delenv("QPV_XLSX_IMAP_PASSWORD", raising=False)
    monkeypatch.delenv("QPV_XLSX_SMTP_PASSWORD", raising=False)

    def keep(host: str, user: str, secret: str) -> None:
        held[host, user] = secret

    for module in (keyrings, servers):
        monkeypatch.setattr(module, "kept_secret", lambda host, user: held.get((host, user)))
        monkeypatch.setattr(module, "keep_secret", keep)
    monkeypatch.setattr("qpv_xlsx.tasks.login.keep_secret", keep)
    return held


def test_a_consent_is_waited_for_and_renewed(tokens: Tokens) -> None:
    device = ask_device_code(tokens.url, "client")
    assert (device.code, device.address) == ("ABCD", f"{tokens.url}/enter")
    waits: list[float] = []
    consent = await_consent(tokens.url, "client", device, waits.append)
    assert (tokens.polls, len(waits)) == (2, 2)
    token, renewed = fresh_token(consent)
    assert (token, renewed.refresh) == ("token-1", "refresh-1")
    assert consent_in(encoded(renewed)) == renewed


def test_a_refusal_is_told_in_the_services_words(tokens: Tokens) -> None:
    device = ask_device_code(tokens.url, "client")
    tokens.refuses = "AADSTS65001: consent needed"
    with pytest.raises(StorageError) as refused:
        await_consent(tokens.url, "client", device, lambda _: None)
    assert refused.value.facts["detail"] == "AADSTS65001: consent needed"


def test_tokens_are_asked_for_over_an_encrypted_line() -> None:
    with pytest.raises(CampaignError) as refused:
        ask_device_code("http://jetons.exemple.fr", "client")
    assert refused.value.code == "oauth_address"


@pytest.mark.parametrize("secret", ["motdepasse", "{", '{"service":', '{"service":1}'])
def test_a_password_is_no_consent(secret: str) -> None:
    assert consent_in(secret) is None


def test_tokens_are_written_as_the_protocols_ask() -> None:
    assert xoauth2("u", "t") == "user=u\x01auth=Bearer t\x01\x01"
    assert oauthbearer("u", "h", 1, "t") == "n,a=u,\x01host=h\x01port=1\x01auth=Bearer t\x01\x01"


@pytest.mark.dovecot
@pytest.mark.parametrize("mechanisms", ["xoauth2 oauthbearer", "xoauth2", "oauthbearer"])
def test_a_mailbox_is_entered_with_a_token(mechanisms: str, tokens: Tokens, kept: dict[tuple[str, str], str]) -> None:
    told: list[str] = []
    for url, maildir in running_dovecot(tokens.url, mechanisms):
        (maildir / "new" / "1.host").write_bytes(b"From: a@b.fr\nSubject: x\n\nBonjour\n")
        server = parse_server(url, ("imap",))
        entry = login_with_token(server, "client", lambda device: told.append(device.code), service=tokens.url)
        assert (told, entry) == (["ABCD"], "qpv-xlsx:127.0.0.1")
        with Mailbox(server, marks=False) as mailbox:
            assert len(list(mailbox.heads())) == 1
        assert "refresh-2" in kept["127.0.0.1", "coordination"]
        tokens.issued = 7  # the consent was withdrawn
        with pytest.raises(StorageError) as refused, Mailbox(server, marks=False):
            pass
        assert refused.value.code == "oauth_refused"


@pytest.mark.parametrize(
    ("mechanism", "shown"),
    [
        ("XOAUTH2", "user=coordination\x01auth=Bearer token-1\x01\x01"),
        ("OAUTHBEARER", "n,a=coordination,\x01host=127.0.0.1\x01port={port}\x01auth=Bearer token-1\x01\x01"),
    ],
)
def test_a_message_is_sent_with_a_token(
    mechanism: str, shown: str, tokens: Tokens, kept: dict[tuple[str, str], str]
) -> None:
    seen: list[str] = []

    async def accepted(_server: Any, arguments: list[str]) -> AuthResult:
        seen.append(base64.b64decode(arguments[1]).decode())
        return AuthResult(success=True)

    handler = SimpleNamespace(**{f"auth_{mechanism}": accepted})
    consent = await_consent(tokens.url, "client", ask_device_code(tokens.url, "client"), lambda _: None)
    kept["127.0.0.1", "coordination"] = encoded(consent)
    controller = Controller(handler, hostname="127.0.0.1", port=free_port(), auth_require_tls=False)
    controller.start()
    try:
        with open_smtp(parse_server(f"smtp://coordination@127.0.0.1:{controller.port}", ("smtp",))):
            pass
    finally:
        controller.stop()
    assert seen == [shown.format(port=controller.port)]
