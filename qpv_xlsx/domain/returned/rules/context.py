"""What a rule may look at besides the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.campaign import (
    Campaign,
    PastResult,
    Respondent,
    is_excused,
    is_silenced,
    is_waived,
    measures_of,
    territory_of,
)
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Combination, Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.contract.several import groups_of
from qpv_xlsx.domain.findings import Code, Fact, Finding, Place, Severity, finding
from qpv_xlsx.domain.returned.answers import Answer

Answers = Mapping[Question, Answer]


@dataclass(frozen=True, kw_only=True)  # no slots: what every rule asks again is worked out once and kept
class Context:
    """One respondent of a campaign. *places*: where each question stands on the return; empty: not read from one file.

    *seen*: where questions stood in the files that were put together; it does not say that they stand everywhere.
    """

    campaign: Campaign
    respondent: Respondent
    places: Mapping[Question, Place] = field(default_factory=dict)
    seen: Mapping[Question, Place] = field(default_factory=dict)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """What the respondent is asked, waived measures and those without object left out, in the order of the official table."""
        return tuple(
            measure
            for measure in measures_of(self.campaign, self.respondent)
            if not is_excused(self.campaign, self.respondent.code, measure)
        )

    @cached_property
    def territory(self) -> Territory:
        """The respondent's territory."""
        return territory_of(self.campaign, self.respondent)

    def is_waived(self, measure: str, quartier: str = "") -> bool:
        """Whether a waiver excuses the respondent from the measure, wholly or for the quartier."""
        return is_waived(self.campaign, self.respondent.code, measure, quartier)

    def is_silenced(self, found: Finding) -> bool:
        """Whether a waiver silences *found* for the respondent."""
        return is_silenced(self.campaign, self.respondent.code, found)

    def place(self, question: Question) -> Place:
        """The question's cell; nowhere where it has none."""
        return self.places.get(question) or self.seen.get(question, Place())

    def is_there(self, question: Question) -> bool:
        """Whether the return has a cell for *question*. A row that was deleted is told apart (S03)."""
        return not self.places or question in self.places

    @cached_property
    def questions_by_quartier(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions of each measure that is asked by quartier, in the order of the quartiers; none for the others."""
        return {
            measure.code: tuple(
                Question(measure=measure.code, quartier=quartier.id)
                for quartier in asked_quartiers(measure, self.territory)
            )
            for measure in self.measures
        }

    @cached_property
    def overall(self) -> frozenset[str]:
        """Measures whose answers, of this respondent and others, make one overall share."""
        return self._put_together(Combination.OVERALL)

    @cached_property
    def summed(self) -> frozenset[str]:
        """Measures whose answers, of this respondent and others, add up: start and target are those of all of them."""
        return self._put_together(Combination.SUM)

    def _put_together(self, how: Combination) -> frozenset[str]:
        if all(measure.combination is not how for measure in self.measures):
            return frozenset()  # nothing to look for among all those who are asked
        groups = groups_of(self.campaign, self.respondent.territory)
        return frozenset(one.measure.code for one in groups.values() if one.measure.combination is how)

    @cached_property
    def former(self) -> Mapping[tuple[str, str], PastResult]:
        """The latest figure of a former year, by measure and quartier ("" for the measure as a whole).

        A year without figure (nd, so, s) does not hide the one before.
        """
        past = [result for result in own_past(self.campaign, self.respondent) if result.year < self.campaign.year]
        return {(one.measure, one.quartier or ""): one for one in sorted(past, key=_is_figure_and_year)}


def _is_figure_and_year(result: PastResult) -> tuple[bool, int]:
    return result.value is not None, result.year


def figure(answers: Answers, measure: Measure, asked: Field, quartier: str = "") -> float | int | None:
    """The figure answered, in the measure's unit; None where there is none."""
    return figure_of(answers, Question(measure=measure.code, quartier=quartier, field=asked))


def figure_of(answers: Answers, question: Question) -> float | int | None:
    """The figure answered to *question*; None where there is none."""
    answer = answers.get(question)
    return answer.value if answer and isinstance(answer.value, int | float) else None


def situation(answers: Answers, measure: Measure, quartier: str = "") -> Situation | None:
    """The situation answered; None where there is none."""
    answer = answers.get(Question(measure=measure.code, quartier=quartier, field=Field.SITUATION))
    return answer.value if answer and isinstance(answer.value, Situation) else None


def told(answers: Answers, field: Field) -> frozenset[tuple[str, str]]:
    """Where *field* is answered: measure and quartier ("" for the measure as a whole)."""
    return frozenset((question.measure, question.quartier) for question in answers if question.field is field)


def is_commented(answers: Answers, measure: Measure) -> bool:
    """Whether the respondent explains something in Commentaire."""
    return Question(measure=measure.code, field=Field.COMMENT) in answers


def scales(measure: Measure, territory: Territory) -> Iterator[str]:
    """Where the measure is answered: as a whole, written "", then quartier by quartier."""
    yield ""
    yield from (quartier.id for quartier in asked_quartiers(measure, territory))


def about(
    code: Code,
    measure: Measure,
    place: Place,
    *,
    quartier: str = "",
    case: str = "",
    severity: Severity | None = None,
    read: str | None = None,
    **facts: Fact,
) -> Finding:
    """A finding on a measure. The fact *kind* tells how figures among the facts are written.

    *field* tells whose cell is to be mended, where it is not that of the figure; *stands_at*, in which quartier.
    """
    return finding(
        code,
        place=place,
        severity=severity,
        case=case,
        measure=measure.code,
        quartier=quartier or None,
        read=read,
        **{"kind": measure.kind.value, **facts},
    )
