"""The audit of a publication as a workbook, for the coordinator alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qpv_xlsx.messages.wordbook import label, labels, phrase
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import HEADER, LEAD, STYLES

_COLUMNS = (
    ("measure", 14),
    ("quartier", 28),
    ("field", 16),
    ("year", 9),
    ("respondent", 16),
    ("kind", 16),
    ("low", 12),
    ("high", 12),
    ("width", 12),
    ("given_away", 18),
)
_LEAD, _HEADER, _FIRST = 1, 3, 4


def write_audit(document: Mapping[str, Any], *, language: str, created: datetime) -> bytes:
    """The workbook of one sheet: a sentence that sums up, then one row per masked figure, the narrowest first."""
    pen = Pen(title=label(language, "audit", "title"), created=created, language=language)
    sheet = pen.sheet(label(language, "audit", "title"))
    summary = document["summary"]
    facts = {**summary, "limit": document["limit"], "narrowest": summary["narrowest"] or 0}
    sheet.write(_LEAD, 1, phrase(language, "audit_lead", **facts), LEAD)
    heads = labels(language, "audit_heads")
    for number, (name, width) in enumerate(_COLUMNS, start=1):
        sheet.width(number, number, width)
        sheet.write(_HEADER, number, heads[name], HEADER)
    for row, cell in enumerate(sorted(document["cells"], key=_width), start=_FIRST):
        for number, (name, _) in enumerate(_COLUMNS, start=1):
            sheet.write(row, number, _shown(name, cell, language), STYLES[Look.WORD])
    sheet.freeze(_FIRST, 1)
    return pen.finish()


def _width(cell: Mapping[str, Any]) -> float:
    return float("inf") if cell["high"] is None else float(cell["high"] - cell["low"])


def _shown(name: str, cell: Mapping[str, Any], language: str) -> Content:
    match name:
        case "kind":
            return label(language, "audit_kinds", cell["kind"])
        case "width":
            return None if cell["high"] is None else _width(cell)
        case "given_away":
            return label(language, "audit", "given_away") if cell["given_away"] else None
    content: Content = cell[name]
    return content
