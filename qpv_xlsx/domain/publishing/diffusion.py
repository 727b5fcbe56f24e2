"""A campaign as it may be published: no small count of persons, nothing from which one could be worked out.

Everything that is written for the public (tables, master workbook, report, note) is made from the campaign and the ledger
returned here, in which masked figures do not exist any more. Method: docs, « Secret statistique ».
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.campaign import Campaign, Contact, PastResult
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import COUNTED, WORDS, Field, Question, Situation
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity
from qpv_xlsx.domain.merging.ledger import Account, Entry, Held, Ledger, Received, Refusal
from qpv_xlsx.domain.publishing.earlier_publications import Publication
from qpv_xlsx.domain.publishing.linked_system import CellKey, LinkedSystem, Protection
from qpv_xlsx.domain.publishing.linking_figures import link
from qpv_xlsx.domain.publishing.marks_of_secrecy import DECLARED, MASKED, UNPRINTED, WITHHELD
from qpv_xlsx.domain.publishing.rounded_shares import Rounding, Standing, stands_alike
from qpv_xlsx.domain.publishing.secret_figures import KeptSecret, figures_of, key_of, past_key, secrecy_in
from qpv_xlsx.domain.publishing.suppressing import protect
from qpv_xlsx.domain.returned.answers import Answer, Origin, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffusion:
    """What may be published, and what was done for it.

    *masked*: figures that are not printed. *primary*: those among them that must not be known in themselves.
    *published*, *withheld*: all figures by key, to be remembered. *system*: what a reader can solve. *kept*: what is
    secret because a row says so that is not taken.
    """

    campaign: Campaign
    ledger: Ledger
    protection: Protection
    system: LinkedSystem
    masked: frozenset[CellKey]
    primary: frozenset[CellKey]
    published: Mapping[CellKey, float]
    withheld: Mapping[CellKey, float]
    kept: tuple[KeptSecret, ...] = ()


def diffuse(
    campaign: Campaign, ledger: Ledger, earlier: Sequence[Publication] = (), standing: Standing = stands_alike
) -> Diffusion:
    """*campaign* and *ledger* without what must not be known, once *earlier* publications are read beside this one.

    *standing*: the status of a figure, which rounding does not change.
    """
    figures = figures_of(campaign, ledger)
    system = link(campaign, figures, earlier)
    protection = protect(system)
    primary = frozenset(
        key for key, one in system.unknowns.items() if (one.need or key in figures.declared) and key in figures.true
    )
    masked = frozenset(key for key in (*protection.masked, *primary) if key in figures.true)
    kept = secrecy_in(campaign, ledger)
    rounding = Rounding(campaign, figures.true.keys() - masked, masked, standing)
    return Diffusion(
        campaign=_campaign(campaign, masked, rounding),
        ledger=_ledger(campaign, ledger, masked, kept, rounding),
        kept=kept,
        protection=protection,
        system=system,
        masked=masked,
        primary=primary,
        published={key: value for key, value in figures.true.items() if key not in masked},
        withheld={key: value for key, value in figures.true.items() if key in masked},
    )


def _campaign(campaign: Campaign, masked: Collection[CellKey], rounding: Rounding) -> Campaign:
    """Without masked figures of the past nor those before a revision, without persons, without the words of exceptions."""
    kinds = {code: measure.kind for code, measure in campaign.catalogue.measure_by_code.items()}
    return replace(
        campaign,
        coordinator=Contact(),
        respondents=tuple(replace(one, contacts=()) for one in campaign.respondents),
        waivers=tuple(replace(one, reason="") for one in campaign.waivers),
        history=tuple(_past(past, masked, rounding, past.kind or kinds.get(past.measure)) for past in campaign.history),
    )


def _past(past: PastResult, masked: Collection[CellKey], rounding: Rounding, kind: Kind | None) -> PastResult:
    is_value = past_key(past) in masked or past.situation is Situation.SECRET
    is_territory = past_key(past, Field.TERRITORY_VALUE) in masked

    def printed(value: float | None, field: Field) -> float | None:
        return value if value is None or kind is None else rounding.printed(past_key(past, field), value, kind)

    return replace(
        past,
        value=None if is_value else printed(past.value, Field.VALUE),
        text="",
        territory_value=None if is_territory else printed(past.territory_value, Field.TERRITORY_VALUE),
        situation=Situation.SECRET if is_value else past.situation,
        stood=None if is_value or past.text else past.stood,  # it would tell of what is withheld
        value_before=None,
        revised_by="",
        revision_reason="",
    )


def _ledger(
    campaign: Campaign,
    ledger: Ledger,
    masked: Collection[CellKey],
    kept: Collection[KeptSecret],
    rounding: Rounding,
) -> Ledger:
    measures = campaign.catalogue.measure_by_code
    territory = {one.code: one.territory for one in campaign.respondents}
    territory |= {whole_code(campaign, place.code): place.code for place in campaign.territories}

    def shown(account: Account) -> Account:
        place = territory[account.respondent]
        mine = [key for key in masked if key.territory == place and key.respondent in {account.respondent, ""}]
        hidden = {
            Question(measure=key.measure, quartier=key.quartier, field=key.field)
            for key in mine
            if (key.year, key.respondent) == (campaign.year, account.respondent)
        }
        said = {one.question for one in kept if one.respondent == account.respondent}

        def printed(question: Question, value: float) -> float:
            key = key_of(campaign.year, place, account.respondent, question)
            return rounding.printed(key, value, measures[question.measure].kind)

        return _account(account, measures, hidden, printed, said, {key.measure for key in mine})

    return Ledger(
        accounts={code: shown(account) for code, account in ledger.accounts.items() if code in territory},
        wholes={code: replace(whole, account=shown(whole.account)) for code, whole in ledger.wholes.items()},
        is_public=True,
    )


def _account(
    account: Account,
    measures: Mapping[str, Measure],
    hidden: Collection[Question],
    printed: Callable[[Question, float], float],
    secrecy: Collection[Question],
    masked: Collection[str],
) -> Account:
    """Answers without words nor provenance; « s » for what is hidden, and who hid it. *secrecy*: said in rows not taken.

    *masked*: measures of which a figure is hidden, this year or in their history: nothing is compared with it.
    """
    returns = tuple(_anonymous(received, "") for received in account.returns)
    late = tuple(mine for mine, received in zip(returns, account.returns, strict=True) if received in account.too_late)
    return replace(
        account,
        returns=returns,
        too_late=late,
        messages=(),
        refusals={code: _bare(one) for code, one in account.refusals.items()},
        refusal=_bare(account.refusal) if account.refusal else None,
        secrecy={},
        entries=dict(_entries(account, measures, hidden, printed, secrecy)),
        findings=tuple(_withheld(held) for held in account.findings if not _tells(held.found, masked)),
    )


def _bare(refusal: Refusal) -> Refusal:
    """That an administration does not answer is public; its words, and who wrote them down, are not."""
    return replace(refusal, reason="", author="", file="")


def _entries(
    account: Account,
    measures: Mapping[str, Measure],
    hidden: Collection[Question],
    printed: Callable[[Question, float], float],
    secrecy: Collection[Question],
) -> Iterator[tuple[Question, Entry]]:
    entries = account.entries
    said = {*secrecy, *(each for each, entry in entries.items() if entry.answer.value == Situation.SECRET)}
    for question, entry in entries.items():
        measure = measures.get(question.measure)
        if question.field in WORDS or measure is None:
            continue
        if measure.kind is Kind.TEXT and question.field is Field.VALUE:
            yield question, _entry(question, entry, UNPRINTED, "")
            continue
        if question.field is Field.SITUATION and question._replace(field=Field.VALUE) in hidden:
            continue
        if question.field is Field.SITUATION:
            name = DECLARED if entry.answer.value == Situation.SECRET else ""
            yield question, _entry(question, entry, entry.answer.value, name)
        elif question not in hidden:
            value = entry.answer.value
            shown = printed(question, value) if isinstance(value, float) else value
            yield question, _entry(question, entry, shown, "")
    for question in sorted(hidden):
        name = DECLARED if _is_declared(said, question) else MASKED
        if question.field is Field.VALUE:
            asked = question._replace(field=Field.SITUATION)
            yield asked, _entry(asked, entries[question], Situation.SECRET, name)
        elif question.field in COUNTED or question.field is Field.TERRITORY_VALUE:
            yield question, _entry(question, entries[question], Situation.SECRET, name)


def _is_declared(said: Collection[Question], question: Question) -> bool:
    """Whether the administration said « s » of the quartier, or of the measure as a whole."""
    return any(question._replace(quartier=at, field=Field.SITUATION) in said for at in {question.quartier, ""})


def _entry(question: Question, entry: Entry, value: float | str, name: str) -> Entry:
    answer = Answer(question=question, value=value, raw="", place=Place())
    return Entry(answer=answer, source=_anonymous(entry.source, name))


def _anonymous(received: Received, name: str) -> Received:
    """That a file came and when, and nothing of it."""
    origin = Origin(name=name, sha256="", format=received.submission.origin.format)
    outcome = received.submission.outcome
    return Received(
        sequence=received.sequence,
        submission=Submission(origin=origin, outcome=outcome),
        received=received.received,
    )


def _tells(found: Finding, masked: Collection[str]) -> bool:
    """Whether a finding says something of a masked figure: that it is small, fell by half, exceeds its total, is no whole number."""
    compares = found.code.value[0] == "C" or (found.code.value[0] == "V" and found.severity is not Severity.ERROR)
    return found.code is Code.C08 or (compares and found.measure in masked)


def _withheld(held: Held) -> Held:
    """That something was found on a measure, and how grave it is; not what was read."""
    found = replace(held.found, place=Place(), case=WITHHELD, quartier=None, read=None, facts={})
    return Held(found=found, respondent=held.respondent)
