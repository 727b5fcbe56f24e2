"""Characters that OOXML writes as « _x000D_ »."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def decode_escapes(text: str) -> str:
    """« _x000D_ » becomes a carriage return, « _x005F_ » a plain underscore; a surrogate without its pair becomes U+FFFD."""
    if "_x" not in text:
        return text
    decoded = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    return decoded.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
