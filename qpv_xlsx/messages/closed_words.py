"""How an answer is worded, wherever people read it: closed words in their language, figures and free words as they are."""

from functools import cache, lru_cache
from typing import overload

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Value
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.wordbook import labels


@cache
def list_of(field: Field, kind: Kind) -> str | None:
    """The section of labels that *field* of a measure of *kind* is chosen from; None: a figure or free words."""
    match field:
        case Field.SITUATION:
            return "situations"
        case Field.PERIMETER:
            return "perimeters"
        case Field.VALUE | Field.TERRITORY_VALUE if kind is Kind.MILESTONE:
            return "progress"
    return None


@overload
def worded(value: str, field: Field, kind: Kind, language: str) -> str: ...
@overload
def worded(value: Value, field: Field, kind: Kind, language: str) -> Value: ...
def worded(value: Value, field: Field, kind: Kind, language: str) -> Value:
    """*value* as its cell shows it. « s » is statistical secrecy in a situation, and a word of its own in a comment."""
    section = list_of(field, kind) if isinstance(value, str) else None
    return value if section is None else _word(language, section, str(value))


@lru_cache(maxsize=1024)  # the same few in row after row
def _word(language: str, section: str, value: str) -> str:
    return labels(language, section).get(value, value)


_TEXT = LongRow._fields.index("text")  # before a unit, a situation and a perimeter


def worded_row(row: LongRow, kind: Kind, language: str) -> LongRow:
    """A row of the long table, its closed words in *language*. *kind*: its measure's."""
    text, situation = row.text, row.situation
    if text:
        text = worded(text, row.field, kind, language)
    if situation:
        situation = worded(situation, Field.SITUATION, kind, language)
    perimeter = worded(row.perimeter, Field.PERIMETER, kind, language)
    return LongRow._make((*row[:_TEXT], text, row.unit, situation, perimeter, *row[_TEXT + 4 :]))
