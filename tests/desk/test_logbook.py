"""What a line of the journal is about, in words."""

import pytest

from qpv_xlsx.desk.pages.logbook import about_words
from qpv_xlsx.domain.merging.ledger import JournalLine
from tests.export.accounts import RECEIVED

DECIDED = {(RECEIVED, "EMP EMP-01 value"): "17,3 % (appel)"}


@pytest.mark.parametrize(
    ("act", "about", "told"),
    [
        ("dispatch", "EMP v1", "EMP, version 1"),
        ("decision", "EMP EMP-01 value", "EMP EMP-01 – 17,3 % (appel)"),
        ("decision", "EMP EMP-01 value, CAF", "EMP EMP-01 – 17,3 % (appel) · CAF"),
        ("decision", "CAF CAF-04-b value", "CAF CAF-04-b"),
        ("decision", "CAF CAF-04-b comment", "CAF CAF-04-b, commentaire"),
        ("decision", "CAF CAF-04-b situation, CAF CAF-04-b a value", "CAF CAF-04-b, situation · CAF CAF-04-b a"),
        ("decision", "CAF", "CAF"),
        ("return", "CAF, corrigé value.xlsx", "CAF, corrigé value.xlsx"),
    ],
)
def test_a_line_says_what_it_is_about(act: str, about: str, told: str) -> None:
    assert about_words(JournalLine(moment=RECEIVED, author="", act=act, about=about), DECIDED, "fr") == told
