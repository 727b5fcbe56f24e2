"""What waits for a decision: administrations that are silent or refuse, messages, returns that came too late, disagreements, results left uncounted, open questions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment, Reason, Reporting
from qpv_xlsx.domain.merging.ledger import Account, Ledger


class Subject(StrEnum):
    """What a decision is about, in the order in which a committee takes them."""

    SILENT = "silence"
    REFUSED = "refus"
    MESSAGE = "message"
    LATE = "retour_tardif"
    DISAGREEMENT = "desaccord"
    EXCUSED = "dispense"
    LEFT_OUT = "sans_objet"
    QUESTION = "question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing to decide. *respondent*: its code; empty for a question on the official text, which *question* holds.

    *measures*: codes of those it is about; empty: the administration's whole answer.
    """

    subject: Subject
    respondent: str = ""
    measures: tuple[str, ...] = ()
    question: str = ""


def matters(campaign: Campaign, ledger: Ledger, assessment: Assessment) -> tuple[Matter, ...]:
    """Everything that waits, administrations in the order of the campaign; of questions, those a status rests on."""
    accounts = [account_of(ledger, respondent.code) for respondent in campaign.respondents]
    found = [matter for account in accounts for matter in _of_account(account)]
    order = tuple(Subject)
    found.sort(key=lambda one: order.index(one.subject))
    return (*found, *_excused(assessment), *_left_out(ledger, assessment), *_questions(assessment))


def _of_account(account: Account) -> Iterator[Matter]:
    for subject in _of_the_whole(account):
        yield Matter(subject=subject, respondent=account.respondent)
    if account.refusals and account.refusal is None:
        yield Matter(subject=Subject.REFUSED, respondent=account.respondent, measures=tuple(account.refusals))
    opposed = (
        held.found.measure
        for held in account.findings
        if held.found.code is Code.C07 and held.found.severity is not Severity.INFO and held.found.measure
    )
    measures = tuple(dict.fromkeys(opposed))
    if measures:
        yield Matter(subject=Subject.DISAGREEMENT, respondent=account.respondent, measures=measures)


def _of_the_whole(account: Account) -> Iterator[Subject]:
    if account.refusal is not None:
        yield Subject.REFUSED
    if account.came_too_late:
        yield Subject.LATE
    if account.messages:
        yield Subject.MESSAGE
    is_heard = account.refusal is not None or account.came_too_late or account.messages
    if not is_heard and not is_received(account):
        yield Subject.SILENT


def _excused(assessment: Assessment) -> Iterator[Matter]:
    """Results that came and that nothing counts, because the measure is waived or its scheme has ended."""
    measures: defaultdict[str, list[str]] = defaultdict(list)
    for row in assessment.rows.values():
        if row.is_waived and row.has_target and row.value is not None:
            measures[row.respondent].append(row.measure)
    for respondent, codes in measures.items():
        yield Matter(subject=Subject.EXCUSED, respondent=respondent, measures=tuple(codes))


def _left_out(ledger: Ledger, assessment: Assessment) -> Iterator[Matter]:
    """What one administration alone calls without object in a result of several, which is judged without it.

    A waiver says that nothing is asked of it, a decision that it is so.
    """
    judged = {
        (row.territory, row.measure)
        for row in assessment.rows.values()
        if row.parts is not None and row.attainment.is_verdict
    }
    measures: defaultdict[str, list[str]] = defaultdict(list)
    for row in assessment.rows.values():
        is_part = row.barred is Reason.PART_OF_WHOLE and not row.is_waived and (row.territory, row.measure) in judged
        is_left_out = Situation.NOT_APPLICABLE is row.situation or row.reporting is Reporting.NOT_APPLICABLE
        if is_part and is_left_out and row.value is None and not _is_decided(ledger, row):
            measures[row.respondent].append(row.measure)
    for respondent, codes in measures.items():
        yield Matter(subject=Subject.LEFT_OUT, respondent=respondent, measures=tuple(codes))


def _is_decided(ledger: Ledger, row: MeasureAssessment) -> bool:
    entries = account_of(ledger, row.respondent).entries
    entry = entries.get(Question(measure=row.measure, field=Field.SITUATION))
    return entry is not None and entry.decision is not None


def _questions(assessment: Assessment) -> Iterator[Matter]:
    measures: defaultdict[str, list[str]] = defaultdict(list)
    for row in assessment.rows.values():
        if row.is_reserved:
            for question in row.questions:
                measures[question].append(row.measure)
    for question, codes in measures.items():
        yield Matter(subject=Subject.QUESTION, measures=tuple(dict.fromkeys(codes)), question=question)
