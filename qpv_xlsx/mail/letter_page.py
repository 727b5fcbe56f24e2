"""A message as a page: the same words as its plain text, for programs that show HTML. Styles stand in the tags: mail programs keep no others."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from qpv_xlsx.messages.whole_codes import as_html

_PAGE = "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#161616;max-width:46em;margin:0"
_TABLE = "border-collapse:collapse;width:100%;margin:0 0 1em"
_CELL = "border:1px solid #929292;padding:6px 8px;vertical-align:top;text-align:left;overflow-wrap:break-word"
_HEAD = f"{_CELL};background-color:#e8edff"
_HINT = "color:#3a3a3a"
_LINE = "\n"
_BULLET, _HINT_SIGN = "– ", "→ "
_NUMBERED = re.compile(r"\d+\. ")
_STYLE = re.compile(r' style="[^"]*"')


def page(subject: str, blocks: Iterable[str], language: str) -> str:
    """A whole document; *blocks*: HTML, in order."""
    content = "\n".join(blocks)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n<title>{escape(subject)}</title>\n'
        f'</head>\n<body style="{_PAGE}">\n{content}\n</body>\n</html>\n'
    )


def content_of(document: str) -> str:
    """What a document that *page* made shows, without its styles: for a page that has its own."""
    _, _, rest = document.partition("<body")
    content, _, _ = rest.partition(">\n")[2].rpartition("\n</body>")
    return _STYLE.sub("", content)  # words are escaped: a quote in them is no quote here


def block(text: str) -> str:
    """One paragraph, one list, or what stands between two blank lines of a plain text."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and all(_NUMBERED.match(line) for line in lines):
        return "<ol>" + "".join(f"<li>{as_html(_NUMBERED.sub('', line, count=1))}</li>" for line in lines) + "</ol>"
    if lines and lines[0].startswith(_BULLET):
        return _list(lines)
    return f'<p style="margin:0 0 1em">{"<br>".join(map(as_html, lines))}</p>'


def _list(lines: Sequence[str]) -> str:
    items: list[list[str]] = []
    for line in lines:
        if line.startswith(_BULLET) or not items:
            items.append([as_html(line.removeprefix(_BULLET))])
        else:
            words = line.strip()
            style = _HINT if words.startswith(_HINT_SIGN) else ""
            items[-1].append(f'<span style="{style}">{as_html(words)}</span>')
    return '<ul style="margin:0 0 1em">' + "".join(f"<li>{'<br>'.join(item)}</li>" for item in items) + "</ul>"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with a line of headers."""
    head = "".join(f'<th scope="col" style="{_HEAD}">{escape(words)}</th>' for words in headers)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{_CELL}">{as_html(words).replace(_LINE, "<br>")}</td>' for words in row)
        + "</tr>\n"
        for row in rows
    )
    return f'<table style="{_TABLE}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>'
