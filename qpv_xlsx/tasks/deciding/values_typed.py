"""What a coordinator types as a value: read as if it stood in the cell, or refused with what to type instead."""

from collections.abc import Iterator
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import places_named
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.findings import CampaignError, Code, Finding, Place, Severity
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.messages.decided_words import value_words
from qpv_xlsx.messages.sentences import Names, sentence_by_language
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting import Asked, interpret


def values_typed(
    campaign: Campaign,
    measure: Measure,
    question: Question,
    words: str,
) -> Iterator[tuple[Question, float | int | str | None]]:
    """What the words give, read as if they stood in the cell. « nd » instead of a value empties the value."""
    asked = Asked(
        measure=measure,
        quartier=question.quartier,
        field=question.field,
        place=Place(),
        year=campaign.year,
        places=tuple(name for one in campaign.territories for name in places_named(one)),
        text_limit=campaign.options.rules.text_limit,
    )
    answers, findings = interpret(Cell(value=words), asked)
    refused = next((found for found in findings if found.severity is Severity.ERROR), None)
    if refused is not None or not answers:
        raise _not_accepted(campaign, measure, question.field, words, refused)
    yield from ((answer.question, answer.value) for answer in answers)
    if not _answers(answers, question):
        yield question, None


def _not_accepted(
    campaign: Campaign, measure: Measure, field: Field, words: str, refused: Finding | None
) -> CampaignError:
    """Why *words* are no value of the measure, and what to do; the measure is known, and is not said again."""
    if refused is None:
        return CampaignError("resolve_value_none", read=words)
    detail, hint = sentence_by_language(replace(refused, measure=None), Names.of(campaign))
    if (refused.code, refused.case) == (Code.V02, "maximum"):
        return CampaignError("resolve_value_beyond", detail=detail, measure=measure.code)
    hints = {language: _hint(measure.kind, field, refused, said, language) for language, said in hint.items()}
    return CampaignError("resolve_value", detail=detail, hint=hints)


def _hint(kind: Kind, field: Field, refused: Finding, hint: str, language: str) -> str:
    """What to type instead: where a decision is typed there is a reason, and neither a comment nor, everywhere, a situation."""
    elsewhere = (label(language, "fields", one).casefold() for one in (Field.COMMENT, Field.SITUATION))
    if not any(name in hint.casefold() for name in elsewhere):
        return hint
    proposal = refused.facts.get("proposal")
    if isinstance(proposal, int | float):
        words = value_words(proposal, field, kind, language)
        return phrase(language, "decision_hint_proposal", value=words)
    return phrase(language, "decision_hint")


def _answers(answers: tuple[Answer, ...], question: Question) -> bool:
    return any(answer.question == question for answer in answers)
