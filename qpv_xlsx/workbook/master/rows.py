"""What stands in each cell of a table of measures: one MeasureRow per measure of a respondent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, measures_of, past_years
from qpv_xlsx.domain.contract.measures import Direction, Kind
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.judging.assessing import (
    account_of,
    answered_perimeter,
    errors_by_measure,
    is_received,
    missing_by_measure,
)
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.courses import Course, Method, course_of
from qpv_xlsx.domain.merging.ledger import Account, Ledger
from qpv_xlsx.domain.publishing.long_table import Lineage, lineage_by_measure
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.pen import Content

_SIGNS: Mapping[Direction, int] = {Direction.UP: 1, Direction.DOWN: -1, Direction.STEADY: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One line. *cells*: constants, and the results of the columns that are formulas, by column key.

    *territory*, *convention*: codes. An absent key is an empty cell.
    """

    territory: str
    convention: str
    kind: Kind
    assessment: MeasureAssessment
    cells: Mapping[str, Content]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What rows are made of."""

    campaign: Campaign
    ledger: Ledger
    assessment: Assessment
    language: str


def measure_rows(sources: Sources) -> Iterator[MeasureRow]:
    """Every row of « Indicateurs », in the order of the campaign's respondents and of the official table."""
    lineage = lineage_by_measure(sources.campaign.catalogue)
    past = {(result.territory, result.measure, result.year): result for result in _whole(sources.campaign)}
    names = {territory.code: territory.name for territory in sources.campaign.territories}
    for respondent in sources.campaign.respondents:
        account = account_of(sources.ledger, respondent.code)
        counts = (errors_by_measure(account), missing_by_measure(account))
        for measure in measures_of(sources.campaign, respondent):
            line = _Line(
                sources=sources,
                respondent=respondent,
                territory=names.get(respondent.territory, respondent.territory),
                account=account,
                lineage=lineage[measure.code],
                past=past,
                errors=counts[0][measure.code],
                missing=counts[1][measure.code],
            )
            yield line.row()


def _whole(campaign: Campaign) -> Iterator[PastResult]:
    return (result for result in campaign.history if result.quartier is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """All that one row is made of."""

    sources: Sources
    respondent: Respondent
    territory: str
    account: Account
    lineage: Lineage
    past: Mapping[tuple[str, str, int], PastResult]
    errors: int
    missing: int

    def row(self) -> MeasureRow:
        convention, _, measure = self.lineage
        found = self.sources.assessment.rows[self.respondent.code, measure.code]
        course = course_of(measure, self.sources.campaign.catalogue, answered_perimeter(self.account, measure.code))
        return MeasureRow(
            territory=self.respondent.territory,
            convention=convention.code,
            kind=measure.kind,
            assessment=found,
            cells={
                **self._official(),
                **self._past(),
                **self._answers(found),
                **self._results(found, course),
                **self._workings(found, course),
            },
        )

    def _official(self) -> dict[str, Content]:
        convention, indicator, measure = self.lineage
        return {
            "code": measure.code,
            "territory": self.territory,
            "convention": convention.name,
            "strategic_objective": indicator.strategic_objective,
            "operational_objective": indicator.operational_objective,
            "national_target": indicator.national_target,
            "indicator": indicator.wording,
            "baseline_text": indicator.baseline_text,
            "local_target": indicator.local_target,
            "measure": measure.label,
            "unit": measure.unit,
        }

    def _past(self) -> dict[str, Content]:
        territory, measure = self.respondent.territory, self.lineage[2].code
        years = past_years(self.sources.campaign)
        results = {year: self.past.get((territory, measure, year)) for year in years}
        return {f"past:{year}": self._past_value(result) for year, result in results.items() if result}

    def _past_value(self, result: PastResult) -> Content:
        if result.value is not None:
            return result.value
        return self._word("situations", result.situation) if result.situation else result.text

    def _answers(self, found: MeasureAssessment) -> dict[str, Content]:
        measure = self.lineage[2]
        entry = self.account.entries.get(Question(measure=measure.code))
        return {
            "value": shown(found.value, measure.kind, self.sources.language),
            "territory_value": found.territory_value,
            "situation": self._word("situations", found.situation) if found.situation else None,
            "perimeter": self._perimeter(),
            "comment": self._said(Field.COMMENT),
            "source": self._said(Field.SOURCE),
            "file": entry.source.submission.origin.name if entry else None,
            "cell": "!".join(part for part in (entry.answer.place.sheet, entry.answer.place.cell) if part)
            if entry
            else None,
        }

    def _perimeter(self) -> str:
        measure = self.lineage[2]
        said = answered_perimeter(self.account, measure.code)
        return self._word("perimeters", said or measure.perimeter)

    def _said(self, field: Field) -> str | None:
        entry = self.account.entries.get(Question(measure=self.lineage[2].code, field=field))
        return str(entry.answer.value) if entry else None

    def _results(self, found: MeasureAssessment, course: Course) -> dict[str, Content]:
        return {
            "start": course.start,
            "goal": course.goal,
            "goal_year": course.goal_year if course.reason is None else None,
            "expected": found.expected,
            "attained": found.attained,
            "pace": found.pace,
            "gap": _gap(found),
            "reporting": self._word("reporting", found.reporting),
            "attainment": self._word("attainment", found.attainment),
            "reason": self._word("reasons", found.reason) if found.reason else None,
            "basis": _basis(course),
        }

    def _workings(self, found: MeasureAssessment, course: Course) -> dict[str, Content]:
        convention, _, measure = self.lineage
        perimeter = measure.baseline.perimeter
        return {
            "respondent": self.respondent.code,
            "territory_code": self.respondent.territory,
            "convention_code": convention.code,
            "row_key": row_key(self.respondent.code, measure.code),
            "is_received": int(is_received(self.account)),
            "has_nothing": int(self.account.has_nothing_to_report),
            "is_waived": int(found.is_waived),
            "errors": self.errors,
            "missing": self.missing,
            "static_reason": self._word("reasons", course.reason) if course.reason else None,
            "rule": course.rule.value,
            "direction": _SIGNS[course.direction],
            "start_year": course.start_year,
            "start_perimeter": self._word("perimeters", perimeter) if perimeter else None,
            "is_comparable": int(course.is_comparable),
            "is_absolute": int(course.is_absolute),
        }

    def _word(self, section: str, key: str) -> str:
        return label(self.sources.language, section, key)


def row_key(respondent: str, measure: str) -> str:
    """What names a row among all: « DIRECCTE | EMP-01 »."""
    return f"{respondent} | {measure}"


def shown(value: float | str | None, kind: Kind, language: str) -> Content:
    """An answer as its cell holds it: a milestone's state in words, the rest as it is."""
    return None if value is None else worded(value, Field.VALUE, kind, language)


def _gap(found: MeasureAssessment) -> float | None:
    if isinstance(found.value, int | float) and found.territory_value is not None:
        return found.value - found.territory_value
    return None


def _basis(course: Course) -> int:
    """What the baseline is good for: 0 nothing, 1 a path or a level, 2 a floor already met."""
    if course.usable_start is None or course.goal is None:
        return 0
    return 2 if course.rule is Method.PATH and course.starts_beyond else 1
