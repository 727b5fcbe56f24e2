"""What the desk says in one language: its own sentences (``words.fr.toml``, ``words.en.toml``) and the program's words."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from typing import Any

from babel.dates import format_date, format_datetime
from markupsafe import Markup, escape

from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.messages.numbers import figure, locale_of, number, percent
from qpv_xlsx.messages.sentences import Names, Sentence, sentence
from qpv_xlsx.messages.wordbook import error_sentence, fill, label


@cache
def _sentences(language: str) -> Mapping[str, Any]:
    return tomllib.loads(resources.files("qpv_xlsx.desk").joinpath(f"words.{language}.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One language, for templates: ``t("key", count=3)``."""

    language: str

    def t(self, key: str, /, **facts: object) -> str:
        """The sentence *key*, filled in. A key or a fact that is missing is a bug: KeyError."""
        section, _, name = key.partition(".")
        return fill(str(_sentences(self.language)[section][name]), facts, self.language)

    def html(self, key: str, /, **facts: object) -> Markup:
        """A sentence that holds marks (``<strong>``, ``<a>``): facts are escaped, unless they are marks themselves."""
        section, _, name = key.partition(".")
        safe = {name: escape(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        return Markup(fill(str(_sentences(self.language)[section][name]), safe, self.language))  # noqa: S704  (ours)

    def error(self, code: str, facts: Mapping[str, object]) -> str:
        """The sentence of an error, with the desk's own buttons where the program's own names a command."""
        said = _sentences(self.language)["here"].get(code)
        return fill(said, facts, self.language) if said else error_sentence(self.language, code, facts)

    def finding(self, found: Finding, names: Names, *, is_deciding: bool = False) -> Sentence:
        """A finding in words; likewise, what to do about it is what can be done here. *is_deciding*: on « À décider »."""
        said = sentence(found, self.language, names)
        hint = _sentences(self.language)["hint"].get("_".join(filter(None, (found.code.value, found.case))))
        if not hint or not said.hint:
            return said
        place = self.t("decide.here" if is_deciding else "decide.there")
        return replace(said, hint=fill(hint, {"place": place}, self.language))

    def label(self, section: str, key: str) -> str:
        """A word of the program's lists: state, situation, status."""
        return label(self.language, section, key)

    def day(self, value: date) -> str:
        """« 26 novembre », with the year where it is not the one of *today*: left to the sentence."""
        return format_date(
            value, format={"fr": "d MMMM", "en": "d MMMM"}[self.language], locale=locale_of(self.language)
        )

    def short_day(self, value: date) -> str:
        """« 26 nov. »."""
        return format_date(value, format="d MMM", locale=locale_of(self.language))

    def moment(self, value: datetime) -> str:
        """« 26 nov., 10 h 53 »."""
        pattern = {"fr": "d MMM, H 'h' mm", "en": "d MMM, HH:mm"}[self.language]
        return format_datetime(value, format=pattern, locale=locale_of(self.language))

    def clock(self, value: datetime) -> str:
        """« 10 h 53 »."""
        pattern = {"fr": "H 'h' mm", "en": "HH:mm"}[self.language]
        return format_datetime(value, format=pattern, locale=locale_of(self.language))

    def number(self, value: float) -> str:
        """« 1 234,5 »."""
        return number(value, self.language)

    def percent(self, value: float) -> str:
        """« 80 % »."""
        return percent(value, self.language)

    def figure(self, value: float, kind: Any) -> str:  # noqa: ANN401  (a Kind, as templates hold it)
        """A figure in its measure's unit."""
        return figure(value, kind, self.language)

    def listed(self, items: Sequence[str]) -> str:
        """« A, B et C »."""
        if len(items) < 2:  # noqa: PLR2004  (no link between fewer than two)
            return "".join(items)
        link = {"fr": " et ", "en": " and "}[self.language]
        return ", ".join(items[:-1]) + link + items[-1]

    def named(self, codes: Sequence[str], names: Mapping[str, str], most: int) -> str:
        """« DIRECCTE, CAF et 3 autres »: what *codes* are called, *most* of them."""
        said = tuple(names.get(code, code) for code in codes)
        if len(said) <= most:
            return self.listed(said)
        return f"{', '.join(said[:most])} {self.t('year.and_others', count=len(said) - most)}"
