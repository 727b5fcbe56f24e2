"""The dashboard's two lists: what calls for attention, with who answers for it and what they say, and what improved."""

from collections.abc import Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.rankings import Ranked
from qpv_xlsx.domain.publishing.long_table import lineage_by_measure
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area, Style
from qpv_xlsx.spreadsheet.pen import Content, Sheet
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.counting import LAST_COLUMN
from qpv_xlsx.workbook.master.looks import FIGURES, LEAGUE_FIGURE_HEADER, LEAGUE_HEADER, ONE_LINE, SECTION, STYLES
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.rows import Sources, row_key, shown
from qpv_xlsx.workbook.master.settings import status_rules

LENGTH = 10
_ROW_HEIGHT = 17.0
_TEXT, _WHO, _FIRST, _SECOND, _STATUS, _LAST = 1, 6, 10, 11, 12, 14  # columns; a text overflows to its right
_LONGEST = {_TEXT: 64, _WHO: 34, _LAST: 64}  # characters that show


class LeagueWriter:
    """Writes lists on one sheet."""

    def __init__(self, sheet: Sheet, sources: Sources) -> None:
        self._sheet = sheet
        self._sources = sources
        self._language = sources.language
        self._lineage = lineage_by_measure(sources.campaign.catalogue)
        self._respondents = {one.code: one for one in sources.campaign.respondents}
        several = len(sources.campaign.territories) > 1
        self._territories = {one.code: one.name for one in sources.campaign.territories} if several else {}

    def attention(self, row: int, found: Sequence[MeasureAssessment]) -> int:
        """Title at *row*, headers and lines under it; return the last row."""
        self._head(row, "attention", ("latest", "goal"), "comment")
        for line, item in enumerate(found[:LENGTH], start=row + 2):
            self._line(line, item, (self._value(item), item.target), self._comment(item), ONE_LINE)
        left = len(found) - LENGTH
        if left > 0:
            more = phrase(self._language, "master_more_attention", count=left)
            self._sheet.write(row + 2 + LENGTH, _TEXT, more, ONE_LINE)
        return self._end(row) + (left > 0)

    def improved(self, row: int, found: Sequence[Ranked]) -> int:
        """Likewise; the last column says by how much."""
        self._head(row, "improved", ("former", "latest"), "won_part")
        for line, item in enumerate(found[:LENGTH], start=row + 2):
            self._line(line, item.row, (item.reference, item.value), item.change, _LEFT_RATE)
        return self._end(row)

    def _end(self, row: int) -> int:
        area = Area(row + 2, _STATUS, row + 1 + LENGTH, _LAST - 1)
        for name, style in status_rules():
            if name.startswith("avancement_"):
                self._sheet.highlight(area, f"=${column_letters(_STATUS)}{row + 2}={name}", style)
        return row + 1 + LENGTH

    def _head(self, row: int, title: str, figures: tuple[str, str], last: str) -> None:
        self._sheet.write(row, _TEXT, phrase(self._language, f"master_{title}"), SECTION)
        for column in range(_TEXT, LAST_COLUMN + 1):
            self._sheet.write(row + 1, column, None, LEAGUE_HEADER)
        keys = ((_TEXT, "measure"), (_WHO, "respondent"), (_STATUS, "attainment"), (_LAST, last))
        for column, key in keys:
            self._sheet.write(row + 1, column, label(self._language, "master_columns", key), LEAGUE_HEADER)
        for column, key in zip((_FIRST, _SECOND), figures, strict=True):
            self._sheet.write(row + 1, column, label(self._language, "master_columns", key), LEAGUE_FIGURE_HEADER)
        self._sheet.height(row, 22)
        self._sheet.height(row + 1, 18)

    def _line(
        self, row: int, item: MeasureAssessment, figures: tuple[Content, Content], last: Content, style: Style
    ) -> None:
        measure = self._lineage[item.measure][2]
        self._sheet.height(row, _ROW_HEIGHT)
        for column in range(_TEXT, LAST_COLUMN + 1):
            self._sheet.write(row, column, None, ONE_LINE)
        parts = (measure.code, self._territories.get(item.territory, ""), measure.label)
        self._sheet.write(row, _TEXT, _cut(" – ".join(filter(None, parts)), _LONGEST[_TEXT]), ONE_LINE)
        respondent = self._respondents[item.respondent]
        self._sheet.write(row, _WHO, _cut(respondent.name, _LONGEST[_WHO]), ONE_LINE)
        for column, figure in zip((_FIRST, _SECOND), figures, strict=True):
            self._sheet.write(row, column, figure, FIGURES[measure.kind])
        self._status(row, item)
        self._sheet.write(row, _LAST, _cut(last, _LONGEST[_LAST]) if isinstance(last, str) else last, style)

    def _status(self, row: int, item: MeasureAssessment) -> None:
        """Live: the status follows the thresholds."""
        key = row_key(item.respondent, item.measure).replace('"', '""')
        formula = f'=INDEX({column_name("attainment")},MATCH("{key}",{column_name("row_key")},0))'
        word = label(self._language, "attainment", item.attainment)
        self._sheet.formula(row, _STATUS, formula, word, STYLES[Look.STATUS])

    def _value(self, item: MeasureAssessment) -> Content:
        return shown(item.value, self._lineage[item.measure][2].kind, self._language)

    def _comment(self, item: MeasureAssessment) -> str:
        account = account_of(self._sources.ledger, item.respondent)
        entry = account.entries.get(Question(measure=item.measure, field=Field.COMMENT))
        return " ".join(str(entry.answer.value).split()) if entry else ""


_LEFT_RATE = replace(STYLES[Look.RATE], align="left")


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
