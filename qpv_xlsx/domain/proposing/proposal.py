"""What a French target or result seems to say, proposed to the coordinator and always to be confirmed.

A grammar in steps: tidy the text; mark its dates, rhythms, names and figures; join the figures that say one thing;
cut it into phrases, one per figure; take bounds, moves and links out of each; what is left over is a doubt.
Nothing is decided here: each reading carries its doubts, and a wording that is not understood says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind
from qpv_xlsx.domain.contract.targets import (
    Above,
    AtLeast,
    AtMost,
    Below,
    ChangeBy,
    Maintain,
    MultiplyBy,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.proposing.bounding import bounded
from qpv_xlsx.domain.proposing.dates_said import DateRole, mark_dates
from qpv_xlsx.domain.proposing.dating import dated
from qpv_xlsx.domain.proposing.digits_in_names import mark_names
from qpv_xlsx.domain.proposing.doubting import doubts_of
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.in_english import in_french, is_english
from qpv_xlsx.domain.proposing.labelling import label_of
from qpv_xlsx.domain.proposing.left_over import doubts_on_what_is_left, words_left
from qpv_xlsx.domain.proposing.linking import hung, kept
from qpv_xlsx.domain.proposing.marked_sentence import DATE, NAME, QUANTITY, RHYTHM, MarkedSentence
from qpv_xlsx.domain.proposing.moving import moved
from qpv_xlsx.domain.proposing.natures_told import kind_of, kind_told
from qpv_xlsx.domain.proposing.objectives import is_change, result_of, target_of
from qpv_xlsx.domain.proposing.pairs import join_pairs
from qpv_xlsx.domain.proposing.phrases import Phrase, phrases
from qpv_xlsx.domain.proposing.quantities import Shape, mark_quantities
from qpv_xlsx.domain.proposing.results_told import doubts_on_a_result, is_perhaps_past
from qpv_xlsx.domain.proposing.rhythms import mark_rhythms
from qpv_xlsx.domain.proposing.row_context import ColumnRole, RowContext
from qpv_xlsx.domain.proposing.several_figures import compared_with_each_other
from qpv_xlsx.domain.proposing.tidying import fold, tidy
from qpv_xlsx.domain.proposing.units_told import in_its_unit
from qpv_xlsx.domain.proposing.without_figure import condition_in, is_undefined, read_without_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One reading of a wording, never confirmed.

    *label*: the words beside the figure. *kind* is None where the words do not tell.
    *target*: the wording read as an objective; *baseline*: read as a result, or the start that it gives.
    *is_strict*: the figure of the target does not satisfy it (« plus de 20 »).
    *gives_start*: the wording says where it starts from (« de 12 à 20 »), and *baseline* is that.
    *compared*: the year that a change is counted from (« - 20 % par rapport à 2021 »).
    *words_left*: those that the doubt ``WORDS_LEFT`` is about, as written.
    *direction*: None where neither the words nor the figures tell.
    """

    label: str
    kind: Kind | None
    target: Target
    baseline: Baseline = Baseline()  # noqa: RUF009  (frozen)
    doubts: tuple[Doubt, ...] = ()
    gives_start: bool = False
    is_strict: bool = False
    compared: int | None = None
    words_left: tuple[str, ...] = ()

    @property
    def strict_target(self) -> Target:
        """The target, as one that its own figure does not satisfy where the words say so."""
        match self.target:
            case AtLeast(value=value, is_floor=False, year=year) if self.is_strict:
                return Above(value=value, year=year)
            case AtMost(value=value, year=year) if self.is_strict:
                return Below(value=value, year=year)
        return self.target

    @property
    def direction(self) -> Direction | None:
        """Where the target makes the measure go; None where the wording does not say, as « 30 % » alone."""
        return _direction(self.target, self.baseline)


def _direction(target: Target, baseline: Baseline) -> Direction | None:
    match target:
        case AtMost() | Below() | ReduceGapBy():
            return Direction.DOWN
        case Maintain():
            return Direction.STEADY
        case ChangeBy(amount=step) | YearlyIncrease(rate=step):
            return Direction.UP if step > 0 else Direction.DOWN
        case MultiplyBy(factor=factor):
            return Direction.UP if factor > 1 else Direction.DOWN
        case AtLeast(value=value) | Above(value=value) if baseline.value is not None and baseline.value < value:
            return Direction.UP
    return None


_MOST_FIGURES = 60  # in one cell; more is a table, not a sentence
_LONGEST = 2000  # characters; an objective is a sentence or two, and longer ones would take long to read


def propose(wording: str, *, context: RowContext = RowContext()) -> tuple[Proposal, ...]:  # noqa: B008  (frozen)
    """Read *wording* as its *context* asks, else as an objective and as a result.

    One proposal per figure, and one at least.
    """
    if len(wording) > _LONGEST:
        return (Proposal(label="", kind=Kind.TEXT, target=Qualitative(), doubts=(Doubt.NOT_UNDERSTOOD,)),)
    if context.has_english_numbers or is_english(wording):
        wording = in_french(wording)
    words = tidy(wording)
    sentence = _marked(words)
    if len(re.findall(QUANTITY, sentence.plain)) > _MOST_FIGURES:
        return (Proposal(label="", kind=Kind.TEXT, target=Qualitative(), doubts=(Doubt.NOT_UNDERSTOOD,)),)
    if is_undefined(sentence.plain):
        return (Proposal(label="", kind=None, target=Undefined()),)
    found = _understood(sentence, context)
    if not found:
        return (_from_words(sentence, context),)
    readings = tuple(_reading(phrase, context) for phrase in found)
    return _as_the_column_asks(readings, found, context) + tuple(_left_undefined(sentence))


def _marked(words: str) -> MarkedSentence:
    sentence = MarkedSentence(words=words, plain=fold(words))
    for mark in (mark_dates, mark_rhythms, mark_names, mark_quantities, join_pairs):
        sentence = mark(sentence)
    return sentence


def _understood(sentence: MarkedSentence, context: RowContext) -> tuple[Phrase, ...]:
    """The phrases, each with all that the steps took out of its words."""
    found = dated(tuple(phrases(sentence)), sentence)
    found = tuple(_step_by_step(phrase, sentence, context) for phrase in found)
    return compared_with_each_other(found, sentence)


def _step_by_step(phrase: Phrase, sentence: MarkedSentence, context: RowContext) -> Phrase:
    phrase = in_its_unit(phrase, fold(context.unit), fold(context.indicator))
    phrase = kept(moved(bounded(hung(phrase, sentence))))
    if is_change(phrase) and kind_told(fold(context.indicator)) is Kind.GAP:
        phrase = replace(phrase, is_gap=True)  # « réduire de moitié », of a gap
    if phrase.year is None and context.year is not None:
        phrase = replace(phrase, year=context.year)
    if phrase.is_other_level and phrase.is_aside:
        phrase = replace(phrase, year=None)  # « (68,3 % en 2023) » dates another territory's figure
    return phrase


def _reading(phrase: Phrase, context: RowContext) -> Proposal:
    indicator = fold(context.indicator)
    kind, target = kind_of(phrase, indicator), target_of(phrase, indicator)
    doubts = (
        *phrase.quantity.doubts,
        *phrase.doubts,
        *doubts_of(phrase, kind, target, indicator),
        *doubts_on_what_is_left(phrase),
    )
    if context.role is ColumnRole.BASELINE:
        doubts = tuple(doubt for doubt in doubts if doubt is not Doubt.DIRECTION)  # a result is no floor nor ceiling
        doubts += doubts_on_a_result(phrase)
    if context.role is not ColumnRole.BASELINE and phrase.is_observed:
        doubts += (Doubt.PAST_LEVEL,)  # « supérieur à la valeur de 2023 : 45 % »
    if context.role is None and is_perhaps_past(phrase):
        doubts += (Doubt.START,)
    if phrase.quantity.is_range:
        kind = None if phrase.quantity.shape is Shape.PLAIN else kind
    return Proposal(
        label=label_of(phrase),
        kind=kind,
        target=target,
        baseline=result_of(phrase, context.places),
        doubts=tuple(dict.fromkeys(doubts)),
        gives_start=phrase.quantity.start is not None and not phrase.quantity.is_past,
        is_strict=phrase.is_strict and _can_be_strict(target),
        compared=phrase.compared if is_change(phrase) else None,
        words_left=words_left(phrase) if Doubt.WORDS_LEFT in doubts else (),
    )


def _can_be_strict(target: Target) -> bool:
    return isinstance(target, AtMost) or (isinstance(target, AtLeast) and not target.is_floor)


def _as_the_column_asks(
    readings: tuple[Proposal, ...], found: tuple[Phrase, ...], context: RowContext
) -> tuple[Proposal, ...]:
    """Steps of one measure, « 2024 : 30 ; 2025 : 45 », come down to the last in a column whose role is known."""
    years = [phrase.year for phrase in found]
    is_steps = (
        len(found) > 1
        and None not in years
        and len(set(years)) == len(years)
        and len({(phrase.quantity.shape, phrase.sign) for phrase in found}) == 1
        and not any(is_change(phrase) or phrase.is_nested or phrase.is_aside for phrase in found)
    )
    if not is_steps:
        return readings
    told = tuple(replace(reading, doubts=(*reading.doubts, Doubt.STEPS)) for reading in readings)
    if context.role is None:
        return told
    last = max(range(len(found)), key=lambda number: found[number].year or 0)
    return (told[last],)


_UNDEFINED_PART = re.compile(
    r"[,;\n] ?(?:et )?(?P<label>[^,;\n]{0,60}?) ?(?:a (?:definir|preciser|determiner|fixer|completer)|: ?nd)[ .]*$"
)


def _left_undefined(sentence: MarkedSentence) -> Iterator[Proposal]:
    """« 12 % ML, garantie jeunes à définir »: a figure is missing, and it is told."""
    found = _UNDEFINED_PART.search(sentence.plain)
    if found and not re.search(QUANTITY, found["label"]):
        label = sentence.words[slice(*found.span("label"))].strip(" :")
        yield Proposal(label=label, kind=None, target=Undefined(), doubts=(Doubt.PART_UNDEFINED,))


def _from_words(sentence: MarkedSentence, context: RowContext) -> Proposal:
    dates = [sentence.meaning(mark) for mark in re.findall(DATE, sentence.plain)]
    years = [date.year for date in dates if date.role is DateRole.AT and date.year]
    if any(date.role is DateRole.COMPARED for date in dates) and _AS_IT_WAS.fullmatch(sentence.plain):
        return Proposal(label="", kind=None, target=Maintain(), doubts=(Doubt.PAST_LEVEL, Doubt.KIND_NOT_TOLD))
    if dates and re.fullmatch(rf"{DATE}\W*", sentence.plain):
        doubts = (Doubt.YEAR_OR_FIGURE,)
        return Proposal(label="", kind=None, target=Qualitative(), doubts=doubts)
    times = tuple(sentence.meaning(mark) for mark in re.findall(RHYTHM, sentence.plain))
    year = max(years, default=context.year)
    read = read_without_figure(sentence.plain, year, times, fold(context.indicator))
    names = [sentence.meaning(mark) for mark in re.findall(NAME, sentence.plain)]
    counting = tuple(name for name in names if read.kind is Kind.MILESTONE and _COUNTING_NAME.search(name.lower()))
    is_as_then = isinstance(read.target, Maintain) and dates and all(date.is_bare for date in dates)
    if is_as_then:
        read = replace(read, target=Maintain())  # « reconduction des moyens 2023 » is no deadline
    told = (
        (Doubt.WORDS_LEFT, bool(counting)),
        (Doubt.PAST_LEVEL, is_as_then or any(date.role is DateRole.COMPARED for date in dates)),
        (Doubt.DATES, len(set(years)) > 1),  # « élaboration en 2025, mise en œuvre en 2026 »
    )
    open_ones = tuple(doubt for doubt, is_open in told if is_open)
    found = (*read.doubts, *open_ones)
    return Proposal(
        label=sentence.as_written(sentence.words),
        kind=read.kind,
        target=read.target,
        doubts=found,
        words_left=tuple(filter(None, (*counting, condition_in(sentence)))) if Doubt.WORDS_LEFT in found else (),
    )


_AS_IT_WAS = re.compile(rf"(?:(?:au|a) (?:moins|minima|minimum)|rester|etre|maintien|maintenir|[ :])*{DATE}\W*")
_COUNTING_NAME = re.compile(r"/| sur |\bjours?\b|\bj\b")  # « ouverture 6 jours sur 7 »
