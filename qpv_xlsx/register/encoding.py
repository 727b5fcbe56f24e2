"""Submissions and decided values as JSON text, one function each way. Nothing is lost: round trips are tested."""

import json
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from qpv_xlsx.domain.contract.measures import Perimeter, Progress
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Code, Fact, Finding, Place, Severity
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

_WORDS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {words.__name__: words for words in (Situation, Perimeter, Progress)},
)


_Storable = str | int | float | tuple[str, ...]

_FIELDS: Mapping[str, Field] = MappingProxyType({field.value: field for field in Field})

_MOST_TOLD = 50  # findings at a return's head: it stands in an index
_REMEMBERED = 4096  # answers: those of the returns of a few administrations


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingHead:
    """What a submission says of itself, and how much it holds. *told*: its findings, where they are few; None: they are with the answers."""

    origin: Origin
    is_correction: bool
    answers: int
    findings: int
    told: tuple[Finding, ...] | None = None


def encode_head(submission: Submission) -> str:
    """The head of *submission* as ASCII JSON."""
    document: dict[str, Any] = {
        "origin": _encode_origin(submission.origin),
        "is_correction": submission.is_correction,
        "answers": len(submission.answers),
        "findings": len(submission.findings),
    }
    if len(submission.findings) <= _MOST_TOLD:
        document["told"] = [encode_finding(found) for found in submission.findings]
    return json.dumps(document, separators=(",", ":"))


def decode_head(text: str) -> ReadingHead:
    """The head that was encoded. An older program did not tell findings there."""
    document = json.loads(text)
    told = document.pop("told", None)
    findings = None if told is None else tuple(map(decode_finding, told))
    return ReadingHead(origin=Origin(**document.pop("origin")), **document, told=findings)


def _encode_origin(origin: Origin) -> dict[str, Any]:
    return {name: getattr(origin, name) for name in Origin.__dataclass_fields__}


def encode_submission(submission: Submission) -> str:
    """The submission as ASCII JSON: lone surrogates of a damaged name survive."""
    before = {"origin": _encode_origin(submission.origin), "outcome": submission.outcome}
    after = {
        "findings": [encode_finding(found) for found in submission.findings],
        "emptied": [_encode_cell(question, place) for question, place in submission.emptied.items()],
        "is_correction": submission.is_correction,
        "confirmed": [[*about, reason] for about, reason in submission.confirmed.items()],
        "secrecy": [_encode_cell(question, place) for question, place in submission.secrecy.items()],
    }
    answers = _encoded_answers(submission.answers)
    return f'{_dumped(before)[:-1]},"answers":{answers},{_dumped(after)[1:]}'


def carried_submission(submission: Submission) -> Submission:
    """The same, quicker to pickle, and to encode afterwards: its answers are text until one of them is asked for."""
    answers = submission.answers
    return replace(submission, answers=_CarriedAnswers(_encoded_answers(answers), len(answers)))


def _encoded_answers(answers: Mapping[Question, Answer]) -> str:
    if isinstance(answers, _CarriedAnswers):
        return answers.text
    return _dumped([encode_answer(answer) for answer in answers.values()])


def _dumped(document: object) -> str:
    return json.dumps(document, separators=(",", ":"))


def decode_submission(text: str) -> Submission:
    """The submission that was encoded; its answers are decoded when one of them is asked for."""
    document = json.loads(text)
    return _submission(document, _StoredAnswers(document["answers"]))


def decode_whole_submission(text: str) -> Submission:
    """The same with all its answers decoded: lighter and quicker for whoever wants them all."""
    document = json.loads(text)
    answers = map(decode_answer, document["answers"])
    return _submission(document, {answer.question: answer for answer in answers})


def _submission(document: Mapping[str, Any], answers: Mapping[Question, Answer]) -> Submission:
    return Submission(
        origin=Origin(**document["origin"]),
        outcome=Outcome(document["outcome"]),
        answers=answers,
        findings=tuple(decode_finding(row) for row in document["findings"]),
        emptied=dict(map(_decode_cell, document.get("emptied", ()))),  # 1.0.0 did not keep them
        is_correction=document.get("is_correction", False),
        confirmed={tuple(about): reason for *about, reason in document.get("confirmed", ())},
        secrecy=dict(map(_decode_cell, document.get("secrecy", ()))),  # read again where an older version did
    )


class _LazyAnswers(Mapping[Question, Answer]):
    """Answers that are decoded when one of them is asked for: most commands only count those of most returns."""

    def __getitem__(self, question: Question) -> Answer:
        return self._decoded[question]

    def __iter__(self) -> Iterator[Question]:
        return iter(self._decoded)

    def __repr__(self) -> str:
        return repr(self._decoded)

    @cached_property
    def _decoded(self) -> dict[Question, Answer]:
        answers = map(decode_answer, self._rows())
        return {answer.question: answer for answer in answers}

    @abstractmethod
    def _rows(self) -> list[list[Any]]:
        """As encoded."""


class _StoredAnswers(_LazyAnswers):
    """Those of a submission that was decoded."""

    def __init__(self, stored: list[list[Any]]) -> None:
        self._stored = stored

    def __len__(self) -> int:
        return len(self._stored)

    def _rows(self) -> list[list[Any]]:
        return self._stored


class _CarriedAnswers(_LazyAnswers):
    """As encoded, so many."""

    def __init__(self, text: str, count: int) -> None:
        self.text, self._count = text, count

    def __len__(self) -> int:
        return self._count

    def __reduce__(self) -> tuple[type["_CarriedAnswers"], tuple[str, int]]:
        return _CarriedAnswers, (self.text, self._count)

    def _rows(self) -> list[list[Any]]:
        rows: list[list[Any]] = json.loads(self.text)
        return rows


def encode_value(value: Value | None) -> str:
    """A decided value; None: no value."""
    return json.dumps(_plain(value))


def decode_value(text: str) -> Value | None:
    """The value that was encoded."""
    value: Value | None = _rich(json.loads(text))
    return value


def _plain(value: Value | None) -> object:
    """Numbers and words as they are; a closed word with the name of its set."""
    return [type(value).__name__, str(value)] if isinstance(value, StrEnum) else value


def _rich(stored: Any) -> Any:  # noqa: ANN401  (whatever JSON holds)
    return _WORDS[stored[0]](stored[1]) if isinstance(stored, list) else stored


def encode_answer(answer: Answer) -> list[object]:
    """An answer as a row."""
    asked, place = answer.question, answer.place
    return [asked.measure, asked.quartier, asked.field, _plain(answer.value), answer.raw, place.sheet, place.cell]


def decode_answer(row: list[Any]) -> Answer:
    """The answer that was encoded."""
    if isinstance(row[3], list):  # a word of a closed set
        return _answer(*row[:3], tuple(row[3]), *row[4:])
    return _answer(*row)


@lru_cache(maxsize=_REMEMBERED, typed=True)
def _answer(
    measure: str, quartier: str, field: str, value: _Storable, raw: str, sheet: str | None, cell: str | None
) -> Answer:
    """The same answer for the same row: of one return to the next, most do not change."""
    asked, place = _question_in(measure, quartier, field, sheet, cell)
    return Answer(question=asked, value=_rich(list(value)) if isinstance(value, tuple) else value, raw=raw, place=place)


@lru_cache(maxsize=_REMEMBERED)
def _question_in(
    measure: str, quartier: str, field: str, sheet: str | None, cell: str | None
) -> tuple[Question, Place]:
    return Question(measure=measure, quartier=quartier, field=_FIELDS[field]), Place(sheet=sheet, cell=cell)


def _encode_cell(asked: Question, place: Place) -> list[object]:
    return [asked.measure, asked.quartier, asked.field, place.sheet, place.cell]


def _decode_cell(row: list[Any]) -> tuple[Question, Place]:
    return _question_in(*row)


def encode_finding(found: Finding) -> list[object]:
    """A finding as a row."""
    place = found.place
    facts = {name: {"date": fact.isoformat()} if isinstance(fact, date) else fact for name, fact in found.facts.items()}
    about = [found.measure, found.quartier, found.read, facts]
    return [found.code, found.severity, place.sheet, place.cell, found.case, *about]


def decode_finding(row: list[Any]) -> Finding:
    """The finding that was encoded."""
    code, severity, sheet, cell, case, measure, quartier, read, facts = row
    return Finding(
        code=Code(code),
        severity=Severity(severity),
        place=Place(sheet=sheet, cell=cell),
        case=case,
        measure=measure,
        quartier=quartier,
        read=read,
        facts={name: _fact(value) for name, value in facts.items()},
    )


def _fact(value: Any) -> Fact:  # noqa: ANN401  (whatever JSON holds)
    match value:
        case list():
            return tuple(value)
        case {"date": str(day)}:
            return date.fromisoformat(day)
    plain: Fact = value
    return plain
