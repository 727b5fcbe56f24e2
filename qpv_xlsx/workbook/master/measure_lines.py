"""What stands in each cell of the line of a measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, as_decided, past_years
from qpv_xlsx.domain.contract.catalogue import Lineage
from qpv_xlsx.domain.contract.in_force import revisions_there
from qpv_xlsx.domain.contract.measures import Direction, Kind
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.deciding.notes import CommitteeNotes
from qpv_xlsx.domain.judging.assessing import answered, is_received
from qpv_xlsx.domain.judging.assessment import MeasureAssessment, Reason
from qpv_xlsx.domain.judging.courses import Course, Method, barred_course, course_in
from qpv_xlsx.domain.judging.evolution import silent_since
from qpv_xlsx.domain.judging.series import Stretch, stretches
from qpv_xlsx.domain.merging.ledger import Account
from qpv_xlsx.messages.endings import ended_words
from qpv_xlsx.messages.past_words import REVISED, break_words, past_value_words
from qpv_xlsx.messages.provenance import provenance
from qpv_xlsx.messages.shared_names import shared_name
from qpv_xlsx.messages.silences import silence_words
from qpv_xlsx.messages.targets import target_words
from qpv_xlsx.messages.telling import bounds_of_pace, rate_decimals, telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.workbook.master.counted_codes import counted, entry_of
from qpv_xlsx.workbook.master.rows import (
    MeasureRow,
    Sources,
    against_territory,
    official_cells,
    question_cells,
    row_key,
    shown,
)
from qpv_xlsx.workbook.master.said_cells import note_cells, past_status_words

_SIGNS: Mapping[Direction, int] = {Direction.UP: 1, Direction.DOWN: -1, Direction.STEADY: 0, Direction.UNTOLD: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """All that one row is made of."""

    sources: Sources
    respondent: Respondent
    territory: str
    account: Account
    lineage: Lineage
    past: Mapping[tuple[str, str, int], PastResult]
    notes: Mapping[str, CommitteeNotes]
    errors: int
    missing: int
    is_alone: bool
    is_shared: bool

    def row(self) -> MeasureRow:
        """The line."""
        convention, _, measure = self.lineage
        found = self.sources.assessment.rows[self.respondent.code, measure.code]
        course = course_in(self.sources.campaign, measure, self.respondent.territory, found.perimeter)
        course = barred_course(course, found.barred)
        series = stretches(self.sources.campaign, measure, found, self.past)
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
                **self._told_besides(found),
                "breaks": break_words(series, self.sources.language),
                "silence": self._silence(found),
            },
            line_from=_line_from(series, self.sources.campaign, course) if measure.kind.is_number else "",
            revised=frozenset(f"past:{year}" for year, result in self._past_results().items() if result.is_revised),
            decimals=self._decimals(found, course),
            pace_decimals=rate_decimals(found.pace, bounds_of_pace(self.sources.campaign)),
        )

    def _decimals(self, found: MeasureAssessment, course: Course) -> int | None:
        """Those that tell every year's figure from the start and from the target."""
        told = (found.value, *(past.value for past in self._past_results().values()))
        return telling_decimals(self.lineage.measure.kind, told, (course.start, course.goal))

    def _told_besides(self, found: MeasureAssessment) -> dict[str, Content]:
        """Former statuses, none of a part, and what the coordinator wrote of the measure."""
        measure, campaign, place = self.lineage.measure, self.sources.campaign, self.respondent.territory
        past = {} if found.barred is Reason.PART_OF_WHOLE else self.past  # the target is that of all of them
        results = [one for key, one in past.items() if key[:2] == (place, measure.code) and one.year < campaign.year]
        words = past_status_words(campaign, measure, results, self.sources.language)
        return {"past_statuses": words, **note_cells(self.notes, measure.code)}

    def _official(self) -> dict[str, Content]:
        _, _, measure = self.lineage
        return {
            **official_cells(self.sources, self.lineage, (measure,), self.respondent.territory),
            "code": measure.code,
            "territory": self.territory,
            "measure": self._label(),
            "unit": measure.unit,
            "administration": self._administration(),
            "former_targets": self._former_targets(),
        }

    def _administration(self) -> str:
        measure = self.lineage.measure.code
        parts = self.sources.assessment.rows[self.respondent.code, measure].parts
        if parts is None:
            return self.respondent.name
        return phrase(self.sources.language, "master_all_administrations", expected=parts.expected)

    def _former_targets(self) -> str | None:
        """Each target that an act replaced, with the year from which the next one holds."""
        campaign, language, territory = self.sources.campaign, self.sources.language, self.respondent.territory
        measure = as_decided(campaign, self.lineage.measure, territory)
        target, said = measure.target, []
        for one in revisions_there(campaign, measure.code, territory):
            words = target_words(target, measure.kind, language)
            said.append(phrase(language, "master_former_target", year=one.since, target=words, act=one.act))
            target = one.target
        return "\n".join(said) or None

    def _label(self) -> str:
        ended = ended_words(self.lineage.measure, self.sources.language) if self._has_ended else ""
        return f"{self._name()} ({ended})" if ended else self._name()

    @property
    def _has_ended(self) -> bool:
        return self.lineage.measure.is_without_object(self.sources.campaign.year)

    def _name(self) -> str:
        """What is measured; and whose answer the line is, where several administrations have one."""
        measure, language = self.lineage.measure, self.sources.language
        found = self.sources.assessment.rows[self.respondent.code, measure.code]
        return shared_name(found, measure.label, self.respondent.name, language) if self.is_shared else measure.label

    def _past(self) -> dict[str, Content]:
        return {f"past:{year}": self._past_value(result) for year, result in self._past_results().items()}

    def _silence(self, found: MeasureAssessment) -> str | None:
        campaign = self.sources.campaign
        since = silent_since(found, past_years(campaign), self._past_results(), campaign.year)
        return silence_words(since, campaign, self.sources.language)

    def _past_results(self) -> Mapping[int, PastResult]:
        territory, measure = self.respondent.territory, self.lineage.measure.code
        found = {year: self.past.get((territory, measure, year)) for year in past_years(self.sources.campaign)}
        return {year: result for year, result in found.items() if result is not None}

    def _past_value(self, result: PastResult) -> Content:
        if result.value is not None:
            return result.value
        words = past_value_words(result, self.lineage.measure.kind, self.sources.language)
        return f"{words} {REVISED}" if words and result.is_revised else words

    def _answers(self, found: MeasureAssessment) -> dict[str, Content]:
        measure = self.lineage.measure
        entry = self.account.entries.get(Question(measure=measure.code))
        return {
            "value": shown(found.value, measure.kind, self.sources.language),
            "territory_value": found.territory_value,
            "situation": self._word("situations", found.situation) if found.situation else None,
            "perimeter": self._perimeter(),
            **self._women(found),
            "observed_on": self._said(Field.OBSERVED_ON),
            "method": self._said(Field.METHOD),
            "comment": self._said(Field.COMMENT),
            "source": self._said(Field.SOURCE),
            "file": provenance(entry, self.sources.language) if entry else None,
            "cell": "!".join(part for part in (entry.answer.place.sheet, entry.answer.place.cell) if part)
            if entry
            else None,
        }

    def _women(self, found: MeasureAssessment) -> dict[str, Content]:
        """How many women, and their part of the persons counted: the result, or the numerator of a share. More than all are no part."""
        women, persons = self._figure(Field.WOMEN), found.value
        if not self.lineage.measure.kind.adds_up:
            persons = self._figure(Field.NUMERATOR)
        if women is None or not isinstance(persons, int | float) or not persons or women > persons:
            return {"women": women}
        return {"women": women, "women_part": women / persons}

    def _figure(self, field: Field) -> float | None:
        value = answered(self.account, self.lineage.measure.code, field)
        return value if isinstance(value, int | float) else None

    def _perimeter(self) -> str:
        measure = self.lineage.measure
        found = self.sources.assessment.rows[self.respondent.code, measure.code]
        return self._word("perimeters", found.perimeter or measure.perimeter)

    def _said(self, field: Field) -> str | None:
        entry = self.account.entries.get(Question(measure=self.lineage.measure.code, field=field))
        return str(entry.answer.value) if entry else None

    def _results(self, found: MeasureAssessment, course: Course) -> dict[str, Content]:
        return {
            "start": course.start,
            "goal": course.goal,
            "goal_year": course.goal_year if course.reason is None else None,
            "expected": found.expected,
            "attained": found.attained,
            "pace": found.pace,
            "gap": _gap(found, self.lineage.measure.kind),
            "reporting": self._word("reporting", found.reporting),
            "attainment": self._word("attainment", found.attainment),
            "reason": self._word("reasons", found.reason) if found.reason else None,
            "basis": _basis(course),
            "is_known": int(found.is_known),
            **question_cells(found.questions, self.sources.language, is_reserved=found.is_reserved),
        }

    def _workings(self, found: MeasureAssessment, course: Course) -> dict[str, Content]:
        convention, indicator, measure = self.lineage
        perimeter = as_decided(self.sources.campaign, measure, self.respondent.territory).baseline.perimeter
        return {
            "respondent": counted(self.respondent.code),
            "territory_code": counted(self.respondent.territory),
            "convention_code": counted(convention.code),
            "row_key": row_key(self.respondent.code, measure.code),
            "is_received": int(is_received(self.account)),
            "is_late": int(self.account.came_too_late),
            "is_refused": int(measure.code in self.account.refusals),
            "is_awaited": int(found.is_awaited),
            "is_counted": int(found.is_counted),
            "has_nothing": int(self.account.has_nothing_to_report),
            "is_waived": int(found.is_waived),
            "errors": self.errors,
            "missing": self.missing,
            "static_reason": self._word("reasons", course.reason) if course.reason else None,
            "rule": course.rule.value,
            "direction": _SIGNS[course.direction],
            "start_year": course.start_year,
            "start_perimeter": self._word("perimeters", perimeter) if perimeter else None,
            "precision": course.precision,
            "broken": self._word("reasons", course.broken) if course.broken else None,
            "off_goal": self._word("reasons", course.off_goal) if course.off_goal else None,
            "is_absolute": int(course.is_absolute),
            "is_strict": int(course.is_strict),
            "has_target": int(found.has_target),
            "indicator_code": counted(indicator.code),
            "is_indicator": int(self.is_alone and not found.is_waived),
            "entry": entry_of(found, indicator.code, self.sources.language),
        }

    def _word(self, section: str, key: str) -> str:
        return label(self.sources.language, section, key)


def _line_from(series: Sequence[Stretch], campaign: Campaign, course: Course) -> str:
    """The column in which the last stretch begins, as a key; empty where it has one figure only."""
    if not series or series[-1].first == series[-1].last:
        return ""
    if len(series) == 1 and course.start is not None:
        return "start"
    first = series[-1].first
    return f"past:{first}" if first in past_years(campaign) else ""


def _gap(found: MeasureAssessment, kind: Kind) -> float | None:
    whole = found.territory_value
    if not isinstance(found.value, int | float) or whole is None:
        return None
    match against_territory(kind):
        case "gap":
            return 100 * (found.value - whole)
        case "difference":
            return found.value - whole
        case _:
            return found.value / whole if whole else None


def _basis(course: Course) -> int:
    """What the baseline is good for: 0 nothing, 1 a path or a level, 2 a floor already met."""
    if course.usable_start is None or course.goal is None:
        return 0
    return 2 if course.rule is Method.PATH and course.starts_beyond else 1
