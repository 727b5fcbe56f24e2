"""What a person wrote in a message, in a few lines: to be shown to whoever must decide what it means."""

import re
from collections.abc import Iterable
from html import unescape

from qpv_xlsx.domain.spelling import cut_to

_MOST = 600  # signs
_LOOKED_AT = 100_000  # signs
_MARKUP = re.compile(r"(?is)<(style|script|head)\b.*?</\1\s*>|<!--.*?-->|<[^<>]{1,2000}>")
_BREAKS = re.compile(r"(?i)<\s*(br|/p|/div|/li|/tr)\s*/?>")
_IS_MARKUP = re.compile(r"(?i)<\s*(html|body|div|p|br|span|table)\b")
_ANSWERED = re.compile(
    r"(?im)^\s*(-{2,} ?(message|original|forwarded|courriel)\b.*|_{10,}|le .{4,80} a écrit\s*:|on .{4,80} wrote:|de : .*|from: .*|-- )$"
)


def first_words(parts: Iterable[str]) -> str:
    """The beginning of what was written, without the message that it answers; empty: nothing was."""
    for part in parts:
        said = _own(part[:_LOOKED_AT])
        if said:
            return cut_to(said, _MOST)
    return ""


def _own(text: str) -> str:
    if _IS_MARKUP.search(text):
        text = unescape(_MARKUP.sub("", _BREAKS.sub("\n", text)))
    lines = (" ".join(line.split()) for line in _ANSWERED.split(text, maxsplit=1)[0].splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(">"))
