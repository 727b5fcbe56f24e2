"""Abbreviations are found as words of their own, by a quick search that finds what the plain one does."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.catalogue import Term
from qpv_xlsx.workbook.collection.glossary import _stands_in

FOUND = ("AI", "les AI", "AIs", "(AI)", "AI/ACI", "AI’s", "l’AI.", "XAI, AI", "AIDE, AI")
NOT_FOUND = ("", "AIDE", "CAI", "AIss", "AI2", "_AI", "éAI", "ai", "A I")


@pytest.mark.parametrize(("text", "is_found"), [*((one, True) for one in FOUND), *((one, False) for one in NOT_FOUND)])
def test_an_abbreviation_is_a_word_of_its_own(text: str, is_found: bool) -> None:  # noqa: FBT001  (a case)
    assert _stands_in(Term(term="AI", expansion="association intermédiaire"), text) is is_found


@given(spelling=st.text("aAI. (é_s", min_size=1, max_size=4), text=st.text("aAI. (é_s/\n", max_size=30))
def test_the_quick_search_finds_what_the_plain_one_does(spelling: str, text: str) -> None:
    searched: Callable[[str], object] = re.compile(rf"(?<!\w){re.escape(spelling.strip())}s?(?!\w)").search

    assert _stands_in(Term(term=spelling, expansion="?"), text) is bool(spelling.strip() and searched(text))
