"""Several administrations, one measure: their answers put together as the campaign chose.

A sum adds up; an overall share divides all numerators by all denominators. What an administration declares without
object adds nothing and is an answer; what is missing makes the result partial: it is shown so, and not judged.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, is_waived
from qpv_xlsx.domain.contract.measures import Combination, Measure
from qpv_xlsx.domain.contract.questions import DENYING, PARTS, UNSURE, Field, Question, Situation, Value
from qpv_xlsx.domain.contract.several import Group, Groups, whole_code
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.domain.merging.ledger import Account, Entry, Held, Parts, Received, Whole
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission

Accounts = Mapping[str, Account]

_ADDED: Mapping[Combination, tuple[Field, ...]] = {
    Combination.SUM: (Field.VALUE, Field.TERRITORY_VALUE, Field.WOMEN),
    Combination.OVERALL: (Field.NUMERATOR, Field.DENOMINATOR, Field.WOMEN),
}


def combine(campaign: Campaign, groups: Groups, accounts: Accounts) -> Mapping[str, Whole]:
    """What administrations say together, by the code of the territory's whole."""
    by_code: dict[str, list[Group]] = {}
    for group in groups.values():
        if group.is_combined:
            by_code.setdefault(whole_code(campaign, group.territory), []).append(group)
    return {code: _whole(campaign, code, listed, accounts) for code, listed in by_code.items()}


def _whole(campaign: Campaign, code: str, groups: Sequence[Group], accounts: Accounts) -> Whole:
    quartiers = {territory.code: tuple(one.id for one in territory.quartiers) for territory in campaign.territories}
    entries: dict[Question, Entry] = {}
    findings: list[Held] = []
    parts: dict[str, Parts] = {}
    for group in groups:
        asked = [accounts[one.code] for one in group.respondents if one.code in accounts]
        stated = combined(campaign, group.measure, asked, quartiers[group.territory])
        sources = [account for account in asked if _speaks(account, group.measure)]
        if sources:
            source = _source(code, group.measure, sources)
            entries |= {question: _entry(question, value, source) for question, value in stated.items()}
        parts[group.measure.code] = parts_of(group.measure, asked)
        is_absent = any(isinstance(said, Situation) and said.explains_absence for said in stated.values())
        findings += _findings(code, group.measure, asked, is_absent=is_absent)
    return Whole(account=Account(respondent=code, entries=entries, findings=tuple(findings)), parts=parts)


def combined(
    campaign: Campaign, measure: Measure, accounts: Sequence[Account], quartiers: Sequence[str] = ()
) -> Mapping[Question, Value]:
    """What *accounts*, each an administration that answers *measure*, say together. Empty: nothing can be put together.

    A partial result holds the figures there are; figures of quartiers only where every administration gave its own.
    """
    counted = [account for account in accounts if _is_counted(account, measure)]
    figures = [account for account in counted if not _is_without_object(account, measure)]
    values: dict[Question, Value] = {**dict(_values(measure, figures))}
    if len(counted) == len(accounts):
        values |= dict(_of_quartiers(campaign, measure, figures, quartiers))
    situation = _situation(measure, accounts, figures)
    if situation is not None:
        values[Question(measure=measure.code, field=Field.SITUATION)] = situation
    perimeters = {_perimeter(account, measure) for account in figures}
    if len(perimeters) == 1:
        values[Question(measure=measure.code, field=Field.PERIMETER)] = perimeters.pop()
    return values


def parts_of(measure: Measure, accounts: Sequence[Account]) -> Parts:
    """How many of *accounts* the combined result of *measure* holds."""
    counted = [account for account in accounts if _is_counted(account, measure)]
    perimeters = {_perimeter(account, measure) for account in counted if not _is_without_object(account, measure)}
    return Parts(expected=len(accounts), counted=len(counted), are_alike=len(perimeters) <= 1)


def _values(measure: Measure, accounts: Sequence[Account]) -> Iterator[tuple[Question, float]]:
    fields = _ADDED.get(measure.combination, ()) if measure.combination else ()
    sums = {field: _sum(accounts, Question(measure=measure.code, field=field)) for field in fields}
    for field, total in sums.items():
        if total is not None:
            yield Question(measure=measure.code, field=field), total
    if measure.combination is Combination.OVERALL:
        top, bottom = sums[Field.NUMERATOR], sums[Field.DENOMINATOR]
        if top is not None and bottom:
            yield Question(measure=measure.code), top / bottom


def _sum(accounts: Sequence[Account], question: Question) -> float | None:
    """All figures added up; None where one of them is missing, or there is none."""
    figures = [_figure(account, question) for account in accounts]
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known and len(known) == len(figures) else None


def _of_quartiers(
    campaign: Campaign, measure: Measure, accounts: Sequence[Account], quartiers: Sequence[str]
) -> Iterator[tuple[Question, float]]:
    if measure.combination is not Combination.SUM:
        return
    for quartier in filter(measure.is_asked_in, quartiers):
        question = Question(measure=measure.code, quartier=quartier)
        asked = [one for one in accounts if not is_waived(campaign, one.respondent, measure.code, quartier)]
        total = _sum(asked, question)
        if total is not None:
            yield question, total


def _is_counted(account: Account, measure: Measure) -> bool:
    """Whether its answer is in the result: a figure that can be put together, or « sans objet »; never both."""
    if _contradicts_itself(account, measure):
        return False
    if _is_without_object(account, measure):
        return True
    needed = PARTS if measure.combination is Combination.OVERALL else {Field.VALUE}
    return all(_figure(account, Question(measure=measure.code, field=field)) is not None for field in needed)


def _is_without_object(account: Account, measure: Measure) -> bool:
    said = _said(account, measure, Field.SITUATION)
    is_nil = said is None and account.has_nothing_to_report and not _gives_a_figure(account, measure)
    return said == Situation.NOT_APPLICABLE or is_nil


def _contradicts_itself(account: Account, measure: Measure) -> bool:
    """Whether it denies its own figure: « nd » or « so » beside it, a fraction that is another one, a part above its whole."""
    said = _said(account, measure, Field.SITUATION)
    found = (held.found for held in account.findings)
    return (said in DENYING and _gives_a_figure(account, measure)) or any(
        one.code in {Code.C01, Code.C02} and one.measure == measure.code and not one.quartier for one in found
    )


def _gives_a_figure(account: Account, measure: Measure) -> bool:
    fields = {Field.VALUE, *(PARTS if measure.combination is Combination.OVERALL else ())}
    return any(_figure(account, Question(measure=measure.code, field=field)) is not None for field in fields)


def _situation(measure: Measure, accounts: Sequence[Account], figures: Sequence[Account]) -> Situation | None:
    """Provisional where one answer is; an absence only where all say the same."""
    said = [_said(account, measure, Field.SITUATION) for account in figures]
    if any(one in UNSURE for one in said):
        return Situation.PROVISIONAL
    if said and all(one == Situation.FINAL for one in said):
        return Situation.FINAL
    absences = {
        Situation.NOT_APPLICABLE if _is_without_object(one, measure) else _said(one, measure, Field.SITUATION)
        for one in accounts
    }
    absence = absences.pop() if len(absences) == 1 else None
    return Situation(absence) if absence in {one for one in Situation if one.explains_absence} else None


def _perimeter(account: Account, measure: Measure) -> Value:
    """What its answer covers: the perimeter asked for, where it is silent."""
    said = _said(account, measure, Field.PERIMETER)
    return measure.perimeter if said is None else said


def _said(account: Account, measure: Measure, field: Field) -> Value | None:
    entry = account.entries.get(Question(measure=measure.code, field=field))
    return None if entry is None else entry.answer.value


def _figure(account: Account, question: Question) -> float | None:
    entry = account.entries.get(question)
    value = entry.answer.value if entry else None
    return value if isinstance(value, int | float) else None


def _speaks(account: Account, measure: Measure) -> bool:
    return any(question.measure == measure.code for question in account.entries)


def _source(code: str, measure: Measure, accounts: Sequence[Account]) -> Received:
    """Stands for the returns that the answers came in: their names, and when the last one arrived."""
    sources = [
        entry.source
        for account in accounts
        for question, entry in account.entries.items()
        if question.measure == measure.code
    ]
    names = tuple(dict.fromkeys(source.submission.origin.name for source in sources if source.submission.origin.name))
    origin = Origin(name=", ".join(names), sha256="", format="", respondent=code)
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED)
    return Received(sequence=0, submission=submission, received=max(source.received for source in sources))


def _entry(question: Question, value: Value, source: Received) -> Entry:
    return Entry(answer=Answer(question=question, value=value, raw=str(value), place=Place()), source=source)


def _findings(code: str, measure: Measure, accounts: Sequence[Account], *, is_absent: bool) -> Iterator[Held]:
    """What holds of the administrations on *measure*; that one has given no figure is told where nothing tells it yet.

    *is_absent*: all of them explain that there is none.
    """
    for account in accounts:
        own = [held for held in account.findings if held.found.measure == measure.code]
        yield from (replace(held, respondent=code) for held in own)
        is_told = is_absent or any(held.found.code is Code.M01 for held in own)
        if not is_told and not _is_counted(account, measure):
            yield Held(found=finding(Code.M01, measure=measure.code), respondent=code)
