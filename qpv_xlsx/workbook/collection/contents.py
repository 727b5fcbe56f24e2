"""What answers look like in entry cells: figures as they are, closed words in the workbook's language."""

from collections.abc import Mapping, Sequence

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.workbook.collection.form import Content


def contents_of(
    measures: Sequence[Measure], answers: Mapping[Question, Value], language: str
) -> dict[Question, Content]:
    """Contents by question, for the answers to *measures*."""
    kinds = {measure.code: measure.kind for measure in measures}
    return {
        question: _content(question.field, kinds[question.measure], value, language)
        for question, value in answers.items()
        if question.measure in kinds
    }


def _content(field: Field, kind: Kind, value: Value, language: str) -> Content:
    if not isinstance(value, str):
        return value
    match field:
        case Field.SITUATION:
            section = "situations"
        case Field.PERIMETER:
            section = "perimeters"
        case Field.VALUE | Field.TERRITORY_VALUE if kind is Kind.MILESTONE:
            section = "progress"
        case _:
            return str(value)
    return labels(language, section).get(value, str(value))
