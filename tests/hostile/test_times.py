"""No text makes a search long: what a cell may hold is read in a time that grows with its length, not with its square."""

import gc
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qpv_xlsx.domain.contract.reference import find_reference
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.displaying import is_plain, shown_number, shown_text
from qpv_xlsx.spreadsheet.opening.addresses import range_of
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.numberformats import format_kind
from qpv_xlsx.spreadsheet.opening.properties import constant, product
from qpv_xlsx.spreadsheet.opening.sharedformulas import moved

LONG, SECONDS = 50_000, 1.0
PIECES = (
    "A",
    "A/",
    "/A",
    "A-",
    "1",
    "1 ",
    "1,",
    "1/",
    "(",
    ")",
    '"',
    "'",
    "[",
    "]",
    "\\",
    "_x",
    "%",
    "é",
    " ",
    "\n",
    "a ",
    "env. ",
    "entre 1 et ",
    "$A",
    "A1:",
    "€",
    "0#",
    "-",
    "<",
    "&",
    "12 % ",
    "dont ",
    "sur ",
)


def _shown(code: str) -> None:
    shown_number(0.5, code[:250])  # Excel holds 255 characters of a format
    shown_text("mots", code)


SEARCHES: dict[str, Callable[[str], object]] = {
    "a reference": find_reference,
    "escapes": decode_escapes,
    "words compared": bare_words,
    "a shared formula": lambda text: moved(f"={text}", 1, 1),
    "a name": constant,
    "a program": lambda text: product(text, text),
    "a range": range_of,
    "the kind of a format": format_kind,
    "a format": _shown,
    "a plain format": is_plain,
}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("name", SEARCHES)
def test_long_texts_cost_little(name: str, piece: str) -> None:
    _check(SEARCHES[name], piece * (LONG // len(piece)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
    st.sampled_from(PIECES),
    st.sampled_from(sorted(SEARCHES)),
)
def test_mixed_texts_cost_little(pieces: list[str], last: str, name: str) -> None:
    period = "".join(pieces)
    _check(SEARCHES[name], period * (LONG // len(period)) + last)


def _check(search: Callable[[str], object], text: str) -> None:
    gc.disable()  # a search through all that former tests left behind would count as ours
    try:
        started = process_time()
        search(text)
        taken = process_time() - started
    finally:
        gc.enable()
    assert taken < SECONDS
