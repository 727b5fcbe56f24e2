"""The status of an indicator, made from those of its measures: attained only if all are (Open SDG)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qpv_xlsx.domain.contract.catalogue import Catalogue
from qpv_xlsx.domain.contract.remembering import Same
from qpv_xlsx.domain.judging.assessment import Assessment, Attainment, MeasureAssessment, Reason

RANKING = (
    Attainment.REACHED,
    Attainment.ON_TRACK,
    Attainment.NOT_YET,
    Attainment.WATCH,
    Attainment.LATE,
    Attainment.MOVING_AWAY,
    Attainment.MISSED,
)
"""From best to worst: an indicator stands where the least advanced of its measures stands."""


WITHHELD = (Reason.NO_VALUE, Reason.PARTIAL_SUM, Reason.CONTRADICTED, Reason.PERIMETER, Reason.GEOGRAPHY)
"""Why a measure is not judged though one answer would have been: nobody knows how bad it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorAssessment:
    """One indicator of one territory. *rows*: its measures, waived ones left out; none: nothing is asked.

    *reason*: PARTIAL where some of its measures cannot be judged; that of a lone measure otherwise.
    *questions*: those still open on any of its measures.
    """

    territory: str
    indicator: str
    attainment: Attainment
    reason: Reason | None
    rows: tuple[MeasureAssessment, ...]
    questions: tuple[str, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether at least one of its measures is."""
        return bool(self.rows)

    @property
    def is_known(self) -> bool:
        """Whether a result, of one of its measures at least, can be held against a target."""
        return any(row.is_known for row in self.rows)

    @property
    def has_target(self) -> bool:
        """Whether one of its measures has one."""
        return any(row.has_target for row in self.rows)

    @property
    def is_reserved(self) -> bool:
        """Whether its status rests on an open question."""
        return self.attainment.is_verdict and bool(self.questions)


def assess_indicators(catalogue: Catalogue, assessment: Assessment) -> Mapping[tuple[str, str], IndicatorAssessment]:
    """Every indicator's assessment, by (territory, indicator). Nobody changes it: whoever asks next is given the same."""
    return _assessed_indicators(Same(catalogue), Same(assessment))


@lru_cache(maxsize=1)  # sheets, pages and rows of a territory ask for theirs one after the other
def _assessed_indicators(
    told: Same[Catalogue], judged: Same[Assessment]
) -> Mapping[tuple[str, str], IndicatorAssessment]:
    catalogue, assessment = told.one, judged.one
    lineage = catalogue.lineage_by_measure
    groups: defaultdict[tuple[str, str], list[MeasureAssessment]] = defaultdict(list)
    for row in assessment.rows.values():
        groups[row.territory, lineage[row.measure].indicator.code].append(row)
    return {key: _assessed(*key, rows) for key, rows in groups.items()}


def _assessed(territory: str, indicator: str, rows: Sequence[MeasureAssessment]) -> IndicatorAssessment:
    asked = tuple(row for row in rows if not row.is_waived)
    attainment, reason = composite([(row.attainment, row.reason) for row in asked])
    return IndicatorAssessment(
        territory=territory,
        indicator=indicator,
        attainment=attainment,
        reason=rows[0].reason if len(rows) == 1 else reason,
        rows=asked,
        questions=tuple(dict.fromkeys(question for row in asked for question in row.questions)),
    )


def composite(verdicts: Sequence[tuple[Attainment, Reason | None]]) -> tuple[Attainment, Reason | None]:
    """*Avancement* of several measures together. One without a target of its own has no say.

    Where some cannot be judged, the worst of the others shows how far it is at least from being attained, and PARTIAL says
    so. Good news needs them all: a result that is withheld may be worse than one on track.
    """
    aimed = [status for status, reason in verdicts if reason not in {Reason.NO_TARGET, Reason.PART_OF_WHOLE}]
    judged = [status for status in aimed if status.is_verdict]
    if not judged:
        return Attainment.NOT_ASSESSABLE, Reason.NONE_ASSESSABLE
    worst = max(judged, key=RANKING.index)
    if len(judged) == len(aimed):
        return worst, None
    is_withheld = any(not status.is_verdict and reason in WITHHELD for status, reason in verdicts)
    is_unsure = worst is Attainment.REACHED or (is_withheld and worst is Attainment.ON_TRACK)
    return (Attainment.NOT_ASSESSABLE if is_unsure else worst), Reason.PARTIAL
