"""From the campaign and its ledger to the two statuses of each measure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, is_excused, measures_of, open_questions
from qpv_xlsx.domain.contract.measures import Measure, Perimeter
from qpv_xlsx.domain.contract.questions import DENYING, Field, Question, Situation, Value
from qpv_xlsx.domain.contract.several import Groups, groups_of, wholes_of
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment, Reason, Reporting
from qpv_xlsx.domain.judging.courses import barred_course, course_in, has_target
from qpv_xlsx.domain.judging.statuses import judgement, reporting
from qpv_xlsx.domain.merging.ledger import Account, Ledger, Parts


def assess(campaign: Campaign, ledger: Ledger) -> Assessment:
    """Every measure's assessment, by (respondent, measure): by territory, in the order of the official table."""
    questions, groups = open_questions(campaign), groups_of(campaign)
    found = {
        (respondent.code, row.measure): replace(row, questions=questions[row.measure])
        for respondent in campaign.respondents
        for row in _of_respondent(campaign, respondent, account_of(ledger, respondent.code), groups)
    } | {
        (respondent.code, row.measure): replace(row, questions=questions[row.measure])
        for respondent, measures in wholes_of(campaign, groups).items()
        for row in _of_whole(campaign, respondent, measures, ledger)
    }
    return Assessment(rows=_in_official_order(campaign, found))


_Rows = Mapping[tuple[str, str], MeasureAssessment]


def _in_official_order(campaign: Campaign, rows: _Rows) -> _Rows:
    """Administrations are listed in any order; of a measure that several answer, the whole stands after its parts."""
    territories = {territory.code: rank for rank, territory in enumerate(campaign.territories)}
    measures = {measure.code: rank for rank, measure in enumerate(campaign.catalogue.measures)}
    return dict(sorted(rows.items(), key=lambda item: (territories[item[1].territory], measures[item[1].measure])))


def account_of(ledger: Ledger, respondent: str) -> Account:
    """The account of a respondent, or of those of a territory together; empty where the ledger has none."""
    whole = ledger.wholes.get(respondent)
    return ledger.accounts.get(respondent) or (whole.account if whole else Account(respondent=respondent))


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


def is_answering(account: Account) -> bool:
    """Whether the administration is one of those that have answered: a refusal is no answer."""
    return is_received(account) and account.refusal is None


def _of_respondent(
    campaign: Campaign, respondent: Respondent, account: Account, groups: Groups
) -> Iterator[MeasureAssessment]:
    """An answer that is put together with others is not judged: the target is that of all of them."""
    errors, missing = errors_by_measure(account), missing_by_measure(account)
    for measure in measures_of(campaign, respondent):
        group = groups.get((respondent.territory, measure.code))
        barred = Reason.PART_OF_WHOLE if group and group.is_combined else None
        yield _assessment(campaign, respondent, account, measure, errors=errors, missing=missing, barred=barred)


def _of_whole(
    campaign: Campaign, respondent: Respondent, measures: Iterable[Measure], ledger: Ledger
) -> Iterator[MeasureAssessment]:
    account = account_of(ledger, respondent.code)
    errors, missing = errors_by_measure(account), missing_by_measure(account)
    parts = ledger.wholes[respondent.code].parts if respondent.code in ledger.wholes else {}
    for measure in measures:
        barred = _barred(parts.get(measure.code))
        found = _assessment(campaign, respondent, account, measure, errors=errors, missing=missing, barred=barred)
        yield replace(found, parts=parts.get(measure.code))


def _barred(parts: Parts | None) -> Reason | None:
    """Why the combined result is not judged; None: it is."""
    if parts is None or parts.is_sound:
        return None
    return Reason.PARTIAL_SUM if parts.is_partial else Reason.PERIMETER


def _assessment(
    campaign: Campaign,
    respondent: Respondent,
    account: Account,
    measure: Measure,
    *,
    errors: Mapping[str, int],
    missing: Mapping[str, int],
    barred: Reason | None,
) -> MeasureAssessment:
    value = answered(account, measure.code, Field.VALUE)
    situation = _situation(account, measure.code)
    perimeter = answered_perimeter(account, measure.code)
    course = course_in(campaign, measure, respondent.territory, perimeter)
    waived = is_excused(campaign, respondent.code, measure)
    barred = barred or (Reason.EXCUSED if waived else _denied(value, situation))
    is_aimed = has_target(course) and barred is not Reason.PART_OF_WHOLE
    course = barred_course(course, barred)
    stands = judgement(course, value, campaign.year, campaign.options.thresholds)
    return MeasureAssessment(
        respondent=respondent.code,
        territory=respondent.territory,
        measure=measure.code,
        reporting=(None if waived else _withheld(account, measure.code))
        or reporting(
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
        has_target=is_aimed,
        barred=barred,
    )


def _withheld(account: Account, measure: str) -> Reporting | None:
    """Why there is no answer that counts, where it is neither silence nor a mistake; None: it is not withheld."""
    if measure in account.refusals:
        return Reporting.REFUSED
    return Reporting.AFTER_CLOSING if account.came_too_late and not is_received(account) else None


def _denied(value: Value | None, situation: Situation | None) -> Reason | None:
    """Why a figure that its own administration says it does not have is not judged; None: nothing denies it."""
    is_denied = value is not None and situation in DENYING
    return Reason.CONTRADICTED if is_denied else None


def answered_perimeter(account: Account, measure: str) -> Perimeter | None:
    """The perimeter that the answer says it covers; None: not said."""
    said = answered(account, measure, Field.PERIMETER)
    return None if said is None or said not in set(Perimeter) else Perimeter(said)


def _situation(account: Account, measure: str) -> Situation | None:
    said = answered(account, measure, Field.SITUATION)
    return None if said is None or said not in set(Situation) else Situation(said)


def _figure(value: Value | None) -> float | None:
    return value if isinstance(value, int | float) else None
