"""Findings and errors as sentences that say where, what, and how to mend."""

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Finding, Place
from qpv_xlsx.messages import numbers
from qpv_xlsx.messages.wordbook import labels, wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What codes are called in this campaign: short labels of measures, names of quartiers."""

    measures: Mapping[str, str] = field(default_factory=dict)
    quartiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A finding in words. *message* begins with the place; *hint* is something to type or to click."""

    title: str
    message: str
    hint: str


_FIGURES: Mapping[str, Callable[[float, str], str]] = MappingProxyType(
    {
        "": numbers.number,
        "number": numbers.number,
        "percent": numbers.percent,
        "points": numbers.points,
        "euros": numbers.euros,
    },
)


_LISTS = frozenset({"situations", "perimeters", "progress"})  # sections of labels


class _Filler(string.Formatter):
    """``{value:percent}``, ``{n:number}``, ``{day:day}``; ``{value:figure}`` formats as the fact *kind* says.

    ``{count:ligne/lignes}`` chooses the singular or the plural. ``{situation:situations}`` gives the word for a key, or words as they are; ``{choices:listed}`` takes its list from
    the fact *section*. A fact that is a mapping says its words by language.
    """

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        self._facts = facts
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401, PLR0911  (typeshed; one per type)
        if isinstance(value, Mapping):
            value = value[self._language]
        section = str(self._facts["section"]) if format_spec == "listed" else format_spec
        if section in _LISTS:
            keys = [value] if isinstance(value, str) else value
            return ", ".join(labels(self._language, section).get(key, key) for key in keys)
        match value:
            case int() if "/" in format_spec:
                singular, plural = format_spec.split("/")
                return plural if numbers.is_plural(value, self._language) else singular
            case int() | float() if format_spec == "figure":
                return numbers.figure(value, Kind(str(self._facts["kind"])), self._language)
            case int() | float() if format_spec in _FIGURES and not (format_spec == "" and isinstance(value, int)):
                return _FIGURES[format_spec](value, self._language)
            case datetime() if format_spec == "moment":
                return numbers.moment(value, self._language)
            case date() if format_spec == "day":
                return numbers.day(value, self._language)
            case tuple() | list():
                return ", ".join(str(item) for item in value)
        return str(value)


def fill(template: str, facts: Mapping[str, object], language: str) -> str:
    """Fill the named fields of *template*. A fact that is missing is a bug: KeyError."""
    return _Filler(facts, language).vformat(template, (), facts)


def where(place: Place, measure: str | None, quartier: str | None, names: Names) -> str:
    """« Indicateurs!J6 (EMP-01, taux d'emploi) »; empty for a finding on the whole file."""
    spot = "!".join(part for part in (place.sheet, place.cell) if part)
    about = [measure, names.measures.get(measure, "")] if measure else []
    if quartier:
        about.append(names.quartiers.get(quartier, quartier))
    said = ", ".join(part for part in about if part)
    return f"{spot} ({said})" if spot and said else spot or said


def sentence(found: Finding, language: str, names: Names) -> Sentence:
    """A finding in words, in *language*. « read » (what stood in the cell) and the finding's facts fill the fields."""
    words = wording(language, found.code, found.case)
    facts = {"read": found.read or "", "measure": found.measure or "", **found.facts}
    if found.quartier:
        facts["quartier"] = names.quartiers.get(found.quartier, found.quartier)
    start = where(found.place, found.measure, found.quartier, names)
    colon = {"fr": "\u00a0: ", "en": ": "}[language]
    message = fill(words.message, facts, language)
    return Sentence(
        title=words.title,
        message=f"{start}{colon}{message}" if start else message,
        hint=fill(words.hint, facts, language),
    )
