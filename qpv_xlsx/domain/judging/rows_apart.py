"""The judged measures of many territories set apart, by measure or by status: they come by territory, and are gone through otherwise."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.kept_rows import Content, RowValues, row_of

Key = TypeVar("Key", bound=Hashable)

_ROWS_AT_ONCE = 4_000
"""Rows that are held until they are put away; each time, a few bytes more are held of each key."""


class RowsApart(Generic[Key]):
    """*rows*, each under its key and with the rank of its territory; *keep* puts them away as bytes.

    Those of one key are read at a time, in the order in which they came.
    """

    def __init__(self, rows: Iterable[tuple[Key, int, RowValues]], keep: Callable[[bytes], Content]) -> None:
        self._kept: defaultdict[Key, list[Content]] = defaultdict(list)
        for together in _by_key(rows):
            for key, ranked in together.items():
                self._kept[key].append(keep(pickle.dumps(ranked)))

    def of(self, key: Key) -> Iterator[tuple[int, MeasureAssessment]]:
        """The rows under *key*, each with the rank of its territory."""
        for content in self._kept.get(key, ()):
            for rank, values in pickle.loads(content()):  # noqa: S301  (packed above)
                yield rank, row_of(values)


def _by_key(rows: Iterable[tuple[Key, int, RowValues]]) -> Iterator[Mapping[Key, list[tuple[int, RowValues]]]]:
    """Some rows after the others."""
    found: defaultdict[Key, list[tuple[int, RowValues]]] = defaultdict(list)
    for count, (key, rank, values) in enumerate(rows, start=1):
        found[key].append((rank, values))
        if count % _ROWS_AT_ONCE == 0:
            yield found
            found.clear()
    yield found
