"""A message that may have left, at the desk: told on the first page, settled on that of letters."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from qpv_xlsx.domain.following.maybe_sent import Intent
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.corresponding.intents import write_down
from tests.desk.conftest import Start
from tests.desk.wire import Visitor, ended

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
    visitor = Visitor(desk)
    assert "peut-être envoyé" in visitor.shown("")
    assert "dru@emploi.fr" in visitor.shown("courriels")
    ended(visitor, visitor.post("courriels/peut-etre", [("message", "<un@ville.fr>"), ("left", word)]))
    assert "peut-être envoyé" not in visitor.shown("")
    with open_register(campaign) as register:
        assert [one.respondent for one in register.sendings()] == [*before, *sent]
