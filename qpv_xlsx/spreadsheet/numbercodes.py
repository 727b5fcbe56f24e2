"""Number format codes (« #,##0.0" k€";-0;"nd";@ ») taken apart: sections, conditions, digits, words.

The syntax is that of files, the same in every language (ECMA-376, 18.8.31); OpenDocument's styles are told in it too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType

GENERAL = frozenset({"", "general", "standard"})

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\[\]]*)\]'
    r"|(?P<general>general|standard)|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<date>AM/PM|A/P|[dmyhs]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:[.,]\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?", re.DOTALL)
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne},
)


class Sign(Enum):
    """What one token of a section stands for."""

    WORDS = auto()
    DIGIT = auto()  # « 0 », « # », « ? »
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    SLASH = auto()
    GENERAL = auto()
    TEXT = auto()
    MOMENT = auto()  # a part of a date or of a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token, and its own text."""

    sign: Sign
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section. *condition*: of the numbers that it shows; None where its place in the code says it."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None

    def has(self, sign: Sign) -> bool:
        """Whether a token stands for *sign*."""
        return any(token.sign is sign for token in self.tokens)

    def admits(self, number: Decimal) -> bool:
        """Whether its condition lets *number* in; True without one."""
        if self.condition is None:
            return True
        comparison, bound = self.condition
        return _COMPARISONS[comparison](number, bound)


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of *code*, at least one."""
    found: list[Section] = []
    tokens: list[Token] = []
    condition = None
    for match in _TOKEN.finditer("General" if code.strip().lower() in GENERAL else code):
        bracket = match["bracket"]
        if match["other"] == ";":
            found.append(Section(tokens=tuple(tokens), condition=condition))
            tokens, condition = [], None
        elif bracket is not None and (said := _CONDITION.fullmatch(bracket.strip())):
            condition = said[1], Decimal(said[2].replace(",", "."))
        else:
            tokens.extend(_tokens(match))
    return (*found, Section(tokens=tuple(tokens), condition=condition))


def _tokens(match: re.Match[str]) -> Iterator[Token]:
    if (bracket := match["bracket"]) is not None:
        yield from _of_bracket(bracket)
        return
    kind, text = match.lastgroup or "", match.group()
    match kind:
        case "quoted" | "escaped":
            yield Token(sign=Sign.WORDS, text=match[kind])
        case "space":
            yield Token(sign=Sign.WORDS, text=" ")
        case "fill":
            return
        case "general":
            yield Token(sign=Sign.GENERAL, text=text)
        case "exponent":
            yield Token(sign=Sign.EXPONENT, text=text)
        case "digit":
            yield Token(sign=Sign.DIGIT, text=text)
        case "date":
            yield Token(sign=Sign.MOMENT, text=text)
        case _:
            yield Token(sign=_OTHERS.get(text, Sign.WORDS), text=text)


_OTHERS: Mapping[str, Sign] = MappingProxyType(
    {".": Sign.POINT, ",": Sign.COMMA, "%": Sign.PERCENT, "/": Sign.SLASH, "@": Sign.TEXT},
)


def _of_bracket(bracket: str) -> Iterator[Token]:
    """« [$€-40C] » is a word, « [h] » a duration; colours and languages show nothing."""
    if currency := _CURRENCY.fullmatch(bracket):
        if currency[1]:
            yield Token(sign=Sign.WORDS, text=currency[1])
    elif _ELAPSED.fullmatch(bracket):
        yield Token(sign=Sign.MOMENT, text=bracket)
