"""A desk without a server, in the test's own process, and a browser that entered it."""

from collections.abc import Mapping
from pathlib import Path

from werkzeug.test import TestResponse

from qpv_xlsx.desk.application import create_application
from qpv_xlsx.desk.gate import COOKIE, Gate
from qpv_xlsx.desk.speech import Speech
from qpv_xlsx.desk.state import Desk
from tests.desk.conftest import NOW

HOST = "127.0.0.1:1"


class DeskHere:
    """*home*: where it remembers."""

    def __init__(self, home: Path, language: str = "fr") -> None:
        self.desk = Desk(
            gate=Gate(host=HOST),
            speech=Speech(language=language),
            author="essai",
            place=home,
            clock=lambda: NOW,
            opener=lambda _: None,
        )
        session = self.desk.gate.enter(self.desk.gate.new_address().partition("jeton=")[2])
        assert session is not None
        self._browser = create_application(self.desk).test_client()
        self._browser.set_cookie(COOKIE, session, domain="127.0.0.1")
        self._signed = {"Origin": f"http://{HOST}", "X-Form-Token": self.desk.gate.form_token(session)}

    def get(self, path: str) -> TestResponse:
        return self._browser.get(path, base_url=f"http://{HOST}")

    def post(self, path: str, form: Mapping[str, object]) -> TestResponse:
        return self._browser.post(path, base_url=f"http://{HOST}", headers=self._signed, data=dict(form))
