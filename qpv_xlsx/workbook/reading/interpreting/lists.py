"""Cells with a drop-down list: situation, perimeter. Pasting destroys lists: any text may stand there."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.wordbook import LANGUAGES, labels
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import clean
from qpv_xlsx.workbook.reading.interpreting.texts import told_of_text
from qpv_xlsx.workbook.reading.interpreting.typed import typed

Listed = TypeVar("Listed", bound=StrEnum)

_SIGNS: Mapping[str, Situation] = {
    **dict.fromkeys(("p", "prov", "provisoires"), Situation.PROVISIONAL),
    **dict.fromkeys(("e", "est", "estim", "estimation", "estimee", "estimes", "estimees"), Situation.ESTIMATED),
    **dict.fromkeys(("d", "def", "definitive", "definitifs", "definitives"), Situation.FINAL),
}
_OF_FIGURES = re.compile(r"(?:chiffre|donnee|resultat|valeur)s? ")  # « chiffre provisoire »
CROSSES = re.compile(r"x+")  # a box that was ticked: which one?
_PERIMETERS: Mapping[str, Perimeter] = {
    "quartier prioritaire": Perimeter.QPV,
    "quartiers prioritaires": Perimeter.QPV,
    "qp": Perimeter.QPV,
    "qpv et qva": Perimeter.QPV_QVA,
    "quartier de veille active": Perimeter.QVA,
    "quartiers de veille active": Perimeter.QVA,
    "quartiers vecus": Perimeter.LIVED,
    "ensemble du territoire": Perimeter.WHOLE,
    "tout le territoire": Perimeter.WHOLE,
    "territoire": Perimeter.WHOLE,
}


def read_situation(cell: Cell, asked: Asked) -> Read:
    """A Situation by its label, its sign or the usual words for it."""
    text = clean(typed(cell)).text
    if found := listed_member(Situation, "situations", text):
        return (asked.answer(found, text),), ()
    if (sign := _sign(text)) and not is_doubted(text):
        said = asked.finding(Code.V04, text, case="listed", reading=sign.value, section="situations")
        return (asked.answer(sign, text),), (said,)
    absent = read_absence(text)
    if absent is None or CROSSES.fullmatch(bare_words(text)):
        return (), (not_listed(text, asked, Situation, "situations"),)
    if _is_own_sign(text, absent.situation):
        return (asked.answer(absent.situation, text),), ()
    said = asked.finding(
        Code.V04,
        text,
        case=absent.case,
        severity=Severity.INFO if absent.is_sure else Severity.WARNING,
        situation=absent.situation.value,
    )
    comment = (asked.answer(text, text, Field.COMMENT),) if absent.explains else ()
    return (asked.answer(absent.situation, text), *comment), (said,)


def _sign(text: str) -> Situation | None:
    """« prov. », « chiffres définitifs »: the usual words for an item of the list that is no absence."""
    words = bare_words(text)
    named = _OF_FIGURES.match(words)
    rest = words[named.end() :] if named else words
    return _SIGNS.get(words) or (_SIGNS.get(rest) or listed_member(Situation, "situations", rest) if named else None)


def is_doubted(text: str) -> bool:
    """Whether words of a list are written with a question mark: « définitif ? », « fait ? » are no choice."""
    return "?" in text and any(sign.isalpha() for sign in text)


def is_situation(text: str) -> bool:
    """Whether *text* is in the list of situations, in any language, or a sign for one."""
    return listed_member(Situation, "situations", text) is not None or _sign(text) is not None


def _is_own_sign(text: str, situation: Situation) -> bool:
    """« S.O. », « (nd) », « sans objet »: the words or the sign of the list, which need not be told."""
    said = bare_words(text).replace(" ", "")
    labelled = (labels(language, "situations")[situation] for language in LANGUAGES)
    return said == situation.value or said in {bare_words(words.split(" (")[0]).replace(" ", "") for words in labelled}


def read_perimeter(cell: Cell, asked: Asked) -> Read:
    """A Perimeter by its label or usual words; other words are kept, with a finding unless « Autre : » announces them."""
    cleaned = clean(typed(cell))
    text = cleaned.text
    if found := listed_member(Perimeter, "perimeters", text):
        return (asked.answer(found, text),), ()
    if (known := _PERIMETERS.get(bare_words(text))) and not is_doubted(text):
        said = asked.finding(Code.V04, text, case="listed", reading=known.value, section="perimeters")
        return (asked.answer(known, text),), (said,)
    told = tuple(told_of_text(cleaned, asked))
    if bare_words(text).startswith(("autre ", "other ")):
        return (asked.answer(text, text),), told
    unlisted = asked.finding(
        Code.V06,
        text,
        case="perimeter",
        severity=Severity.WARNING,
        choices=tuple(Perimeter),
        section="perimeters",
    )
    return (asked.answer(text, text),), (unlisted, *told)


def not_listed(text: str, asked: Asked, members: type[StrEnum], section: str) -> Finding:
    """V06 with the words that the list has."""
    return asked.finding(Code.V06, text, choices=tuple(members), section=section)


def listed_member(members: type[Listed], section: str, text: str) -> Listed | None:
    """The member whose label in any language, or whose own key, *text* is."""
    key = None if is_doubted(text) else _key_by_words(section).get(bare_words(text))
    return None if key is None else members(key)


@cache
def _key_by_words(section: str) -> Mapping[str, str]:
    """Keys of a list by their words in every language, and by themselves."""
    return {
        bare_words(words): key
        for language in LANGUAGES
        for listed, label in labels(language, section).items()
        for key, words in ((listed, label), (listed, listed))
    }
