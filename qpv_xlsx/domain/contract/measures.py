"""What is asked: measures, their baselines, and the closed words that describe them."""

from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.targets import Target, Undefined


class Kind(StrEnum):
    """What sort of value answers a measure, and in which unit Python holds it."""

    SHARE = "share"  # fraction 0..1
    GAP = "gap"  # difference of two shares, a fraction: 0.163 is 16.3 points
    COUNT = "count"  # whole number of things or persons
    QUANTITY = "quantity"  # decimal, in a unit of its own: ETP, hours, hectares
    AMOUNT = "amount"  # euros
    RATIO = "ratio"  # a / b, b not bounding a: 1 LAEP for 3 500 children
    MILESTONE = "milestone"  # a Progress
    TEXT = "text"  # words

    __hash__ = str.__hash__  # a member is its word

    @property
    def is_number(self) -> bool:
        """Whether the answer is a figure."""
        return self is not Kind.MILESTONE and self is not Kind.TEXT

    @property
    def is_fraction(self) -> bool:
        """Whether figures are kept as fractions of 1 and written in % or in points."""
        return self in {Kind.SHARE, Kind.GAP}

    @property
    def is_counted(self) -> bool:
        """Whether figures count something in a unit of its own: persons, actions, ETP, hectares; no %, no euros, no ratio."""
        return self in {Kind.COUNT, Kind.QUANTITY}

    @property
    def is_rate(self) -> bool:
        """Whether a part and its whole can be held against each other: 4 posts of a city's 20 are no gap of 16."""
        return self in {Kind.SHARE, Kind.GAP, Kind.RATIO}

    @property
    def adds_up(self) -> bool:
        """Whether the figures of quartiers, or of administrations, make a total: shares and gaps do not."""
        return self in {Kind.COUNT, Kind.QUANTITY, Kind.AMOUNT}


class Direction(StrEnum):
    """Where the measure ought to go. Stored, never guessed from baseline and target.

    UNTOLD: the official text does not say; to be chosen before the measure is confirmed.
    """

    UP = "up"
    DOWN = "down"
    STEADY = "steady"
    UNTOLD = "untold"


class Nature(StrEnum):
    """What the figure describes in time."""

    STOCK = "stock"  # state at a date
    FLOW = "flow"  # of the year
    CUMULATED = "cumulated"  # since the start of the contract: cannot go down


class Combination(StrEnum):
    """How the answers of several administrations make one result."""

    SUM = "cumul"
    OVERALL = "part_globale"  # all numerators over all denominators
    SEPARATE = "separe"  # one line each, none for the whole

    def suits(self, kind: Kind) -> bool:
        """Whether figures of *kind* can be put together so."""
        match self:
            case Combination.SUM:
                return kind.adds_up
            case Combination.OVERALL:
                return kind in {Kind.SHARE, Kind.RATIO}
            case Combination.SEPARATE:
                return True


class Perimeter(StrEnum):
    """What a value covers (glossary of the politique de la ville).

    QPV is that of the campaign's own map; the two maps can also be named, see ``coverage``.
    """

    QPV = "qpv"
    QPV_2015 = "qpv_2015"
    QPV_2024 = "qpv_2024"
    QPV_QVA = "qpv_qva"
    QVA = "qva"
    ZUS = "zus"
    ZUS_QPV = "zus_qpv"  # « ZUS/QPV »: official texts of the year in which one replaced the other
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
    *perimeter* is None where the text does not say what it covers: no value is compared with it until somebody does.
    *precision*: unit of the last digit that the text writes (0.01 for « 28% »); None: exact, or not known.
    """

    value: float | None = None
    year: int | None = None
    perimeter: Perimeter | None = None
    numerator: float | None = None
    denominator: float | None = None
    precision: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """The smallest thing asked: one figure or one state.

    *unit*: the French noun that follows the figure (« % », « places », « € »).
    *perimeter*: what an answer should cover.
    *asks_territory*: the same figure is asked for the whole territory, to show the gap.
    *quartiers*: ids of those where it is asked; empty: all of them. It says something only where *by_quartier* holds.
    *maximum*: largest plausible value in the measure's unit; None: only the kind's own bounds.
    *change_threshold*: relative change since last year beyond which an explanation is asked; None: the campaign's.
    *supplier*: who holds the figure; None: the respondent.
    *asks_women*: how many of the persons counted are women is asked too.
    *respondents*: codes of the administrations that answer it; empty: those of its convention.
    *combination*: how the answers of several make one; None: not chosen, which only a single administration allows.
    *without_object_since*: first year in which nobody can answer, the scheme having ended; None: it goes on.
    *replaced_by*: what took its place; empty where nothing did, or nobody knows.
    *former_codes*: codes that it had before; what is said under them is said of this measure.
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
    quartiers: tuple[str, ...] = ()
    counts_persons: bool = False
    asks_women: bool = False
    maximum: float | None = None
    change_threshold: float | None = None
    supplier: str | None = None
    respondents: tuple[str, ...] = ()
    combination: Combination | None = None
    without_object_since: int | None = None
    replaced_by: str = ""
    notes: tuple[str, ...] = ()
    is_confirmed: bool = True
    former_codes: tuple[str, ...] = ()

    @property
    def asks_fraction(self) -> bool:
        """Whether numerator and denominator can be given beside the value."""
        return self.kind in {Kind.SHARE, Kind.RATIO}

    def is_asked_in(self, quartier: str) -> bool:
        """Whether the figure of *quartier*, an id, is asked."""
        return self.by_quartier and (not self.quartiers or quartier in self.quartiers)

    def is_without_object(self, year: int) -> bool:
        """Whether the scheme had ended by *year*: nothing is asked, and no rate counts the measure."""
        return self.without_object_since is not None and year >= self.without_object_since
