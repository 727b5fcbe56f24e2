"""What a collection workbook itself writes around its entry cells: anything else there is somebody's words."""

import re
from functools import cache

from qpv_xlsx.domain.contract.reference import find_reference
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.wordbook import LANGUAGES, label, labels

_TITLES = ("indicators_title", "quartiers_title")
_PROGRESS = ("measures_progress", "quartiers_progress")
_ABOVE = ("to_guide", "quartiers_none", "band_entry", "band_about")
_ABOUT = ("unit", "expected_perimeter", "supplier", "note", "past_unsure", "whole_text")

_FORMER = (  # what earlier versions wrote there: their workbooks still come back
    "Une ligne par mesure. Aller au mode d’emploi.",
    "Aller au mode d’emploi.",
    "Rappel (verrouillé)",
    "One row per measure. Go to the instructions.",
    "Go to the instructions.",
    "For reference (locked)",
    "Une ligne par mesure. Le mode d’emploi est sur la première feuille.",
    "Laissez vide ce qui n’est pas connu.",
    "One row per measure. Instructions are on the first sheet.",
    "Leave empty what is not known.",
)


def is_above_a_table(text: str) -> bool:
    """Whether *text* is a title, a reference, an advice or a progress that we write above a table, in any language."""
    said = bare_words(text)
    return said in _advices() or find_reference(text) is not None or any(shape.fullmatch(said) for shape in _shapes())


def is_control(text: str) -> bool:
    """Whether *text* is what *État*, *Contrôle* or *Total* says of a row, in any language; « 3 / 19 renseignés » included."""
    said = bare_words(text)
    return said in _controls() or said.lstrip("0123456789 ") in _counted() or said.startswith(_waived())


def is_about(text: str) -> bool:
    """Whether *text* is what *À savoir* says of a row, in any language and whatever its notes: each line begins as ours do."""
    return all(bare_words(line).startswith(_leads()) for line in text.splitlines() if bare_words(line))


@cache
def _advices() -> frozenset[str]:
    words = {label(language, "collection", key) for language in LANGUAGES for key in _ABOVE}
    return frozenset({"", *(bare_words(text) for text in (*words, *_FORMER))})


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Titles with any year, followed by any administration as the first version wrote it; progress with any figures."""
    titles = (f"{_shape(language, key)}( .*)?" for language in LANGUAGES for key in _TITLES)
    progress = (_shape(language, key) for language in LANGUAGES for key in _PROGRESS)
    return tuple(re.compile(shape) for shape in (*titles, *progress))


def _shape(language: str, key: str) -> str:
    """The pattern of a sentence whose fields are numbers."""
    return re.sub("0000", r"\\d+", bare_words(re.sub(r"\{.*?\}", "0000", label(language, "collection", key))))


@cache
def _controls() -> frozenset[str]:
    words = {
        word
        for language in LANGUAGES
        for section in ("row_states", "controls")
        for word in labels(language, section).values()
    }
    return frozenset({"", *map(bare_words, words)})


@cache
def _counted() -> frozenset[str]:
    return frozenset(bare_words(label(language, "collection", "total_filled")) for language in LANGUAGES)


@cache
def _waived() -> tuple[str, ...]:
    return _beginnings("waived")


@cache
def _leads() -> tuple[str, ...]:
    return tuple(lead for key in _ABOUT for lead in _beginnings(key))


def _beginnings(key: str) -> tuple[str, ...]:
    """What stands before the first field of a sentence, in each language."""
    return tuple(bare_words(label(language, "collection", key).partition("{")[0]) for language in LANGUAGES)
