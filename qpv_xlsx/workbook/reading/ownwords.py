"""What a collection workbook itself writes around its entry cells: anything else there is somebody's words."""

import re
from functools import cache

from qpv_xlsx.domain.contract.reference import find_reference
from qpv_xlsx.messages.wordbook import LANGUAGES, label, labels
from qpv_xlsx.workbook.wording import plain

_TITLES = ("indicators_title", "quartiers_title")
_ABOVE = ("indicators_help", "quartiers_help", "quartiers_none", "band_context", "band_entry")

_FORMER = (  # what earlier versions wrote there: their workbooks still come back
    "Une ligne par mesure. Le mode d’emploi est sur la première feuille.",
    "Laissez vide ce qui n’est pas connu.",
    "One row per measure. Instructions are on the first sheet.",
    "Leave empty what is not known.",
)


def is_above_a_table(text: str) -> bool:
    """Whether *text* is a title, a reference or an advice that we write above a table, in any language."""
    said = plain(text)
    return said in _advices() or find_reference(text) is not None or any(shape.fullmatch(said) for shape in _titles())


def is_control(text: str) -> bool:
    """Whether *text* is what *Contrôle* or *Total* says of a row, in any language; « 3 / 19 renseignés » included."""
    said = plain(text)
    return said in _controls() or said.lstrip("0123456789 ") in _counted()


@cache
def _advices() -> frozenset[str]:
    words = {label(language, "collection", key) for language in LANGUAGES for key in _ABOVE}
    return frozenset({"", *(plain(text) for text in (*words, *_FORMER))})


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """Titles with any year and any administration."""
    texts = [label(language, "collection", key) for language in LANGUAGES for key in _TITLES]
    shapes = (re.escape(plain(text.format(year="0000", respondent="xxxx"))) for text in texts)
    return tuple(re.compile(shape.replace("0000", r"\d{4}").replace("xxxx", ".*")) for shape in shapes)


@cache
def _controls() -> frozenset[str]:
    return frozenset({""} | {plain(words) for language in LANGUAGES for words in labels(language, "controls").values()})


@cache
def _counted() -> frozenset[str]:
    return frozenset(plain(label(language, "collection", "total_filled")) for language in LANGUAGES)
