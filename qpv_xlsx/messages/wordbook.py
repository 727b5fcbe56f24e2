"""The sentences and words of one language, as written in ``fr.toml`` and ``en.toml``.

A command says a few of their thousands of words: a table of the file is parsed when it is first asked for.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qpv_xlsx.domain.findings import Problem
from qpv_xlsx.messages.filling import LISTS, filled

LANGUAGES = ("fr", "en")

_TABLES = re.compile(r"^(?=\[)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One sentence with its mend. *title*: the code's short name, for lists and docs; inherited by its cases."""

    title: str
    message: str
    hint: str


@cache
def words(language: str) -> Mapping[str, Any]:
    """The whole file of *language*, for those who go through all of it."""
    return tomllib.loads(_file(language))


def _file(language: str) -> str:
    """Raises KeyError for a language that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return Path(__file__).with_name(f"{language}.toml").read_text("utf-8")


@cache
def _tables(language: str) -> Mapping[str, str]:
    """The text of each table, by the first two parts of its name at most, with the tables inside it."""
    texts: defaultdict[str, str] = defaultdict(str)
    for text in _TABLES.split(_file(language))[1:]:
        name = text.partition("]")[0].removeprefix("[")
        texts[".".join(name.split(".")[:2])] += text
    return dict(texts)


@cache
def table(language: str, name: str) -> Mapping[str, Any]:
    """One table of the file of *language*: « phrases », « labels.sheets », « findings.F01 ». KeyError where there is none."""
    found: Mapping[str, Any] = tomllib.loads(_tables(language)[name])
    for part in name.split("."):
        found = found[part]
    return found


def wording(language: str, code: str, case: str = "") -> Wording:
    """The wording of a finding *code*. A case without its own sentence is a bug: KeyError."""
    main = table(language, f"findings.{code}")
    chosen = main["cases"][case] if case else main
    return Wording(title=main["title"], message=chosen["message"], hint=chosen["hint"])


def label(language: str, section: str, key: str) -> str:
    """A word on screen: sheet name, header, situation, perimeter, status."""
    return str(labels(language, section)[key])


@cache
def labels(language: str, section: str) -> Mapping[str, str]:
    """All the words of one section, by key, in the file's order."""
    return table(language, f"labels.{section}")


def fill(template: str, facts: Mapping[str, object], language: str) -> str:
    """*template* with its named fields filled in. A fact that is missing is a bug: KeyError."""
    return filled(template, facts, _lists(language), language)


@cache
def _lists(language: str) -> Mapping[str, Mapping[str, str]]:
    return {section: labels(language, section) for section in LISTS}


def phrase(language: str, key: str, /, **facts: object) -> str:
    """A sentence of the program itself (``[phrases]``), filled in."""
    return fill(str(table(language, "phrases")[key]), facts, language)


def error_sentence(language: str, code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a CampaignError, a Problem or a StorageError (``[errors]``), filled in."""
    return fill(str(table(language, "errors")[code]), facts, language)


def located_sentence(language: str, problem: Problem) -> str:
    """« Indicateurs!C4 : … »: where, what, how to mend."""
    return placed(language, problem.place, error_sentence(language, problem.code, problem.facts))


def placed(language: str, place: str, words: str) -> str:
    """*words* with where they are about before them: « Indicateurs!C4 : … »."""
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{place}{colon}{words}"
