"""A figure that the coordinator decided stands without the numerator and the denominator of the one it replaces."""

from collections.abc import Mapping

from qpv_xlsx.domain.contract.questions import PARTS, Field, Question
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.merging.ledger import Entry


def without_former_parts(entries: Mapping[Question, Entry], tolerance: float) -> Mapping[Question, Entry]:
    """*entries* without the parts that do not give the decided figure, within *tolerance* (C01's, of a share).

    Parts that were decided too, or that came in a return after the decision, are kept: rules look at them.
    """
    former = {question for decided in entries.values() for question in _former_parts(decided, entries, tolerance)}
    return {question: entry for question, entry in entries.items() if question not in former} if former else entries


def is_explained(found: Finding, entries: Mapping[Question, Entry]) -> bool:
    """Whether the explanation that is missing is that of a situation which the coordinator decided: its reason is one."""
    if found.code is not Code.M02 or found.measure is None:
        return False
    said = entries.get(Question(measure=found.measure, quartier=found.quartier or "", field=Field.SITUATION))
    return said is not None and said.replacing is not None


def _former_parts(decided: Entry, entries: Mapping[Question, Entry], tolerance: float) -> tuple[Question, ...]:
    asked, decision = decided.answer.question, decided.replacing
    if decision is None or asked.field is not Field.VALUE:
        return ()
    parts = {field: Question(measure=asked.measure, quartier=asked.quartier, field=field) for field in PARTS}
    held = {field: entries[question] for field, question in parts.items() if question in entries}
    top, bottom = (_figure(held.get(field)) for field in (Field.NUMERATOR, Field.DENOMINATOR))
    value = decided.answer.value
    if top is not None and bottom and isinstance(value, int | float) and abs(top / bottom - value) <= tolerance:
        return ()
    return tuple(
        parts[field]
        for field, entry in held.items()
        if entry.replacing is None and entry.source.received <= decision.decided
    )


def _figure(entry: Entry | None) -> float | None:
    value = entry.answer.value if entry else None
    return float(value) if isinstance(value, int | float) else None
