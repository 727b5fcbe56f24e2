"""Read a text as a figure of a kind: as its writer meant it, or not at all."""

import re

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.figures.conversion import convert
from qpv_xlsx.domain.returned.figures.counted_words import is_in_letters, number_in_letters
from qpv_xlsx.domain.returned.figures.fractions import read_fraction
from qpv_xlsx.domain.returned.figures.imprecise import Hedge, find_hedge, is_limit, is_range
from qpv_xlsx.domain.returned.figures.outcomes import NotRead, Reading, Understood
from qpv_xlsx.domain.returned.figures.units import read_quantity, split_quantity
from qpv_xlsx.domain.returned.figures.writing import plain

_MONTHS = r"(janv|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec|jan|feb|apr|may|jun|jul|aug)[a-z]*\.?"
_DATES = re.compile(
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-](\d{{4}}|\d{{2}})|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}.*"
    rf"|(1er|\d{{1,2}})[ -]{_MONTHS}([ -]\d{{2,4}})?|{_MONTHS}[ -]\d{{2,4}}",
)
_TIMES = re.compile(r"\d{1,3}:\d{2}(:\d{2})?|\d{1,2} ?h ?\d{0,2}")
_ERRORS = re.compile(r"#[a-z0-9/!?' ]+[!?]|#n/a|#nom\?|#valeur!|err:\d+")
_ROUNDED = re.compile(r"\d([.,]\d+)?e\+?\d+")
_LONGEST = 120  # characters: beyond, it is a comment in the wrong cell
_ASIDE = re.compile(r"[,;:]? ?(\(|\[|\*|[²³¹]|(dont|soit|y compris|including|of which)\b)")


def read_figure(text: str, kind: Kind, noun: str = "") -> Reading:
    """What *text*, written for a measure of *kind* counted in *noun* (« places »), says.

    Texts without any sign are the caller's to leave out. Bounds are not checked.
    """
    words = plain(text)
    if absence := read_absence(text):
        return absence
    if len(words) > _LONGEST:
        return NotRead(code=Code.V01)
    return _foreign(words) or _hedged(words, kind, plain(noun)) or _figure(words, kind, plain(noun))


def _foreign(words: str) -> NotRead | None:
    """Formulas, errors, dates and times that are only text."""
    if _ERRORS.fullmatch(words):
        return NotRead(code=Code.V07)
    if words.startswith("="):
        return NotRead(code=Code.V08, case="as_text")
    if _DATES.fullmatch(words):
        return NotRead(code=Code.V09, case="text")
    if _TIMES.fullmatch(words):
        return NotRead(code=Code.V09, case="time")
    if _ROUNDED.fullmatch(words):
        return NotRead(code=Code.V10, case="rounded")
    return None


def _hedged(words: str, kind: Kind, noun: str) -> Reading | None:
    hedge = find_hedge(words)
    if hedge is None:
        return None
    inner = _figure(hedge.rest, kind, noun)
    return _vouched(inner, hedge) if isinstance(inner, Understood) else inner


def _vouched(inner: Understood, hedge: Hedge) -> Understood:
    """The figure inside, with what surrounds it. The doubt that needs an eye is the one told."""
    speaks_inside = not inner.is_sure and hedge.code is Code.V04
    return Understood(
        value=inner.value,
        code=inner.code if speaks_inside else hedge.code,
        case=inner.case if speaks_inside else hedge.case,
        is_sure=inner.is_sure and hedge.code is Code.V04,
        other=inner.other,
        situation=hedge.situation,
        numerator=inner.numerator,
        denominator=inner.denominator,
    )


def _figure(words: str, kind: Kind, noun: str) -> Understood | NotRead:
    if quantity := read_quantity(words, noun):
        return convert(quantity, kind)
    if is_limit(words):
        return NotRead(code=Code.V10, case="limit")
    if is_range(words):
        return NotRead(code=Code.V10, case="range")
    return _fraction(words, kind) or _in_letters(words, kind) or _refused(words, kind, noun)


def _fraction(words: str, kind: Kind) -> Understood | NotRead | None:
    fraction = read_fraction(words, with_nouns=kind is Kind.RATIO)
    if fraction is None:
        return None
    if kind not in {Kind.SHARE, Kind.RATIO}:
        return NotRead(code=Code.V01, case="fraction")
    if fraction.denominator == 0:
        return NotRead(code=Code.V01, case="zero_denominator")
    return Understood(
        value=fraction.numerator / fraction.denominator,
        case="fraction",
        is_sure=False,
        numerator=fraction.numerator,
        denominator=fraction.denominator,
    )


def _in_letters(words: str, kind: Kind) -> NotRead | None:
    if not is_in_letters(words):
        return None
    counted = number_in_letters(words)
    if counted is None or kind in {Kind.SHARE, Kind.GAP}:
        return NotRead(code=Code.V10, case="letters")
    return NotRead(code=Code.V10, case="letters_proposal", proposal=counted)


def _refused(words: str, kind: Kind, noun: str) -> NotRead:
    """« 12 (dont 3 femmes) » is refused with 12 as a proposal; « 12 hommes et 3 femmes » without one."""
    start = split_quantity(words, noun)
    if start is None:
        return NotRead(code=Code.V01)
    quantity, rest = start
    meant = convert(quantity, kind)
    if isinstance(meant, NotRead) or (re.search(r"\d", rest) and not _ASIDE.match(rest)):
        return NotRead(code=Code.V01)
    return NotRead(code=Code.V01, case="proposal", proposal=meant.value)
