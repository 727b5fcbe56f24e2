"""A message that may have left, at the desk: told on the first page, settled on that of letters."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.intents import write_down
from tests.desk.conftest import Start
from tests.desk.wire import ask, entered

NOW = datetime(2016, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("word", "sent"), [("yes", ["EMP"]), ("no", [])])
def test_two_buttons_settle_it(campaign: Path, start: Start, word: str, sent: list[str]) -> None:
    with open_register(campaign) as register:
        before = [one.respondent for one in register.sendings()]
        intent = Intent(
            post=Post.COLLECTION,
            message_id="<un@ville.fr>",
            respondents=("EMP",),
            recipients=("dru@emploi.fr",),
            version=1,
            moment=NOW,
        )
        write_down(register, intent)
    desk = start(campaign)
    session = entered(desk)
    first = ask(desk, "/", headers=session).header("Location") or "/"
    assert "peut-être envoyé" in ask(desk, first, headers=session).body.replace("\xa0", " ")
    page = ask(desk, f"{first}courriels", headers=session).body
    assert "dru@emploi.fr" in page
    form = re.search(r'action="([^"]+/peut-etre)".*?name="formulaire" value="([^"]+)"', page, re.DOTALL)
    assert form is not None
    origin = {**session, "Origin": f"http://{desk.host}"}
    body = f"formulaire={form[2]}&message=%3Cun%40ville.fr%3E&left={word}"
    assert ask(desk, form[1], method="POST", headers=origin, body=body).status == 303
    assert "peut-être envoyé" not in ask(desk, first, headers=session).body.replace("\xa0", " ")
    with open_register(campaign) as register:
        assert [one.respondent for one in register.sendings()] == [*before, *sent]
