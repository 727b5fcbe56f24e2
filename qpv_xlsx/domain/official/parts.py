"""What an entry of the table asks for, part by part: one per indicator of its cell, or per figure of its target."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.official.asking import Ask
from qpv_xlsx.domain.official.cell_readings import Around, CellReading, baselines_in, targets_in
from qpv_xlsx.domain.official.entries import TableEntry
from qpv_xlsx.domain.official.indicator_words import kind_in_unit, kind_in_words, unit_in_brackets
from qpv_xlsx.domain.official.splitting import Item, indicators_of, items_of, paired
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.domain.wording import bare_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One measure in the making: its words, and the texts of its target and its start. *asks* are known beforehand.

    *own_words*: what its kind is told by, where an actor's name stands before them.
    """

    words: str
    target: str
    baseline: str
    asks: tuple[Ask, ...] = ()
    target_reading: CellReading | None = None
    baseline_reading: CellReading | None = None
    own_words: str = ""

    @property
    def telling(self) -> str:
        """The words that tell the kind."""
        return self.own_words or self.words


def parts_of(entry: TableEntry, places: tuple[str, ...]) -> Iterator[Part]:
    """The parts of *entry*, one at least."""
    items = indicators_of(entry.wording)
    if len(items) > 1:
        yield from _by_item(entry, items)
        return
    wording = items[0].text if items else ""
    around = around_of(entry, wording, places)
    targets = targets_in(entry.target.text, around)
    starts = baselines_in(entry.baseline.text, replace(around, year=entry.baseline.year))
    yield from _by_figure(entry, wording, targets, starts)


def _by_item(entry: TableEntry, items: Sequence[Item]) -> Iterator[Part]:
    """Several indicators in one cell: targets and starts go with them one by one, or are asked."""
    targets = _pairs(items, entry.target.text)
    starts = _pairs(items, entry.baseline.text)
    for rank, item in enumerate(items):
        asks = [Ask.TARGET_COUNT] * (targets is None) + [Ask.BASELINE_COUNT] * (starts is None)
        yield Part(
            words=f"{item.name} : {item.text}" if item.mark and not _is_rank(item.mark) else item.text,
            own_words=item.text,
            target=targets[rank] if targets else "",
            baseline=starts[rank] if starts else "",
            asks=tuple(asks),
        )


def _is_rank(mark: str) -> bool:
    return mark.isdigit() or len(mark) == 1


def _pairs(items: Sequence[Item], text: str) -> tuple[str, ...] | None:
    """What *text* says of each item; None where it lists another number of things."""
    if not text.strip():
        return tuple("" for _ in items)
    lines = tuple(Item(text=line.strip()) for line in text.splitlines() if line.strip())
    for others in (items_of(text), lines):
        found = paired(items, others)
        if found is not None:
            return tuple(item.text for item in found)
    return _by_words(items, text)


_CLAUSES = re.compile(r"\s*(?:[,;]|\bet\b|\band\b)\s+(?=\d)")


def _by_words(items: Sequence[Item], text: str) -> tuple[str, ...] | None:
    """« 1 réunion SPEP tous les deux mois et 10 initiatives par an »: each figure goes with the item that has its words."""
    clauses = [clause.strip() for clause in _CLAUSES.split(text) if clause.strip()]
    if len(clauses) != len(items):
        return None
    stems = [_stems(clause) for clause in clauses]
    ranks = [max(range(len(clauses)), key=lambda rank: len(_stems(item.text) & stems[rank])) for item in items]
    shares = all(_stems(item.text) & stems[rank] for item, rank in zip(items, ranks, strict=True))
    return tuple(clauses[rank] for rank in ranks) if shares and len(set(ranks)) == len(items) else None


def _stems(text: str) -> frozenset[str]:
    """Beginnings of the words that mean something."""
    return frozenset(word[:5] for word in bare_words(text).split() if len(word) > 3 and word not in {"nombre", "nbre"})  # noqa: PLR2004


def _by_figure(
    entry: TableEntry, wording: str, targets: tuple[CellReading, ...], starts: tuple[CellReading, ...]
) -> Iterator[Part]:
    """One indicator: a measure per figure of its target, where each has words of its own; else one, and questions."""
    whole = Part(words=wording, target=entry.target.text, baseline=entry.baseline.text)
    labels = [bare_words(reading.proposal.label) for reading in targets]
    if len(targets) > 1 and all(labels) and len(set(labels)) == len(labels) and not any(map(_is_aside, targets)):
        yield from _by_label(whole, targets, starts)
        return
    asks = [Ask.TARGET_FIGURES] * (len(targets) > 1) + [Ask.BASELINE_FIGURES] * (len(starts) > 1)
    yield replace(
        whole,
        asks=tuple(asks),
        target_reading=targets[0] if len(targets) == 1 else None,
        baseline_reading=starts[0] if len(starts) == 1 else None,
    )


def _is_aside(reading: CellReading) -> bool:
    return Doubt.ASIDE in reading.proposal.doubts


def _by_label(whole: Part, targets: tuple[CellReading, ...], starts: tuple[CellReading, ...]) -> Iterator[Part]:
    by_label = {bare_words(reading.proposal.label): reading for reading in starts}
    labels = [bare_words(reading.proposal.label) for reading in targets]
    is_paired = set(labels) == set(by_label) and len(starts) == len(targets)
    for rank, (reading, said) in enumerate(zip(targets, labels, strict=True)):
        words = f"{reading.proposal.label} – {whole.words}" if whole.words else reading.proposal.label
        asks = [Ask.SPLIT] * (rank == 0) + [Ask.BASELINE_COUNT] * (bool(starts) and not is_paired)
        own = by_label[said] if is_paired else None
        yield replace(whole, words=words, asks=tuple(asks), target_reading=reading, baseline_reading=own)


def around_of(entry: TableEntry, wording: str, places: tuple[str, ...]) -> Around:
    """What surrounds the figures of a part with those words; a row without an indicator is known by its objective."""
    words = wording.rpartition(" – ")[2] if wording != entry.wording else wording
    unit = entry.unit or unit_in_brackets(words)
    kind = kind_in_unit(unit, words) or kind_in_words(words)
    if kind is None and not wording.strip():
        wording = entry.operational
        kind = kind_in_words(wording)
    return Around(
        kind=kind,
        indicator=wording,
        unit=unit,
        year=entry.target.year,
        places=places,
        is_english=entry.is_english,
    )
