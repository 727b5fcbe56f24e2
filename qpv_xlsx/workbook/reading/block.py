"""The entry cells of one sheet as a block: who each row says that it is, and which cells do not suit that measure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from qpv_xlsx.domain.contract.asked import asked_fields
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Measure, Perimeter
from qpv_xlsx.domain.contract.questions import PARTS, Field
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.wordbook import LANGUAGES, labels
from qpv_xlsx.spreadsheet.book import Cell, FormatKind, Grid
from qpv_xlsx.workbook.layout import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a row says of itself: the measure of the key that travels with the answers, and that of the texts at the left."""

    number: int
    travelled: str | None
    labelled: str | None

    @property
    def differs(self) -> bool:
        """Whether the two witnesses contradict each other."""
        return None not in {self.travelled, self.labelled} and self.travelled != self.labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The entry cells of one sheet. *columns*: those for answers, by number; *key*, *code*: numbers of the columns of hidden keys, of codes."""

    grid: Grid
    columns: Mapping[int, Column]
    key: int | None
    code: int | None
    measures: Sequence[Measure]
    campaign: Campaign

    def without(self, columns: Collection[int]) -> "Block":
        """The same without some columns."""
        return replace(self, columns={at: column for at, column in self.columns.items() if at not in columns})

    def cells(self, seen: Sequence[Seen], column: int) -> list[Cell | None]:
        """The cells of *column* in the rows *seen*; None for those without content."""
        return self._filled((row.number, column) for row in seen)

    def across(self, row: Seen, columns: Iterable[int]) -> list[Cell | None]:
        """The cells of *columns* in one row; None for those without content."""
        return self._filled((row.number, column) for column in columns)

    def _filled(self, spots: Iterable[tuple[int, int]]) -> list[Cell | None]:
        found = map(self.grid.cells.get, spots)
        return [cell if cell is not None and is_filled(cell) else None for cell in found]

    def mark(self, spot: tuple[int, int]) -> str:
        """The code that the format of a cell, by its row and column, carries; empty: none."""
        cell = self.grid.cells.get(spot)
        return self.grid.blank_marks.get(spot, "") if cell is None else cell.style.mark


def has_own_marks(rows: Sequence[Seen], block: Block, column: int) -> bool:
    """Whether the format of each cell of *column* in *rows* carries the mark of the measure at the left."""
    codes = {measure.code: {measure.code, *measure.former_codes} for measure in block.measures}
    return all(block.mark((row.number, column)) in codes[row.labelled] for row in rows if row.labelled)


def is_asked(campaign: Campaign, measure: Measure, column: Column) -> bool:
    """Whether *column* is open for *measure*: on « Par quartier », those of the quartiers where it is asked."""
    if column.quartier:
        return measure.is_asked_in(column.quartier)
    return column.field in asked_fields(campaign, measure)


def open_columns(
    campaign: Campaign, measures: Iterable[Measure], column_at: Mapping[int, Column]
) -> Mapping[str, Mapping[int, Column]]:
    """Of each measure, by its code, the columns where it is answered. Measures that ask for the same fields in the same places share them."""
    by_asked: dict[tuple[frozenset[Field], bool, tuple[str, ...]], Mapping[int, Column]] = {}
    opened: dict[str, Mapping[int, Column]] = {}
    for measure in measures:
        asked = asked_fields(campaign, measure), measure.by_quartier, measure.quartiers
        if asked not in by_asked:
            by_asked[asked] = {
                number: column
                for number, column in column_at.items()
                if column.is_entry and is_asked(campaign, measure, column)
            }
        opened[measure.code] = by_asked[asked]
    return opened


def misfits(rows: Sequence[Seen], block: Block, witness: str) -> dict[int, int]:
    """By column, how many cells do not suit the measure that *witness* names: not asked, another format, words."""
    measure_by_code = {measure.code: measure for measure in block.measures}
    return {
        number: sum(
            _is_misfit(cell, measure_by_code[code], column, block.campaign)
            for row, cell in zip(rows, block.cells(rows, number), strict=True)
            if cell and (code := getattr(row, witness))
        )
        for number, column in block.columns.items()
    }


def _is_misfit(cell: Cell, measure: Measure, column: Column, campaign: Campaign) -> bool:
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if not is_asked(campaign, measure, column):
        return is_number or not holds_figures(column)
    if column.field is Field.PERIMETER:
        return bare_words(str(cell.value)) not in _words_of(measure.perimeter)
    if not holds_figures(column) or column.field in PARTS:
        return False
    if not measure.kind.is_number:
        return is_number
    if not is_number:
        return False
    wanted = FormatKind.PERCENT if measure.kind.is_fraction else FormatKind.NUMBER
    return {wanted, cell.format_kind} == {FormatKind.PERCENT, FormatKind.NUMBER}


def best_fit(rows: Sequence[Seen], block: Block, column: int) -> int:
    """How many of the perimeters in *column* would suit their measure if the rows that have one exchanged them at best."""
    measure_by_code = {measure.code: measure for measure in block.measures}
    pairs = [(row, cell) for row, cell in zip(rows, block.cells(rows, column), strict=True) if cell]
    wanted = Counter(measure_by_code[row.labelled].perimeter for row, _ in pairs if row.labelled)
    said = [bare_words(str(cell.value)) for _, cell in pairs]
    return sum(min(count, sum(word in _words_of(one) for word in said)) for one, count in wanted.items())


def is_perimeter(text: str) -> bool:
    """Whether *text* is in the list of perimeters, in any language."""
    return bare_words(text) in frozenset().union(*map(_words_of, Perimeter))


@cache
def _words_of(perimeter: Perimeter) -> frozenset[str]:
    return frozenset(bare_words(labels(language, "perimeters")[perimeter]) for language in LANGUAGES)


def torn(rows: Sequence[Seen], block: Block) -> int:
    """Rows that would suit each other: a value beside « non disponible » here, neither value nor reason there.

    So for reasons without their comment, and comments without a reason. Mistakes go one way only.
    """
    pairs = [*_values_and_reasons(rows, block)]
    values = min(
        sum(has_value and is_absent for has_value, is_absent, _ in pairs),
        sum(not has_value and not is_absent for has_value, is_absent, _ in pairs),
    )
    comments = min(
        sum(is_absent and not is_commented for _, is_absent, is_commented in pairs),
        sum(is_commented and not is_absent for _, is_absent, is_commented in pairs),
    )
    return 2 * values + comments


def is_coherent(rows: Sequence[Seen], block: Block) -> bool:
    """Some rows have a reason for having no value, and no other row lacks one."""
    pairs = [*_values_and_reasons(rows, block)]
    return any(is_absent for _, is_absent, _ in pairs) and all(one != other for one, other, _ in pairs)


def _values_and_reasons(rows: Sequence[Seen], block: Block) -> Iterator[tuple[bool, bool, bool]]:
    """Of each row with a situation: whether it has a value, whether the situation explains that not, whether it is commented."""
    number_by_field = {column.field: number for number, column in block.columns.items()}
    value, situation, comment = (number_by_field.get(one) for one in (Field.VALUE, Field.SITUATION, Field.COMMENT))
    if value is None or situation is None:
        return
    columns = (block.cells(rows, one) if one else [None] * len(rows) for one in (value, situation, comment))
    for has_value, said, commented in zip(*columns, strict=True):
        if said:
            yield has_value is not None, read_absence(str(said.value)) is not None, commented is not None


def order(cell: Cell) -> tuple[int, float, str]:
    """Where sorting puts a cell: numbers, then words, then true and false, then errors."""
    value = cell.value
    match value:
        case bool():
            return 2, float(value), ""
        case int() | float():
            return 0, float(value), ""
        case None:
            return 3, 0.0, cell.error
    return 1, 0.0, bare_words(str(value))


def holds_figures(column: Column) -> bool:
    """Whether *column* is for results or for the numbers that they come from."""
    return column.field in {Field.VALUE, Field.TERRITORY_VALUE, *PARTS}


def is_filled(cell: Cell) -> bool:
    """Whether somebody sees a value or an error in *cell*."""
    value = cell.value
    if isinstance(value, str):
        return bool(value.strip()) or bool(cell.error)
    return value is not None or bool(cell.error)
