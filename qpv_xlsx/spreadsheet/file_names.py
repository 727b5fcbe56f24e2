"""Names that every system takes for a file or a folder.

Source: Microsoft Learn, « Naming Files, Paths, and Namespaces »: reserved signs and device names, no dot or space at the end.
"""

import re

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_LONGEST = 120  # signs: room for the folders above within Windows' 260


def portable_name(text: str) -> str:
    """*text* as a name for Windows, Linux and macOS; empty where nothing of it can be kept."""
    name = _REFUSED.sub(" ", text)
    name = re.sub(r"\s+", " ", name)[:_LONGEST].strip(" .")
    return f"_{name}" if _DEVICES.match(name) else name
