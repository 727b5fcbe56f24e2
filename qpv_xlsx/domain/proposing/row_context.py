"""What surrounds a wording: its column, its unit, its indicator. A cell alone is often not enough to read it."""

from dataclasses import dataclass
from enum import StrEnum


class ColumnRole(StrEnum):
    """What the column of a wording holds."""

    TARGET = "target"  # what is to be reached
    BASELINE = "baseline"  # what was observed


@dataclass(frozen=True, slots=True, kw_only=True)
class RowContext:
    """The row and the column around a wording, each part as written there, "" where nothing is known.

    *role*: None where the column does not tell, and the wording is then read both ways.
    *unit*: the words of the unit column or of the header (« % », « k€ », « places »).
    *indicator*: the words of the indicator, which tell kind and direction where the wording does not.
    *year*: the one of the header (« cible 2028 »); it dates a figure that the wording leaves undated.
    *has_english_numbers*: « 1,500 » is one thousand five hundred. *places*: names of territories; a result « sur Paris » then covers the whole territory.
    """

    role: ColumnRole | None = None
    unit: str = ""
    indicator: str = ""
    year: int | None = None
    places: tuple[str, ...] = ()
    has_english_numbers: bool = False
