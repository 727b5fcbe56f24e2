"""Values of the domain as rows of the register, one function each way."""

from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Row
from typing import TYPE_CHECKING, Any

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.merging.ledger import Decision, Dispatch, JournalLine, Means, Post, Received, Resolution, Sending
from qpv_xlsx.domain.returned.answers import Submission
from qpv_xlsx.register.encoding import (
    decode_submission,
    decode_value,
    decode_whole_submission,
    encode_head,
    encode_submission,
    encode_value,
)

if TYPE_CHECKING:
    from qpv_xlsx.domain.publishing.earlier_publications import Publication

Fields = dict[str, str | int | None]
ReturnText = Mapping[str, Any]
"""What of a return's row becomes a return, by column; it may be carried to another process."""


def dispatch_row(dispatch: Dispatch) -> Fields:
    """A dispatch as a row."""
    return {
        "respondent": dispatch.respondent,
        "version": dispatch.version,
        "fingerprint": dispatch.fingerprint,
        "sha256": dispatch.sha256,
        "language": dispatch.language,
        "name": dispatch.name,
        "created": dispatch.created.isoformat(),
    }


def dispatch_of(row: Row) -> Dispatch:
    """The dispatch of a row."""
    return Dispatch(
        respondent=row["respondent"],
        version=row["version"],
        fingerprint=row["fingerprint"],
        sha256=row["sha256"],
        language=row["language"],
        name=row["name"],
        created=datetime.fromisoformat(row["created"]),
    )


def sending_row(sending: Sending) -> Fields:
    """A sending as a row; recipients one per line."""
    return {
        "respondent": sending.respondent,
        "post": sending.post,
        "means": sending.means,
        "sent": sending.sent.isoformat(),
        "message_id": sending.message_id,
        "recipients": "\n".join(sending.recipients),
        "version": sending.version,
    }


def sending_of(row: Row) -> Sending:
    """The sending of a row."""
    return Sending(
        respondent=row["respondent"],
        post=Post(row["post"]),
        means=Means(row["means"]),
        sent=datetime.fromisoformat(row["sent"]),
        message_id=row["message_id"],
        recipients=tuple(row["recipients"].split("\n")) if row["recipients"] else (),
        version=row["version"],
    )


def return_row(received: Received, fingerprint: str) -> Fields:
    """A return as a row. *fingerprint*: of the campaign and reader that read it."""
    submission, origin = received.submission, received.submission.origin
    return {
        "sha256": origin.sha256,
        "name": storable(origin.name),
        "stored": received.stored,
        "received": received.received.isoformat(),
        "sender": storable(received.sender),
        "message_id": storable(received.message_id),
        "attributed": received.attributed,
        "outcome": submission.outcome,
        "format": origin.format,
        "application": storable(origin.application),
        "respondent": origin.respondent,
        "fingerprint": fingerprint,
        "head": encode_head(submission),
        "submission": encode_submission(submission),
    }


def return_of(row: Row) -> Received:
    """The return of a row."""
    return arrival_of(row, decode_submission(row["submission"]))


def whole_return_in(text: ReturnText) -> Received:
    """The same with all its answers decoded."""
    return arrival_of(text, decode_whole_submission(text["submission"]))


def arrival_of(row: Row | ReturnText, submission: Submission) -> Received:
    """The return of a row whose *submission* is already at hand, or is fetched when asked for."""
    return Received(
        sequence=row["sequence"],
        submission=submission,
        received=datetime.fromisoformat(row["received"]),
        sender=row["sender"],
        attributed=row["attributed"],
        message_id=row["message_id"],
        stored=row["stored"],
    )


def decision_row(decision: Decision) -> Fields:
    """A decision as a row."""
    asked = decision.question
    return {
        "respondent": decision.respondent,
        "measure": asked.measure,
        "quartier": asked.quartier,
        "field": asked.field,
        "verdict": decision.verdict,
        "reason": decision.reason,
        "decided": decision.decided.isoformat(),
        "sha256": decision.sha256,
        "code": decision.code,
        "value": encode_value(decision.value),
        "author": decision.author,
    }


def decision_of(row: Row) -> Decision:
    """The decision of a row."""
    return Decision(
        respondent=row["respondent"],
        question=Question(measure=row["measure"], quartier=row["quartier"], field=Field(row["field"])),
        verdict=Resolution(row["verdict"]),
        reason=row["reason"],
        decided=datetime.fromisoformat(row["decided"]),
        sha256=row["sha256"],
        code=row["code"],
        value=decode_value(row["value"]),
        author=row["author"],
    )


def publication_row(publication: "Publication") -> Fields:
    """A publication as a row; its number is given by the register."""
    from qpv_xlsx.register.figures_published import encode_figures

    return {
        "moment": publication.moment.isoformat(),
        "name": storable(publication.name),
        "small_count": publication.limit,
        "figures": encode_figures(publication.published, publication.withheld, publication.quartiers),
    }


def publication_of(row: Row) -> "Publication":
    """The publication of a row."""
    from qpv_xlsx.domain.publishing.earlier_publications import Publication
    from qpv_xlsx.register.figures_published import decode_figures

    published, withheld, quartiers = decode_figures(row["figures"])
    return Publication(
        number=row["sequence"],
        moment=datetime.fromisoformat(row["moment"]),
        name=row["name"],
        limit=row["small_count"],
        published=published,
        withheld=withheld,
        quartiers=quartiers,
    )


def journal_line_of(row: Row) -> JournalLine:
    """The journal line of a row."""
    return JournalLine(
        moment=datetime.fromisoformat(row["moment"]),
        author=row["author"],
        act=row["act"],
        about=row["about"],
    )


def storable(text: str) -> str:
    """*text* without lone surrogates, which SQLite refuses; the submission keeps the original."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
