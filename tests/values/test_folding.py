"""Words are compared without case, accents and signs that nobody sees: quick for French, and the same for every script."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.spelling import folded, tidy


def plainly(text: str) -> str:
    """The same, sign by sign."""
    letters = unicodedata.normalize("NFD", tidy(text).casefold().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_every_sign_is_folded_as_it_is_defined() -> None:
    wrong = [sign for sign in map(chr, range(0x110000)) if folded.__wrapped__(f"é{sign}") != plainly(f"é{sign}")]
    assert wrong == []


@given(st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x2FE, max_codepoint=0x372)), max_size=12))
def test_texts_are_folded_as_it_is_defined(text: str) -> None:
    assert folded(f"{text}é") == plainly(f"{text}é")
