"""The correction workbook: a fresh form with the respondent's own answers, what is wrong marked and explained."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.messages.sentences import Names, bare_sentence
from qpv_xlsx.workbook.collection.contents import contents_of
from qpv_xlsx.workbook.collection.corrections_sheet import Point
from qpv_xlsx.workbook.collection.form import Content, Form
from qpv_xlsx.workbook.collection.writing import write_form
from qpv_xlsx.workbook.ownnotes import as_own_note

_FIELD_BY_CODE: Mapping[Code, Field] = MappingProxyType(
    {
        Code.C02: Field.NUMERATOR,
        Code.C05: Field.SITUATION,
        Code.C06: Field.PERIMETER,
        Code.M02: Field.COMMENT,
        Code.V11: Field.COMMENT,
    },
)
"""Where a finding is mended that does not say itself whose cell it is about."""


def write_correction(
    campaign: Campaign,
    respondent: Respondent,
    reference: Reference,
    *,
    answers: Mapping[Question, Value],
    findings: Sequence[Finding],
    language: str = "fr",
    created: datetime,
) -> bytes:
    """The collection workbook prefilled with *answers*, faulty cells marked, every finding listed with a link.

    A cell that could not be read shows again what was typed there. Findings are told gravest first.
    """
    measures = measures_of(campaign, respondent)
    contents = contents_of(measures, answers, language)
    told = as_filled_in(findings, contents)
    located = [(found, to_be_mended(found)) for found in sorted(told, key=lambda found: found.severity.rank)]
    contents |= {question: typed for question, typed in _typed(located) if question not in contents}
    names = Names.of(campaign)
    points = tuple(_point(found, question, names, language) for found, question in located)
    return write_form(
        Form(
            campaign=campaign,
            respondent=respondent,
            reference=reference,
            language=language,
            created=created,
            contents=contents,
            marks=_marks(points, language),
        ),
        points,
    )


def to_be_mended(found: Finding) -> Question | None:
    """The question whose cell is to be mended; None for a finding on the file or a sheet."""
    if found.measure is None:
        return None
    quartier = found.quartier or found.facts.get("stands_at")  # several of them: the first
    if quartier:
        return Question(measure=found.measure, quartier=str(quartier))
    told = found.facts.get("field")  # by whoever found it, wherever the column stood
    field = Field(told) if isinstance(told, str) else _FIELD_BY_CODE.get(found.code, Field.VALUE)
    return Question(measure=found.measure, field=field)


def as_filled_in(findings: Sequence[Finding], contents: Mapping[Question, Value | Content]) -> tuple[Finding, ...]:
    """The findings as a correction workbook with *contents* tells them: what it did itself is no longer asked."""
    return tuple(_as_filled_in(found, contents) for found in findings)


def _as_filled_in(found: Finding, contents: Mapping[Question, Value | Content]) -> Finding:
    """« 8 sur 15 », of which the workbook holds result, numerator and denominator as the hint asks: nothing is left to do."""
    if (found.code, found.case) != (Code.V04, "fraction") or found.measure is None or found.quartier:
        return found
    parts = {Field.NUMERATOR: found.facts.get("numerator"), Field.DENOMINATOR: found.facts.get("denominator")}
    held = (contents.get(Question(measure=found.measure, field=field)) == part for field, part in parts.items())
    return replace(found, case="fraction_filled_in", severity=Severity.INFO) if all(held) else found


def _typed(located: Sequence[tuple[Finding, Question | None]]) -> Iterator[tuple[Question, Content]]:
    """What stood in cells that could not be read, gravest finding last, so that it is the one shown."""
    for found, question in reversed(located):
        if question and found.read and found.code.startswith(("V", "C")) and found.code is not Code.V12:
            yield question, found.read


def _point(found: Finding, question: Question | None, names: Names, language: str) -> Point:
    """The finding without its place: the cell has moved, the sheet « Corrections » shows where it is now."""
    quartier = names.quartiers.get(found.quartier, found.quartier) if found.quartier else ""
    said = bare_sentence(found, language, names)
    silent = found.facts.get("quartiers")
    about = (found.measure, names.measures.get(found.measure or "", ""), quartier)
    return Point(
        found=found,
        question=question,
        measure=" – ".join(part for part in about if part),
        what=said.message[:1].upper() + said.message[1:],
        mend=said.hint,
        key=f"{found.measure}|{found.quartier or ''}|{found.code}" if question and found.code is not Code.C07 else "",
        awaited=tuple(key for key, name in names.quartiers.items() if isinstance(silent, tuple) and name in silent),
    )


def _marks(points: Sequence[Point], language: str) -> Mapping[Question, str]:
    """The notes of the cells to be mended. What only informs marks no cell."""
    notes: dict[Question, list[str]] = {}
    for point in points:
        if point.question and point.severity is not Severity.INFO:
            notes.setdefault(point.question, []).append(f"{point.what}\n{point.mend}")
    return {question: as_own_note("\n\n".join(texts), language) for question, texts in notes.items()}
