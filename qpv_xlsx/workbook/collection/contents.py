"""What answers look like in entry cells: figures as they are, closed words in the workbook's language."""

from collections.abc import Mapping, Sequence

from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.workbook.collection.form import Content


def contents_of(
    measures: Sequence[Measure], answers: Mapping[Question, Value], language: str
) -> dict[Question, Content]:
    """Contents by question, for the answers to *measures*. A quartier's « nd », « so » or « s » stands where its figure would."""
    kinds = {measure.code: measure.kind for measure in measures}
    absences = {
        Question(measure=question.measure, quartier=question.quartier): str(value)
        for question, value in answers.items()
        if question.quartier and question.field is Field.SITUATION and Situation(str(value)).explains_absence
    }
    return {
        question: worded(value, question.field, kinds[question.measure], language)
        for question, value in (absences | dict(answers)).items()
        if question.measure in kinds
    }
