"""A part of an entry as a measure, to be confirmed, with the questions that it leaves open."""

import math
import string
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, Done, Qualitative, Target, Undefined
from qpv_xlsx.domain.findings import Fact
from qpv_xlsx.domain.official.asking import Ask, AskedOfMeasure
from qpv_xlsx.domain.official.cell_readings import Around, CellReading, baselines_in, targets_in
from qpv_xlsx.domain.official.directions import course_from, direction_of
from qpv_xlsx.domain.official.entries import TableEntry
from qpv_xlsx.domain.official.indicator_words import (
    asks_the_rest,
    counts_persons,
    counts_two_things,
    is_by_quartier,
    is_unit_of_a_gap,
    kind_in_words,
    perimeter_of,
    unit_of,
)
from qpv_xlsx.domain.official.kinds_in_cells import is_plural, tells_a_change
from qpv_xlsx.domain.official.parts import Part, around_of, parts_of
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.proposing.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A part with its cells read. *kind* None: nothing says it. *asked*: the perimeter that the words name."""

    entry: TableEntry
    part: Part
    around: Around
    target: CellReading | None
    start: CellReading | None
    kind: Kind | None
    asked: Perimeter | None


def measures_of(
    entry: TableEntry, code: str, places: tuple[str, ...]
) -> tuple[tuple[Measure, ...], tuple[AskedOfMeasure, ...]]:
    """The measures of *entry*, whose indicator has that *code*, and the questions on them."""
    parts = tuple(parts_of(entry, places))
    codes = [code] if len(parts) == 1 else [f"{code}-{suffix}" for suffix in _suffixes(len(parts))]
    found = [_read(entry, part, places) for part in parts]
    measures = tuple(_measure(read, own) for read, own in zip(found, codes, strict=True))
    asked = (_questions(read, measure) for read, measure in zip(found, measures, strict=True))
    return measures, tuple(question for questions in asked for question in questions)


def _suffixes(count: int) -> Iterator[str]:
    """Letters for so many measures: a, b, … z, aa, ab and so on."""
    letters = string.ascii_lowercase
    for rank in range(count):
        yield letters[rank] if rank < len(letters) else letters[rank // len(letters) - 1] + letters[rank % len(letters)]


def _read(entry: TableEntry, part: Part, places: tuple[str, ...]) -> _Read:
    around = around_of(entry, part.telling, places)
    asks = frozenset(part.asks)
    target, start = part.target_reading, part.baseline_reading
    if target is None and not asks & {Ask.TARGET_FIGURES, Ask.TARGET_COUNT}:
        target = _only(targets_in(part.target, around))
    if start is None and not asks & {Ask.BASELINE_FIGURES, Ask.BASELINE_COUNT}:
        start = _only(baselines_in(part.baseline, replace(around, year=entry.baseline.year)))
    told = (reading.proposal.kind for reading in (target, start) if reading is not None)
    kind = around.kind or next(filter(None, told), None)
    if start is not None and around.kind is None and kind is not start.proposal.kind:
        start = _only(baselines_in(part.baseline, replace(around, kind=kind, year=entry.baseline.year)))
    return _Read(
        entry=entry,
        part=part,
        around=around,
        target=target,
        start=start,
        kind=kind,
        asked=perimeter_of(part.words, part.target, entry.operational),
    )


def _only(readings: tuple[CellReading, ...]) -> CellReading | None:
    return readings[0] if len(readings) == 1 else None


def _measure(read: _Read, code: str) -> Measure:
    entry, part, kind = read.entry, read.part, read.kind or Kind.TEXT
    target: Target = read.target.proposal.target if read.target else Undefined()
    direction = direction_of(target, part.target, part.words, entry.operational, entry.strategic)
    course = _course(read)
    if direction is None and course is not None:
        direction, target = course
    return Measure(
        code=code,
        label=_label(part.words, entry),
        kind=kind,
        unit=unit_of(kind, entry.unit, part.words),
        direction=direction or Direction.UNTOLD,
        perimeter=read.asked or Perimeter.QPV,
        baseline=_start(read),
        target=target,
        national_target=_national(entry, read.around),
        asks_territory=asks_the_rest(part.words),
        by_quartier=is_by_quartier(part.words, entry.operational),
        counts_persons=counts_persons(kind, part.words),
        notes=tuple(_notes(entry)),
        is_confirmed=False,
    )


def _course(read: _Read) -> tuple[Direction, Target] | None:
    """The way from the start to the target, where both figures are read for sure and of one thing."""
    target, start = read.target, read.start
    if target is None or start is None or read.part.asks:
        return None
    is_one_kind = read.around.kind is not None or target.proposal.kind is start.proposal.kind
    doubts = {doubt for _, doubt in (*target.asks, *start.asks)}
    if not is_one_kind or doubts - {Doubt.DIRECTION.value} or _starts_elsewhere(target.proposal, _start(read)):
        return None
    value, entry = start.proposal.baseline.value, read.entry
    told = (read.part.target, read.part.words, entry.operational, entry.strategic)
    return course_from(value, target.proposal.target, *told)


def _start(read: _Read) -> Baseline:
    """The start of its own cell; where the row has none, the one that the target's wording gives: « de 14 à 8 points »."""
    if read.start:
        return read.start.proposal.baseline
    is_told = read.target is not None and read.target.proposal.gives_start and not read.entry.baseline.text.strip()
    target = read.target.proposal if read.target else None
    is_kept = target is not None and not isinstance(target.target, Undefined | Qualitative)
    return target.baseline if target is not None and is_told and is_kept else Baseline()


def _national(entry: TableEntry, around: Around) -> Target:
    """The national target, where it can be read in one way only."""
    found = targets_in(entry.national, replace(around, year=None))
    return found[0].proposal.target if len(found) == 1 and not found[0].asks else Undefined()


def _label(words: str, entry: TableEntry) -> str:
    """One line: the indicator's words, else the nearest thing that the row says."""
    texts = (
        words,
        entry.operational,
        entry.target.text,
        entry.baseline.text,
        entry.strategic,
        entry.theme,
        entry.place,
    )
    return next((" ".join(text.split()) for text in texts if any(sign.isalpha() for sign in text)), "?")


def _notes(entry: TableEntry) -> Iterator[str]:
    """What the row also says, each a sentence: they are read one after the other."""
    named = (("Source", entry.source), ("Fréquence", entry.frequency), ("Échéance", entry.deadline))
    for note in (*(f"{name} : {_one_line(text)}" for name, text in named if text), *entry.asides):
        yield note if note.endswith((".", "!", "?", "…")) else f"{note}."


def _questions(read: _Read, measure: Measure) -> Iterator[AskedOfMeasure]:
    entry, part = read.entry, read.part
    facts: dict[str, Fact] = {
        "target": _one_line(part.target or entry.target.text),
        "baseline": _one_line(part.baseline or entry.baseline.text),
        "indicator": _one_line(part.words) or measure.label,
        "label": measure.label,
        "unit": entry.unit,
        "theme": _one_line(entry.theme),
        "perimeter": str(measure.perimeter),
        "start": str(measure.baseline.perimeter or ""),
    }
    proposed = read.target.proposal.target if read.target else None
    for ask, doubt in (*_asks_of_words(read), *_asks_of_figures(read), *_asks_of_measure(read, measure)):
        yield AskedOfMeasure(
            measure=measure.code,
            ask=ask,
            facts={**facts, "doubt": doubt},
            kind=read.kind,
            target=proposed,
            words_left=_words_left(read, ask),
        )


def _words_left(read: _Read, ask: Ask) -> tuple[str, ...]:
    """What nobody understood in the cell that *ask* is about."""
    reading = {Ask.TARGET_DOUBT: read.target, Ask.BASELINE_DOUBT: read.start}.get(ask)
    return reading.proposal.words_left if reading else ()


def _asks_of_words(read: _Read) -> Iterator[tuple[Ask, str]]:
    """What the row's own words leave open."""
    said = kind_in_words(read.part.telling)
    if not read.part.words.strip():
        yield Ask.NO_WORDING, ""
    elif read.around.kind is None and not _cells_tell_kind(read):
        yield Ask.KIND, ""
    elif said not in {None, read.around.kind} or (said is Kind.GAP and not is_unit_of_a_gap(read.entry.unit)):
        yield Ask.UNIT, ""
    if counts_two_things(read.part.words):
        yield Ask.TWO_THINGS, ""
    if read.entry.shares_wording:
        yield Ask.SHARED, ""
    if read.entry.takes_theme:
        yield Ask.THEME, ""
    if read.entry.continues:
        yield Ask.CONTINUED, ""
    if read.entry.is_future_year and read.entry.target.text:
        yield Ask.FUTURE_YEAR, ""


def _cells_tell_kind(read: _Read) -> bool:
    """Whether start and target are of one kind by their own signs: « % », « € », a step; or whole numbers of a plural noun."""
    readings = [one for one in (read.target, read.start) if one is not None and one.proposal.kind is not None]
    if not readings or any(one.asks for one in readings) or tells_a_change(read.part.words):
        return False
    kinds = {one.proposal.kind for one in readings}
    if isinstance(readings[0].proposal.target, Done):
        return kinds == {Kind.MILESTONE}
    if kinds == {Kind.SHARE}:
        return len(readings) > 1  # « 100 % des écoles » beside « Nouveaux accueils »: of something else
    return kinds == {Kind.AMOUNT} or (kinds == {Kind.COUNT} and is_plural(read.part.words))


def _asks_of_figures(read: _Read) -> Iterator[tuple[Ask, str]]:
    yield from ((ask, "") for ask in read.part.asks)
    told = {(Ask.TARGET_DOUBT, Doubt.DIRECTION.value)} if _course(read) else set()
    for reading in (read.target, read.start):
        yield from (ask for ask in (reading.asks if reading is not None else ()) if ask not in told)


def _asks_of_measure(read: _Read, measure: Measure) -> Iterator[tuple[Ask, str]]:
    """What the measure as proposed leaves open."""
    if measure.kind.is_number and measure.direction is Direction.UNTOLD:
        yield Ask.DIRECTION, ""
    if is_met_from_the_start(measure):
        yield Ask.FLOOR, ""
    if read.target is not None and _starts_elsewhere(read.target.proposal, measure.baseline):
        yield Ask.OTHER_START, ""
    if measure.baseline.perimeter and read.asked and measure.baseline.perimeter is not read.asked:
        yield Ask.GEOGRAPHY, ""
    is_number = read.kind is not None and read.kind.is_number
    if is_number and isinstance(measure.target, Qualitative | Done) and read.part.target.strip():
        yield Ask.TARGET_QUANTITY, ""


def _starts_elsewhere(proposal: Proposal, start: Baseline) -> bool:
    """« - 20 % par rapport à 2021 » beside a start of 2023; « de 14 à 8 points » beside one of 12 points."""
    told = proposal.baseline if proposal.gives_start else Baseline(year=proposal.compared)
    is_other_year = None not in {told.year, start.year} and told.year != start.year
    is_other_value = told.value is not None and start.value is not None and not math.isclose(told.value, start.value)
    return start.value is not None and (is_other_year or is_other_value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def is_met_from_the_start(measure: Measure) -> bool:
    """Whether the start as read already meets a target that is not said to be a floor."""
    target, start = measure.target, measure.baseline.value
    return isinstance(target, AtLeast) and not target.is_floor and start is not None and start >= target.value
