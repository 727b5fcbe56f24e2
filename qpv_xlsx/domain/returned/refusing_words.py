"""Sentences by which an administration says that it will not answer, a measure or the whole."""

import re
from collections.abc import Mapping

from qpv_xlsx.domain.contract.questions import WORDS, Field, Question, Situation
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.spelling import folded

WHOLE = ""
"""Stands for all that is asked, beside the codes of measures."""

Answers = Mapping[Question, Answer]

_ANSWER = r"(repondre|renseigner|communiquer|transmettre|fournir|donner suite)"
_END = r"(?= *([.,;:!()\u2026-]|$)| (car|en raison|pour|au|aux|a l'|a ce|a cet|a cette|a la) ?)"
_WE = r"(nous |on |je |notre (administration|direction|service) |l'administration |la direction |le service )?"
_REFUSALS = (
    re.compile(rf"(motif : )?refus( de {_ANSWER})?{_END}"),
    re.compile(rf"{_WE}(refuse|refusons) (de |d'){_ANSWER}\b"),
    re.compile(rf"{_WE}ne (souhaite|souhaitons|desire|desirons|veut|veux|voulons) pas {_ANSWER}\b"),
    re.compile(rf"{_WE}ne (repondra|repondrai|repondrons|renseignera|renseignerons) pas\b"),
    re.compile(r"(we |i )?(refuse|decline|will not|do not wish)( to)? (answer|respond|reply|provide)\b"),
    re.compile(r"refusal( to (answer|respond|reply|provide))? *[.:]?$"),
)
_WHOLE = re.compile(
    r"\b(enquete|questionnaire|classeur|campagne|collecte|recueil|ensemble des|survey|workbook|collection"
    r"|aucune? (donnee|indicateur|question|mesure)|any of)\b"
)


def says_refusal(text: str) -> bool:
    """Whether the administration itself refuses: « les familles refusent de répondre » is about somebody else."""
    words = folded(text).lstrip("-:.,;!( ")
    return any(pattern.match(words) for pattern in _REFUSALS)


def refuses_all(text: str) -> bool:
    """Whether all that is asked is refused: « nous ne souhaitons pas répondre à ce questionnaire »."""
    return says_refusal(text) and _WHOLE.search(folded(text)) is not None


def refusals_told(answers: Answers) -> Mapping[str, Answer]:
    """Comments that refuse a measure that has no answer, by its code; under WHOLE where nothing at all is answered."""
    is_blank = not any(is_answer(question, answers) for question in answers)
    found: dict[str, Answer] = {}
    for question, answer in answers.items():
        words = str(answer.value)
        if question.field is not Field.COMMENT or not says_refusal(words):
            continue
        if is_blank and refuses_all(words):
            found.setdefault(WHOLE, answer)
        elif not is_answered(question.measure, answers):
            found[question.measure] = answer
    return found


def is_answered(measure: str, answers: Answers) -> bool:
    """Whether the measure as a whole has a figure or a situation."""
    asked = (Question(measure=measure), Question(measure=measure, field=Field.SITUATION))
    return any(question in answers and is_answer(question, answers) for question in asked)


def is_answer(question: Question, answers: Answers) -> bool:
    """A figure, or a situation; « nd » is none beside a refusal: a refusal typed where a figure is asked is read so."""
    if question.field in WORDS:
        return False
    if answers[question].value is not Situation.UNAVAILABLE:
        return True
    comment = answers.get(Question(measure=question.measure, field=Field.COMMENT))
    return comment is None or not says_refusal(str(comment.value))
