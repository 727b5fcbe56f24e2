"""The audit of a publication as a workbook, for the coordinator alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.messages.wordbook import label, labels, phrase
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import HEADER, LEAD, STYLES


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    width: float
    look: Look = Look.WORD


_COLUMNS = (
    _Column("territory", 18),
    _Column("respondent", 15),
    _Column("measure", 11, Look.CODE),
    _Column("label", 44),
    _Column("quartier", 26),
    _Column("year", 8),
    _Column("field", 17),
    _Column("role", 24),
    _Column("kind", 13),
    _Column("low", 11, Look.NUMBER),
    _Column("high", 11, Look.NUMBER),
    _Column("width", 11, Look.NUMBER),
    _Column("given_away", 13),
)
_KEPT_COLUMNS = (
    _Column("respondent", 15),
    _Column("measure", 11, Look.CODE),
    _Column("label", 44),
    _Column("quartier", 26),
    _Column("file", 60),
)
_LEAD, _HEADER, _FIRST = 1, 3, 4


def write_audit(document: Mapping[str, Any], campaign: Campaign, *, created: datetime) -> bytes:
    """The workbook: a sentence that sums up, then one row per masked figure, the narrowest first.

    A second sheet, where there are some, lists the « s » that hold although the row that says them is not taken.
    """
    language = campaign.language
    pen = Pen(title=label(language, "audit", "title"), created=created, language=language)
    summary = document["summary"]
    facts = {**summary, "limit": document["limit"], "narrowest": summary["narrowest"] or 0}
    columns = [column for column in _COLUMNS if column.key != "territory" or len(campaign.territories) > 1]
    words, kept = _Words(campaign), document["kept"]
    title, lead = label(language, "audit", "title"), phrase(language, "audit_lead", **facts)
    _table(pen.sheet(title), lead, columns, sorted(document["cells"], key=_width), words)
    if kept:
        lead = phrase(language, "audit_kept_lead", count=len(kept))
        _table(pen.sheet(label(language, "audit", "kept_title")), lead, _KEPT_COLUMNS, kept, words)
    return pen.finish()


def _table(
    sheet: Sheet, lead: str, columns: Sequence[_Column], rows: Sequence[Mapping[str, Any]], words: "_Words"
) -> None:
    """A sentence, then the headers and one line per row."""
    sheet.write(_LEAD, 1, lead, LEAD)
    for number, column in enumerate(columns, start=1):
        sheet.width(number, number, column.width)
        sheet.write(_HEADER, number, words.heads[column.key], HEADER)
    for at, row in enumerate(rows, start=_FIRST):
        lines = 1
        for number, column in enumerate(columns, start=1):
            said = words.shown(column.key, row)
            sheet.write(at, number, said, STYLES[column.look])
            lines = max(lines, line_count(str(said or ""), column.width - 1.5, 10))
        sheet.height(at, max(15.0, text_height(lines)))
    last = max(_FIRST, _HEADER + len(rows))
    sheet.filter(Area(_HEADER, 1, last, len(columns)))
    sheet.freeze(_FIRST, 1)
    area = Area(1, 1, last, len(columns))
    sheet.print_setup(PrintSetup(paper="A3", repeat_rows=(_HEADER, _HEADER), area=area, footer="&C&P / &N"))


def _width(cell: Mapping[str, Any]) -> float:
    return float("inf") if cell["high"] is None else float(cell["high"] - cell["low"])


class _Words:
    """What a coordinator calls the things that the document names by their codes."""

    def __init__(self, campaign: Campaign) -> None:
        language = campaign.language
        self._measures = {code: one.label for code, one in campaign.catalogue.measure_by_code.items()}
        self._roles = labels(language, "audit_roles")
        self._given_away = label(language, "audit", "given_away")
        self.heads = labels(language, "audit_heads")
        self._names: Mapping[str, Mapping[str, str]] = {
            "territory": {one.code: one.name for one in campaign.territories},
            "quartier": {place.id: place.name for one in campaign.territories for place in one.quartiers},
            "field": labels(language, "fields"),
            "kind": labels(language, "audit_kinds"),
        }

    def shown(self, key: str, cell: Mapping[str, Any]) -> Content:
        """The content of one column for one figure; None: nothing to say."""
        told: Content = cell.get(key)
        match key:
            case "label":
                return self._measures.get(cell["measure"])
            case "role":
                return self._role(str(told)) if told else None
            case "width":
                return None if cell["high"] is None else _width(cell)
            case "given_away":
                return self._given_away if told else None
        return self._names.get(key, {}).get(str(told), told)

    def _role(self, role: str) -> str:
        """« men EMP-08-a »: what is worked out, then from which measure."""
        name, _, measure = role.partition(" ")
        return f"{self._roles[name]} ({measure})" if measure in self._measures else self._roles[name]
