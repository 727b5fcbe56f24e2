"""Messages leave from the desk, through a real server, and it says what became of each."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browser import needs_chromium, page
from tests.desk.conftest import Start
from tests.life.test_what_left import Capricious, served

pytestmark = [pytest.mark.chromium, needs_chromium]


def send_by(opened: Any, url: str) -> str:
    opened.get_by_role("link", name=re.compile("^Courriels")).click()
    opened.locator("input[name=means][value=smtp]").first.check()
    opened.locator("input[name=smtp]").first.fill(url)
    opened.locator("section form button").first.click()
    opened.locator(".notice").first.wait_for(timeout=60_000)
    return str(opened.locator("main").inner_text()).replace("\xa0", " ")


def test_workbooks_leave_by_the_server_that_is_named(with_addresses: Path, start: Start) -> None:
    inbox = Capricious()
    desk = start(with_addresses)
    with served(inbox) as url, page() as opened:
        go: Any = opened
        go.goto(desk.address)
        told = send_by(go, url)
        assert "2 courriels partis" in told
        assert sorted(inbox.taken) == ["caf@prefecture.gouv.fr", "cul@prefecture.gouv.fr"]
        go.get_by_role("link", name=re.compile("^Courriels")).click()
        assert "messagerie.json" in {one.name for one in desk.home.iterdir()}


def test_a_refused_address_is_said(with_addresses: Path, start: Start) -> None:
    desk = start(with_addresses)
    with served(Capricious(refuses=("cul",))) as url, page() as opened:
        go: Any = opened
        go.goto(desk.address)
        assert "Adresses refusées par le serveur : cul@prefecture.gouv.fr" in send_by(go, url)


@pytest.mark.parametrize(
    ("url", "told"),
    [("smtps://nom:secret@serveur", "Le mot de passe ne s’écrit pas dans l’adresse."), ("serveur", "smtps://")],
    ids=["a password", "no address"],
)
def test_a_wrong_address_is_told_and_no_password_is_kept(
    with_addresses: Path, start: Start, url: str, told: str
) -> None:
    desk = start(with_addresses)
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        assert told in send_by(go, url)
        assert all("secret" not in one.read_text("utf-8") for one in desk.home.iterdir() if one.suffix == ".json")


def test_a_mailbox_is_a_server_and_never_a_path(with_addresses: Path, start: Start) -> None:
    received = len(list((with_addresses / "recus").iterdir()))
    desk = start(with_addresses)
    with page() as opened:
        go: Any = opened
        go.goto(desk.address)
        go.get_by_role("link", name=re.compile("^Dépôt")).first.click()
        go.get_by_text("Relever une boîte aux lettres").click()
        go.get_by_label("Adresse de la boîte").fill(str(with_addresses / "reponses_exemple"))
        go.get_by_role("button", name="Relever").click()
        go.locator("[role=alert]").first.wait_for(timeout=60_000)
        assert "Cette adresse de serveur" in go.locator("main").inner_text()
    assert len(list((with_addresses / "recus").iterdir())) == received
