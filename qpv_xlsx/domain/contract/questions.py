"""What a cell asks: the fields of an answer, the situations it may be in, the values it may take."""

from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """Which part of a measure's answer; the words of the JSON report."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    WOMEN = "women"
    TERRITORY_VALUE = "territory_value"
    SITUATION = "situation"
    PERIMETER = "perimeter"
    COMMENT = "comment"
    SOURCE = "source"
    OBSERVED_ON = "observed_on"
    METHOD = "method"

    __hash__ = str.__hash__  # a member is its word; that of enumerations is many times slower


WORDS = frozenset({Field.COMMENT, Field.SOURCE, Field.METHOD})
"""Free words beside an answer."""

PARTS = frozenset({Field.NUMERATOR, Field.DENOMINATOR})
"""What a share or a ratio is made of."""

COUNTED = PARTS | {Field.WOMEN}
"""Counts, whatever the measure's kind."""

RESULTS = frozenset({Field.VALUE, Field.TERRITORY_VALUE})
"""In the measure's own unit."""

FIGURES = RESULTS | COUNTED
"""Where a measure with a figure is answered in figures."""


class Situation(StrEnum):
    """What a respondent says of a value, or of its absence (INSEE signs for the last three)."""

    FINAL = "definitif"
    PROVISIONAL = "provisoire"
    ESTIMATED = "estime"
    UNAVAILABLE = "nd"
    NOT_APPLICABLE = "so"
    SECRET = "s"  # noqa: S105  (INSEE's sign for statistical secrecy)

    @property
    def explains_absence(self) -> bool:
        """Whether no value is expected beside it."""
        return self in {Situation.UNAVAILABLE, Situation.NOT_APPLICABLE, Situation.SECRET}


DENYING = frozenset({Situation.UNAVAILABLE, Situation.NOT_APPLICABLE})
"""Says that there is no figure; « s » only says that it must not be printed."""

UNSURE = frozenset({Situation.PROVISIONAL, Situation.ESTIMATED})
"""Beside a value that may still change."""


class Question(NamedTuple):
    """What a cell asks of a given respondent. *quartier* is a stable id; empty: the measure as a whole.

    A tuple, for answers are looked up by it thousands of times in every return.
    """

    measure: str
    quartier: str = ""
    field: Field = Field.VALUE


Value = float | int | str
"""A figure in the measure's unit; a Situation, Perimeter or Progress (which are str); a day in ISO form; or words."""
