"""The abbreviations that stand in this very workbook, with what they mean."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import measures_of
from qpv_xlsx.domain.contract.catalogue import Term
from qpv_xlsx.workbook.collection.form import Form, Table
from qpv_xlsx.workbook.official import about_text, official_texts


def used_terms(form: Form, tables: Iterable[Table]) -> tuple[Term, ...]:
    """Terms of the catalogue's glossary that people can read on the sheets, in the glossary's order."""
    text = "\n".join(_visible_texts(form, tables))
    return tuple(term for term in form.campaign.catalogue.glossary if _stands_in(term, text))


def _stands_in(term: Term, text: str) -> bool:
    """Whether the abbreviation, or one of « ACI / AI », stands in *text* as a word, in its own case."""
    spellings = (spelling.strip() for spelling in term.term.split("/"))
    return any(_as_a_word(spelling).search(text) for spelling in spellings if spelling and spelling in text)


@lru_cache(maxsize=1000)
def _as_a_word(spelling: str) -> re.Pattern[str]:
    """It begins with the letters themselves, which are found at once: what stands before them is looked at afterwards."""
    letters = re.escape(spelling)
    return re.compile(rf"{letters}(?<!\w{letters})s?(?!\w)")


def _visible_texts(form: Form, tables: Iterable[Table]) -> Iterator[str]:
    yield form.respondent.name
    yield form.campaign.title
    yield from official_texts(form.campaign, form.respondent, form.language).values()
    for measure in measures_of(form.campaign, form.respondent):
        yield measure.label
        yield about_text(measure, form.language)
    for table in tables:
        yield from (column.header_text for column in table.columns)
    yield "QPV"
