"""What a document holds at a path, and what is wrong there: a document that has other faults is looked through all the same."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.pointers import Steps, pointer
from qpv_xlsx.domain.findings import Fact, Problem

Record = tuple[Steps, Mapping[str, Any]]
Document = Mapping[str, Any]

MEASURES: Steps = ("catalogue", "conventions", "*", "indicators", "*", "measures", "*")
"""The path of every measure."""

UNKNOWN = "campaign_unknown_reference"
_OBJECT = (dict, Mapping)  # what JSON gives is asked about first: thousands are
_NOTHING = "campaign_nothing_to_name"  # a list without anything in it is no list to choose from


def records_at(document: Any, path: Steps, here: Steps = ()) -> Iterator[Record]:  # noqa: ANN401  (JSON)
    """The objects at *path*, where « * » stands for each rank of a list; what is no object is left out."""
    found: Iterator[tuple[Steps, Any]] = iter([(here, document)])
    for step in path:
        found = _items(found) if step == "*" else _values(found, step)
    return ((steps, one) for steps, one in found if isinstance(one, _OBJECT))


def _items(found: Iterator[tuple[Steps, Any]]) -> Iterator[tuple[Steps, Any]]:
    for steps, one in found:
        if isinstance(one, list):
            for rank, item in enumerate(one):
                yield (*steps, rank), item


def _values(found: Iterator[tuple[Steps, Any]], step: str | int) -> Iterator[tuple[Steps, Any]]:
    for steps, one in found:
        if isinstance(one, _OBJECT) and step in one:
            yield (*steps, step), one[step]


def text_in(record: Mapping[str, Any], key: str) -> str:
    """The text at *key*; empty where there is none."""
    found = record.get(key)
    return found if isinstance(found, str) else ""


def number_in(record: Mapping[str, Any], key: str) -> float | None:
    """The number at *key*; None where there is none."""
    return number_of(record.get(key))


def number_of(value: object) -> float | None:
    """The number that *value* is; None for anything else, and for 400 digits, which the schema refuses."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) <= sys.float_info.max else None


def part_in(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object at *key*; empty where there is none."""
    found = record.get(key)
    return found if isinstance(found, Mapping) else {}


def list_in(record: Mapping[str, Any], key: str) -> list[object]:
    """The list at *key*; empty where there is none."""
    found = record.get(key)
    return found if isinstance(found, list) else []


def codes_at(document: Document, path: Steps, key: str = "code") -> tuple[str, ...]:
    """The texts under *key* of the objects at *path*."""
    return tuple(text_in(record, key) for _, record in records_at(document, path))


def names_at(document: Document, path: Steps, key: str = "code") -> tuple[str, ...]:
    """Codes, and those that were before them: what may be named."""
    former = (str(code) for _, record in records_at(document, path) for code in list_in(record, "former_codes"))
    return (*codes_at(document, path, key), *former)


def problem_at(steps: Steps, code: str, **facts: Fact) -> Problem:
    """A problem at its JSON pointer."""
    return Problem(place=pointer(*steps), code=code, facts=facts)


def said_twice(records: Iterable[Record], key: str) -> Iterator[Problem]:
    """Texts that two records share, case and surrounding spaces apart."""
    seen: set[str] = set()
    for steps, record in records:
        text = text_in(record, key).strip().casefold()
        if text and text in seen:
            yield problem_at((*steps, key), "campaign_twice", read=text_in(record, key).strip())
        seen.add(text)


def unknown_reference(steps: Steps, read: str, known: Collection[str], problem: str = UNKNOWN) -> Iterator[Problem]:
    """*read*, where it is none of *known*, a set where there may be thousands; nothing where it is empty."""
    if not read or read in known:
        return
    if choices := tuple(sorted({code for code in known if code})):
        yield problem_at(steps, problem, read=read, choices=_some(choices))
    else:
        yield problem_at(steps, _NOTHING, read=read)


def _some(choices: tuple[str, ...], longest: int = 12) -> tuple[str, ...]:
    """Choices that a sentence can hold."""
    return choices if len(choices) <= longest else (*choices[:longest], "…")
