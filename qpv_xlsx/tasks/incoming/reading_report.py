"""What was read, as the one JSON document of ``check --json`` and ``collect --json`` (schema: report.schema.json)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer, Outcome, Submission
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.sentences import Names, sentence

SCHEMA = "qpv-xlsx/report/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file that was given. *path*: as given, or as named in its archive or message.

    *attributed*: the respondent told by the message that it came with; empty: none.
    """

    path: str
    submission: Submission
    attributed: str = ""

    @property
    def respondent(self) -> str:
        """Whose it is: as the file says, else as its message tells; empty: nobody knows."""
        return self.submission.origin.respondent or self.attributed


def build_report(campaign: Campaign, readings: Sequence[Reading], language: str) -> dict[str, Any]:
    """The whole document, ready for ``json.dumps``."""
    names = Names.of(campaign)
    kind_by_measure = campaign.catalogue.kind_by_measure
    return {
        "schema": SCHEMA,
        "campaign": campaign.code,
        "files": [_file(reading, names, kind_by_measure, language) for reading in readings],
        "summary": summarise([reading.submission for reading in readings]),
    }


def summarise(submissions: Sequence[Submission]) -> dict[str, int]:
    """Counts that add up: files = accepted + rejected + ignored."""
    severities = [found.severity for submission in submissions for found in submission.findings]
    outcomes = [submission.outcome for submission in submissions]
    return {
        "files": len(submissions),
        "accepted": outcomes.count(Outcome.ACCEPTED),
        "rejected": outcomes.count(Outcome.REJECTED),
        "ignored": outcomes.count(Outcome.IGNORED),
        "answers": sum(len(submission.answers) for submission in submissions),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "infos": severities.count(Severity.INFO),
    }


def _file(
    reading: Reading,
    names: Names,
    kind_by_measure: Mapping[str, Kind],
    language: str,
) -> dict[str, Any]:
    submission = reading.submission
    origin = submission.origin
    return {
        "path": reading.path,
        "sha256": origin.sha256,
        "format": origin.format,
        "outcome": submission.outcome.value,
        "respondent": origin.respondent,
        "year": origin.year,
        "application": origin.application or None,
        "answers": [_answer(answer, kind_by_measure) for answer in submission.answers.values()],
        "findings": [_finding(found, names, language) for found in submission.findings],
    }


def _answer(answer: Answer, kind_by_measure: Mapping[str, Kind]) -> dict[str, Any]:
    question = answer.question
    return {
        "measure": question.measure,
        "quartier": question.quartier or None,
        "field": question.field.value,
        "value": outer_value(answer, kind_by_measure.get(question.measure, Kind.TEXT)),
        "raw": answer.raw,
        "sheet": answer.place.sheet,
        "cell": answer.place.cell,
    }


def outer_value(answer: Answer, kind: Kind) -> float | int | str:
    """The value as other programs see it: a number, words, or the French word of the list it was chosen from."""
    return worded(answer.value, answer.question.field, kind, "fr")


def _finding(found: Finding, names: Names, language: str) -> dict[str, Any]:
    said = sentence(found, language, names)
    return {
        "code": found.code.value,
        "severity": found.severity.value,
        "sheet": found.place.sheet,
        "cell": found.place.cell,
        "measure": found.measure,
        "quartier": found.quartier,
        "message": said.message,
        "hint": said.hint,
        "value": found.read,
    }
