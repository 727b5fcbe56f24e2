"""The rows of the report's tables as HTML: a page has thousands of cells, and a template takes its time for each."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import quote

from qpv_xlsx.export.report.cells import Shown
from qpv_xlsx.messages.whole_codes import as_html

_SHORT = 13  # letters from which on a text may be broken


def rows_html(rows: Sequence[Sequence[Shown]], figures: Collection[int]) -> str:
    """All *rows*, each cell on a line of its own; what respondents wrote is escaped. *figures*: columns, from 0."""
    return "".join([f"<tr>\n{_cells(row, figures)}</tr>\n" for row in rows])


def _cells(row: Sequence[Shown], figures: Collection[int]) -> str:
    told = [_cell(cell, is_figure=place in figures) for place, cell in enumerate(row)]
    if not row[0].status:
        told[0] = _named(row[0])
    return "".join(told)


def _named(cell: Shown) -> str:
    """The cell that says what its row is about."""
    text = escape(cell.text)
    linked = f'<a href="{quote(cell.link)}">{text}</a>' if cell.link else text
    return f'<th scope="row">{linked}</th>\n'


def _cell(cell: Shown, *, is_figure: bool) -> str:
    short, words = _said(cell.text, cell.status)
    look = ' class="figure"' if is_figure else short
    order = cell.order
    if order == "":
        return f"<td{look}>{words}</td>\n"
    told = escape(order) if isinstance(order, str) else order
    return f'<td{look} data-order="{told}">{words}</td>\n'


@lru_cache(maxsize=8192)  # words and figures come back from row to row, and from page to page
def _said(text: str, status: str) -> tuple[str, str]:
    """How a cell of words looks, and what stands in it."""
    words = f'<span class="status {status}">{escape(text)}</span>' if status else as_html(text)
    return ' class="short"' if len(text) < _SHORT else "", words
