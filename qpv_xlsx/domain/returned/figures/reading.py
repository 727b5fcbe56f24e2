"""Read a text as a figure of a kind: as its writer meant it, or not at all."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.figures.asides import Aside, without_aside
from qpv_xlsx.domain.returned.figures.conversion import convert
from qpv_xlsx.domain.returned.figures.counted_words import is_in_letters, number_in_letters, share_in_letters
from qpv_xlsx.domain.returned.figures.dressing import dressed
from qpv_xlsx.domain.returned.figures.fractions import StatedFraction, read_fraction, read_stated
from qpv_xlsx.domain.returned.figures.imprecise import Hedge, find_hedge, is_limit, is_range
from qpv_xlsx.domain.returned.figures.numerals import figure_of
from qpv_xlsx.domain.returned.figures.outcomes import NotRead, Reading, Understood
from qpv_xlsx.domain.returned.figures.refusing import refused
from qpv_xlsx.domain.returned.figures.surroundings import NOWHERE, Surroundings
from qpv_xlsx.domain.returned.figures.units import Unit, read_quantity
from qpv_xlsx.domain.spelling import folded, tidy

_MONTHS = r"(janv|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec|jan|feb|apr|may|jun|jul|aug)[a-z]*\.?"
_DATES = re.compile(
    rf"\d{{1,2}}[/.-]\d{{1,2}}[/.-](\d{{4}}|\d{{2}})|\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}.*"
    rf"|(1er|\d{{1,2}})[ -]{_MONTHS}([ -]\d{{2,4}})?|{_MONTHS}[ -]\d{{2,4}}"
    r"|(0?[1-9]|1[0-2])/(19|20)\d\d|(0[1-9]|[12]\d|3[01])/0[1-9]|0[1-9]/1[0-2]|3[01]/1[02]"  # « 12/2015 », « 31/12 »
    r"|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])",  # « 20151231 »
)
_SCHOOL_YEAR = re.compile(
    r"(?:annee (?:scolaire|universitaire) |rentree |campagne )?(?P<first>(?:19|20)\d\d) ?[/-] ?(?P<second>(?:19|20)?\d\d)"
)
_TIMES = re.compile(r"\d{1,3}:\d{2}(:\d{2})?|\d{1,2} ?h ?\d{0,2}")
_HOURS = re.compile(r"\d+ ?h")
_QUOTED = re.compile(r"'(?P<inner>[^']+)'?|\"(?P<inner_2>[^\"]+)\"|[«“] ?(?P<inner_3>[^«»“”]+?) ?[»”]")
_GAP_WORDS = re.compile(
    r"(?:(?:un )?ecart (?:de |: ?)?(?P<before>[+-]? ?\d.*))|(?P<after>.*\d.*?(?:points?|pts?|pp)) (?:d'ecart|de difference)"
)
_ERRORS = re.compile(r"#[a-z0-9/!?' ]+[!?]|#n/a|#nom\?|#valeur!|err:\d+")
_ROUNDED = re.compile(r"(?P<digits>\d(?:[.,]\d+)?) ?(?:e|(?:[.x*×] ?)10 ?\^) ?(?P<power>[+-]?\d{1,2})")
_TWO_LINES = re.compile(r"\d[^\S\n\r\t]*[\n\r\t]\s*\d")
_LONGEST = 120  # characters: beyond, it is a comment in the wrong cell
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{1,4}\b")
_MOST_ASIDES = 4
_MORE_THAN_A_FIGURE = frozenset(  # an answer may be inside: « 318 pour 2025 » is no fraction, « = 318 » no formula
    {(Code.V01, ""), (Code.V01, "proposal"), (Code.V01, "fraction"), (Code.V08, "as_text")}
)
_NOTHING = re.compile(r"^0 ?\(?(?:neant|aucune?|rien|zero|nil|none)\)?$|^(?:neant|aucune?|rien|zero|nil|none) ?\(0\)$")
_CHANGES = r"(?:plus|moins|hausse|baisse|augmentation|diminution|progression|evolution|croissance|recul|more|less|increase|decrease)\b"
_LABEL = re.compile(
    r"(?:(?:au )?total|soit|valeur|resultat|nombre(?: total)?|nb|taux|montant(?: total)?|effectif)s? ?(?: de\b| d'|:|=)? ?(?P<rest>[\d.,+-].*)"
)
_IN_QUARTIERS = re.compile(
    r"(?P<quantity>\d.*?[a-z.].*?),? \(?(?:(?:resid|habit|viv|demeur)(?:ant|ent)e?s?|domicilie?e?s?|issue?s?|scolarisee?s?|implantee?s?|situee?s?|localisee?s?)? ?"
    r"(?:dans |en |de |des |du |au sein )*(?:les |l'un des )?(?:\d+ )?(?:qpv|qp|quartiers?(?: prioritaires?)?(?: de la politique de la ville)?)\)?"
)
_OF_WHOM = re.compile(  # « 17,3 % des jeunes résidant en QPV »; « 17,3 % de hausse » is a change
    rf"(?P<quantity>\d[\d .,']*(?:%|pour ?cents?|pct)) ?(?:des\b|de la\b|de l'|du\b|d'|de\b|en\b|parmi\b|of\b|qpv\b|\(qpv\))(?! ?{_CHANGES})[^\d]*"
)


def read_figure(text: str, kind: Kind, noun: str = "", around: Surroundings = NOWHERE) -> Reading:
    """What *text*, written for a measure of *kind* counted in *noun* (« places »), says; *around*: the question it answers.

    Texts without any sign are the caller's to leave out. Bounds are not checked.
    """
    words = folded(text)
    if is_error(text):
        return NotRead(code=Code.V07)
    if absence := read_absence(text):
        return absence
    if len(words) > _LONGEST or _TWO_LINES.search(text):  # figures on two lines are no thousands
        return NotRead(code=Code.V01)
    words, noun = _undressed(words, kind), folded(noun)
    acronyms = frozenset(map(folded, _ACRONYM.findall(tidy(text))))
    return _read(words, kind, noun, lambda said: without_aside(said, kind, around, acronyms), _MOST_ASIDES)


def _read(words: str, kind: Kind, noun: str, aside_of: Callable[[str], Aside | None], most: int) -> Reading:
    """The figure that *words* are, or that they are once what stands beside it is taken away, *most* times."""
    found = _foreign(words, kind, noun) or _hedged(words, kind, noun) or _figure(words, kind, noun)
    if not most or not isinstance(found, NotRead) or (found.code, found.case) not in _MORE_THAN_A_FIGURE:
        return found
    aside = aside_of(words)
    inner = _read(aside.rest, kind, noun, aside_of, most - 1) if aside else found
    if aside is None or not isinstance(inner, Understood):
        return found
    return replace(inner, case=aside.case, is_sure=False) if aside.case and inner.is_sure else inner


def _undressed(words: str, kind: Kind) -> str:
    """« "14" », « '14 » without their quotes; « un écart de 16 points » without the name of what is asked."""
    if quoted := _QUOTED.fullmatch(words):
        words = next(inner for inner in quoted.groups() if inner).strip()
    gap = _GAP_WORDS.fullmatch(words) if kind is Kind.GAP else None
    return (gap["before"] or gap["after"]) if gap else words


def is_error(text: str) -> bool:
    """Whether *text* is a spreadsheet's error, pasted as a value: « #N/A », « #DIV/0! », « #VALEUR! »."""
    return len(text) < _LONGEST and _ERRORS.fullmatch(folded(text)) is not None


def _foreign(words: str, kind: Kind, noun: str) -> NotRead | None:
    """Formulas, dates and times that are only text."""
    if words.startswith("="):
        return NotRead(code=Code.V08, case="as_text")
    if _is_school_year(words):
        return NotRead(code=Code.V09, case="school_year")
    if _DATES.fullmatch(words):
        return NotRead(code=Code.V09, case="text")
    if _TIMES.fullmatch(words) and not (noun.startswith("heure") and _HOURS.fullmatch(words)):
        return NotRead(code=Code.V09, case="time")
    return _rounded(words, kind)


def _rounded(words: str, kind: Kind) -> NotRead | None:
    """« 1,5E+03 »: what it stands for may have lost its last digits."""
    power = _ROUNDED.fullmatch(words)
    if power is None:
        return None
    written = figure_of(Decimal(power["digits"].replace(",", ".")).scaleb(int(power["power"])))
    if kind is Kind.COUNT and not isinstance(written, int):
        return NotRead(code=Code.V10, case="rounded")
    return NotRead(code=Code.V10, case="rounded_proposal", proposal=written)


def _is_school_year(words: str) -> bool:
    """« 2015/2016 », « 2015-16 »: two years that follow each other."""
    match = _SCHOOL_YEAR.fullmatch(words)
    return match is not None and (int(match["second"]) - int(match["first"]) - 1) % 100 == 0


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
    if dress := dressed(words, kind):
        inner = _figure(dress.rest, kind, noun)
        return (
            replace(inner, case=dress.case, is_sure=False) if isinstance(inner, Understood) and inner.is_sure else inner
        )
    words = _NOTHING.sub("0", words)
    if quantity := read_quantity(words, noun):
        return _level(words, convert(quantity, kind), kind)
    if is_limit(words):
        return NotRead(code=Code.V10, case="limit")
    if is_range(words):
        return NotRead(code=Code.V10, case="range")
    return (
        _labelled(words, kind, noun)
        or _counted_of(words, kind, noun)
        or _share(words, kind)
        or _fraction(words, kind)
        or _in_letters(words, kind)
        or refused(words, kind, noun)
    )


def _labelled(words: str, kind: Kind, noun: str) -> Understood | None:
    """« Total : 34 », « soit 17,3 % », « taux de 45 % »: the name of what is asked, and its figure."""
    label = _LABEL.fullmatch(words)
    quantity = read_quantity(label["rest"], noun) if label else None
    found = _level(label["rest"], convert(quantity, kind), kind) if label and quantity else None
    return replace(found, is_sure=False) if isinstance(found, Understood) else None


def _counted_of(words: str, kind: Kind, noun: str) -> Understood | None:
    """« 34 jeunes résidant en QPV »: what is counted, and where."""
    match = _IN_QUARTIERS.fullmatch(words)
    quantity = read_quantity(match["quantity"], noun) if match else None
    if quantity is None or quantity.unit not in {Unit.NOUN, Unit.COUNTED}:
        return None
    found = convert(quantity, kind)
    return replace(found, case="of_whom", is_sure=False) if isinstance(found, Understood) else None


def _level(words: str, found: Understood | NotRead, kind: Kind) -> Understood | NotRead:
    """« +12 » where a level is asked may well be a rise of 12."""
    if kind is Kind.GAP or not words.startswith("+") or not isinstance(found, Understood) or not found.is_sure:
        return found
    return replace(found, case="signed", is_sure=False)


def _share(words: str, kind: Kind) -> Understood | None:
    """A share with the fraction it comes from, or with those it is a share of."""
    if kind is not Kind.SHARE:
        return None
    if stated := read_stated(words):
        return _stated(stated)
    match = _OF_WHOM.fullmatch(words)
    quantity = read_quantity(match["quantity"], "") if match else None
    found = convert(quantity, kind) if quantity else None
    return replace(found, case="of_whom", is_sure=False) if isinstance(found, Understood) else None


def _stated(stated: StatedFraction) -> Understood:
    """Where percentage and fraction differ, the percentage is kept and the rules tell the difference (C01)."""
    return Understood(
        value=stated.share,
        case="stated" if stated.agrees else "stated_otherwise",
        is_sure=stated.agrees,
        numerator=stated.fraction.numerator,
        denominator=stated.fraction.denominator,
    )


def _fraction(words: str, kind: Kind) -> Understood | NotRead | None:
    fraction = read_fraction(words, of_share=kind is Kind.SHARE, of_ratio=kind is Kind.RATIO)
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
    share = share_in_letters(words)
    if share is None and not is_in_letters(words):
        return None
    counted = share if kind.is_fraction else number_in_letters(words)
    if counted is None or (kind is not Kind.AMOUNT and "euro" in words):
        return NotRead(code=Code.V10, case="letters")
    return NotRead(code=Code.V10, case="letters_proposal", proposal=counted)
