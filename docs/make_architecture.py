"""Draw ``pictures/architecture.svg``, the rooms of the house and who imports whom, from the code itself.

Run ``python docs/make_architecture.py`` after a change; a test tells when the picture is stale. An arrow that another path
says already is left out: cli → tasks → domain needs no cli → domain.
"""

import ast
import itertools
import textwrap
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType

import grimp

PICTURE = Path(__file__).parent / "pictures" / "architecture.svg"
_PACKAGE = Path(__file__).parents[1] / "qpv_xlsx"
ROWS: tuple[tuple[str, ...], ...] = (
    ("cli",),
    ("desk",),
    ("tasks",),
    ("workbook.collection", "workbook.reading", "workbook.decisions", "workbook.national"),
    ("workbook.master",),
    ("campaigns", "tables", "workbook", "mail", "register", "export"),
    ("spreadsheet.opening", "spreadsheet.isolation"),
    ("spreadsheet",),
    ("messages",),
    ("domain.judging", "domain.official", "domain.publishing", "domain.following", "domain.deciding"),
    ("domain.proposing",),
    ("domain.merging",),
    ("domain.returned",),
    ("domain.contract",),
    ("domain",),
)
"""Rooms from the top of the house to the bottom; a module belongs to the nearest room that holds it."""
_WIDTH, _HEIGHT, _GAP, _SPACE = 204, 62, 14, 34  # of a box, between boxes, between rows
_WHOLE = 6 * _WIDTH + 7 * _GAP
_TIP = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0 8 4 0 8z" fill="#667"/></marker></defs>'
)
_COLOURS: Mapping[str, str] = MappingProxyType({"domain": "#e7f0e4", "messages": "#f4ecd8", "spreadsheet": "#e3ecf7"})


def picture() -> str:
    """The whole drawing, as SVG."""
    rooms = [room for row in ROWS for room in row]
    arrows = _reduced(_imports(rooms))
    height = len(ROWS) * (_HEIGHT + _SPACE) + _SPACE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WHOLE} {height}" font-family="sans-serif" role="img">',
            "<title>The rooms of qpv_xlsx: an arrow goes from the room that imports to the room that is imported</title>",
            _TIP,
            f'<rect width="{_WHOLE}" height="{height}" fill="#fff"/>',
            *(_arrow(first, second) for first, second in sorted(arrows)),
            *itertools.chain.from_iterable(_box(room) for room in rooms),
            "</svg>\n",
        )
    )


def _imports(rooms: list[str]) -> set[tuple[str, str]]:
    """Pairs of rooms of which the first imports the second."""
    graph = grimp.build_graph("qpv_xlsx", cache_dir=None)
    pairs = set()
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            first, second = _room(module, rooms), _room(imported, rooms)
            if first and second and first != second:
                pairs.add((first, second))
    return pairs


def _room(module: str, rooms: list[str]) -> str:
    name = module.removeprefix("qpv_xlsx").removeprefix(".")
    return max((room for room in rooms if name == room or name.startswith(f"{room}.")), key=len, default="")


def _reduced(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """*pairs* without those that two others say together. There are no circles: a contract forbids them."""
    nearest: dict[str, set[str]] = {}
    for first, second in pairs:
        nearest.setdefault(first, set()).add(second)

    def reach(room: str) -> set[str]:
        found: set[str] = set()
        waiting = [room]
        while waiting:
            more = nearest.get(waiting.pop(), set()) - found
            found |= more
            waiting += more
        return found

    return {
        (first, second)
        for first, second in pairs
        if not any(second in reach(between) for one, between in pairs if one == first and between != second)
    }


def _corner(room: str) -> tuple[float, float]:
    """Left and top of a room's box."""
    for number, row in enumerate(ROWS):
        if room in row:
            left = (_WHOLE - len(row) * (_WIDTH + _GAP) + _GAP) / 2
            return left + row.index(room) * (_WIDTH + _GAP), _SPACE + number * (_HEIGHT + _SPACE)
    raise KeyError(room)


def _arrow(first: str, second: str) -> str:
    (left, top), (further, below) = _corner(first), _corner(second)
    if top == below:
        side = _WIDTH if further > left else 0
        ends = (left + side, top + _HEIGHT / 2, further + _WIDTH - side, below + _HEIGHT / 2)
    elif below > top:
        ends = (left + _WIDTH / 2, top + _HEIGHT, further + _WIDTH / 2, below)
    else:
        ends = (left + _WIDTH / 2, top, further + _WIDTH / 2, below + _HEIGHT)
    x1, y1, x2, y2 = (f"{end:g}" for end in ends)
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#99a" marker-end="url(#tip)"/>'


def _box(room: str) -> Iterator[str]:
    left, top = _corner(room)
    colour = _COLOURS.get(room.partition(".")[0], "#f3e4e4")
    yield f'<rect x="{left:g}" y="{top:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="5" fill="{colour}" stroke="#667"/>'
    yield f'<text x="{left + 9:g}" y="{top + 18:g}" font-size="13" font-weight="bold">{_name(room)}</text>'
    for number, line in enumerate(textwrap.wrap(_purpose(room), 33)[:2]):
        yield f'<text x="{left + 9:g}" y="{top + 35 + 15 * number:g}" font-size="11">{escape(line)}</text>'


def _name(room: str) -> str:
    """The folder; of the ground of the domain, its modules."""
    if room != "domain":
        return room.replace(".", "/")
    return "domain: " + ", ".join(sorted(path.stem for path in (_PACKAGE / room).glob("[!_]*.py")))


def _purpose(room: str) -> str:
    """The beginning of what the room says of itself."""
    text = (_PACKAGE / room.replace(".", "/") / "__init__.py").read_text("utf-8")
    said = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]
    return said.partition(". ")[0].partition(": ")[0].rstrip(".")


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
