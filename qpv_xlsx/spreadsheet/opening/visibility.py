"""Whether a text can be seen: colours of a stylesheet, as far as it takes to say that one is that of the background."""

import re
from collections.abc import Mapping
from types import MappingProxyType

WHITE, BLACK = "FFFFFF", "000000"
_INDEXED: Mapping[str, str] = MappingProxyType(
    {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE},  # 64, 65: of the system
)
_WHITE_IN_CODE = re.compile(r"[^;]*\[(?:white|blanc|colou?r ?2|couleur ?2)\]", re.IGNORECASE)
_THEME: Mapping[str, str] = MappingProxyType({"0": WHITE, "1": BLACK})  # as in every usual theme


def colour_of(attributes: Mapping[str, str]) -> str:
    """One name for one colour: « FFFFFF », else what tells it from others; empty for the automatic one."""
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    tint = attributes.get("tint", "")
    if theme := attributes.get("theme"):
        is_tinted = tint.strip("-0.") != ""
        return f"theme {theme} {tint}" if is_tinted else _THEME.get(theme, f"theme {theme}")
    if indexed := attributes.get("indexed"):
        return _INDEXED.get(indexed, f"indexed {indexed}")
    return ""


def colour_in(code: str) -> str:
    """The colour that a number format gives to positive numbers (« [White]0 »), over the font's; only white is told."""
    return WHITE if _WHITE_IN_CODE.match(code) else ""


def is_invisible(font: str, background: str | None) -> bool:
    """Whether a text of the colour *font* vanishes. *background*: None where it cannot be told, empty for none."""
    return background is not None and (font or BLACK) == (background or WHITE)
