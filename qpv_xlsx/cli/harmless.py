"""Text that may have come in a file, made harmless for the terminal."""

import unicodedata


def printable(text: str) -> str:
    """*text* without characters that could drive the terminal; line ends kept."""
    return "".join(sign if sign == "\n" or unicodedata.category(sign)[0] != "C" else "�" for sign in text)
