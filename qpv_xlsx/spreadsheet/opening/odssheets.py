"""One sheet of an OpenDocument spreadsheet.

It declares 16 384 × 1 048 576 cells through repeat counts: empty ones are skipped over, never expanded.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from odfdo import Element

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.spreadsheet.book import Cell, Grid, Merge, address
from qpv_xlsx.spreadsheet.opening.odscells import read_cell
from qpv_xlsx.spreadsheet.opening.odsstyles import Styles
from qpv_xlsx.spreadsheet.opening.odswords import Tagged, tagged, words
from qpv_xlsx.spreadsheet.opening.refusal import DAMAGE, beyond, damaged, far_away

_HIDDEN = frozenset({"collapse", "filter"})
_CONTAINERS = frozenset(
    f"table:table-{name}" for name in ("rows", "row-group", "header-rows", "columns", "column-group", "header-columns")
)
_SAYS_NOTHING = frozenset({"table:style-name", "table:number-columns-repeated"})
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A sheet being read."""

    name: str
    styles: Styles
    limits: Limits
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    text_boxes: list[str] = field(default_factory=list)
    column_ends: list[int] = field(default_factory=list)  # last column of each run of columns
    column_styles: list[str] = field(default_factory=list)  # default style of each run
    far: str = ""


def read_sheet(table: Element, styles: Styles, limits: Limits) -> tuple[Grid, tuple[Finding, ...]]:
    """The sheet, and a finding where something stood too far away to be read. Raises Refused."""
    sheet = _Sheet(name=table.get_attribute_string("table:name") or "", styles=styles, limits=limits)
    parts = tagged(table)
    hidden_columns = _read_columns(parts, sheet)
    row = 1
    for element in _nested(parts, "table:table-row"):
        repeated = _count(element.attributes, "table:number-rows-repeated")
        _read_row(element, row, repeated, sheet)
        row += repeated
    for name, part in parts:
        if name == "table:shapes":
            _read_shapes(tagged(part), sheet)
    grid = Grid(
        name=sheet.name,
        cells=sheet.cells,
        is_hidden=(table.get_attribute_string("table:style-name") or "") in styles.hidden_tables,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=hidden_columns,
        merges=tuple(sheet.merges),
        text_boxes=tuple(sheet.text_boxes),
    )
    return grid, far_away(sheet.name, sheet.far, limits)


def _nested(parts: Tagged, tag: str) -> Iterator[Element]:
    """Rows or columns in order, those inside groups and headers included."""
    for name, part in parts:
        if name == tag:
            yield part
        elif name in _CONTAINERS:
            yield from _nested(tagged(part), tag)


def _count(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes[name])) if name in attributes else 1


def _read_columns(parts: Tagged, sheet: _Sheet) -> frozenset[int]:
    """Note the default style of each column; return the hidden ones."""
    hidden: set[int] = set()
    column = 1
    for element in _nested(parts, "table:table-column"):
        following = column + _count(element.attributes, "table:number-columns-repeated")
        sheet.column_ends.append(following - 1)
        sheet.column_styles.append(element.get_attribute_string("table:default-cell-style-name") or "")
        if element.get_attribute_string("table:visibility") in _HIDDEN:
            hidden.update(range(column, min(following, sheet.limits.furthest_column + 1)))
        column = following
    return frozenset(hidden)


def _read_row(element: Element, row: int, repeated: int, sheet: _Sheet) -> None:
    has_content = False
    default = element.get_attribute_string("table:default-cell-style-name") or ""
    column = 1
    for name, child in tagged(element):
        if name not in _CELLS:
            continue
        attributes = child.attributes
        span = _count(attributes, "table:number-columns-repeated")
        parts = tagged(child)
        if parts or len(attributes) > 1 or not attributes.keys() <= _SAYS_NOTHING:
            has_content |= _read_run(attributes, parts, (row, column), (repeated, span), default, sheet)
        column += span
    is_hidden = element.get_attribute_string("table:visibility") in _HIDDEN
    if is_hidden and has_content:
        sheet.hidden_rows.update(range(row, min(row + repeated, sheet.limits.furthest_row + 1)))


def _read_run(
    attributes: Mapping[str, str],
    parts: Tagged,
    place: tuple[int, int],
    span: tuple[int, int],
    default: str,
    sheet: _Sheet,
) -> bool:
    """One element, which stands for *span* (rows, columns) equal cells from *place*. True if it holds anything."""
    _read_merge(attributes, place, sheet)
    _read_shapes(parts, sheet)
    style = attributes.get("table:style-name") or default or _column_style(sheet, place[1])
    try:
        cell = read_cell(attributes, parts, style, sheet.styles)
    except DAMAGE as trouble:
        raise damaged(str(trouble), place=Place(sheet=sheet.name, cell=address(*place))) from trouble
    if cell is None:
        return False
    if len(sheet.cells) + span[0] * span[1] > sheet.limits.cells:
        raise beyond("cells", len(sheet.cells) + span[0] * span[1], sheet.limits.cells)
    for row in range(place[0], place[0] + span[0]):
        for column in range(place[1], place[1] + span[1]):
            if row > sheet.limits.furthest_row or column > sheet.limits.furthest_column:
                sheet.far = sheet.far or address(row, column)
            else:
                sheet.cells[row, column] = cell
    return True


def _column_style(sheet: _Sheet, column: int) -> str:
    run = bisect_left(sheet.column_ends, column)
    return sheet.column_styles[run] if run < len(sheet.column_styles) else ""


def _read_merge(attributes: Mapping[str, str], place: tuple[int, int], sheet: _Sheet) -> None:
    rows = _count(attributes, "table:number-rows-spanned")
    columns = _count(attributes, "table:number-columns-spanned")
    if rows == columns == 1:
        return
    if len(sheet.merges) >= sheet.limits.merges:
        raise beyond("merges", len(sheet.merges) + 1, sheet.limits.merges)
    top, left = place
    sheet.merges.append(Merge(top=top, left=left, bottom=top + rows - 1, right=left + columns - 1))


def _read_shapes(parts: Tagged, sheet: _Sheet) -> None:
    """Words drawn over the sheet, anchored to the page or to a cell."""
    for name, shape in parts:
        if name.startswith("draw:"):
            text = "\n".join(_shape_words(shape)).strip()
            if text:
                sheet.text_boxes.append(text)


def _shape_words(shape: Element) -> Iterator[str]:
    parts = tagged(shape)
    text, _ = words(parts, frozenset())
    if text:
        yield text
    for name, part in parts:
        if name.startswith("draw:"):
            yield from _shape_words(part)
