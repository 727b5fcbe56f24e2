"""How many measures have come in, and where they stand: for a convention, a territory, a respondent or the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment, Reporting

ANSWERED = (Reporting.FILLED, Reporting.PROVISIONAL, Reporting.UNAVAILABLE, Reporting.SECRET)
"""An answer is a figure, or the statement that there is none: « sans objet » leaves the count altogether."""

REPORTING_ORDER = (
    Reporting.FILLED,
    Reporting.PROVISIONAL,
    Reporting.UNAVAILABLE,
    Reporting.SECRET,
    Reporting.NOT_APPLICABLE,
    Reporting.TO_COMPLETE,
    Reporting.TO_CORRECT,
    Reporting.NOT_RECEIVED,
)
"""From what has come to what has not, as people read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of measures. *attainment* leaves out those that are waived."""

    reporting: Mapping[Reporting, int]
    attainment: Mapping[Attainment, int]

    @property
    def expected(self) -> int:
        """Measures that call for an answer: neither waived nor « sans objet »."""
        return sum(self.reporting.values()) - self.reporting[Reporting.NOT_APPLICABLE]

    @property
    def answered(self) -> int:
        """Those of them that have one."""
        return sum(self.reporting[status] for status in ANSWERED)

    @property
    def completeness(self) -> float | None:
        """Part answered, 0..1; None where nothing is expected."""
        return self.answered / self.expected if self.expected else None


def tally(rows: Iterable[MeasureAssessment]) -> Tally:
    """Count *rows* by status; a waived measure counts as « sans objet »."""
    reported: Counter[Reporting] = Counter()
    attained: Counter[Attainment] = Counter()
    for row in rows:
        reported[row.reporting] += 1
        attained[row.attainment] += not row.is_waived
    return Tally(
        reporting={status: reported[status] for status in Reporting},
        attainment={status: attained[status] for status in Attainment},
    )


def respondent_reporting(counts: Tally, *, is_received: bool, errors: int) -> Reporting:
    """*Remontée* of a whole workbook. *errors*: findings of severity error on it, whichever they are about."""
    if not is_received:
        return Reporting.NOT_RECEIVED
    if errors or counts.reporting[Reporting.TO_CORRECT]:
        return Reporting.TO_CORRECT
    if counts.answered < counts.expected:
        return Reporting.TO_COMPLETE
    return Reporting.PROVISIONAL if counts.reporting[Reporting.PROVISIONAL] else Reporting.FILLED
