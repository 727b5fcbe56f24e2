"""The judged measures of many territories turned round: they come by territory, and are gone through by measure."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.kept_rows import Content, RowValues, measure_of, row_of, values_of

_ROWS_AT_ONCE = 4_000
"""Rows that are held while they are turned round; each time as many are, a few bytes are held of each measure."""


class RowsByMeasure:
    """The rows of *assessments*; *keep* puts them somewhere as bytes, of which those of one measure are read at a time."""

    def __init__(self, assessments: Iterable[Assessment], keep: Callable[[bytes], Content]) -> None:
        self._kept: defaultdict[str, list[Content]] = defaultdict(list)
        for pieces in _turned_round(assessments):
            for measure, rows in pieces.items():
                self._kept[measure].append(keep(pickle.dumps(rows)))

    def of(self, measure: str) -> Iterator[tuple[int, MeasureAssessment]]:
        """The rows of *measure*, each with the rank of its assessment, in order."""
        for content in self._kept.get(measure, ()):
            for rank, values in pickle.loads(content()):  # noqa: S301  (packed above)
                yield rank, row_of(values)


def _turned_round(assessments: Iterable[Assessment]) -> Iterator[dict[str, list[tuple[int, RowValues]]]]:
    """Some rows after the others, by measure."""
    found: defaultdict[str, list[tuple[int, RowValues]]] = defaultdict(list)
    count = 0
    for rank, assessment in enumerate(assessments):
        for values in values_of(assessment):
            found[measure_of(values)].append((rank, values))
            count += 1
        if count >= _ROWS_AT_ONCE:
            yield found
            found, count = defaultdict(list), 0
    yield found
