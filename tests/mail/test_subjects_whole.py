"""The subject of a letter is read as it was written, wherever it is folded."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import strict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.mail.drafting import compose
from qpv_xlsx.mail.letter_models import Text

ANNE = Contact(name="Anne Roux", email="anne@direccte.example")
WORDS = st.sampled_from(
    [
        "Contrat",
        "de",
        "ville",
        "«",
        "»",
        "–",
        "Quartiers\u00a02030\u00a0»",
        "à",
        "réponse",
        "Élancourt",
        "2026",
        "l’été",
    ]
)


def read_back(subject: str) -> str:
    sent = compose(
        Text(subject=subject, body="Bonjour"),
        ANNE,
        [ANNE],
        [],
        message_id="<a@b.c>",
        moment=datetime(2026, 1, 1, tzinfo=UTC),
    ).as_bytes()
    assert max(map(len, sent.split(b"\r\n\r\n")[0].splitlines())) <= 78
    return str(message_from_bytes(sent, policy=strict)["Subject"])


@pytest.mark.parametrize(
    "subject",
    [
        "Contrat de ville « Engagements Quartiers 2030 » – Ville de Maubourg – indicateurs 2026 – réponse à revoir",
        "Indicateurs 2015",
        "É" * 200,
    ],
)
def test_a_subject_keeps_its_spaces(subject: str) -> None:
    assert read_back(subject) == subject


@given(words=st.lists(WORDS, min_size=1, max_size=30))
def test_any_subject_keeps_its_spaces(words: list[str]) -> None:
    assert read_back(" ".join(words)) == " ".join(words)
