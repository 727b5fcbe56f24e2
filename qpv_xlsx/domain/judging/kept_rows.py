"""Judged measures as bytes, until somebody asks for them: those of a whole country are many, and each is read a few times."""

import pickle
from collections.abc import Callable, ItemsView, Iterator, Mapping, Sequence, ValuesView
from dataclasses import dataclass
from operator import attrgetter

from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment

Content = Callable[[], bytes]
"""Gives the bytes, wherever they are."""

RowValues = tuple[object, ...]
"""What a row says, without its class."""

_NAMES = tuple(MeasureAssessment.__dataclass_fields__)
_MEASURE = _NAMES.index("measure")
_values = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class AtHand:
    """Bytes that are at hand."""

    content: bytes

    def __call__(self) -> bytes:
        """All of them."""
        return self.content


def packed(assessment: Assessment) -> bytes:
    """The rows of *assessment*, in order."""
    rows = assessment.rows
    return rows.content() if isinstance(rows, KeptRows) else pickle.dumps(values_of(assessment))


class KeptRows(Mapping[tuple[str, str], MeasureAssessment]):
    """The rows of an assessment that was *packed*, unpacked each time they are asked for; all at once is quicker than one by one."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def __getitem__(self, key: tuple[str, str]) -> MeasureAssessment:
        return self._whole()[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self.all_values())

    def values(self) -> ValuesView[MeasureAssessment]:
        """Every row."""
        return self._whole().values()

    def items(self) -> ItemsView[tuple[str, str], MeasureAssessment]:
        """Every row with its key."""
        return self._whole().items()

    def all_values(self) -> Sequence[RowValues]:
        """What every row says."""
        values: Sequence[RowValues] = pickle.loads(self.content())  # noqa: S301  (packed by this program, at this moment)
        return values

    def _whole(self) -> dict[tuple[str, str], MeasureAssessment]:
        rows = map(row_of, self.all_values())
        return {(row.respondent, row.measure): row for row in rows}


def values_of(assessment: Assessment) -> Sequence[RowValues]:
    """What every row says, in order."""
    rows = assessment.rows
    return rows.all_values() if isinstance(rows, KeptRows) else [values_in(row) for row in rows.values()]


def values_in(row: MeasureAssessment) -> RowValues:
    """What *row* says."""
    values: RowValues = _values(row)
    return values


def measure_of(values: RowValues) -> str:
    """The code of the measure that a row is about."""
    return str(values[_MEASURE])


def row_of(values: RowValues) -> MeasureAssessment:
    """The row that says so."""
    return MeasureAssessment(**dict(zip(_NAMES, values, strict=True)))  # type: ignore[arg-type]  # as they were taken from one
