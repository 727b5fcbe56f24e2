"""What only the coordinator can settle about a measure: precise questions, each with what makes it one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import Target
from qpv_xlsx.domain.findings import Fact


class Ask(StrEnum):
    """Kinds of questions; each has its sentence."""

    KIND = "kind"  # the words do not say whether it is a number, a share…
    DIRECTION = "direction"
    FLOOR = "floor"  # the start already meets the target: a floor to keep, or another reading?
    TARGET_DOUBT = "target_doubt"  # the reading of the target carries a doubt
    BASELINE_DOUBT = "baseline_doubt"
    TARGET_QUANTITY = "target_quantity"  # the target is of another quantity than the indicator
    BASELINE_QUANTITY = "baseline_quantity"
    TARGET_FIGURES = "target_figures"  # several figures, and nothing says which one
    BASELINE_FIGURES = "baseline_figures"
    TARGET_COUNT = "target_count"  # as many targets as indicators are expected
    BASELINE_COUNT = "baseline_count"
    TARGET_SCALE = "target_scale"  # 18 for 18 %, or 0,18?
    BASELINE_SCALE = "baseline_scale"
    GEOGRAPHY = "geography"  # the baseline covers something else than what is asked
    NESTED = "nested"
    REFERENCE = "reference"  # another level stands as reference
    PARITY = "parity"
    NO_WORDING = "no_wording"
    CONTINUED = "continued"
    FUTURE_YEAR = "future_year"
    UNIT = "unit"  # the unit and the indicator's words disagree
    WHO = "who"
    SAME = "same"  # two names that one administration may have
    COMBINATION = "combination"  # several administrations answer: how are their figures put together?
    SPLIT = "split"  # one measure per figure of the target: is it complete?
    TWO_THINGS = "two_things"  # « nombre de rendez-vous et de parcours »
    OTHER_START = "other_start"  # the target starts from another year or value than the column of starts
    THEME = "theme"  # its own cell is blank, and the theme of the row above was taken
    SHARED = "shared"  # the indicator’s cell is merged with the one above


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfMeasure:
    """One question on the measure with that code. *kind* and *target*: the reading that is proposed, for the sentence.

    *words_left*: of the text, those that nobody understood.
    """

    measure: str
    ask: Ask
    facts: Mapping[str, Fact] = field(default_factory=dict)
    kind: Kind | None = None
    target: Target | None = None
    words_left: tuple[str, ...] = ()
