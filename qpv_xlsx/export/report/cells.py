"""Cells of the report's tables: what is read, and what it sorts by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Field, Value
from qpv_xlsx.domain.judging.tallies import Tally
from qpv_xlsx.domain.merging.ledger import Account
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.numbers import moment, number, percent, seen_figure, whole_rate
from qpv_xlsx.messages.telling import rate_decimals, telling_decimals
from qpv_xlsx.messages.wordbook import label


class Shown(NamedTuple):
    """One cell: what is read, what it sorts by, and the class of its status; empty where it has none. *link*: a path."""

    text: str
    order: float | str = ""
    status: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortableTable:
    """One sortable table. *figures*: columns aligned to the right, from 0. *key*: its anchor."""

    key: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]
    figures: frozenset[int] = frozenset()
    note: str = ""

    @property
    def without_empty_columns(self) -> "SortableTable":
        """The same without the columns in which no row says anything: the others have their room."""
        told = [place for place in range(len(self.headers)) if any(row[place].text for row in self.rows)]
        kept = told if self.rows else [*range(len(self.headers))]
        return replace(
            self,
            headers=tuple(self.headers[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in self.rows),
            figures=frozenset(now for now, place in enumerate(kept) if place in self.figures),
        )


class CellMaker:
    """Makes cells in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def head(self, key: str, **facts: int) -> str:
        """The header of a column."""
        return label(self._language, "master_columns", key).format(**facts)

    def status(self, section: str, status: str) -> Shown:
        """A status in words, with its class."""
        return Shown(text=label(self._language, section, status), status=f"{section}-{status}")

    def count(self, value: int) -> Shown:
        """A whole number."""
        return Shown(text=number(value, self._language), order=value)

    def rate(self, counts: Tally) -> Shown:
        """The part of expected answers that came."""
        return self.part(counts.completeness)

    def part(self, part: float | None) -> Shown:
        """A part of a whole in per cent; blank for None."""
        return Shown(text="") if part is None else Shown(text=whole_rate(part, self._language), order=part)

    def pace(self, rate: float | None, marks: Sequence[float]) -> Shown:
        """A rate in per cent, told from the *marks* it is held against; blank for None."""
        if rate is None:
            return Shown(text="")
        return Shown(text=percent(rate, self._language, rate_decimals(rate, marks) or 0), order=rate)

    def moved(self, former: float, value: float, kind: Kind) -> Shown:
        """How a figure moved from *former*, which is not nought: in points where it is a share or a gap, else in per cent."""
        difference = value - former
        sign = "+" if difference > 0 else ""
        if kind.is_fraction:
            decimals = telling_decimals(kind, (difference,), (0.0,))
            return Shown(text=f"{sign}{seen_figure(difference, Kind.GAP, self._language, decimals)}", order=difference)
        part = difference / abs(former)
        return Shown(text=f"{sign}{self.pace(part, (0.0,)).text}", order=part)

    def figure(self, value: float | None, kind: Kind, decimals: int | None = None) -> Shown:
        """A figure in its measure's unit; blank for None. *decimals*: see ``as_written``."""
        if value is None:
            return Shown(text="")
        return Shown(text=seen_figure(value, kind, self._language, decimals), order=value)

    def value(self, value: Value | None, measure: Measure, decimals: int | None = None) -> Shown:
        """An answer as people read it."""
        match value:
            case None:
                return Shown(text="")
            case str():
                return Shown(text=worded(value, Field.VALUE, measure.kind, self._language))
            case _:
                return self.figure(value, measure.kind, decimals)

    def received(self, account: Account) -> Shown:
        """When the respondent's latest return came."""
        last = max(account.returns, key=lambda received: received.sequence, default=None)
        if last is None:
            return Shown(text="")
        return Shown(text=moment(last.received, self._language), order=last.received.timestamp())
