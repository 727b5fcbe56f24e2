"""Codes in running text: « EMP-04 » is not parted at its hyphen at the end of a line."""

import re
from collections.abc import Iterator
from html import escape

_CODE = re.compile(r"\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*-\d+(?:-[a-z]\d*)?\b")  # of an indicator, a measure, a respondent


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """*text* in order, each part with whether it is a code."""
    at = 0
    for found in _CODE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(text):
        yield text[at:], False


def as_html(text: str) -> str:
    """*text*, escaped; its codes are copied and searched as they are, and stay on one line."""
    if "-" not in text:  # most cells of a page hold a figure or a word or two
        return escape(text)
    parts = ((escape(part), is_code) for part, is_code in parts_of(text))
    return "".join(f'<span style="white-space:nowrap">{part}</span>' if is_code else part for part, is_code in parts)
