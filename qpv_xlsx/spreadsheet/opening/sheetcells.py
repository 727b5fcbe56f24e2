"""The cells of one worksheet, through openpyxl's row parser: values, stored results and formulas in one pass.

``load_workbook`` is not used: it reads fonts, images, pivots and links as well, and refuses the whole file for any of
them (a font family of 34, a print title, a date in the properties) although no answer depends on it. It also knows
either formulas or results, so that one pass would not do.
"""

import io
import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.formula.translate import Translator
from openpyxl.worksheet._reader import FORMULA_TAG, INLINE_STRING, VALUE_TAG, WorkSheetParser

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Place
from qpv_xlsx.spreadsheet.book import Cell, FormatKind, address
from qpv_xlsx.spreadsheet.opening.escapes import decode_escapes
from qpv_xlsx.spreadsheet.opening.numberformats import format_kind, moment
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, beyond, damaged
from qpv_xlsx.spreadsheet.opening.texts import StruckText, rich_text

_TYPES = frozenset({"n", "s", "b", "e", "d", "str", "inlineStr"})
_MOST_MOVED = 2_000  # shared formulas told in full on one sheet; of others, only that they are formulas
_LONGEST_MOVED = 500  # characters; likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """What all sheets of a workbook share. *formats*: code per cell style; None where they could not be read."""

    strings: Sequence[str]
    formats: Sequence[str] | None
    epoch: datetime


@dataclass(slots=True, kw_only=True)
class SheetContent:
    """What one sheet holds. *far*: address of the first cell left out for standing beyond the furthest row or column."""

    name: str
    by_place: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    far: str = ""


class _RowParser(WorkSheetParser):
    """openpyxl's parser, told to give stored results, that keeps each formula beside."""

    def __init__(self, source: io.BytesIO, strings: Sequence[str]) -> None:
        super().__init__(source, strings, data_only=True)
        self._shared: dict[str, Translator] = {}
        self._moved = 0

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """The cell, with « formula » and « has_result »; an error in place of a content that makes no sense."""
        kind = element.get("t", "n")
        try:
            cell: dict[str, Any] = super().parse_cell(element)
        except DAMAGE:
            cell = self._senseless(element)
        if kind not in _TYPES or (kind == "s" and str(element.findtext(VALUE_TAG)).strip().startswith("-")):
            cell = self._senseless(element)
        elif kind == "inlineStr":
            words = element.find(INLINE_STRING)
            cell["value"] = None if words is None else rich_text(words)
            cell["data_type"] = "s"
        elif kind == "str" and cell["value"] is not None:
            cell["value"] = decode_escapes(cell["value"])
        formula = element.find(FORMULA_TAG)
        cell["formula"] = None if formula is None else self._formula(formula, element.get("r", ""))
        stored = element.findtext(VALUE_TAG)
        # Programs that compute nothing write an empty result; the empty text is a result only where it is said to be text.
        cell["has_result"] = bool(stored) or (kind == "str" and stored is not None)
        if cell["has_result"] and cell["value"] is None:
            cell["value"] = ""
        return cell

    def _senseless(self, element: Element) -> dict[str, Any]:
        """The cell as « #VALUE! », at its place and in its style: never the value of another cell, never a guess."""
        element.attrib.pop("t", None)
        for content in element.findall(VALUE_TAG):
            content.text = ""
        return {**super().parse_cell(element), "value": "#VALUE!", "data_type": "e"}

    def _formula(self, node: Element, place: str) -> str:
        """Its text with « = »; a shared formula is written once and moved to each cell that shares it."""
        text = f"={node.text or ''}"
        if node.get("t") != "shared":
            return text
        group = node.get("si", "")
        if node.text:
            if len(text) <= _LONGEST_MOVED:
                self._shared[group] = Translator(text, place)
            return text
        self._moved += 1
        if self._moved > _MOST_MOVED:
            return text
        try:
            return str(self._shared[group].translate_formula(place))
        except DAMAGE:  # a formula beyond openpyxl's tokenizer: that it is one is all that matters
            return text


def read_cells(name: str, rows: bytes, palette: Palette, limits: Limits) -> SheetContent:
    """Cells of the sheet called *name*. Raises Refused; two cells at one address are damage, for neither is the answer."""
    cells = SheetContent(name=name)
    if not rows:
        return cells
    parser = _RowParser(io.BytesIO(rows), palette.strings)
    kinds = None if palette.formats is None else [format_kind(code) for code in palette.formats]
    try:
        with warnings.catch_warnings(action="ignore"):
            for count, (_, row) in enumerate(parser.parse(), start=1):
                if count > limits.rows:
                    raise beyond("rows", count, limits.rows)
                for raw in row:
                    _take(raw, cells, palette, kinds, limits)
    except DAMAGE as trouble:
        raise damaged(str(trouble)) from trouble
    cells.hidden_rows = frozenset(
        int(number) for number, row in parser.row_dimensions.items() if row.get("hidden") in {"1", "true"}
    )
    return cells


def _take(
    raw: Mapping[str, Any],
    cells: SheetContent,
    palette: Palette,
    kinds: Sequence[FormatKind] | None,
    limits: Limits,
) -> None:
    value, formula = raw["value"], raw["formula"]
    if value is None and formula is None:
        return
    place: tuple[int, int] = raw["row"], raw["column"]
    if place[0] > limits.furthest_row or place[1] > limits.furthest_column:
        cells.far = cells.far or address(*place)
        return
    if place in cells.by_place:
        where = Place(sheet=cells.name, cell=address(*place))
        raise damaged(address(*place), case="duplicate_cell", place=where)
    kind = FormatKind.UNSEEN if kinds is None else kinds[raw["style_id"]] if kinds else FormatKind.GENERAL
    cells.by_place[place] = _cell(raw, kind, palette)


def _cell(raw: Mapping[str, Any], kind: FormatKind, palette: Palette) -> Cell:
    value = raw["value"]
    formula: str | None = raw["formula"]
    has_result: bool = formula is None or raw["has_result"]
    if raw["data_type"] == "e":
        return Cell(value=None, error=str(value), formula=formula, has_result=has_result, format_kind=kind)
    if isinstance(value, str):
        struck = value.struck if isinstance(value, StruckText) else ""
        return Cell(value=str(value), formula=formula, has_result=has_result, format_kind=kind, struck=struck)
    if isinstance(value, float) and not math.isfinite(value):
        return Cell(value=None, error="#NUM!", formula=formula, has_result=has_result, format_kind=kind)
    if kind is FormatKind.DATE and isinstance(value, int | float) and not isinstance(value, bool):
        value = moment(value, (palette.formats or ())[raw["style_id"]], palette.epoch)
    return Cell(value=value, formula=formula, has_result=has_result, format_kind=kind)
