"""What sentences say of an answer: bare digits with their thousands, the rest as it was typed."""

from datetime import date
from typing import Any

import pytest

from qpv_xlsx.domain.contract.questions import Question, Value
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.messages.key_figures import one_of
from qpv_xlsx.messages.sentences import Names, sentence

NOBODY = Names(measures={}, quartiers={})


@pytest.mark.parametrize(
    ("value", "raw", "told"),
    [
        (432_109_876_543, "432109876543", "432\u202f109\u202f876\u202f543"),
        (432_109_876_543.25, "432109876543,25", "432\u202f109\u202f876\u202f543,25"),
        (12.34567, "12,34567", "12,34567"),
        (0.173, "17,3 %", "17,3\u00a0%"),  # no line ends before its sign
        (12_000, "12 000 €", "12 000\u00a0€"),
        ("75010", "75010", "75010"),
    ],
)
def test_a_disagreement_says_figures_with_their_thousands(value: Value, raw: str, told: str) -> None:
    answer = Answer(question=Question(measure="EMP-01"), value=value, raw=raw, place=Place())
    facts: dict[str, Any] = {
        "file": "a.xlsx",
        "received": date(2018, 2, 1),
        "other_file": "b.xlsx",
        "other_received": date(2018, 1, 8),
    }
    found = finding(Code.C07, place=Place(), measure="EMP-01", value=answer.told, other="nd", **facts)
    message = sentence(found, "fr", NOBODY).message
    assert f"donnent «\u00a0{told}\u00a0» (fichier «\u00a0a.xlsx\u00a0»" in message


@pytest.mark.parametrize(("language", "said"), [("fr", "20 / 2\u202f347"), ("en", "20 / 2,347")])
def test_key_figures_have_their_thousands(language: str, said: str) -> None:
    assert one_of(20, 2347, language) == said
