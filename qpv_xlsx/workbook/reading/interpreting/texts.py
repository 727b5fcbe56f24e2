"""Cells of words: comments, sources, qualitative answers."""

import re
from collections.abc import Iterator

from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.refusing_words import says_refusal
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import NOTHING, Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import Cleaned, clean, looks_like_formula
from qpv_xlsx.workbook.reading.interpreting.figures import read_absent
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_ONLY_FIGURE = re.compile(r"[-+]?\d[\d\s.,]*[%€]?")
_SIGNS = frozenset(  # « en cours », which elsewhere is nd, may well be the answer in words
    {"nd", "n d", "non disponible", "non disponible nd", "not available nd", "so", "s o", "sans objet", "sans objet so"}
    | {
        "n a",
        "na",
        "non applicable",
        "not applicable",
        "not applicable so",
        "secret statistique",
        "secret statistique s",
    },
)


def read_text(cell: Cell, asked: Asked) -> Read:
    """Words as written, cleaned."""
    cleaned = clean(cell.words or typed(cell))
    if not cleaned.text:
        return NOTHING
    return (asked.answer(cleaned.text, cleaned.text),), tuple(told_of_text(cleaned, asked))


def read_qualitative(cell: Cell, asked: Asked) -> Read:
    """The answer to a measure in words; a bare « nd » or « sans objet » is its situation."""
    text = clean(typed(cell)).text
    absent = read_absence(text) if bare_words(text) in _SIGNS or says_refusal(text) else None
    if absent:
        return read_absent(absent, text, asked)
    answers, findings = read_text(cell, asked)
    if _ONLY_FIGURE.fullmatch(text):
        doubt = asked.finding(Code.V04, text, case="figure_for_words", severity=Severity.WARNING)
        findings = (*findings, doubt)
    return answers, findings


def told_of_text(cleaned: Cleaned, asked: Asked) -> Iterator[Finding]:
    """What there is to say of a text that is kept."""
    if cleaned.has_lost:
        yield asked.finding(Code.V13, cleaned.text)
    if looks_like_formula(cleaned.text):
        yield asked.finding(Code.X03, cleaned.text)
    if len(cleaned.text) > asked.text_limit:
        yield asked.finding(Code.V11, cleaned.text[:80], length=len(cleaned.text), allowed=asked.text_limit)
