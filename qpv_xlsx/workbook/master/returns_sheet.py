"""« Suivi des retours »: one line per respondent, with links to its file and to its findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.following.actions import state_of
from qpv_xlsx.domain.following.glances import glance_of
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.assessment import MeasureAssessment, Reporting
from qpv_xlsx.domain.judging.tallies import ANSWERED, Tally, respondent_reporting, tally
from qpv_xlsx.domain.merging.ledger import Account, Received
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.messages.state_words import state_details
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn, returns_columns
from qpv_xlsx.workbook.master.counted_codes import END
from qpv_xlsx.workbook.master.formulas import ROW, at_row
from qpv_xlsx.workbook.master.looks import BAR, CODE, STYLES
from qpv_xlsx.workbook.master.measures_sheet import column_name, highlight_statuses
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.settings import word_name
from qpv_xlsx.workbook.master.tables import column_of, finish, head, last_row, line_height


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnsPlace:
    """Where the sheet leads to. *first_findings*: a respondent's first row on *findings_sheet*.

    *files*: where each return lies, by SHA-256. *pages*: the sheet of each administration's page, by its code.
    """

    sheet: str
    findings_sheet: str
    first_findings: Mapping[str, int]
    files: Mapping[str, str]
    pages: Mapping[str, str]


def write_returns(pen: Pen, sources: Sources, place: ReturnsPlace) -> None:
    """Write the sheet."""
    columns = returns_columns(sources.campaign)
    sheet = pen.sheet(place.sheet)
    title = label(sources.language, "sheet_headings", "returns")
    said = ("master_returns_lead", *(("master_returns_pages",) if place.pages else ()))
    lead = " ".join(phrase(sources.language, key) for key in said)
    head(sheet, columns, sources.language, title=title, lead=lead)
    formulas, counts = _formulas(columns), tallies_by_respondent(sources)
    for row, respondent in enumerate(sources.campaign.respondents, start=FIRST_ROW):
        account = account_of(sources.ledger, respondent.code)
        cells = _cells(sources, respondent, account, counts[respondent.code])
        _write(sheet, row, columns, cells, formulas)
        _links(sheet, row, columns, account, place)
    rows = len(sources.campaign.respondents)
    highlight_statuses(sheet, columns, rows, "reporting")
    bars = column_of(columns, "completeness")
    sheet.bar(Area(FIRST_ROW, bars, last_row(rows), bars), BAR)
    finish(sheet, columns, sources.language, rows=rows, frozen=1)


def tallies_by_respondent(sources: Sources) -> Mapping[str, Tally]:
    """Counts of every respondent's measures, by its code."""
    rows: defaultdict[str, list[MeasureAssessment]] = defaultdict(list)
    for row in sources.assessment.rows.values():
        rows[row.respondent].append(row)
    return {respondent.code: tally(rows[respondent.code]) for respondent in sources.campaign.respondents}


def count_errors(account: Account, severity: Severity) -> int:
    """Findings of *severity* that still hold, whichever they are about."""
    return sum(held.found.severity is severity for held in account.findings)


def _formulas(columns: Sequence[MasterColumn]) -> Mapping[str, str]:
    cell = {column.key: f"${column_letters(number)}{ROW}" for number, column in enumerate(columns, start=1)}
    own = f'{column_name("respondent")},{cell["respondent"]}&"{END}"'

    def count(status: Reporting) -> str:
        return f"COUNTIFS({own},{column_name('reporting')},{word_name(status)})"

    return {
        "expected_answers": f"=COUNTIFS({own})-{count(Reporting.NOT_APPLICABLE)}",
        "answers": "=" + "+".join(count(status) for status in ANSWERED),
        "completeness": f'=IF({cell["expected_answers"]}=0,"",{cell["answers"]}/{cell["expected_answers"]})',
        "reporting": (
            f"=IF(AND({count(Reporting.REFUSED)}>0,{count(Reporting.REFUSED)}={cell['expected_answers']}),"
            f"{word_name(Reporting.REFUSED)},IF({cell['is_received']}=0,IF({cell['is_late']}=1,{word_name(Reporting.AFTER_CLOSING)},"
            f"{word_name(Reporting.NOT_RECEIVED)}),"
            f"IF({cell['errors']}+{count(Reporting.TO_CORRECT)}>0,{word_name(Reporting.TO_CORRECT)},"
            f"IF({cell['answers']}+{count(Reporting.REFUSED)}<{cell['expected_answers']},{word_name(Reporting.TO_COMPLETE)},"
            f"IF({count(Reporting.PROVISIONAL)}>0,{word_name(Reporting.PROVISIONAL)},{word_name(Reporting.FILLED)})))))"
        ),
    }


def _cells(sources: Sources, respondent: Respondent, account: Account, counts: Tally) -> Mapping[str, Content]:
    errors = count_errors(account, Severity.ERROR)
    received = is_received(account)
    status = respondent_reporting(counts, is_received=received, is_late=account.came_too_late, errors=errors)
    last = last_return(account)
    return {
        **_facts(sources, respondent),
        "reporting": label(sources.language, "reporting", status),
        "state": label(sources.language, "states", state_of(account)),
        "state_detail": "\n".join(state_details(glance_of(account), sources.language)),
        "sent": account.sent,
        "due": sources.campaign.deadline,
        "reminded": account.reminded,
        "received": last.received.replace(tzinfo=None) if last else None,
        "version": last.submission.origin.version if last else None,
        "expected_answers": counts.expected,
        "answers": counts.answered,
        "completeness": counts.completeness,
        "errors": errors,
        "warnings": count_errors(account, Severity.WARNING),
        "is_received": int(received),
        "is_late": int(account.came_too_late),
    }


def _facts(sources: Sources, respondent: Respondent) -> Mapping[str, Content]:
    conventions = {convention.code: convention.name for convention in sources.campaign.catalogue.conventions}
    territories = {territory.code: territory.name for territory in sources.campaign.territories}
    return {
        "respondent": respondent.code,
        "name": respondent.name,
        "territory": territories.get(respondent.territory, respondent.territory),
        "conventions": ", ".join(conventions.get(code, code) for code in respondent.conventions),
        "contact": "\n".join(contact.email for contact in respondent.contacts),
    }


def last_return(account: Account) -> Received | None:
    """The latest return that could be read; failing that, the latest of all."""
    read = [received for received in account.returns if received.submission.outcome is Outcome.ACCEPTED]
    return max(read or account.returns, key=lambda received: received.sequence, default=None)


def _write(
    sheet: Sheet,
    row: int,
    columns: Sequence[MasterColumn],
    cells: Mapping[str, Content],
    formulas: Mapping[str, str],
) -> None:
    for number, column in enumerate(columns, start=1):
        content, style = cells.get(column.key), STYLES[column.look]
        if column.key in formulas:
            result = content if isinstance(content, str | int | float) else ""
            sheet.formula(row, number, at_row(formulas[column.key], row), result, style)
        else:
            sheet.write(row, number, content, style)
    sheet.height(row, line_height(columns, [cells.get(column.key) for column in columns]))


def _links(sheet: Sheet, row: int, columns: Sequence[MasterColumn], account: Account, place: ReturnsPlace) -> None:
    last = last_return(account)
    if account.respondent in place.pages:
        sheet.link(row, 1, account.respondent, (place.pages[account.respondent], "A1"), CODE)
    if last is not None:
        origin, number = last.submission.origin, column_of(columns, "file")
        if origin.sha256 in place.files:
            path = quote(place.files[origin.sha256])
            sheet.file_link(row, number, origin.name, path, STYLES[Look.LINK])
        else:
            sheet.write(row, number, origin.name, STYLES[Look.SAID])
    if account.respondent in place.first_findings:
        number = column_of(columns, "findings_link")
        target = (place.findings_sheet, f"A{place.first_findings[account.respondent]}")
        sheet.link(row, number, str(len(account.findings)), target, STYLES[Look.LINK])
