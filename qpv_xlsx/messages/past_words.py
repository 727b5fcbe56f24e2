"""A result of a former year in words: the figure or the state in its year's unit, and what is to be known of it."""

from collections.abc import Sequence
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Kind, Perimeter
from qpv_xlsx.domain.contract.questions import UNSURE
from qpv_xlsx.domain.judging.series import Stretch
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.numbers import figure
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.messages.wordbook import LANGUAGES, label, labels, phrase

REVISED = "(r)"
"""Stands beside a figure that was corrected after its year: the sign of statistical offices, in every language."""


def past_words(past: PastResult, kind: Kind, language: str, asked: Perimeter | None = None) -> str:
    """« 17,3 % (QVA, provisoire) (r) »; the perimeter only where it is not the one *asked*. *kind*: the measure's now."""
    words = past_value_words(past, past.kind or kind, language)
    notes = [label(language, "perimeters", past.perimeter)] if past.perimeter and past.perimeter is not asked else []
    if words and past.situation in UNSURE:
        notes.append(label(language, "situations", past.situation).casefold())
    if notes:
        words = f"{words} ({', '.join(notes)})"
    return f"{words} {REVISED}" if past.is_revised else words


def past_value_words(past: PastResult, kind: Kind, language: str) -> str:
    """What was answered, or why nothing was; empty: nothing is known."""
    if past.value is not None:
        return figure(past.value, kind, language)
    if past.text:
        return past_answer(past, kind, language)
    is_absent = past.situation is not None and past.situation.explains_absence
    return label(language, "situations", past.situation) if past.situation and is_absent else ""


def past_answer(past: PastResult, kind: Kind, language: str) -> str:
    """What a former year answered in words: a milestone's state in the reader's language, whatever it was written in."""
    if kind is not Kind.MILESTONE:
        return past.text
    said = bare_words(past.text)
    for known in LANGUAGES:
        for state, word in labels(known, "progress").items():
            if said in {bare_words(word), bare_words(state)}:
                return label(language, "progress", state)
    return past.text


def revision_words(
    past: PastResult, kind: Kind, language: str, names: Names, *, whose: str = "", before: str = ""
) -> str:
    """« 2024, EMP-01 (CAF) : 17,3 % au lieu de 16 % – recompte »: the line of a list of revisions.

    *whose*: to be said too. *before*: what was known; empty: the figure that the history keeps, of words it keeps none.
    In a version for diffusion neither what was known nor why it changed is told.
    """
    shown = past.kind or kind
    place = names.quartiers.get(past.quartier or "", past.quartier)
    told = ", ".join(filter(None, (whose, place)))
    if past.value_before is not None:
        before = figure(past.value_before, shown, language)
    return phrase(
        language,
        "revision_line" if before else "revision_alone" if past.revision_reason else "revision_bare",
        year=str(past.year),
        about=f"{past.measure} ({told})" if told else past.measure,
        **({"before": before} if before else {}),
        after=past_value_words(past, shown, language) or phrase(language, "revision_of_nothing"),
        reason=past.revision_reason,
    )


def break_words(series: Sequence[Stretch], language: str) -> str | None:
    """« 2014 : ZUS ; 2015-2017 : QPV 2015 » where figures do not all cover the same."""
    if len(series) < 2:  # noqa: PLR2004  (one stretch is no break)
        return None
    return " ; ".join([_stretch_words(one, language) for one in series])


@lru_cache(maxsize=256)  # a few among the measures of all territories
def _stretch_words(one: Stretch, language: str) -> str:
    covered = label(language, "perimeters", one.perimeter) if one.perimeter else None
    return phrase(
        language,
        "master_stretch",
        years=str(one.first) if one.first == one.last else f"{one.first}-{one.last}",
        covered=covered or phrase(language, "master_unwritten_perimeter"),
    )
