"""« Questions du tableau »: what the official text leaves open, and the coordinator's answers; they are the campaign's."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.contract.campaign import Choice
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.deciding.text_questions import QuestionLine, text_questions
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.wordbook import LANGUAGES, label, labels
from qpv_xlsx.workbook.decisions.filled import mark_of
from qpv_xlsx.workbook.decisions.line_cells import LineWords


def question_rows(words: LineWords) -> Iterator[Mapping[str, str]]:
    """The cells of each question, by column's name."""
    for line in text_questions(words.campaign):
        yield _cells(words, line)


def _cells(words: LineWords, line: QuestionLine) -> Mapping[str, str]:
    choice = line.choice
    known = words.lineage_by_measure.get(choice.measure)
    named = (one for one in words.campaign.catalogue.indicators if one.code == choice.measure)
    indicator = known.indicator if known else next(named, None)
    return {
        "key": line.key,
        "measure": words.measure(choice.measure),
        "question": choice.question,
        "baseline": indicator.baseline_text if indicator else "",
        "target": indicator.local_target if indicator else "",
        "answer": choice.decision,
        "start_perimeter": perimeter_words(choice, words.language),
        "answered_on": day(choice.decided_on, words.language) if choice.decided_on else "",
        "shown": answer_mark(choice),
    }


def perimeter_words(choice: Choice, language: str) -> str:
    """What the start covers, as the list says it; empty: nobody said."""
    return label(language, "perimeters", choice.start_perimeter) if choice.start_perimeter else ""


def perimeters_offered(language: str) -> tuple[str, ...]:
    """The list of « Périmètre du départ »."""
    return tuple(labels(language, "perimeters")[one] for one in Perimeter)


def perimeter_named(words: str) -> Perimeter | None:
    """The perimeter that *words* are in any language; None: they are none."""
    wanted = folded(words)
    named = {folded(labels(language, "perimeters")[one]): one for language in LANGUAGES for one in Perimeter}
    return named.get(wanted) or (Perimeter(wanted) if wanted in set(Perimeter) else None)


def answer_mark(choice: Choice) -> str:
    """A short mark of the answer that a copy shows."""
    return mark_of(f"{' '.join(choice.decision.split())}\n{choice.start_perimeter or ''}")
