"""Named fields of a template, replaced by facts: figures, days, plurals and the words of closed lists."""

import re
import string
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.messages import numbers
from qpv_xlsx.messages.cell_runs import cells_in_words
from qpv_xlsx.messages.typed_words import as_place, as_typed

_FIGURES: Mapping[str, Callable[[float, str], str]] = MappingProxyType(
    {
        "": numbers.number,
        "number": numbers.number,
        "percent": numbers.percent,
        "points": numbers.points,
        "euros": numbers.euros,
    },
)


_UNIT_BEHIND = re.compile(r"(?<=\d) (?=[%€‰])")  # the space of « 37 % » as typed: no line ends there

_PATHS: Mapping[str, Callable[[str, str], str]] = MappingProxyType(
    {"typed": lambda path, _: as_typed(path), "place": as_place}
)
LISTS = frozenset({"directions", "situations", "perimeters", "progress"})
"""Sections of the labels whose words a template may name by their keys."""

Lists = Mapping[str, Mapping[str, str]]
"""Words by key, by section of the labels."""


class _Filler(string.Formatter):
    """``{value:percent}``, ``{n:number}``, ``{day:day}``; ``{value:figure}`` formats as the fact *kind* says.

    ``{count:ligne/lignes}`` chooses the singular or the plural. ``{situation:situations}`` gives the word for a key, or words as they are; ``{choices:listed}`` takes its list from
    the fact *section*, or is a figure. A fact that is a mapping says its words by language. ``{folder:place}`` is a folder as
    it is read, ``{folder:typed}`` a path as it is typed.
    """

    def __init__(self, facts: Mapping[str, object], lists: Lists, language: str) -> None:
        self._facts = facts
        self._lists = lists
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401, PLR0911  (typeshed; one per type)
        if isinstance(value, Mapping):
            value = value[self._language]
        section = str(self._facts["section"]) if format_spec == "listed" else format_spec
        if section in LISTS and not isinstance(value, int | float):
            keys = [value] if isinstance(value, str) else value
            return ", ".join(self._lists[section].get(key, key) for key in keys)
        match value:
            case str():
                return self._words(value, format_spec)
            case int() if "/" in format_spec:
                singular, plural = format_spec.split("/")
                return plural if numbers.is_plural(value, self._language) else singular
            case int() | float() if format_spec in {"figure", "listed"}:
                return self._figure(value, Kind(str(self._facts["kind"])))
            case int() | float() if format_spec in _FIGURES and not (format_spec == "" and isinstance(value, int)):
                return _FIGURES[format_spec](value, self._language)
            case datetime() if format_spec == "moment":
                return numbers.moment(value, self._language)
            case date() if format_spec == "day":
                return numbers.day(value, self._language)
            case tuple() | list():
                words = map(str, value)
                return cells_in_words(words, self._language) if format_spec == "cells" else ", ".join(words)
        return str(value)

    def _words(self, value: str, format_spec: str) -> str:
        """Paths as they are read or typed; a figure as it was typed does not part from its unit."""
        if format_spec in _PATHS:
            return _PATHS[format_spec](value, self._language)
        return _UNIT_BEHIND.sub("\u00a0", value) if format_spec in {"figure", "number"} else value

    def _figure(self, value: float, kind: Kind) -> str:
        """In the measure's unit; ratios of one sentence are written alike, « de 1 pour 50 à 1 pour 20 »."""
        said = (self._facts.get(key) for key in ("value", "previous", "proposal", "computed"))
        if kind is Kind.RATIO and 0 < value < 1 and any(numbers.is_small_ratio(one) for one in said):
            return numbers.one_for(value, self._language)
        return numbers.figure(value, kind, self._language)


def filled(template: str, facts: Mapping[str, object], lists: Lists, language: str) -> str:
    """Fill the named fields of *template*; *lists*: the words of the closed lists. A fact that is missing is a bug: KeyError."""
    return _Filler(facts, lists, language).vformat(template, (), facts)
