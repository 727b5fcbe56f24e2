"""What each choice of a line to decide would make of its measure: merged and judged as the master does, nothing recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.deciding.lines import DecisionLine, LineSubject, Offer
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment, Reason
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Sending
from qpv_xlsx.domain.merging.merging import account_of, ledger_with
from qpv_xlsx.domain.merging.renaming import present_sendings
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.tasks.deciding.line_rulings import decisions_on
from qpv_xlsx.workbook.decisions.filled import FilledLine

_UNTOLD = frozenset({Offer.OTHER, Offer.ASK})  # a figure that nobody has typed yet; a question, which changes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChoice:
    """One thing that can be chosen on a line. *sha256*: of the return whose answer would be kept; empty elsewhere."""

    key: str
    offer: Offer
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A choice, the measure that it is about, and what it would record."""

    choice: LineChoice
    line: DecisionLine
    decisions: tuple[Decision, ...]


def foreseen(
    campaign: Campaign, ledger: Ledger, sendings: Sequence[Sending], lines: Sequence[DecisionLine], now: datetime
) -> Mapping[LineChoice, MeasureAssessment]:
    """What the line's measure would become, by choice: the line of all its administrations where they are put together."""
    found: dict[LineChoice, MeasureAssessment] = {}
    for together in _apart(_cases(campaign, ledger, lines, now)):
        decided = _decided(campaign, ledger, sendings, together)
        tried = [together] if _is_apart(ledger, decided) else [(one,) for one in together]
        for some in tried:
            judged = assess(campaign, decided if some is together else _decided(campaign, ledger, sendings, some))
            found |= {one.choice: judged_with(judged, one.line.respondent, one.line.measure) for one in some}
    return found


def _is_apart(before: Ledger, after: Ledger) -> bool:
    """Whether choices tried at once did nothing together that none does alone: leave an administration nothing to report."""
    return all(
        account.has_nothing_to_report == before.accounts[code].has_nothing_to_report
        for code, account in after.accounts.items()
    )


def judged_with(assessment: Assessment, respondent: str, measure: str) -> MeasureAssessment:
    """The row of a measure that is judged: the respondent's own, or the one in which it is put together with others."""
    own = assessment.rows[respondent, measure]
    if own.barred is not Reason.PART_OF_WHOLE:
        return own
    wholes = (row for (_, code), row in assessment.rows.items() if code == measure and row.parts is not None)
    return next((row for row in wholes if row.territory == own.territory), own)


def _cases(campaign: Campaign, ledger: Ledger, lines: Sequence[DecisionLine], now: datetime) -> Iterator[_Case]:
    for line in lines:
        if line.subject is not LineSubject.ANSWER:
            continue
        for choice in _choices(line):
            row = FilledLine(
                key=line.key,
                place=line.key,
                words=choice.offer.value,
                offer=choice.offer,
                sha256=choice.sha256,
                reason=choice.offer.value,
            )
            try:
                yield _Case(choice=choice, line=line, decisions=decisions_on(campaign, ledger, line, row, now))
            except CampaignError:
                continue  # it would be refused, and told then


def _choices(line: DecisionLine) -> Iterator[LineChoice]:
    for offer in line.offers:
        if offer is Offer.KEEP:
            yield from (LineChoice(key=line.key, offer=offer, sha256=rival.sha256) for rival in line.rivals)
        elif offer not in _UNTOLD:
            yield LineChoice(key=line.key, offer=offer)


def _apart(cases: Iterator[_Case]) -> Iterator[Sequence[_Case]]:
    """Cases that can be tried at once: each of a measure of its own, so that none has a part in what another one makes."""
    rounds: list[dict[str, _Case]] = []
    for one in cases:
        free = next((tried for tried in rounds if one.line.measure not in tried), None)
        if free is None:
            rounds.append(free := {})
        free[one.line.measure] = one
    yield from (tuple(tried.values()) for tried in rounds)


def _decided(campaign: Campaign, ledger: Ledger, sendings: Sequence[Sending], cases: Sequence[_Case]) -> Ledger:
    """The ledger, as if *cases* had been decided."""
    decisions = (*ledger.decisions, *(one for case in cases for one in case.decisions))
    stand, sent = standing(decisions), present_sendings(campaign, sendings)
    concerned = {case.line.respondent for case in cases}
    fresh = {
        one.code: account_of(
            campaign,
            one,
            ledger.accounts[one.code].returns,
            [decision for decision in stand if decision.respondent == one.code],
            [sending for sending in sent if sending.respondent == one.code],
        )
        for one in campaign.respondents
        if one.code in concerned
    }
    return ledger_with(campaign, {**ledger.accounts, **fresh}, ledger.orphans, decisions)
