"""« Journal »: every file received, with its SHA-256, and every decision, in the order of time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received, Resolution
from qpv_xlsx.messages.decided_words import value_words
from qpv_xlsx.messages.past_words import past_value_words, revision_words
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import FIRST_ROW, JOURNAL_COLUMNS
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import finish, head, plain_styles, write_line


def write_journal(pen: Pen, sources: Sources, name: str) -> None:
    """Write the sheet."""
    language = sources.language
    sheet = pen.sheet(name)
    title = label(language, "sheet_headings", "journal")
    head(sheet, JOURNAL_COLUMNS, language, title=title, lead=phrase(language, "master_journal_lead"))
    events = journal_events(sources.ledger, language, sources.campaign)
    styles = plain_styles(JOURNAL_COLUMNS)
    for row, (_, cells) in enumerate(events, start=FIRST_ROW):
        write_line(sheet, row, JOURNAL_COLUMNS, [cells.get(column.key) for column in JOURNAL_COLUMNS], styles)
    finish(sheet, JOURNAL_COLUMNS, language, rows=len(events), frozen=1)


Event = tuple[datetime, Mapping[str, Content]]


def journal_events(ledger: Ledger, language: str, campaign: Campaign | None = None) -> list[Event]:
    """Every line with its moment, in the order of time; its cells by column key. *campaign*: its revisions are told too."""
    events = [*_events(ledger, language, campaign.catalogue.measure_by_code if campaign else {})]
    events += _revisions(campaign, language) if campaign else ()
    return sorted(events, key=lambda event: event[0].replace(tzinfo=None))


def _events(ledger: Ledger, language: str, measures: Mapping[str, Measure]) -> Iterator[Event]:
    for account in ledger.accounts.values():
        for received in account.returns:
            yield received.received, _return(received, account.respondent, language)
    for received in ledger.orphans:
        yield received.received, _return(received, "", language)
    for decision in ledger.decisions:
        measure = measures.get(decision.question.measure)
        yield decision.decided, _decision(decision, measure.kind if measure else Kind.TEXT, language)


def _revisions(campaign: Campaign, language: str) -> Iterator[Event]:
    """Figures of former years that were corrected since."""
    measures = campaign.catalogue.measure_by_code
    for past in campaign.history:
        if past.revised_on is None:
            continue
        kind = past.kind or (measures[past.measure].kind if past.measure in measures else Kind.TEXT)
        yield (
            datetime.combine(past.revised_on, time()).astimezone(),
            {
                "moment": datetime.combine(past.revised_on, time()),
                "event": label(language, "master_events", "revision"),
                "respondent": past.respondent or "",
                "author": past.revised_by,
                "figure": past_value_words(past, kind, language),
                "detail": revision_words(past, kind, language, Names.of(campaign)),
            },
        )


def _return(received: Received, respondent: str, language: str) -> Mapping[str, Content]:
    submission = received.submission
    is_withheld = not submission.origin.sha256  # the version for diffusion counts nothing of a file
    return {
        "moment": received.received.replace(tzinfo=None),
        "event": label(language, "master_events", "return"),
        "respondent": respondent,
        "file": submission.origin.name,
        "outcome": label(language, "outcomes", submission.outcome),
        "format": submission.origin.format,
        "application": submission.origin.application,
        "answers": None if is_withheld else len(submission.answers),
        "findings": None if is_withheld else len(submission.findings),
        "detail": received.sender,
        "sha256": submission.origin.sha256,
    }


def _decision(decision: Decision, kind: Kind, language: str) -> Mapping[str, Content]:
    about = ", ".join(
        part for part in (decision.question.measure, decision.question.quartier, decision.question.field.value) if part
    )
    return {
        "moment": decision.decided.replace(tzinfo=None),
        "event": label(language, "master_events", decision.verdict.value),
        "respondent": decision.respondent,
        "author": decision.author,
        "figure": _figure(decision, kind, language),
        "detail": phrase(language, "master_decision", about=about, reason=decision.reason),
        "sha256": decision.sha256,
    }


def _figure(decision: Decision, kind: Kind, language: str) -> str:
    """What was decided: the figure, or the word; empty where a file or a finding says it."""
    if decision.value is None or decision.verdict is not Resolution.SET:
        return ""
    return value_words(decision.value, decision.question.field, kind, language)
