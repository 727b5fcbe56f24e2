"""Who may speak to the desk: tried with plain sockets, as a page of the web or another program would."""

import json
import re
import socket
from pathlib import Path

import pytest

from tests.desk.conftest import RunningDesk, Start
from tests.desk.wire import ask, entered


@pytest.fixture
def desk(start: Start, campaign: Path) -> RunningDesk:
    return start(campaign)


def test_the_address_opens_the_desk_once(desk: RunningDesk) -> None:
    path = "/" + desk.address.split("/", 3)[3]

    first, second = ask(desk, path), ask(desk, path)

    assert (first.status, second.status) == (303, 403)
    cookie = first.header("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.parametrize(
    "path", ["/", "/?jeton=", "/?jeton=faux", "/c/000000000000/", "/fixe/desk.js", "/parcourir", "/la"]
)
def test_without_a_session_nothing_is_answered(desk: RunningDesk, path: str) -> None:
    answer = ask(desk, path)

    assert answer.status == 403
    assert "<html" not in answer.body


@pytest.mark.parametrize("host", ["attaquant.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:1", "", None])
def test_another_host_is_refused_even_with_the_token_or_the_session(desk: RunningDesk, host: str | None) -> None:
    named = host.format(port=desk.port) if host is not None else None
    token = ask(desk, "/" + desk.address.split("/", 3)[3], headers={"Host": named})
    session = ask(desk, "/", headers={**entered(desk), "Host": named})

    assert {token.status, session.status} <= {400, 403}  # 400: HTTP/1.1 itself wants a Host


@pytest.mark.parametrize("origin", ["http://attaquant.example", "null", "http://127.0.0.1:1", "https://{host}"])
def test_another_origin_is_refused(desk: RunningDesk, origin: str) -> None:
    session = entered(desk)
    foreign = {**session, "Origin": origin.format(host=desk.host)}

    assert ask(desk, "/", headers=foreign).status == 403
    assert ask(desk, "/quitter", method="POST", headers=foreign).status == 403


def test_what_writes_must_say_where_it_comes_from_and_bear_the_form_token(desk: RunningDesk) -> None:
    session = entered(desk)
    ours = {**session, "Origin": f"http://{desk.host}"}
    page = ask(desk, "/aide", headers=session).body
    token = re.search(r'name="formulaire" value="([0-9a-f]+)"', page)
    assert token is not None

    assert ask(desk, "/quitter", method="POST", headers=session, body=f"formulaire={token[1]}").status == 403
    assert ask(desk, "/quitter", method="POST", headers=ours).status == 403
    assert ask(desk, "/quitter", method="POST", headers=ours, body="formulaire=00").status == 403
    assert ask(desk, "/quitter", method="POST", headers=ours, body=f"formulaire={token[1]}").status == 200
    assert desk.process.wait(timeout=10) == 0


def test_every_answer_forbids_foreign_scripts_and_frames(desk: RunningDesk) -> None:
    session = entered(desk)

    for path in ("/aide", "/fixe/desk.js", "/absente"):
        answer = ask(desk, path, headers=session)
        assert "default-src 'none'" in answer.header("Content-Security-Policy"), path
        assert "unsafe" not in answer.header("Content-Security-Policy"), path
        assert answer.header("X-Content-Type-Options") == "nosniff", path
        assert answer.header("X-Frame-Options") == "DENY", path
    page = ask(desk, "/aide", headers=session).body
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", page)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "path",
    [
        "/fixe/../words.fr.toml",
        "/fixe/..%2fwords.fr.toml",
        "/fixe/%2e%2e/%2e%2e/serving.py",
        "/parcourir?dossier=/etc",
        "/parcourir?dossier=Ii9ldGMi.forged",
        "/c/../../etc/passwd",
    ],
)
def test_no_path_is_taken_from_a_page(desk: RunningDesk, path: str) -> None:
    answer = ask(desk, path, headers=entered(desk))

    assert answer.status in {403, 404}


def test_only_this_machine_can_connect(desk: RunningDesk) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}

    for address in others:
        if str(address).startswith("127."):
            continue
        with socket.socket() as wire:
            wire.settimeout(2)
            assert wire.connect_ex((str(address), desk.port)) != 0, address


def test_a_second_desk_of_the_same_person_shows_the_first(desk: RunningDesk, start: Start) -> None:
    second = start(desk.campaign, home=desk.home)

    assert second.process.wait(timeout=20) == 0
    assert second.host == desk.host
    assert ask(desk, "/" + second.address.split("/", 3)[3]).status == 303


def test_another_address_is_given_to_nobody_without_the_key(desk: RunningDesk) -> None:
    origin = {"Origin": f"http://{desk.host}"}

    assert ask(desk, "/adresse", method="POST", headers=origin).status == 403
    assert ask(desk, "/adresse", method="POST", headers={**origin, "X-Desk-Key": "faux"}).status == 403
    told = desk.home / "bureau.json"
    assert json.loads(told.read_text("utf-8"))["host"] == desk.host
    assert told.stat().st_mode & 0o077 == 0


def test_a_drop_over_the_limit_is_refused_with_a_sentence(desk: RunningDesk) -> None:
    session = entered(desk)
    key = re.search(
        r"/c/([0-9a-f]{12})/",
        ask(desk, "/", headers=session).header("Location") or ask(desk, "/", headers=session).body,
    )
    assert key is not None
    headers = {**session, "Origin": f"http://{desk.host}", "Content-Length": str(10**12)}

    answer = ask(desk, f"/c/{key[1]}/depot", method="POST", headers=headers)

    assert answer.status in {400, 403, 413}
