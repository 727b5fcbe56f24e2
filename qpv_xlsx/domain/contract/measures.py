"""What is asked: measures, their baselines, and the closed words that describe them."""

from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.targets import Target, Undefined


class Kind(StrEnum):
    """What sort of value answers a measure, and in which unit Python holds it."""

    SHARE = "share"  # fraction 0..1
    GAP = "gap"  # difference of two shares, a fraction: 0.163 is 16.3 points
    COUNT = "count"  # whole number of things or persons
    AMOUNT = "amount"  # euros
    RATIO = "ratio"  # a / b, b not bounding a: 1 LAEP for 3 500 children
    MILESTONE = "milestone"  # a Progress
    TEXT = "text"  # words

    @property
    def is_number(self) -> bool:
        """Whether the answer is a figure."""
        return self not in {Kind.MILESTONE, Kind.TEXT}


class Direction(StrEnum):
    """Where the measure ought to go. Stored, never guessed from baseline and target."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


class Nature(StrEnum):
    """What the figure describes in time."""

    STOCK = "stock"  # state at a date
    FLOW = "flow"  # of the year
    CUMULATED = "cumulated"  # since the start of the contract: cannot go down


class Perimeter(StrEnum):
    """What a value covers (glossary of the politique de la ville)."""

    QPV = "qpv"
    QPV_QVA = "qpv_qva"
    QVA = "qva"
    ZUS = "zus"
    CUCS = "cucs"
    ZSP = "zsp"
    LIVED = "quartier_vecu"
    WHOLE = "territoire"
    OTHER = "autre"


class Progress(StrEnum):
    """State of a milestone."""

    NOT_STARTED = "non_commence"
    ONGOING = "en_cours"
    DONE = "fait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Starting point of a measure.

    *value* is in the measure's unit, and is None where the official text gives words only, or gives another quantity.
    *numerator* and *denominator* are given only where the official text gives them.
    *perimeter* is None where the text does not say what it covers.
    """

    value: float | None = None
    year: int | None = None
    perimeter: Perimeter | None = None
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The smallest thing asked: one figure or one state.

    *unit*: the French noun that follows the figure (« % », « places », « € »).
    *perimeter*: what an answer should cover.
    *asks_territory*: the same figure is asked for the whole territory, to show the gap.
    *maximum*: largest plausible value in the measure's unit; None: only the kind's own bounds.
    *change_threshold*: relative change since last year beyond which an explanation is asked; None: the campaign's.
    *supplier*: who holds the figure; None: the respondent.
    *notes*: French sentences shown to the respondent (oddities of the official text, what is to be decided).
    *is_confirmed* is False while kind, target or baseline are only the tool's proposal.
    """

    code: str
    label: str
    kind: Kind
    unit: str
    direction: Direction
    nature: Nature = Nature.FLOW
    perimeter: Perimeter = Perimeter.QPV
    baseline: Baseline = Baseline()
    target: Target = Undefined()  # noqa: RUF009  (frozen)
    national_target: Target = Undefined()  # noqa: RUF009  (frozen)
    asks_territory: bool = False
    by_quartier: bool = False
    counts_persons: bool = False
    maximum: float | None = None
    change_threshold: float | None = None
    supplier: str | None = None
    notes: tuple[str, ...] = ()
    is_confirmed: bool = True

    @property
    def asks_fraction(self) -> bool:
        """Whether numerator and denominator can be given beside the value."""
        return self.kind in {Kind.SHARE, Kind.RATIO}
