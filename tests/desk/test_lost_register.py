"""A campaign whose register is gone, opened at the desk: the page says so and a button makes it again."""

import re
import time
from pathlib import Path

from tests.desk.conftest import Start
from tests.desk.wire import ask, entered


def test_a_button_makes_the_register_again(campaign: Path, start: Start) -> None:
    desk = start(campaign)
    session = entered(desk)
    first = ask(desk, "/", headers=session).header("Location") or "/"
    (campaign / "registre.sqlite").unlink()
    page = ask(desk, first, headers=session).body
    form = re.search(r'action="([^"]+/registre)".*?name="formulaire" value="([^"]+)"', page, re.DOTALL)
    assert form is not None, page
    assert not (campaign / "registre.sqlite").exists()
    origin = {**session, "Origin": f"http://{desk.host}"}
    mended = ask(desk, form[1], method="POST", headers=origin, body=f"formulaire={form[2]}")
    work = mended.header("Location")
    assert (mended.status, work) == (303, "/travaux/1")
    end = time.monotonic() + 60
    while (told := ask(desk, work, headers=session)).status != 303:
        assert "data-follow" in told.body, told.body
        assert time.monotonic() < end
        time.sleep(0.1)
    assert told.header("Location") == first
    assert (campaign / "registre.sqlite").exists()
    again = ask(desk, first, headers=session)
    assert "administrations ont répondu" in again.body.replace("\xa0", " ")
