"""The table of strings of an OOXML workbook cut by one pattern, where it is written as spreadsheet programs write it."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.plainxml import WORDS, NotPlain, if_plain, text_between, unescaped
from qpv_xlsx.spreadsheet.opening.texts import Text, shared_strings

_ITEM, _END_OF_ITEM = b"<si>", b"</si>"
_LONGEST_RUNS = 4096  # characters of an item with runs that is kept to be known again
_TOKENS = re.compile(
    rf"""
    <si> (?: <t(?:\ xml:space="preserve")?>({WORDS}*+)</t> | ( <(?!/?si[ />]) (?: [^<]++ | <(?!/?si[ />]) )*+ ) ) </si>
    | (.) .*
    """,
    re.VERBOSE | re.DOTALL,
)
"""An item of one « t »; one with runs; or a sign that begins something else, with all that follows."""


def short_strings(content: bytes, limits: Limits) -> list[Text]:
    """The table of strings whose part is *content*, in its order. Raises Refused."""
    found = if_plain(partial(_cut_strings, content, limits))
    return shared_strings([content], limits) if found is None else found


def _cut_strings(content: bytes, limits: Limits) -> list[Text]:
    """Its items cut, the rest walked through. Raises NotPlain, or Refused where something is wrong, not always the first thing."""
    first, last = content.find(_ITEM), content.rfind(_END_OF_ITEM) + len(_END_OF_ITEM)
    items = text_between(content, first, last, limits)
    if not content.startswith(b"<sst", content.find(b"<", 1)) or shared_strings(
        (content[:first], content[last:]), limits
    ):
        raise NotPlain
    found = list(_cut(items, limits))
    if len(found) > limits.cells:
        raise NotPlain
    return found


def _cut(items: str, limits: Limits) -> Iterator[Text]:
    for words, runs, other in _TOKENS.findall(items):
        if other:
            raise NotPlain
        yield _with_runs(runs, limits) if runs else decode_escapes(unescaped(words))


def _with_runs(runs: str, limits: Limits) -> Text:
    if len(runs) > _LONGEST_RUNS:
        raise NotPlain
    return _known(runs, limits)


@lru_cache(maxsize=512)
def _known(runs: str, limits: Limits) -> Text:
    """What these runs say: forms of one kind have the same ones. Raises Refused."""
    (text,) = shared_strings([f"<sst><si>{runs}</si></sst>".encode()], limits)
    return text
