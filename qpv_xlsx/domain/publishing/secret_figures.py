"""Every figure of a campaign that a publication could print, those that must not be known, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, measures_of
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import COUNTED, FIGURES, Field, Question, Situation
from qpv_xlsx.domain.contract.relations import MeasureRelation, RelationKind
from qpv_xlsx.domain.contract.several import WHOLE, whole_code
from qpv_xlsx.domain.merging.ledger import Account, Ledger, unclaimed_returns
from qpv_xlsx.domain.publishing.few_enterprises import margin_of, resting_on_few
from qpv_xlsx.domain.publishing.linked_system import CellKey

_DOMINANCE = 0.85  # of an amount, brought by one enterprise (INSEE's rule for statistics on enterprises)


@dataclass(slots=True, kw_only=True)
class Figures:
    """Figures by key. *declared*: cells that an administration said are secret, with a figure or without."""

    true: dict[CellKey, float] = field(default_factory=dict)
    declared: set[CellKey] = field(default_factory=set)


def figures_of(campaign: Campaign, ledger: Ledger) -> Figures:
    """What administrations said this year, apart and together, and what the history holds."""
    found = Figures()
    measures = campaign.catalogue.measure_by_code
    territory = {respondent.code: respondent.territory for respondent in campaign.respondents}
    for code, account in ledger.accounts.items():
        if code in territory:
            _of_account(found, campaign.year, territory[code], account, measures)
    for place in campaign.territories:
        whole = ledger.wholes.get(whole_code(campaign, place.code))
        if whole is not None:
            _of_account(found, campaign.year, place.code, whole.account, measures)
    for kept in secrecy_in(campaign, ledger):
        said = key_of(campaign.year, territory[kept.respondent], kept.respondent, kept.question)
        found.declared |= set(_declared(found, said))
    for past in campaign.history:
        _of_past(found, past, measures)
    for relation in campaign.catalogue.relations:
        if relation.kind is RelationKind.LARGEST:
            found.declared |= set(_dominated(found, relation))
        elif relation.kind is RelationKind.ENTERPRISES:
            found.declared |= set(resting_on_few(found.true, relation))
    return found


class KeptSecret(NamedTuple):
    """A situation « s » that holds although the row that says it, in *file*, is not taken."""

    respondent: str
    question: Question
    file: str


def secrecy_in(campaign: Campaign, ledger: Ledger) -> tuple[KeptSecret, ...]:
    """Those of each administration; where it is not told whose a row is, of all who are asked its measure."""
    asked = {one.code: {measure.code for measure in measures_of(campaign, one)} for one in campaign.respondents}
    told = [
        (code, question, received.submission.origin.name)
        for code, account in ledger.accounts.items()
        for question, received in account.secrecy.items()
    ]
    told += [
        ("", question, received.submission.origin.name)
        for received in unclaimed_returns(ledger)
        for question in received.submission.secrecy
    ]
    found = {
        KeptSecret(each, question, file)
        for code, question, file in told
        for each in ([code] if question.measure in asked.get(code, ()) else asked)
        if question.measure in asked[each]
    }
    return tuple(sorted(found))


def _dominated(found: Figures, relation: MeasureRelation) -> Iterator[CellKey]:
    """What the largest contributor brings is its own affair; so is the whole where it brings more than 85 % of it."""
    for largest, brought in found.true.items():
        if largest.measure in relation.parts and largest.field is Field.VALUE:
            yield largest
            whole = replace(largest, measure=relation.whole)
            if whole in found.true and brought > _DOMINANCE * found.true[whole]:
                yield whole


def _of_account(found: Figures, year: int, territory: str, account: Account, measures: Mapping[str, Measure]) -> None:
    for question, entry in account.entries.items():
        measure = measures.get(question.measure)
        if measure is None or not measure.kind.is_number:
            continue
        value = entry.answer.value
        if question.field in FIGURES and isinstance(value, int | float):
            found.true[key_of(year, territory, account.respondent, question)] = float(value)
    for question, entry in account.entries.items():
        if (
            question.field is Field.SITUATION
            and entry.answer.value == Situation.SECRET
            and question.measure in measures
        ):
            found.declared |= set(_declared(found, key_of(year, territory, account.respondent, question)))


def _declared(found: Figures, said: CellKey) -> Iterator[CellKey]:
    """Every figure beside an « s »: of the quartier where it was said, or of the whole measure."""
    same = [
        key
        for key in found.true
        if (key.year, key.territory, key.respondent, key.measure)
        == (said.year, said.territory, said.respondent, said.measure)
        and (not said.quartier or key.quartier == said.quartier)
    ]
    yield from same
    yield _at(said, Field.VALUE)


def _at(key: CellKey, field: Field) -> CellKey:
    return CellKey(
        year=key.year,
        territory=key.territory,
        respondent=key.respondent,
        measure=key.measure,
        quartier=key.quartier,
        field=field,
    )


def key_of(year: int, territory: str, respondent: str, question: Question) -> CellKey:
    """The key of an answer."""
    return CellKey(
        year=year,
        territory=territory,
        respondent=respondent,
        measure=question.measure,
        quartier=question.quartier,
        field=question.field,
    )


def past_key(past: PastResult, field: Field = Field.VALUE) -> CellKey:
    """The key of a figure of the history."""
    question = Question(measure=past.measure, quartier=past.quartier or "", field=field)
    return key_of(past.year, past.territory, past.respondent or "", question)


def _of_past(found: Figures, past: PastResult, measures: Mapping[str, Measure]) -> None:
    measure = measures.get(past.measure)
    if measure is None or not measure.kind.is_number:
        return
    for each, value in ((Field.VALUE, past.value), (Field.TERRITORY_VALUE, past.territory_value)):
        if value is not None:
            found.true[past_key(past, each)] = float(value)
    if past.situation is Situation.SECRET:
        found.declared |= set(_declared(found, past_key(past)))


def counts_persons(key: CellKey, measure: Measure) -> bool:
    """Whether the figure is a number of persons: parts and women are, whatever the measure's kind."""
    return measure.counts_persons and (measure.kind is Kind.COUNT or key.field in COUNTED)


def is_small(value: float, limit: int) -> bool:
    """Whether so few persons are secret. Zero reveals nobody."""
    return 0 < value < limit


def need_of(key: CellKey, value: float, measure: Measure, limit: int, *, is_declared: bool) -> float:
    """How wide the interval of its possible values must be; 0: it may be published."""
    if is_declared:
        return margin_of(value, measure, limit)
    return float(limit) if counts_persons(key, measure) and is_small(value, limit) else 0.0


def is_whole(key: CellKey) -> bool:
    """Whether it stands for all the administrations of a territory."""
    return not key.respondent or key.respondent.startswith(WHOLE)
