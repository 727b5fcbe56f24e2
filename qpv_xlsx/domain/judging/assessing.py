"""From the campaign and its ledger to the two statuses of each measure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, is_excused, measures_of, open_questions
from qpv_xlsx.domain.contract.measures import Measure, Perimeter
from qpv_xlsx.domain.contract.questions import Field, Question, Situation, Value
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment
from qpv_xlsx.domain.judging.courses import course_in, has_target
from qpv_xlsx.domain.judging.statuses import judgement, reporting
from qpv_xlsx.domain.merging.ledger import Account, Ledger


def assess(campaign: Campaign, ledger: Ledger) -> Assessment:
    """Every measure's assessment, by (respondent, measure), in campaign order."""
    questions = open_questions(campaign)
    return Assessment(
        rows={
            (respondent.code, row.measure): replace(row, questions=questions[row.measure])
            for respondent in campaign.respondents
            for row in _of_respondent(campaign, respondent, account_of(ledger, respondent.code))
        },
    )


def account_of(ledger: Ledger, respondent: str) -> Account:
    """The respondent's account, empty where the ledger has none."""
    return ledger.accounts.get(respondent) or Account(respondent=respondent)


def answered(account: Account, measure: str, field: Field) -> Value | None:
    """The answer that counts for the measure as a whole; None: no answer."""
    entry = account.entries.get(Question(measure=measure, field=field))
    return None if entry is None else entry.answer.value


def _held(account: Account) -> Iterator[Finding]:
    return (held.found for held in account.findings)


def errors_by_measure(account: Account) -> Counter[str]:
    """How many findings of severity error concern each measure."""
    return Counter(found.measure for found in _held(account) if found.measure and found.severity is Severity.ERROR)


def missing_by_measure(account: Account) -> Counter[str]:
    """How many findings of family M (an answer or an explanation is missing) concern each measure."""
    return Counter(found.measure for found in _held(account) if found.measure and found.code.startswith("M"))


def is_received(account: Account) -> bool:
    """Whether anything that counts came from the respondent."""
    return account.has_answered or account.has_nothing_to_report or bool(account.entries)


def _of_respondent(campaign: Campaign, respondent: Respondent, account: Account) -> Iterator[MeasureAssessment]:
    errors, missing = errors_by_measure(account), missing_by_measure(account)
    for measure in measures_of(campaign, respondent):
        yield _assessment(campaign, respondent, account, measure, errors=errors, missing=missing)


def _assessment(
    campaign: Campaign,
    respondent: Respondent,
    account: Account,
    measure: Measure,
    *,
    errors: Mapping[str, int],
    missing: Mapping[str, int],
) -> MeasureAssessment:
    value = answered(account, measure.code, Field.VALUE)
    situation = _situation(account, measure.code)
    perimeter = answered_perimeter(account, measure.code)
    course = course_in(campaign, measure, respondent.territory, perimeter)
    stands = judgement(course, value, campaign.year, campaign.options.thresholds)
    waived = is_excused(campaign, respondent.code, measure)
    return MeasureAssessment(
        respondent=respondent.code,
        territory=respondent.territory,
        measure=measure.code,
        reporting=reporting(
            is_received=is_received(account),
            is_waived=waived,
            has_nothing_to_report=account.has_nothing_to_report,
            has_value=value is not None,
            situation=situation,
            errors=errors.get(measure.code, 0),
            missing=missing.get(measure.code, 0),
        ),
        attainment=stands.attainment,
        reason=stands.reason,
        value=value,
        situation=situation,
        perimeter=perimeter,
        territory_value=_figure(answered(account, measure.code, Field.TERRITORY_VALUE)),
        target=course.goal,
        target_year=course.goal_year,
        expected=stands.expected,
        attained=stands.attained,
        pace=stands.pace,
        is_waived=waived,
        has_target=has_target(course),
    )


def answered_perimeter(account: Account, measure: str) -> Perimeter | None:
    """The perimeter that the answer says it covers; None: not said."""
    said = answered(account, measure, Field.PERIMETER)
    return None if said is None or said not in set(Perimeter) else Perimeter(said)


def _situation(account: Account, measure: str) -> Situation | None:
    said = answered(account, measure, Field.SITUATION)
    return None if said is None or said not in set(Situation) else Situation(said)


def _figure(value: Value | None) -> float | None:
    return value if isinstance(value, int | float) else None
