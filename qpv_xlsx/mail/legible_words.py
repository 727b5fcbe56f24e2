"""Words that strangers wrote, made such that they can be shown and written: headers, names of files."""

import unicodedata

_LINE_ENDS = frozenset({"Cc", "Zl", "Zp"})  # of the controls, those that legible leaves


def legible(text: str) -> str:
    """A header or a file's name without control characters, and such that it can be written anywhere.

    Bytes that stood raw in it are UTF-8 if they can be, else of Windows' Western code page. Halves of characters go.
    """
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "replace")
    try:
        words = raw.decode("utf-8")
    except UnicodeDecodeError:
        words = raw.decode("cp1252", "replace")
    return words if words.isprintable() else "".join(sign for sign in words if not _is_control(sign))


def legible_name(text: str) -> str:
    """A file's name on one line: line ends in it could pass for lines of ours."""
    if text.isascii() and text.isprintable():  # most names, and all of their paths
        return text
    return "".join(" " if unicodedata.category(sign) in _LINE_ENDS else sign for sign in legible(text))


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and not sign.isspace()
