"""Open questions on a measure, in plain words: what is proposed, what else it may mean, what to decide."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.official.asking import Ask, AskedOfMeasure
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.spelling import cut_to
from qpv_xlsx.messages.doubts_in_words import doubt_words
from qpv_xlsx.messages.targets import target_words
from qpv_xlsx.messages.wordbook import label, phrase

_SHOWN = 300  # characters of an official text in a sentence


def question_words(questions: Sequence[AskedOfMeasure], language: str) -> Iterator[tuple[str, str]]:
    """Each question's measure and its sentence; the same sentence on one measure only once."""
    seen: set[tuple[str, str]] = set()
    for question in questions:
        said = question.measure, _sentence(question, language)
        if said not in seen:
            seen.add(said)
            yield said


def _sentence(question: AskedOfMeasure, language: str) -> str:
    facts: dict[str, object] = {name: cut_to(str(fact), _SHOWN) for name, fact in question.facts.items()}
    if question.ask in {Ask.TARGET_DOUBT, Ask.BASELINE_DOUBT}:
        facts["doubt"] = doubt_words(Doubt(str(question.facts["doubt"])), question.words_left, language)
    if question.ask is Ask.GEOGRAPHY:
        facts |= {key: label(language, "perimeters", str(question.facts[key])) for key in ("perimeter", "start")}
    facts["kind"] = label(language, "kinds", question.kind) if question.kind else phrase(language, "ask_no_kind")
    facts["proposed"] = target_words(question.target, question.kind, language) if question.target else ""
    return phrase(language, f"ask_{question.ask.value}", **facts)
