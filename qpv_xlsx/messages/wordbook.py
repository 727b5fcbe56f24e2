"""The sentences and words of one language, as written in ``fr.toml`` and ``en.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from qpv_xlsx.domain.findings import Problem
from qpv_xlsx.messages.filling import filled

LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One sentence with its mend. *title*: the code's short name, for lists and docs; inherited by its cases."""

    title: str
    message: str
    hint: str


@cache
def words(language: str) -> Mapping[str, Any]:
    """The whole file of *language*, read once. Raises KeyError for a language that has none."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return tomllib.loads(resources.files("qpv_xlsx.messages").joinpath(f"{language}.toml").read_text("utf-8"))


def wording(language: str, code: str, case: str = "") -> Wording:
    """The wording of a finding *code*. A case without its own sentence is a bug: KeyError."""
    main = words(language)["findings"][code]
    chosen = main["cases"][case] if case else main
    return Wording(title=main["title"], message=chosen["message"], hint=chosen["hint"])


def label(language: str, section: str, key: str) -> str:
    """A word on screen: sheet name, header, situation, perimeter, status."""
    return str(words(language)["labels"][section][key])


def labels(language: str, section: str) -> Mapping[str, str]:
    """All the words of one section, by key, in the file's order."""
    found: Mapping[str, str] = words(language)["labels"][section]
    return found


def fill(template: str, facts: Mapping[str, object], language: str) -> str:
    """*template* with its named fields filled in. A fact that is missing is a bug: KeyError."""
    return filled(template, facts, words(language)["labels"], language)


def phrase(language: str, key: str, /, **facts: object) -> str:
    """A sentence of the program itself (``[phrases]``), filled in."""
    return fill(str(words(language)["phrases"][key]), facts, language)


def error_sentence(language: str, code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a CampaignError, a Problem or a StorageError (``[errors]``), filled in."""
    return fill(str(words(language)["errors"][code]), facts, language)


def located_sentence(language: str, problem: Problem) -> str:
    """« Indicateurs!C4 : … »: where, what, how to mend."""
    return placed(language, problem.place, error_sentence(language, problem.code, problem.facts))


def placed(language: str, place: str, words: str) -> str:
    """*words* with where they are about before them: « Indicateurs!C4 : … »."""
    colon = "\u00a0: " if language == "fr" else ": "
    return f"{place}{colon}{words}"
