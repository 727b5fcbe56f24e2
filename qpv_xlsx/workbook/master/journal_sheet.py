"""« Journal »: every file received, with its SHA-256, and every decision, in the order of time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.deciding.acts import names_by_sha256
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Received, Resolution
from qpv_xlsx.messages.decided_words import asked_words, decided_words
from qpv_xlsx.messages.past_words import past_value_words, revision_words
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import finish, head, plain_styles, write_line

JOURNAL_COLUMNS = (
    MasterColumn(key="moment", look=Look.MOMENT, width=16),
    MasterColumn(key="event", look=Look.WORD, width=14),
    MasterColumn(key="respondent", look=Look.WORD, width=14),
    MasterColumn(key="author", look=Look.WORD, width=18),
    MasterColumn(key="figure", look=Look.WORD, width=16),
    MasterColumn(key="file", look=Look.SAID, width=30),
    MasterColumn(key="outcome", look=Look.WORD, width=11),
    MasterColumn(key="format", look=Look.WORD, width=9),
    MasterColumn(key="application", look=Look.WORD, width=20),
    MasterColumn(key="answers", look=Look.NUMBER, width=10),
    MasterColumn(key="findings", look=Look.NUMBER, width=11),
    MasterColumn(key="detail", look=Look.SAID, width=42),
    MasterColumn(key="sha256", look=Look.SAID, width=68, is_printed=False),
)
"""Those of « Journal »."""

_PUBLISHED = tuple(one for one in JOURNAL_COLUMNS if one.key in {"moment", "event", "respondent", "outcome", "format"})
"""What a version to publish tells of an event: the others would be empty columns."""


def write_journal(pen: Pen, sources: Sources, name: str) -> None:
    """Write the sheet."""
    language = sources.language
    sheet = pen.sheet(name)
    title = label(language, "sheet_headings", "journal")
    columns = JOURNAL_COLUMNS if not sources.ledger.is_public else _PUBLISHED
    said = ("master_journal_lead", *(() if sources.ledger.is_public else ("master_journal_prints",)))
    lead = " ".join(phrase(language, key) for key in said)
    head(sheet, columns, language, title=title, lead=lead)
    events = journal_events(sources.ledger, language, sources.campaign)
    styles = plain_styles(columns)
    for row, (_, cells) in enumerate(events, start=FIRST_ROW):
        write_line(sheet, row, columns, [cells.get(column.key) for column in columns], styles)
    finish(sheet, columns, language, rows=len(events), frozen=1)


Event = tuple[datetime, Mapping[str, Content]]


def journal_events(ledger: Ledger, language: str, campaign: Campaign | None = None) -> list[Event]:
    """Every line with its moment, in the order of time; its cells by column key. *campaign*: its revisions are told too."""
    measures = campaign.catalogue.measure_by_code if campaign else {}
    quartiers = Names.of(campaign).quartiers if campaign else {}
    events = [*_received(ledger, language), *_decided(ledger, language, measures, quartiers)]
    events += _revisions(campaign, language) if campaign else ()
    return sorted(events, key=lambda event: event[0].replace(tzinfo=None))


def _received(ledger: Ledger, language: str) -> Iterator[Event]:
    for account in ledger.accounts.values():
        for received in account.returns:
            yield received.received, _return(received, account.respondent, language)
    for received in ledger.orphans:
        yield received.received, _return(received, "", language)


def _decided(
    ledger: Ledger, language: str, measures: Mapping[str, Measure], quartiers: Mapping[str, str]
) -> Iterator[Event]:
    files = names_by_sha256(ledger)
    for decision in ledger.decisions:
        asked = decision.question
        measure = measures.get(asked.measure)
        cells = _decision(decision, language, quartiers.get(asked.quartier, asked.quartier))
        kind = measure.kind if measure else Kind.TEXT
        figure = decided_words(decision, ledger.decisions, kind, files, language)
        yield decision.decided, {**cells, "figure": figure, "file": files.get(decision.sha256, "")}


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


def _decision(decision: Decision, language: str, quartier: str) -> Mapping[str, Content]:
    asked = decision.question
    is_note = decision.verdict is Resolution.NOTE
    about = asked_words(asked.measure, quartier, Field.VALUE if is_note else asked.field, language)
    return {
        "moment": decision.decided.replace(tzinfo=None),
        "event": label(language, "master_events", decision.verdict.value),
        "respondent": decision.respondent,
        "author": decision.author,
        "detail": detail_words(about, decision.reason, language),
        "sha256": decision.sha256,
    }


def detail_words(about: str, reason: str, language: str) -> str:
    """What a decision is about, and why it was taken; either may be silent."""
    return phrase(language, "master_decision", about=about, reason=reason) if about and reason else about or reason
