"""How an answer is worded, wherever people read it: closed words in their language, figures and free words as they are."""

from typing import overload

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Value
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.wordbook import labels


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
    section = list_of(field, kind)
    if section is None or not isinstance(value, str):
        return value
    return labels(language, section).get(value, str(value))


def worded_row(row: LongRow, kind: Kind, language: str) -> LongRow:
    """A row of the long table, its closed words in *language*. *kind*: its measure's."""
    return row._replace(
        text=worded(row.text, row.field, kind, language) if row.text else row.text,
        situation=worded(row.situation, Field.SITUATION, kind, language) if row.situation else row.situation,
        perimeter=worded(row.perimeter, Field.PERIMETER, kind, language),
    )
