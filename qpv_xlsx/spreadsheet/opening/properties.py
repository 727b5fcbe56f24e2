"""What a package says of itself: program, custom properties, names that hold a constant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.spreadsheet.opening.elements import Element
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes

_VERSION = re.compile(r"(\d+)\.(\d{1,2})")
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"|-?\d+(?:\.\d+)?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a compound file says of the workbook inside."""

    application: str
    properties: Mapping[str, str]
    has_macros: bool


def application(found: Sequence[Element]) -> str:
    """The program that saved the package, from its extended properties; empty where they are silent."""
    said = {one.name: one.text.strip() for one in found}
    return product(said.get("Application", ""), said.get("AppVersion", ""))


def product(name: str, version: str) -> str:
    """« Microsoft Excel 16.03 », « LibreOffice 7.4 » out of « LibreOffice/7.4.7.2$Linux_X86_64 … »."""
    name, _, inner = name.strip().partition("/")
    found = _VERSION.match(inner or version)
    return f"{name} {found.group(1)}.{found.group(2)}" if name and found else name


def custom_properties(found: Sequence[Element]) -> dict[str, str]:
    """Custom document properties, values as text."""
    held: dict[str, str] = {}
    name = None
    for one in found:
        if one.name == "property":
            name = one.get("name")
            held[name] = ""
        elif name is not None:
            held[name] += decode_escapes(one.text)
    return held


def constant(definition: str) -> str | None:
    """The text or figure that a defined name holds; None where it refers to cells or computes."""
    match = _CONSTANT.fullmatch(definition.strip().removeprefix("="))
    if match is None:
        return None
    quoted: str | None = match.group(1)
    return match.group() if quoted is None else quoted.replace('""', '"')
