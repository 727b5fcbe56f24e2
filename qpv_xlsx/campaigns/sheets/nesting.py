"""Rows of a table and the nested lists of a document, both ways."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from qpv_xlsx.campaigns.encoding import Json
from qpv_xlsx.campaigns.pointers import Steps, pointer
from qpv_xlsx.campaigns.sheets.columns import CampaignColumn, CampaignSheet, CellForm, Level
from qpv_xlsx.domain.findings import Fact, Problem
from qpv_xlsx.domain.spelling import cut_to

Values = Mapping[str, Json]
"""A row: value by column name. An empty cell has no entry."""


def rows(sheet: CampaignSheet, document: Mapping[str, Any]) -> Iterator[Values]:
    """The rows that *sheet* shows of *document*."""
    return _rows(sheet.levels, document, {})


def _rows(levels: Sequence[Level], holder: Mapping[str, Any], above: Values) -> Iterator[Values]:
    if not levels:
        yield above
        return
    records = value_at(holder, levels[0].listed) or []
    if not records and levels[0].is_optional:
        yield above
    for record in records:
        own = {column.name: value_at(record, column.path) for column in levels[0].columns}
        yield from _rows(levels[1:], record, {**above, **own})


def value_at(record: Any, path: Sequence[str]) -> Any:  # noqa: ANN401  (JSON)
    """What stands at *path* inside *record*; None where a key is missing."""
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    return record


@dataclass(slots=True, kw_only=True)
class Nest:
    """A document being built from rows, and where each of its values stood.

    *cells*: « Administrations!C4 » by JSON pointer; *columns*: what stands there. *problems*: what rows contradict.
    *unread*: cells whose value hangs on another one that was not understood; nothing is said of them.
    *is_former*: the workbook was written by a version that knew less; what it cannot say keeps its former meaning.
    """

    document: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    columns: dict[str, CampaignColumn] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    is_former: bool = False

    def put(self, column: CampaignColumn, value: Json, place: str) -> None:
        """A value of the document itself."""
        self._set(self.document, "", column, value, place)

    def add(self, sheet: CampaignSheet, row: Values, places: Mapping[str, str]) -> None:
        """A row, with the place of each of its columns."""
        holder: dict[str, Any] = self.document
        at: Steps = ()
        for level in sheet.levels:
            found = self._record(level, row, places, holder, at)
            if found is None:
                return
            holder, at = found

    def _record(
        self, level: Level, row: Values, places: Mapping[str, str], holder: dict[str, Any], at: Steps
    ) -> tuple[dict[str, Any], Steps] | None:
        """The record of *level* that the row belongs to, made if need be; None where the row has none."""
        records = _list_at(holder, level.listed)
        rank = self._rank(level, row, records)
        if rank is None and level.is_elsewhere:
            self._tell_unknown(level, row, places)
            return None
        if rank is None and level.is_optional and not _says_something(level, row):
            return None
        if rank is None:
            rank = len(records)
            records.append(self._made(level, row, places, (*at, *level.listed, rank)))
        else:
            self._compare(level, row, places, records[rank])
        return records[rank], (*at, *level.listed, rank)

    def _rank(self, level: Level, row: Values, records: list[dict[str, Any]]) -> int | None:
        if not level.identity:
            return None
        if not _says_something(level, row) and records and not (level.is_elsewhere and len(records) > 1):
            return len(records) - 1  # a continued row: what is above holds
        codes = [record.get("code") for record in records]
        code = row.get(level.identity)
        return codes.index(code) if code is not None and code in codes else None

    def _made(self, level: Level, row: Values, places: Mapping[str, str], here: Steps) -> dict[str, Any]:
        record: dict[str, Any] = {}
        above = pointer(*here)
        for column in level.columns:
            self._set(record, above, column, row.get(column.name), places[column.name])
        self.cells.setdefault(above, next(iter(places.values())))
        return record

    def _set(self, record: dict[str, Any], above: str, column: CampaignColumn, value: Json, place: str) -> None:
        self.cells[above + _below(column.path)] = place
        self.columns[place] = column
        if value is None and column.form is CellForm.TEXT:
            value = ""
        if value is None:
            return
        for key in column.path[:-1]:
            record = record.setdefault(key, {})
        record[column.path[-1]] = value

    def _compare(self, level: Level, row: Values, places: Mapping[str, str], record: dict[str, Any]) -> None:
        for column in level.columns:
            known, said = value_at(record, column.path), row.get(column.name)
            if said is not None and said != known:
                facts = {"read": _short(said), "known": _short(known), "identity": str(record.get("code", ""))}
                self.problems.append(Problem(place=places[column.name], code="cell_differs", facts=facts))

    def _tell_unknown(self, level: Level, row: Values, places: Mapping[str, str]) -> None:
        code = row.get(level.identity)
        known = tuple(str(record.get("code")) for record in self.document.get(level.listed[0], []))
        unknown = "campaign_unknown_reference" if known else "campaign_nothing_to_name"
        problem = "cell_missing_reference" if code is None else unknown
        facts: dict[str, Fact] = {"read": _short(code), "choices": known}
        self.problems.append(Problem(place=places[level.identity], code=problem, facts=facts))


@cache  # of each column, for every row
def _below(path: tuple[str, ...]) -> str:
    return pointer(*path)


def _list_at(holder: dict[str, Any], path: Sequence[str]) -> list[dict[str, Any]]:
    for key in path[:-1]:
        holder = holder.setdefault(key, {})
    found: list[dict[str, Any]] = holder.setdefault(path[-1], [])
    return found


def _says_something(level: Level, row: Values) -> bool:
    return any(row.get(column.name) is not None for column in level.columns)


def _short(value: object) -> str:
    text = ", ".join(str(item) for item in value) if isinstance(value, list) else str(value or "")
    return cut_to(text, 60)
