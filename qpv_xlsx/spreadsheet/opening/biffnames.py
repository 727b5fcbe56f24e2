"""Names of an .xls that hold a text or a figure ([MS-XLS], 2.4.150); those that refer to cells or compute say nothing here."""

import struct

_LENGTHS_AT, _NAME_AT = 3, 14


def constant_name(body: bytes, *, is_unicode: bool) -> tuple[str, str] | None:
    """The name and what it holds, from the body of its record; None where it is no constant. *is_unicode*: from Excel 97 on."""
    try:
        length, size = struct.unpack_from("<BH", body, _LENGTHS_AT)
        name, place = _characters(body, _NAME_AT, length, is_unicode=is_unicode)
        held = _held(body[place : place + size], is_unicode=is_unicode)
    except (LookupError, struct.error, ValueError):
        return None
    return None if held is None else (name, held)


def _held(tokens: bytes, *, is_unicode: bool) -> str | None:
    """What a formula of a single token says."""
    match tokens[0]:  # PtgStr, PtgInt, PtgNum ([MS-XLS], 2.5.198.25)
        case 0x17:
            text, end = _characters(tokens, 2, tokens[1], is_unicode=is_unicode)
            return text if end == len(tokens) else None
        case 0x1E if len(tokens) == struct.calcsize("<BH"):
            return str(struct.unpack_from("<H", tokens, 1)[0])
        case 0x1F if len(tokens) == struct.calcsize("<Bd"):
            return f"{struct.unpack_from('<d', tokens, 1)[0]:.15g}"
    return None


def _characters(body: bytes, place: int, length: int, *, is_unicode: bool) -> tuple[str, int]:
    """So many characters from *place* on, and where they end. From Excel 97 on a first byte says how wide they are."""
    if not is_unicode:
        return body[place : place + length].decode("cp1252", "replace"), place + length
    width = 2 if body[place] & 1 else 1
    end = place + 1 + length * width
    return body[place + 1 : end].decode("utf-16-le" if width > 1 else "latin-1"), end
