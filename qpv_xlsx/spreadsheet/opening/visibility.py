"""Whether a text can be seen: colours and sizes of a stylesheet, as far as it takes to say that nobody reads what is written."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.spreadsheet.book import Veil

WHITE, BLACK = "FFFFFF", "000000"
_COLOURS = """
000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080
9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF
00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
003366 339966 003300 333300 993300 993366 333399 333333
"""
_PALETTE = tuple(_COLOURS.split())  # the 56 of Excel, « [Color1] » first
_FIRST_OF_PALETTE = 8  # index of a stylesheet; before, the same eight once more
_INDEXED: Mapping[str, str] = MappingProxyType(
    {
        **{str(index): colour for index, colour in enumerate(_PALETTE[:_FIRST_OF_PALETTE])},
        **{str(index): colour for index, colour in enumerate(_PALETTE, _FIRST_OF_PALETTE)},
        "64": BLACK,  # 64, 65: of the system
        "65": WHITE,
    },
)
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("black", "noir"), BLACK),
        **dict.fromkeys(("white", "blanc"), WHITE),
        **dict.fromkeys(("yellow", "jaune"), "FFFF00"),
        "cyan": "00FFFF",
    },
)
_IN_SECTION = re.compile(r"\[(?:(?P<named>[a-z]+)|(?:colou?r|couleur) ?(?P<number>\d{1,2}))\]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.')
_THEME: Mapping[str, str] = MappingProxyType({"0": WHITE, "1": BLACK})  # as in every usual theme
_RGB = re.compile(r"[0-9A-F]{6}")
_SIZE = re.compile(r"\d{1,4}(?:\.\d{1,6})?")
_LEAST_CONTRAST = 1.3  # WCAG 2.1, 1 to 21: white on pale yellow is 1.05 to 1.15, light grey (D9D9D9) on white 1.42
_NEAR = 1.7  # what is less than 1.3 from a pale background is less than this from white
_LINEAR = 0.04045  # of sRGB: below, light is proportional
_SMALLEST = 4  # points


def colour_of(attributes: Mapping[str, str]) -> str:
    """One name for one colour: « FFFFFF », else what tells it from others; empty for the automatic one."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    tint = attributes.get("tint", "")
    if theme := attributes.get("theme"):
        is_tinted = tint.strip("-0.") != ""
        return _tinted(theme, tint) if is_tinted else _THEME.get(theme, f"theme {theme}")
    if indexed := attributes.get("indexed"):
        return _INDEXED.get(indexed, f"indexed {indexed}")
    return ""


def colour_in(code: str, section: int = 0) -> str:
    """The colour that a *section* of a number format gives to what it shows (« [White]0 »), over the font's; or empty."""
    sections = _QUOTED.sub("", code).split(";")
    match = _IN_SECTION.search(sections[section]) if section < len(sections) else None
    if match is None:
        return ""
    if match["named"]:
        return _NAMED.get(match["named"].lower(), "")
    return _PALETTE[int(match["number"]) - 1] if 0 < int(match["number"]) <= len(_PALETTE) else ""


def painted_away(code: str, background: str | None) -> tuple[int, ...]:
    """Sections of a number format, after the first one, that paint what they show in the colour of the *background*."""
    if "[" not in code:
        return ()
    coloured = ((section, colour_in(code, section)) for section in range(1, 4))
    return tuple(section for section, colour in coloured if colour and is_invisible(colour, background))


def pale_code(colour: str) -> str:
    """« [White] » or « [Color19] » for a pale *colour* of the palette, as number formats write it; empty for another one."""
    if colour not in _PALETTE or _contrast(colour, WHITE) >= _LEAST_CONTRAST:
        return ""
    return "[White]" if colour == WHITE else f"[Color{_PALETTE.index(colour) + 1}]"


def is_invisible(font: str, background: str | None) -> bool:
    """Whether a text of the colour *font* vanishes. *background*: None where it cannot be told, empty for none."""
    if background is None:
        return False
    front, back = font or BLACK, background or WHITE
    if front == back:
        return True
    return bool(_RGB.fullmatch(front) and _RGB.fullmatch(back)) and _contrast(front, back) < _LEAST_CONTRAST


def is_veil(veil: Veil) -> bool:
    """Whether a conditional format may hide answers: entry cells are pale, and their letters dark."""
    if veil.is_figureless or veil.code:
        return True
    if veil.front and veil.back:
        return is_invisible(veil.front, veil.back)
    return _is_near(veil.front, WHITE) or _is_near(veil.back, BLACK)


def _is_near(colour: str, other: str) -> bool:
    return _RGB.fullmatch(colour) is not None and _contrast(colour, other) < _NEAR


def is_tiny(points: float) -> bool:
    """Whether letters of that size, in points, are too small to be read; 0 where it is not told."""
    return 0 < points < _SMALLEST


def points_in(written: str) -> float:
    """The size that « 11 » or « 11pt » says; 0 where it says none."""
    figure = written.strip().removesuffix("pt").strip()
    return float(figure) if _SIZE.fullmatch(figure) else 0


def _tinted(theme: str, tint: str) -> str:
    """White made darker or black made lighter; other colours of a theme are only told from one another."""
    try:
        share = float(tint)
    except ValueError:
        share = 0
    if theme == "0" and -1 <= share <= 0:
        return f"{round(255 * (1 + share)):02X}" * 3
    if theme == "1" and 0 <= share <= 1:
        return f"{round(255 * share):02X}" * 3
    return f"theme {theme} {tint}"


@lru_cache(maxsize=512)
def _contrast(one: str, other: str) -> float:
    """Between two colours: (lighter + 0.05) / (darker + 0.05), of their relative luminances."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
