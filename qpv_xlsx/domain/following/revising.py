"""A figure of a former year is corrected: its row of the history says the new one, the former one, who, when and why."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.domain.merging.reconciling import agree

Line = tuple[str, str | None, str, str]
"""Territory, administration (None: what is the territory's), measure and quartier; no quartier: the measure as a whole."""

Identity = tuple[int, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedPast:
    """One row of the history that changed. *before*: None where there was none."""

    before: PastResult | None
    after: PastResult

    @property
    def is_figure(self) -> bool:
        """Whether what was answered changed, and not only what is said of it."""
        return self.after.is_revised and (self.before is None or not says_the_same(self.before, self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who revises, when and why."""

    author: str
    day: date
    reason: str


def with_results(
    campaign: Campaign, results: Iterable[PastResult], lines: Collection[Line] | None, signed: Signature
) -> tuple[Campaign, tuple[RevisedPast, ...]]:
    """*campaign* whose history agrees with *results*, those of one former year as they are known now.

    *lines*: the only ones that may change; None: all. A result that the history has and *results* lacks stays.
    """
    known = {_identity(past): past for past in campaign.history}
    changed: list[RevisedPast] = []
    for result in results:
        if lines is not None and line_of(result) not in lines:
            continue
        before = _before(result, known)
        after = _revised(before, result, signed)
        if after is not None and after != before:
            changed.append(RevisedPast(before=before, after=after))
            known[_identity(after)] = after
    return replace(campaign, history=tuple(known.values())), tuple(changed)


def line_of(past: PastResult) -> Line:
    """What *past* is a result of, whatever its year."""
    return past.territory, past.respondent, past.measure, past.quartier or ""


def decisions_in(history: Iterable[PastResult], reason: str, moment: datetime) -> tuple[Decision, ...]:
    """What *history* says of administrations, as decisions: what a year whose register is not there had come to."""
    return tuple(
        Decision(
            respondent=past.respondent,
            question=Question(measure=past.measure, quartier=past.quartier or "", field=field),
            verdict=Resolution.SET,
            reason=reason,
            decided=moment,
            value=value,
        )
        for past in history
        if past.respondent is not None
        for field, value in _said(past).items()
        if value is not None
    )


def _said(past: PastResult) -> Mapping[Field, float | str | None]:
    return {
        Field.VALUE: past.value if past.value is not None else past.text or None,
        Field.TERRITORY_VALUE: past.territory_value,
        Field.SITUATION: past.situation.value if past.situation else None,
        Field.PERIMETER: past.perimeter.value if past.perimeter else None,
    }


def _identity(past: PastResult) -> Identity:
    return past.year, past.territory, past.measure, past.respondent, past.quartier


def _before(result: PastResult, known: Mapping[Identity, PastResult]) -> PastResult | None:
    """The row that *result* corrects: its own, or the territory's where the year did not write whose it was."""
    own = known.get(_identity(result))
    if own is not None or result.respondent is None:
        return own
    others = [past for past in known.values() if past.respondent not in {None, result.respondent}]
    of_territory = known.get(_identity(replace(result, respondent=None)))
    is_shared = any(
        _identity(replace(past, respondent=None)) == _identity(replace(result, respondent=None)) for past in others
    )
    return None if is_shared else of_territory


def _revised(before: PastResult | None, result: PastResult, signed: Signature) -> PastResult | None:
    """The row as it becomes; a figure that stays the same is not « revised », whatever is said of it."""
    if before is None:
        return _marked(result, None, signed)
    said = replace(
        before,
        value=result.value,
        text=result.text,
        territory_value=result.territory_value,
        situation=result.situation,
        perimeter=result.perimeter or before.perimeter,
    )
    if says_the_same(before, result):
        return replace(before, situation=said.situation, perimeter=said.perimeter)
    return _marked(said, before.value, signed)


def _marked(past: PastResult, former: float | None, signed: Signature) -> PastResult:
    """*past* with the mark of a revision. *former*: its figure until then; where that stood is no more what is known."""
    return replace(
        past,
        value_before=former,
        revised_on=signed.day,
        revised_by=signed.author,
        revision_reason=signed.reason,
        stood=None,
    )


def says_the_same(one: PastResult, other: PastResult) -> bool:
    """Whether the figures, or the words, or their absence, are the same."""
    pairs = ((one.value, other.value), (one.territory_value, other.territory_value))
    if any((first is None) != (second is None) for first, second in pairs):
        return False
    figures = all(first is None or second is None or agree(first, second) for first, second in pairs)
    absences = {past.situation for past in (one, other) if past.situation and past.situation.explains_absence}
    same_absence = one.situation == other.situation if absences else True
    return figures and one.text.strip() == other.text.strip() and same_absence
