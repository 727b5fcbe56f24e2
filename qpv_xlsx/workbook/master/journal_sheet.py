"""« Journal »: every file received, with its SHA-256, and every decision, in the order of time."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import FIRST_ROW, JOURNAL_COLUMNS
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import finish, head, plain_styles, write_line


def write_journal(pen: Pen, sources: Sources, name: str) -> None:
    """Write the sheet."""
    language = sources.language
    sheet = pen.sheet(name)
    title = label(language, "sheets", "journal")
    head(sheet, JOURNAL_COLUMNS, language, title=title, lead=phrase(language, "master_journal_lead"))
    events = journal_events(sources.ledger, language)
    styles = plain_styles(JOURNAL_COLUMNS)
    for row, (_, cells) in enumerate(events, start=FIRST_ROW):
        write_line(sheet, row, JOURNAL_COLUMNS, [cells.get(column.key) for column in JOURNAL_COLUMNS], styles)
    finish(sheet, JOURNAL_COLUMNS, language, rows=len(events), frozen=1)


Event = tuple[datetime, Mapping[str, Content]]


def journal_events(ledger: Ledger, language: str) -> list[Event]:
    """Every line with its moment, in the order of time; its cells by column key."""
    return sorted(_events(ledger, language), key=lambda event: event[0])


def _events(ledger: Ledger, language: str) -> Iterator[Event]:
    for account in ledger.accounts.values():
        for received in account.returns:
            yield received.received, _return(received, account.respondent, language)
    for received in ledger.orphans:
        yield received.received, _return(received, "", language)
    for decision in ledger.decisions:
        yield decision.decided, _decision(decision, language)


def _return(received: Received, respondent: str, language: str) -> Mapping[str, Content]:
    submission = received.submission
    return {
        "moment": received.received.replace(tzinfo=None),
        "event": label(language, "master_events", "return"),
        "respondent": respondent,
        "file": submission.origin.name,
        "outcome": label(language, "outcomes", submission.outcome),
        "format": submission.origin.format,
        "application": submission.origin.application,
        "answers": len(submission.answers),
        "findings": len(submission.findings),
        "detail": received.sender,
        "sha256": submission.origin.sha256,
    }


def _decision(decision: Decision, language: str) -> Mapping[str, Content]:
    about = ", ".join(
        part for part in (decision.question.measure, decision.question.quartier, decision.question.field.value) if part
    )
    return {
        "moment": decision.decided.replace(tzinfo=None),
        "event": label(language, "master_events", decision.verdict.value),
        "respondent": decision.respondent,
        "detail": phrase(language, "master_decision", about=about, reason=decision.reason),
        "sha256": decision.sha256,
    }
