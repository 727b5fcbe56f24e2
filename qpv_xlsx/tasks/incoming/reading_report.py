"""What was read, as the one JSON document of ``check --json`` and ``collect --json`` (schema: report.schema.json)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.returned.answers import Answer, Outcome, Submission

if TYPE_CHECKING:
    from qpv_xlsx.messages.sentences import Names

SCHEMA = "qpv-xlsx/report/1"


_HELD = 8 * 2**20  # signs of a document before it waits on the disk


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTold:
    """What is said of a file that was read: its answers are counted, and let go."""

    path: str
    respondent: str
    outcome: Outcome
    answers: int
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        """Whether something of it is an error."""
        return any(found.severity is Severity.ERROR for found in self.findings)


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

    @property
    def told(self) -> FileTold:
        """What is said of it."""
        submission = self.submission
        return FileTold(
            path=self.path,
            respondent=self.respondent,
            outcome=submission.outcome,
            answers=len(submission.answers),
            findings=tuple(submission.findings),
        )


def waiting_document() -> AbstractContextManager[IO[str]]:
    """Where a document waits until it is whole: the answers of a country are more than is held in memory."""
    import tempfile

    return tempfile.SpooledTemporaryFile(_HELD, "w+", encoding="utf-8", errors="surrogatepass", newline="\n")


def write_report(
    document: IO[str], campaign: Campaign, readings: Iterable[Reading], language: str
) -> Sequence[FileTold]:
    """Write the whole document, each file as it is read; what is said of the files is returned."""
    from qpv_xlsx.messages.sentences import Names

    names = Names.of(campaign)
    kind_by_measure = campaign.catalogue.kind_by_measure
    heading = json.dumps({"schema": SCHEMA, "campaign": campaign.code}, ensure_ascii=False, indent=1)
    document.write(heading.removesuffix("\n}") + ',\n "files": [')
    files: list[FileTold] = []
    for reading in readings:
        described = json.dumps(_file(reading, names, kind_by_measure, language), ensure_ascii=False, indent=1)
        document.write(",\n" if files else "\n")
        document.write(_indented(described, "  "))
        files.append(reading.told)
    document.write("\n ]" if files else "]")
    document.write(',\n "summary": ' + _indented(json.dumps(summarise(files), indent=1), " ").lstrip() + "\n}\n")
    return files


def _indented(text: str, margin: str) -> str:
    """JSON keeps no line break of a text as it is: a new line begins where one of the document does."""
    return margin + text.replace("\n", "\n" + margin)


def summarise(files: Sequence[FileTold]) -> dict[str, int]:
    """Counts that add up: files = accepted + rejected + ignored."""
    severities = [found.severity for file in files for found in file.findings]
    outcomes = [file.outcome for file in files]
    return {
        "files": len(files),
        "accepted": outcomes.count(Outcome.ACCEPTED),
        "rejected": outcomes.count(Outcome.REJECTED),
        "ignored": outcomes.count(Outcome.IGNORED),
        "answers": sum(file.answers for file in files),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "infos": severities.count(Severity.INFO),
    }


def _file(
    reading: Reading,
    names: "Names",
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
    from qpv_xlsx.messages.closed_words import worded

    return worded(answer.value, answer.question.field, kind, "fr")


def _finding(found: Finding, names: "Names", language: str) -> dict[str, Any]:
    from qpv_xlsx.messages.sentences import sentence

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
