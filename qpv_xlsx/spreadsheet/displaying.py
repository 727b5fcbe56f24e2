r"""What a cell shows: its number or its text as its number format dresses them, in French digits.

A format may say another figure than the one stored: 0.5 in « 0.0\% » shows 0,5 %, 195.8 in « #,##0.0" k€" » shows
195,8 k€, 12 in « 0"00" » shows 1200, 12 000 in « 0, » shows 12, and « ;;; » shows nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from qpv_xlsx.spreadsheet.numbercodes import Section, Sign, Token, sections_of

_GROUP = "\u202f"  # between thousands, as Babel writes French numbers
_HOLDERS = frozenset({Sign.DIGIT, Sign.GENERAL, Sign.TEXT})
_NUMERALS = frozenset({Sign.DIGIT, Sign.POINT, Sign.COMMA})
_GENERAL_DIGITS = 11  # significant, of the general format
_BEYOND_WORDS = Decimal("1e15")
_SPACES = re.compile(r"[\s'’]")
_MINUS = re.compile(r"[-−(]")
_LEADING = re.compile(r"\d+[.,]?$")
_TRAILING = re.compile(r"[.,]?\d+|(?:\s\d{3})+(?!\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_WITH_SIGN = 2  # a second section is that of the negative numbers, whose sign it writes itself


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayedNumber:
    """What a person sees of a number.

    *text*: the whole, « 195,8 k€ »; empty where the format shows nothing.
    *figure*: what its digits say, before rounding: 195.8; 50 for « 50 % »; None where no number is seen (« nd »).
    *before*, *after*: what stands around the digits, sign apart: « » and « k€ »; « % » for a real per cent too.
    """

    text: str
    figure: float | None
    before: str = ""
    after: str = ""


def shown_number(number: float, code: str) -> DisplayedNumber | None:
    """*number* as *code* shows it. None where that cannot be told: dates, times, a number that is none."""
    if not isfinite(number):
        return None
    exact = Decimal(repr(number))
    section, writes_sign = _chosen(exact, sections_of(code))
    if section.has(Sign.MOMENT):
        return None
    return _dressed(exact.copy_abs(), section, sign="" if writes_sign or exact >= 0 else "-")


def shown_section(number: float, code: str) -> int:
    """Which section of *code*, from 0, shows *number*."""
    sections = sections_of(code)
    chosen, _ = _chosen(Decimal(repr(number)), sections)
    return next(place for place, one in enumerate(sections) if one is chosen)


def shown_text(text: str, code: str) -> str:
    """*text* as *code* shows it: « 12 k€ » for « 12 » in « @" k€" », nothing in « ;;; »."""
    sections = sections_of(code)
    if len(sections) >= 4:  # noqa: PLR2004  (positive, negative, zero, text)
        chosen = sections[3]
    elif sections[-1].has(Sign.TEXT):
        chosen = sections[-1]
    else:
        return text
    return "".join(text if token.sign is Sign.TEXT else token.text for token in chosen.tokens)


@lru_cache(maxsize=512)
def is_plain(code: str) -> bool:
    """Whether *code* shows any number as it is stored: digits, at most one real per cent, no words, no scale."""
    sections = sections_of(code)
    return len(sections) == 1 and _is_plain(sections[0].tokens)


def _is_plain(tokens: Sequence[Token]) -> bool:
    signs = [token.sign for token in tokens]
    if signs in ([Sign.GENERAL], [Sign.TEXT]):
        return True
    is_bare = all(not token.text.strip() for token in tokens if token.sign is Sign.WORDS)
    is_known = set(signs) <= {*_NUMERALS, Sign.PERCENT, Sign.WORDS}
    shows_zero = any(token.text == "0" for token in tokens if token.sign is Sign.DIGIT)  # « # » shows nothing of it
    return is_bare and is_known and shows_zero and signs.count(Sign.PERCENT) <= 1 and not _scale(tokens)


def _chosen(number: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section that shows *number*, and whether it writes the sign itself."""
    numeric = sections[:3]
    if len(numeric) > 1 and numeric[-1].has(Sign.TEXT):  # « 0;@ »: the last section is that of texts
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        found = next((one for one in numeric if one.admits(number)), numeric[-1])
        return found, number < 0 and _is_for_negatives(found, numeric)
    if number == 0 and len(numeric) > _WITH_SIGN:
        return numeric[2], True
    if number < 0 and len(numeric) >= _WITH_SIGN:
        return numeric[1], True
    return numeric[0], False


def _is_for_negatives(section: Section, sections: Sequence[Section]) -> bool:
    """Whether only negative numbers reach *section*, which then writes their sign itself."""
    if section.condition is not None:
        return section.condition[0] in {"<", "<="} and section.condition[1] <= 0
    bounds = (one.condition for one in sections if one.condition is not None)
    return any(comparison in {">", ">="} and bound <= 0 for comparison, bound in bounds)


def _dressed(number: Decimal, section: Section, *, sign: str) -> DisplayedNumber:
    """*number*, without its sign, in *section*. *sign*: written before it where the section writes none."""
    tokens = section.tokens
    places = [place for place, token in enumerate(tokens) if token.sign in _HOLDERS]
    if not places:
        words = _words(tokens).strip()
        return DisplayedNumber(text=f"{sign}{words}" if words else "", figure=None)
    first, last = _ends_of_digits(tokens, places)
    percents = sum(token.sign is Sign.PERCENT for token in tokens)
    scaled = number * 100**percents / Decimal(1000) ** _scale(tokens)
    inside = tokens[first : last + 1]
    before, digits, after = _with_neighbours(
        _words(tokens[:first]), _digits(scaled, inside), _words(tokens[last + 1 :])
    )
    is_altered = (before, after) != (_words(tokens[:first]), _words(tokens[last + 1 :])) or _has_words_among_digits(
        inside
    )
    figure = _spelled(digits) if is_altered else float(scaled)
    text = f"{before}{sign}{digits}{after}" if not before.strip() else f"{sign}{before}{digits}{after}"
    is_below = bool(sign) or _MINUS.search(before) is not None
    around = _MINUS.sub("", before).strip(), after.replace(")", "").strip() if "(" in before else after.strip()
    return DisplayedNumber(
        text=text.strip(), figure=_signed(figure, is_below=is_below), before=around[0], after=around[1]
    )


def _signed(figure: float | None, *, is_below: bool) -> float | None:
    return -figure if figure and is_below else figure


def _has_words_among_digits(tokens: Sequence[Token]) -> bool:
    signs = [token.sign for token in tokens]
    return Sign.WORDS in signs and Sign.SLASH not in signs  # « # ?/? » is a fraction


def _ends_of_digits(tokens: Sequence[Token], places: Sequence[int]) -> tuple[int, int]:
    """Places of the first and last token that belong to the digits: points and scaling commas stand right beside them."""
    first, last = places[0], places[-1]
    while first and tokens[first - 1].sign in _NUMERALS:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].sign in _NUMERALS:
        last += 1
    return first, last


def _words(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


def _scale(tokens: Sequence[Token]) -> int:
    """How many times the number is divided by a thousand: commas right after the last digit before the point."""
    numerals = [token for token in tokens if token.sign in _NUMERALS]
    whole = next((number for number, token in enumerate(numerals) if token.sign is Sign.POINT), len(numerals))
    return _trailing_commas(numerals[:whole]) + (_trailing_commas(numerals[whole:]) if whole < len(numerals) else 0)


def _trailing_commas(numerals: Sequence[Token]) -> int:
    count = 0
    for token in reversed(numerals):
        if token.sign is not Sign.COMMA:
            break
        count += 1
    return count if count < len(numerals) else 0


def _digits(number: Decimal, tokens: Sequence[Token]) -> str:
    """The digits of *number* in the places that *tokens* give."""
    if tokens[0].sign in {Sign.GENERAL, Sign.TEXT}:
        return _general(number)
    signs = [token.sign for token in tokens]
    if Sign.EXPONENT in signs:
        return f"{number:.2E}".replace(".", ",")
    if Sign.SLASH in signs:
        slash = signs.index(Sign.SLASH)
        return _fraction(number, tokens[slash + 1 :], is_mixed=Sign.WORDS in signs[:slash])
    point = signs.index(Sign.POINT) if Sign.POINT in signs else len(tokens)
    decimals = [token for token in tokens[point + 1 :] if token.sign is Sign.DIGIT]
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP) if number < _BEYOND_WORDS else number
    whole, _, rest = f"{rounded:f}".partition(".")
    return _whole(whole, tokens[:point]) + _decimals(rest, decimals)


def _whole(digits: str, tokens: Sequence[Token]) -> str:
    """The whole part, filled in from its last place, words between digits kept."""
    places = [token for token in tokens if token.sign in {Sign.DIGIT, Sign.WORDS}]
    has_words = any(token.sign is Sign.WORDS for token in places)
    least = sum(token.text == "0" for token in places if token.sign is Sign.DIGIT)
    digits = digits.lstrip("0").rjust(least, "0")
    if not has_words:
        is_grouped = _is_grouped(tokens)
        return f"{int(digits):,}".replace(",", _GROUP) if is_grouped and digits and least <= 1 else digits
    written: list[str] = []
    left = digits
    for token in reversed(places):
        if token.sign is Sign.WORDS:
            written.append(token.text if left or token.text.strip() else "")
        else:
            written.append(left[-1:])
            left = left[:-1]
    return left + "".join(reversed(written))


def _is_grouped(tokens: Sequence[Token]) -> bool:
    numerals = [token.sign for token in tokens if token.sign in _NUMERALS]
    last = len(numerals) - 1 - numerals[::-1].index(Sign.DIGIT) if Sign.DIGIT in numerals else 0
    return Sign.COMMA in numerals[:last]


def _decimals(digits: str, tokens: Sequence[Token]) -> str:
    """« ,50 »; trailing zeros that no « 0 » asks for are left out."""
    while digits.endswith("0") and tokens and len(digits) <= len(tokens) and tokens[len(digits) - 1].text != "0":
        digits = digits[:-1]
    return f",{digits}" if digits else ""


def _general(number: Decimal) -> str:
    if number >= _BEYOND_WORDS:
        return f"{number:.5E}".replace(".", ",")
    kept = Decimal(f"{number:.{_GENERAL_DIGITS}g}")
    plain = f"{kept:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def _fraction(number: Decimal, denominator: Sequence[Token], *, is_mixed: bool) -> str:
    """« 1 1/2 »."""
    fixed = "".join(token.text for token in denominator).strip()
    if fixed.isdigit() and int(fixed):
        nearest = Fraction(round(Fraction(number) * int(fixed)), int(fixed))
    else:
        nearest = Fraction(number).limit_denominator(10 ** max(1, min(len(fixed), 3)) - 1)
    whole, rest = divmod(nearest, 1) if is_mixed else (0, nearest)
    part = f"{rest.numerator}/{rest.denominator}" if rest else ""
    return " ".join(piece for piece in (str(whole) if whole or not part else "", part) if piece)


def _with_neighbours(before: str, digits: str, after: str) -> tuple[str, str, str]:
    """Digits among the words right beside the number are read with it: « 0"00" » shows 1200."""
    leading, trailing = _LEADING.search(before), _TRAILING.match(after)
    if leading:
        before, digits = before[: leading.start()], leading.group() + digits
    if trailing:
        digits, after = digits + trailing.group(), after[trailing.end() :]
    return before, digits, after


def _spelled(digits: str) -> float | None:
    """What digits with words among them say; None where that is no number, or « 34.000 » may be 34 000."""
    plain = _SPACES.sub("", digits)
    if not _NUMBER.fullmatch(plain) or _GROUPED.fullmatch(plain):
        return None
    return float(plain.replace(",", "."))
