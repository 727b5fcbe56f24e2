"""« Anomalies »: every finding that still holds, in words, with a link to the row that it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn, findings_columns
from qpv_xlsx.workbook.master.looks import SEVERITY_BADGES, STYLES
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import column_of, finish, head, last_row, line_height

MOST_LINKS = 60_000  # Excel takes 65 530 links on a sheet
_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding, the respondent's code (empty: nobody's) and the return that it was found in."""

    respondent: str
    received: Received | None
    found: Finding


def located_findings(sources: Sources) -> tuple[FindingRow, ...]:
    """Findings by respondent in campaign order, the gravest first; those of unknown senders last."""
    return tuple(_located(sources))


def _located(sources: Sources) -> Iterator[FindingRow]:
    for respondent in sources.campaign.respondents:
        account = sources.ledger.accounts.get(respondent.code)
        findings = account.findings if account else ()
        for received, found in sorted(findings, key=lambda pair: _ORDER.index(pair[1].severity)):
            yield FindingRow(respondent=respondent.code, received=received, found=found)
    for received in sources.ledger.orphans:
        for found in received.submission.findings:
            yield FindingRow(respondent="", received=received, found=found)


def first_rows(findings: Sequence[FindingRow]) -> Mapping[str, int]:
    """The sheet's first row for each respondent that has findings."""
    rows: dict[str, int] = {}
    for row, located in enumerate(findings, start=FIRST_ROW):
        rows.setdefault(located.respondent, row)
    return rows


def write_findings(
    pen: Pen,
    sources: Sources,
    name: str,
    findings: Sequence[FindingRow],
    measure_place: Mapping[tuple[str, str], tuple[str, str]],
) -> None:
    """Write the sheet. *measure_place*: (sheet, cell) of the row of a respondent's measure."""
    columns, language = findings_columns(sources.campaign), sources.language
    sheet = pen.sheet(name)
    title = label(language, "sheets", "findings")
    head(sheet, columns, language, title=title, lead=phrase(language, "master_findings_lead"))
    words = _Words.of(sources.campaign, language)
    for row, located in enumerate(findings, start=FIRST_ROW):
        cells = words.cells(located)
        _write(sheet, row, columns, cells)
        place = measure_place.get((located.respondent, located.found.measure or ""))
        if place and row < MOST_LINKS:
            number = column_of(columns, "measure_code")
            sheet.link(row, number, located.found.measure or "", place, STYLES[Look.LINK])
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
        quartiers = (quartier for territory in campaign.territories for quartier in territory.quartiers)
        return cls(
            language=language,
            names=Names(
                measures={measure.code: measure.label for measure in campaign.catalogue.measures},
                quartiers={quartier.id: quartier.name for quartier in quartiers},
            ),
            territory={respondent.code: names[respondent.territory] for respondent in campaign.respondents},
        )

    def cells(self, located: FindingRow) -> Mapping[str, Content]:
        found = located.found
        said = sentence(found, self.language, self.names)
        return {
            "severity": label(self.language, "severities", found.severity),
            "finding": found.code.value,
            "title": said.title,
            "respondent": located.respondent,
            "territory": self.territory.get(located.respondent),
            "measure_code": found.measure,
            "quartier": self.names.quartiers.get(found.quartier, found.quartier) if found.quartier else None,
            "message": said.message,
            "hint": said.hint,
            "file": located.received.submission.origin.name if located.received else None,
            "sheet": found.place.sheet,
            "cell": found.place.cell,
        }


def _write(sheet: Sheet, row: int, columns: Sequence[MasterColumn], cells: Mapping[str, Content]) -> None:
    for number, column in enumerate(columns, start=1):
        style = STYLES[Look.WORD] if column.look is Look.LINK else STYLES[column.look]
        sheet.write(row, number, cells.get(column.key), style)
    sheet.height(row, line_height(columns, [cells.get(column.key) for column in columns]))


def _highlight(sheet: Sheet, columns: Sequence[MasterColumn], rows: int, language: str) -> None:
    number = column_of(columns, "severity")
    for severity, badge in SEVERITY_BADGES.items():
        word = label(language, "severities", severity)
        area = Area(FIRST_ROW, number, last_row(rows), number)
        sheet.highlight(area, f'=${column_letters(number)}{FIRST_ROW}="{word}"', badge.style)
