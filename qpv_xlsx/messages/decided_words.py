"""Lines to decide and decisions taken, in words: the same in ``decisions.xlsx``, on screen and at the desk."""

from collections.abc import Mapping, Sequence

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import COUNTED, Field, Value
from qpv_xlsx.domain.deciding.lines import Offer, Rival
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.domain.merging.standing import act_of
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.numbers import figure
from qpv_xlsx.messages.wordbook import label, phrase, wording


def value_words(value: Value, field: Field, kind: Kind, language: str) -> str:
    """« 17,3 % », « Définitif », or the words themselves."""
    if isinstance(value, str):
        return worded(value, field, kind, language)
    return figure(value, Kind.COUNT if field in COUNTED else kind, language)


def rival_words(rival: Rival, kind: Kind, language: str) -> str:
    """The line as the return gives it: its figure first, then what goes with it, each with its name."""
    said: list[str] = []
    for answer in rival.answers:
        field = answer.question.field
        words = value_words(answer.value, field, kind, language)
        said.append(words if field is Field.VALUE else _of_field(field, words, language))
    return "\n".join(said)


def _of_field(field: Field, words: str, language: str) -> str:
    return phrase(language, "act_set", field=label(language, "fields", field), value=words)


def offer_words(offer: Offer, language: str, letter: str = "") -> str:
    """« retenir A », « autre valeur »."""
    return label(language, "offers", offer).replace("{letter}", letter)


def act_words(act: Sequence[Decision], kind: Kind, names: Mapping[str, str], language: str) -> str:
    """What was decided at once. *names*: of returns, by SHA-256."""
    said = [_decision_words(decision, kind, names, language) for decision in act]
    return "\n".join(dict.fromkeys(said))


def asked_words(measure: str, quartier: str, field: str, language: str) -> str:
    """What a decision is about: « EMP-01, Les Épinettes, Situation »; the result itself goes without saying."""
    named = "" if field == Field.VALUE or not measure else label(language, "fields", field)
    return ", ".join(part for part in (measure, quartier, named) if part)


def decided_words(
    decision: Decision, decisions: Sequence[Decision], kind: Kind, names: Mapping[str, str], language: str
) -> str:
    """What was decided: the figure or the word, what counts in spite of what; of an undoing, what it took back among *decisions*."""
    if decision.verdict is Resolution.SET and decision.value is not None:
        return value_words(decision.value, decision.question.field, kind, language)
    if decision.verdict is not Resolution.UNDO:
        return _decision_words(decision, kind, names, language)
    undone = [one for one in decisions if one.verdict is not Resolution.UNDO and act_of(one) == act_of(decision)]
    return act_words(undone, kind, names, language)


def _decision_words(decision: Decision, kind: Kind, names: Mapping[str, str], language: str) -> str:
    field = decision.question.field
    named = label(language, "fields", field)
    match decision:
        case Decision(verdict=Resolution.SET, value=None):
            return phrase(language, "act_none", field=named)
        case Decision(verdict=Resolution.SET, value=str() | int() | float() as value):
            return phrase(language, "act_set", field=named, value=value_words(value, field, kind, language))
        case Decision(verdict=Resolution.ACCEPT):
            title = wording(language, decision.code).title
            return phrase(language, "act_accept", code=decision.code, title=title)
        case Decision(verdict=Resolution.NOTE):
            words = str(decision.value or "")
            return (
                phrase(language, f"act_note_{decision.code}", words=words)
                if words
                else phrase(language, "act_note_none")
            )
    file = names.get(decision.sha256, decision.sha256[:12])
    return phrase(language, f"act_{decision.verdict.name.lower()}", file=file)
