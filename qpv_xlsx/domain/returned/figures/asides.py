"""What stands beside a figure and changes nothing of it: the campaign's year, a source, « par an », the name of what is asked.

One aside is taken away at a time; what is left is read again. Words that may speak of another figure (another year, place
or group, a plan, a part, a change) are never an aside.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.returned.figures.counted_words import is_in_letters, number_in_letters
from qpv_xlsx.domain.returned.figures.surroundings import Surroundings
from qpv_xlsx.domain.returned.figures.units import Unit, read_quantity
from qpv_xlsx.domain.returned.figures.words_beside import is_year, misleads, note_case, year_taken
from qpv_xlsx.domain.spelling import folded

_BRACKETED = re.compile(r"(?P<rest>.*\d.*?) ?\((?P<note>[^()]*)\)\.?")
_AFTER_SIGN = re.compile(r"(?P<rest>.*\d[^,;:-]*?) ?[,;:-] ?(?P<note>[a-z][^,;:]*|sources? ?:.*)")
_AFTER = re.compile(r"(?P<rest>(?:[^ ]* )*?[^ ]*\d[^ ]*(?: ?[%€‰])?)(?P<note>(?: |(?=/)).+)")
_LABELLED = re.compile(r"(?P<note>[^:=]{1,60}?) ?[:=] ?(?P<rest>[\d.,].*)")
_DATED = re.compile(r"(?P<note>[a-z][^:=,]*?\d{4}), ?(?P<rest>\d.*)")
_BEFORE = re.compile(r"(?P<note>[a-z][a-z' -]{1,60}?) (?P<rest>\d.*)")
_WRAPPED = re.compile(
    r"\[(?P<square>[^\[\]()]+)\]|\((?P<round>[^()]+)\)|[=:] ?(?P<led>\d[\d .,']*(?: ?[%€‰]| [a-z]+)?)"
)
_ENDED = re.compile(r"(?P<rest>.*[\d%€‰a-z)]) ?[;,!]+")
_SAID = {
    Kind.SHARE: re.compile(r"[%‰]|pour ?(cent|mille)|\d sur \d|\d ?/ ?\d"),
    Kind.GAP: re.compile(r"[%‰]|p(oin)?ts?\b|pp\b"),
    Kind.AMOUNT: re.compile(r"€|euros?\b"),
    Kind.RATIO: re.compile(r"[%‰]|pour \d|pour mille|\d ?/ ?\d"),
}
_ROUND = str.maketrans("[]", "()")
_LONGEST_NOTE = 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """What is left without one aside. *case*: the sentence that tells it; empty where nobody can doubt."""

    rest: str
    case: str = ""


def without_aside(words: str, kind: Kind, around: Surroundings, acronyms: frozenset[str]) -> Aside | None:
    """Plain *words* without one thing that stands beside their figure; None where there is none, or it may matter.

    *acronyms*: words that were written in capitals (« CEJ : 318 »).
    """
    return (
        _unwrapped(words, kind)
        or _tried(_BRACKETED, words, lambda rest, note: _bracketed(rest, note, kind, around))
        or _tried(_AFTER_SIGN, words, lambda rest, note: _known(rest, note, kind, around))
        or _from_the_end(
            words, lambda rest, note: _known(rest, note, kind, around) or _counted(rest, note, kind, around)
        )
        or _tried(_LABELLED, words, lambda rest, note: _labelled(rest, note, kind, around, acronyms))
        or _tried(_DATED, words, lambda rest, note: Aside(rest=rest) if is_year(note, around) else None)
        or _tried(_BEFORE, words, lambda rest, note: _named(rest, note, kind, around))
    )


def _tried(shape: re.Pattern[str], words: str, judge: Callable[[str, str], Aside | None]) -> Aside | None:
    match = shape.fullmatch(words)
    return judge(match["rest"].strip(), match["note"].strip()) if match else None


def _from_the_end(words: str, judge: Callable[[str, str], Aside | None]) -> Aside | None:
    """The words that follow the first figure, then fewer of them: « 318 jeunes en 2025 » without its year first."""
    match = _AFTER.fullmatch(words)
    if match is None:
        return None
    kept, told = match["rest"], re.split(r" |(?=/)", match["note"].strip())
    for taken in range(len(told)):
        rest = " ".join((kept, *told[:taken])).strip()
        note = " ".join(told[taken:])
        if not note[0].isdigit() and (aside := judge(rest, note)):
            return aside
    return None


def _unwrapped(words: str, kind: Kind) -> Aside | None:
    """« [318] », « (48 %) », « = 318 », « 318 ; ». A number between round brackets is a negative one in accounts."""
    if ended := _ENDED.fullmatch(words):
        return Aside(rest=ended["rest"])
    match = _WRAPPED.fullmatch(words)
    if match is None:
        return Aside(rest=words.translate(_ROUND)) if "[" in words else None
    if match["round"]:
        return Aside(rest=match["round"], case="of_whom") if kind is Kind.SHARE else None
    return Aside(rest=(match["square"] or match["led"]).strip())


def _bracketed(rest: str, note: str, kind: Kind, around: Surroundings) -> Aside | None:
    """« 318 (source DARES) »; of several notes the last one that is known, and any note that says nothing else."""
    for known, other in _parted(note):
        if aside := _known(rest, known, kind, around):
            return Aside(rest=f"{rest} ({other})" if other else rest, case=aside.case)
    if _is_unit(rest, note, around):
        return Aside(rest=f"{rest} {note}")
    if is_in_letters(note):
        return Aside(rest=rest) if _says_the_same(rest, note) else None
    is_harmless = 0 < len(note) <= _LONGEST_NOTE and _is_said(rest, kind) and not misleads(note, around)
    if is_harmless and (rest == "0" or not read_absence(note)):  # « 0 (dispositif supprimé) » is a nought, and told
        return Aside(rest=rest, case="of_whom")
    return None


def _parted(note: str) -> Iterator[tuple[str, str]]:
    """The whole note; then, where it has several parts, its last or its first one, and what that leaves."""
    yield note, ""
    for first, comma, last in (note.rpartition(","), note.partition(",")):
        if comma:
            yield last.strip(), first.strip()
            yield first.strip(), last.strip()


def _known(rest: str, note: str, kind: Kind, around: Surroundings) -> Aside | None:
    """*rest*, where the *note* beside it is of a usual kind."""
    case = note_case(note, kind, around) if note else None
    return None if case is None else Aside(rest=rest, case=case)


def _is_unit(rest: str, note: str, around: Surroundings) -> bool:
    """« 492 300 (euros) »."""
    noun = folded(around.unit)
    alone, together = read_quantity(rest, noun), read_quantity(f"{rest} {note}", noun)
    return alone is not None and together is not None and alone.unit is Unit.NONE


def _says_the_same(rest: str, note: str) -> bool:
    """« 318 (trois cent dix-huit) »."""
    figure = read_quantity(rest, "")
    return figure is not None and figure.numeral.value == number_in_letters(note)


def _counted(rest: str, note: str, kind: Kind, around: Surroundings) -> Aside | None:
    """« 318 entrées en formation », « 48 % de sorties positives »: the name of what is asked."""
    if not around.is_own(note) or misleads(note, around) or not _is_said(rest, kind):
        return None
    return Aside(rest=rest, case="of_whom") if kind in _SAID or around.counts(note) else None


def _labelled(rest: str, note: str, kind: Kind, around: Surroundings, acronyms: frozenset[str]) -> Aside | None:
    """« 2025 : 318 », « Entrées en formation : 318 », « CEJ : 318 »."""
    if is_year(note, around):
        return Aside(rest=rest)
    label = year_taken(note, around)
    if misleads(label, around) or not _is_said(rest, kind):
        return None
    is_told = kind in _SAID or around.counts(label) or around.is_general(label) or _is_counted(rest, around)
    is_own = around.is_own(label) and is_told
    return Aside(rest=rest, case="labelled") if is_own or label in acronyms else None


def _is_counted(rest: str, around: Surroundings) -> bool:
    """Whether the figure itself says what it counts: « 15 820 h »."""
    quantity = read_quantity(rest, folded(around.unit))
    return quantity is not None and quantity.unit is Unit.NOUN


def _named(rest: str, note: str, kind: Kind, around: Surroundings) -> Aside | None:
    """« sorties positives 48 % »: without a colon, only where the sign says what the figure is."""
    if kind not in _SAID or not around.is_own(note) or misleads(note, around) or not _is_said(rest, kind):
        return None
    return Aside(rest=rest, case="labelled")


def _is_said(rest: str, kind: Kind) -> bool:
    """Whether the figure carries the sign of its kind: « 51 (apprentis) » is no share of 51 %."""
    return kind not in _SAID or _SAID[kind].search(rest) is not None
