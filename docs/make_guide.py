"""Write the desk's page « Guide de l’année » from ``guide.md``, with its pictures, so that it is read without the repository.

Run ``python docs/make_guide.py`` after a change; a test tells when the page is stale. The part of Markdown that the guide
uses is understood: titles, paragraphs, lists, tables, commands, pictures, emphasis, links between pages (kept as words).
"""

import html
import re
import shutil
import struct
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

DOCS = Path(__file__).parent
GUIDE = DOCS / "guide.md"
DESK = DOCS.parent / "qpv_xlsx" / "desk"
PAGE = DESK / "templates" / "year_guide_content.html"
PICTURE = re.compile(r"!\[([^]]*)\]\(pictures/([^)]+)\)")
_FENCE = re.compile(r"```sh\n(.*?)```\n?", re.DOTALL)
_INLINE: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"\[([^]]+)\]\([^)]+\)"), r"\1"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
)
_LISTS = {"-": "ul", "1": "ol"}


def page() -> str:
    """The desk's page, as a template."""
    whole = GUIDE.read_text("utf-8")
    parts = _FENCE.split(whole)
    return (
        "\n".join(line for number, part in enumerate(parts) for line in _part(part, is_command=number % 2 == 1)) + "\n"
    )


def pictures() -> Iterator[tuple[Path, Path]]:
    """Each picture of the guide, and the desk's copy of it."""
    for _, name in PICTURE.findall(GUIDE.read_text("utf-8")):
        yield DOCS / "pictures" / name, DESK / "static" / f"guide-{name}"


def _part(text: str, *, is_command: bool) -> Iterator[str]:
    if is_command:
        yield f"<pre><code>{html.escape(text.rstrip())}</code></pre>"
        return
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        if block.strip():
            yield from _block(block)


def _block(block: str) -> Iterator[str]:
    marks, _, title = block.partition(" ")
    picture = PICTURE.fullmatch(block)
    if set(marks) == {"#"}:
        yield f"<h{len(marks)}>{_words(title)}</h{len(marks)}>"
    elif picture:
        yield _picture(*picture.groups())
    elif block.startswith("|"):
        yield from _table(block.splitlines())
    elif re.match(r"(-|\d+\.) ", block):
        yield from _list(block)
    else:
        yield f"<p>{_words(block)}</p>"


def _picture(words: str, name: str) -> str:
    width, height = struct.unpack(">II", (DOCS / "pictures" / name).read_bytes()[16:24])
    address = f"{{{{ url_for('static', filename='guide-{name}') }}}}"
    size = f'width="{width}" height="{height}"'
    return f'<p><img src="{address}" alt="{html.escape(words)}" {size} loading="lazy"></p>'


def _table(lines: Sequence[str]) -> Iterator[str]:
    head, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
    cells = "".join(f'<th scope="col">{_words(cell)}</th>' for cell in head)
    yield f'<table class="cards"><thead><tr>{cells}</tr></thead><tbody>'
    for first, *others in rows:
        labelled = zip(head[1:], others, strict=True)
        cells = "".join(f'<td data-label="{html.escape(name)}">{_words(cell)}</td>' for name, cell in labelled)
        yield f'<tr><th scope="row">{_words(first)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _list(block: str) -> Iterator[str]:
    """Items may run over several lines; kinds of list follow one another."""
    items = re.split(r"\n(?=(?:-|\d+\.) )", block)
    for kind, group in groupby(items, key=lambda item: "-" if item.startswith("-") else "1"):
        yield f"<{_LISTS[kind]}>"
        for item in group:
            yield f"<li>{_words(item.partition(' ')[2])}</li>"
        yield f"</{_LISTS[kind]}>"


def _words(text: str) -> str:
    """Words with their emphasis; what stands between grave accents is left as it is."""
    parts = re.split(r"`([^`]+)`", re.sub(r" *\n *", " ", text))
    return "".join(
        f"<code>{html.escape(part)}</code>" if number % 2 else _emphasis(html.escape(part, quote=False))
        for number, part in enumerate(parts)
    )


def _emphasis(text: str) -> str:
    for pattern, tag in _INLINE:
        text = pattern.sub(tag, text)
    return text


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    for kept, copy in pictures():
        shutil.copyfile(kept, copy)
