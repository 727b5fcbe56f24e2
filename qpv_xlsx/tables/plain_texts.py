"""Tables in plain text: CSV as Excel or a portal saves it, rows pasted from a document, cells between tabs or bars."""

import csv
import io
import re
from collections.abc import Sequence

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.official.picture import Box, Page, TableLine
from qpv_xlsx.tables.document import Document, Remark

_SPACES = "  "  # columns as they come out of a PDF: two spaces at least between cells
_SEPARATORS = ("\t", ";", "|", ",", _SPACES)
_SAMPLE = 50  # records that vote for a separator
_RULE = re.compile(r"[\s|:+=-]*")  # « |---|---| » under a header of Markdown
_OTHERS = ("<html", "<!doctype", "<table", "<?xml")


def text_pages(content: bytes, name: str, limits: Limits) -> Document:
    """The table of a text. Raises CampaignError for bytes that are no text, or a text that is no table."""
    text, encoding = _decoded(content, name)
    if text.lstrip().casefold().startswith(_OTHERS):
        raise CampaignError("import_web_page", file=name)
    separator, rows = _parsed(text)
    if len(rows) > limits.rows:
        raise CampaignError("import_beyond", file=name)
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004  (columns: one is no table)
        raise CampaignError("import_no_table", file=name)
    remark = Remark(code="import_text", facts={"file": name, "encoding": encoding, "separator": _NAMES[separator]})
    return Document(pages=(_page(rows),), remarks=(remark,))


_NAMES = {"\t": "tabulation", ";": "point-virgule", "|": "barre verticale", ",": "virgule", _SPACES: "espaces"}


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content:
        raise CampaignError("import_unknown", file=name)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding), {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}.get(encoding, "Windows-1252")
        except UnicodeDecodeError:
            continue
    raise CampaignError("import_unknown", file=name)


def _parsed(text: str) -> tuple[str, list[list[str]]]:
    """The separator under which most records have the same number of cells, more than one; and the records."""
    found = [(separator, _records(text, separator)) for separator in _SEPARATORS]
    return max(found, key=lambda each: (_evenness(each[1]), -_SEPARATORS.index(each[0])))


def _records(text: str, separator: str) -> list[list[str]]:
    if separator == _SPACES:
        return [re.split(r" {2,}", line.strip()) for line in text.splitlines() if line.strip()]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []
    if separator != "|":
        return rows
    return [
        [cell.strip() for cell in _without_bars(row)]
        for row in rows
        if not _RULE.fullmatch("|".join(row)) or not any(row)
    ]


def _without_bars(row: Sequence[str]) -> Sequence[str]:
    """« | a | b | » has nothing before its first bar nor after its last."""
    start = 1 if len(row) > 1 and not row[0].strip() else 0
    end = len(row) - 1 if len(row) > start + 1 and not row[-1].strip() else len(row)
    return row[start:end]


def _evenness(rows: Sequence[Sequence[str]]) -> float:
    widths = [len(row) for row in rows[:_SAMPLE] if any(cell.strip() for cell in row)]
    usual = max(set(widths), key=widths.count, default=0)
    return 0.0 if usual < 2 else widths.count(usual) / len(widths) + min(usual, 20) / 100  # noqa: PLR2004


def _page(rows: Sequence[Sequence[str]]) -> Page:
    return Page(
        lines=tuple(
            TableLine(place=f"ligne {number}", boxes=tuple(Box(text=_tidy(cell)) for cell in row))
            for number, row in enumerate(rows, start=1)
        )
    )


def _tidy(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
