"""Number styles of OpenDocument told as number format codes (« #,##0.0" k€" »), the same as in the other formats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from qpv_xlsx.spreadsheet.book import FormatKind
from qpv_xlsx.spreadsheet.opening.visibility import pale_code

_KINDS: Mapping[str, FormatKind] = MappingProxyType(
    {
        "number:percentage-style": FormatKind.PERCENT,
        "number:date-style": FormatKind.DATE,
        "number:time-style": FormatKind.DATE,
        "number:text-style": FormatKind.TEXT,
        "number:number-style": FormatKind.NUMBER,
        "number:currency-style": FormatKind.NUMBER,
        "number:boolean-style": FormatKind.NUMBER,
    },
)
_MOMENTS: Mapping[str, str] = MappingProxyType(
    {
        "number:day": "dd",
        "number:month": "mm",
        "number:year": "yyyy",
        "number:hours": "hh",
        "number:minutes": "mm",
        "number:seconds": "ss",
        "number:day-of-week": "ddd",
        "number:am-pm": "AM/PM",
    },
)
_HOLDERS = frozenset({"#", "0"})
_MOST_DIGITS = 30  # a style may ask for billions


@dataclass(slots=True)
class NumberStyle:
    """One number style being read.

    *others*: condition and name of the styles that some numbers take instead. *within*: words among the digits that come
    next, and how many digits stand after them. *colour*: of the digits; empty for that of the cell.
    """

    tag: str
    pieces: list[str] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    within: list[tuple[int, str]] = field(default_factory=list)
    colour: str = ""

    @property
    def kind(self) -> FormatKind:
        """A number style without a single constraint is the general format (LibreOffice's N0)."""
        return FormatKind.GENERAL if self.pieces == ["General"] and not self.others else _KINDS[self.tag]

    def add(self, name: str, attributes: Mapping[str, str], text: str) -> None:
        """A part of the style, with its words."""
        if name == "number:number":
            digits = _digits(attributes, is_alone=self.tag == "number:number-style" and not self.within)
            self.pieces.append(_with_words(digits, self.within))
            self.within.clear()
        elif name == "number:embedded-text":
            self.within.append((min(_count(attributes, "number:position", 0), _MOST_DIGITS), text))
        elif name == "style:text-properties":
            self.colour = attributes.get("fo:color", "")
        elif name in {"number:text", "number:currency-symbol"}:
            self.pieces.append(self._words(text))
        elif name == "number:text-content":
            self.pieces.append("@")
        elif name == "number:scientific-number":
            self.pieces.append("0.00E+00")
        elif name == "number:fraction":
            self.pieces.append("# ?/?")
        elif name in _MOMENTS:
            self.pieces.append(_MOMENTS[name])
        elif name == "style:map":
            condition = attributes.get("style:condition", "").replace("value()", "").replace("!=", "<>").strip()
            self.others.append((condition, attributes.get("style:apply-style-name", "")))

    def _words(self, text: str) -> str:
        """In quotes; the per cent of a percentage is the one that multiplies."""
        if self.tag == "number:percentage-style" and "%" in text and "%" not in self.pieces:
            before, _, after = text.partition("%")
            return f"{_quoted(before)}%{_quoted(after)}"
        return _quoted(text)


def is_number_style(name: str) -> bool:
    """Whether elements of that name are number styles."""
    return name in _KINDS


def code_of(name: str, styles: Mapping[str, NumberStyle]) -> str:
    """The code of a number style, with those that it yields to; one without any part shows nothing."""
    style = styles[name]
    others = [f"[{condition}]{_own_code(styles[other])}" for condition, other in style.others if other in styles]
    return ";".join((*others, _own_code(style)))


def _own_code(style: NumberStyle) -> str:
    return pale_code(style.colour.removeprefix("#").upper()) + ("".join(style.pieces) or '""')


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def _digits(attributes: Mapping[str, str], *, is_alone: bool) -> str:
    if is_alone and set(attributes) <= {"number:min-integer-digits"}:
        return "General"
    least = min(_count(attributes, "number:min-integer-digits", 1), _MOST_DIGITS)
    zeros = "0" * least
    whole = f"#,{zeros.rjust(3, '#')}" if attributes.get("number:grouping") == "true" else zeros or "#"
    decimals = min(_count(attributes, "number:decimal-places", 0), _MOST_DIGITS)
    asked = min(_count(attributes, "number:min-decimal-places", decimals), decimals)
    part = "." + "0" * asked + "#" * (decimals - asked) if decimals else ""
    return whole + part + "," * _thousands(attributes.get("number:display-factor", "1"))


def _with_words(digits: str, within: Iterable[tuple[int, str]]) -> str:
    """*digits* with words before their last so many: « 0"."0 » shows 34 as 3.4."""
    whole, point, decimals = digits.partition(".")
    tokens = list(whole)
    for after, words in within:
        missing = after + 1 - sum(token in _HOLDERS for token in tokens)
        tokens[:0] = "#" * missing
        places = [place for place, token in enumerate(tokens) if token in _HOLDERS]
        tokens.insert(places[-after] if after else len(tokens), _quoted(words))
    return "".join(tokens) + point + decimals


def _thousands(factor: str) -> int:
    """How often a factor of 1000, 1 000 000… divides by a thousand."""
    try:
        size = float(factor)
    except ValueError:
        return 0
    count = 0
    while 1000 <= size < 1e30:  # noqa: PLR2004  (a thousand)
        size /= 1000
        count += 1
    return count


def _count(attributes: Mapping[str, str], name: str, default: int) -> int:
    value = attributes.get(name, "")
    return int(value) if value.isdecimal() else default
