"""« Anomalies »: every finding that still holds, in words, with a link to the row that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Held, Ledger, every_finding
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn, findings_columns
from qpv_xlsx.workbook.master.looks import SEVERITY_BADGES, STYLES
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import column_of, finish, head, last_row, write_line

MOST_LINKS = 60_000  # Excel takes 65 530 links on a sheet


def gravest_first(ledger: Ledger) -> tuple[Held, ...]:
    """Every error first, then every warning; of one gravity by respondent in campaign order, unknown senders last."""
    return tuple(sorted(every_finding(ledger), key=lambda held: held.found.severity.rank))


def first_rows(findings: Sequence[Held]) -> Mapping[str, int]:
    """The sheet's first row for each respondent that has findings."""
    rows: dict[str, int] = {}
    for row, held in enumerate(findings, start=FIRST_ROW):
        rows.setdefault(held.respondent, row)
    return rows


def write_findings(
    pen: Pen,
    sources: Sources,
    name: str,
    findings: Sequence[Held],
    measure_place: Mapping[tuple[str, str], tuple[str, str]],
) -> None:
    """Write the sheet. *measure_place*: (sheet, cell) of the row of a respondent's measure."""
    columns, language = findings_columns(sources.campaign), sources.language
    sheet = pen.sheet(name)
    title = label(language, "sheet_headings", "findings")
    head(sheet, columns, language, title=title, lead=phrase(language, "master_findings_lead"))
    words = _Words.of(sources.campaign, language)
    styles = [STYLES[Look.WORD] if column.look is Look.LINK else STYLES[column.look] for column in columns]
    for row, held in enumerate(findings, start=FIRST_ROW):
        cells = words.cells(held)
        write_line(sheet, row, columns, [cells.get(column.key) for column in columns], styles)
        place = measure_place.get((held.respondent, held.found.measure or ""))
        if place and row < MOST_LINKS:
            number = column_of(columns, "measure_code")
            sheet.link(row, number, held.found.measure or "", place, STYLES[Look.LINK])
    _highlight(sheet, columns, len(findings), language)
    finish(sheet, columns, language, rows=len(findings), frozen=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What codes are called."""

    language: str
    names: Names
    territory: Mapping[str, str]

    @classmethod
    def of(cls, campaign: Campaign, language: str) -> "_Words":
        names = {territory.code: territory.name for territory in campaign.territories}
        return cls(
            language=language,
            names=Names.of(campaign),
            territory={respondent.code: names[respondent.territory] for respondent in campaign.respondents},
        )

    def cells(self, held: Held) -> Mapping[str, Content]:
        found = held.found
        said = sentence(found, self.language, self.names)
        return {
            "severity": label(self.language, "severities", found.severity),
            "finding": found.code.value,
            "title": said.title,
            "respondent": held.respondent,
            "territory": self.territory.get(held.respondent),
            "measure_code": found.measure,
            "quartier": self.names.quartiers.get(found.quartier, found.quartier) if found.quartier else None,
            "message": said.message,
            "hint": said.hint,
            "file": held.source.submission.origin.name if held.source else None,
            "sheet": found.place.sheet,
            "cell": found.place.cell,
        }


def _highlight(sheet: Sheet, columns: Sequence[MasterColumn], rows: int, language: str) -> None:
    number = column_of(columns, "severity")
    for severity, badge in SEVERITY_BADGES.items():
        word = label(language, "severities", severity)
        area = Area(FIRST_ROW, number, last_row(rows), number)
        sheet.highlight(area, f'=${column_letters(number)}{FIRST_ROW}="{word}"', badge.style)
