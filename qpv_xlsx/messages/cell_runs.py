"""Cells named in a sentence: those that follow each other down a column as « F22 à F57 », never one by one."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qpv_xlsx.domain.findings import Place

_ADDRESS = re.compile(r"(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d*)")
_FEWEST = 3  # « F22, F23 » is as short as « F22 à F23 »
_LINK = {"fr": "\u00a0à ", "en": " to "}
_SEMICOLON = {"fr": "\u00a0; ", "en": "; "}


def cells_in_words(cells: Iterable[str], language: str) -> str:
    """« D6, F22 à F57 », column by column, each named once. What is no address (a measure's code) comes last, as it is."""
    named = sorted(dict.fromkeys(cell for cell in cells if cell), key=_column_and_row)
    return ", ".join(_said(run, language) for run in _runs(named))


def places_in_words(places: Iterable[Place], language: str) -> str:
    """The same for *places*, with the names of their sheets where there are several."""
    by_sheet: dict[str, list[str]] = {}
    for place in places:
        by_sheet.setdefault(place.sheet or "", []).append(place.cell or "")
    if len(by_sheet) < 2:  # noqa: PLR2004  (one sheet, or none, needs no name)
        return cells_in_words((cell for cells in by_sheet.values() for cell in cells), language)
    said = ((sheet, cells_in_words(cells, language)) for sheet, cells in by_sheet.items())
    return _SEMICOLON[language].join("!".join(part for part in one if part) for one in said)


def _column_and_row(cell: str) -> tuple[bool, int, str, int]:
    found = _ADDRESS.fullmatch(cell)
    return (False, len(found["column"]), found["column"], int(found["row"])) if found else (True, 0, "", 0)


def _runs(cells: Sequence[str]) -> Iterator[list[str]]:
    """*cells* cut where the next one does not stand right under the one before."""
    run: list[str] = []
    for cell in cells:
        if run and not _is_under(cell, run[-1]):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _is_under(cell: str, above: str) -> bool:
    one, other = _ADDRESS.fullmatch(cell), _ADDRESS.fullmatch(above)
    if one is None or other is None:
        return False
    return one["column"] == other["column"] and int(one["row"]) == int(other["row"]) + 1


def _said(run: Sequence[str], language: str) -> str:
    return ", ".join(run) if len(run) < _FEWEST else f"{run[0]}{_LINK[language]}{run[-1]}"
