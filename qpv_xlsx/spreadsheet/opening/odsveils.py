"""Conditional formats of an OpenDocument sheet that may hide what cells show: of its ranges, and of the styles of its cells."""

import re
from collections.abc import Mapping

from qpv_xlsx.spreadsheet.book import Cell, Merge, Veil
from qpv_xlsx.spreadsheet.opening.addresses import range_of
from qpv_xlsx.spreadsheet.opening.odsstyles import StylesReader

Veiled = tuple[tuple[Merge, ...], Veil]

_MOST = 1000  # ranges of a sheet, and conditions; nobody has that many
_SHEET = r"(?:\$?(?:'(?:[^']|'')*+'|[^\s'.:]++))?+"
_RANGE = re.compile(rf"{_SHEET}\.(\$?[A-Z]{{1,3}}\$?[0-9]{{1,7}})(?::{_SHEET}\.(\$?[A-Z]{{1,3}}\$?[0-9]{{1,7}}))?")


class ConditionsReader:
    """Gathers the conditional formats of one sheet as LibreOffice writes them beside those of styles."""

    def __init__(self) -> None:
        self._ranges = ""
        self._said: list[tuple[str, str, str]] = []  # ranges, condition, style; no style for a bar or a picture alone

    def enter(self, name: str, attributes: Mapping[str, str]) -> None:
        """The beginning of an element."""
        get = attributes.get
        if name == "calcext:conditional-format":
            self._ranges = get("calcext:target-range-address", "")
        elif len(self._said) >= _MOST:
            return
        elif name == "calcext:condition":
            self._said.append((self._ranges, get("calcext:value", ""), get("calcext:apply-style-name", "")))
        elif name in {"calcext:data-bar", "calcext:icon-set"} and get("calcext:show-value") == "false":
            self._said.append((self._ranges, "", ""))

    def veils(self, styles: StylesReader, cells: Mapping[tuple[int, int], Cell]) -> tuple[Veiled, ...]:
        """Those that may hide something, once all styles and *cells* are known."""
        found: list[Veiled] = []
        for ranges, condition, style in self._said:
            veil = styles.veil_when(condition, style) if style else Veil(is_figureless=True)
            if veil is not None:
                found.append((_ranges_in(ranges), veil))
        return (*found, *(_of_cells(cells) if styles.has_veils else ()))


def _of_cells(cells: Mapping[tuple[int, int], Cell]) -> tuple[Veiled, ...]:
    """By the styles of cells."""
    places: dict[Veil, list[Merge]] = {}
    for (row, column), cell in cells.items():
        for veil in cell.style.veils:
            places.setdefault(veil, []).append(Merge(top=row, left=column, bottom=row, right=column))
    return tuple((tuple(ranges), veil) for veil, ranges in places.items())


def _ranges_in(written: str) -> tuple[Merge, ...]:
    """« 'Par quartier'.F5:'Par quartier'.F9 Indicateurs.B2 »."""
    found = (range_of(f"{first}:{last or first}") for first, last in _RANGE.findall(written)[:_MOST])
    return tuple(filter(None, found))
