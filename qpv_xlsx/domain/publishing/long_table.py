"""The long table: one row per answer that counts, with all that is needed to use it alone. Columns: contract, « Données »."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from qpv_xlsx.domain.contract.asked import unit_asked
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Lineage
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.several import whole_code
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger
from qpv_xlsx.domain.publishing.marks_of_secrecy import DECLARED, MASKED, UNPRINTED

_SECRET = frozenset({DECLARED, MASKED})


class LongRow(NamedTuple):
    """One answer. Field names and order are those of the columns. A tuple: a country has hundreds of thousands of them.

    *quartier*: stable id, empty for the measure as a whole. *value*: in the measure's unit, shares as fractions; None
    where the answer is a word. *text*: the word (for closed lists, the neutral one); empty where it is a figure.
    *situation*, *perimeter*: what the measure's answer says of itself, neutral words; the perimeter asked for, where
    the answer is silent. *received*: when the file reached the coordinator.
    A figure that the coordinator decided comes from no cell: *file* says who decided it, when and why, and which file's
    answer it replaces (``messages.provenance``); *received* is when it was decided.
    """

    campaign: str
    year: int
    territory: str
    convention: str
    respondent: str
    indicator: str
    measure: str
    quartier: str
    field: Field
    value: float | int | None
    text: str
    unit: str
    situation: str
    perimeter: str
    file: str
    sheet: str
    cell: str
    received: datetime


def file_of(entry: Entry) -> str:
    """The name of the file that an answer came in; empty for one that the coordinator decided."""
    return "" if entry.replacing else entry.source.submission.origin.name


def long_rows(campaign: Campaign, ledger: Ledger, provenance: Callable[[Entry], str] = file_of) -> Iterator[LongRow]:
    """Every answer that counts, by respondent in campaign order, then as the accounts order them.

    After them what the administrations of a territory say together, where several answer; partial sums are left out.
    *provenance*: what *file* says of an answer.
    """
    lineage = campaign.catalogue.lineage_by_measure
    line = partial(_row, campaign, provenance=provenance)
    for respondent in campaign.respondents:
        account = ledger.accounts.get(respondent.code)
        if account is not None:
            yield from _of_account(respondent.territory, account, lineage, line)
    for territory in campaign.territories:
        whole = ledger.wholes.get(whole_code(campaign, territory.code))
        if whole is not None:
            kept = {code: lineage[code] for code, parts in whole.parts.items() if parts.is_sound}
            yield from _of_account(territory.code, whole.account, kept, line)


def _of_account(
    territory: str, account: Account, lineage: Mapping[str, Lineage], line: Callable[..., LongRow]
) -> Iterator[LongRow]:
    said = _Sayings(account)
    for question, entry in account.entries.items():
        if question.measure in lineage and entry.answer.value != UNPRINTED:
            yield line(territory, said, entry, lineage[question.measure])
            if question.field is Field.SITUATION and file_of(entry) in _SECRET:
                hidden = entry.answer._replace(question=question._replace(field=Field.VALUE))
                yield line(territory, said, replace(entry, answer=hidden), lineage[question.measure])


def _row(
    campaign: Campaign,
    territory: str,
    said: "_Sayings",
    entry: Entry,
    lineage: Lineage,
    *,
    provenance: Callable[[Entry], str],
) -> LongRow:
    convention, indicator, measure = lineage
    question, value = entry.answer.question, entry.answer.value
    figure = value if isinstance(value, int | float) else None
    decision = entry.replacing
    return LongRow(
        campaign=campaign.code,
        year=campaign.year,
        territory=territory,
        convention=convention.code,
        respondent=said.respondent,
        indicator=indicator.code,
        measure=measure.code,
        quartier=question.quartier,
        field=question.field,
        value=figure,
        text=str(value) if figure is None else "",
        unit=unit_asked(measure, question.field),
        situation=said.situation(question, is_figure=figure is not None),
        perimeter=said.perimeter(measure.code) or measure.perimeter.value,
        file=provenance(entry),
        sheet=entry.answer.place.sheet or "",
        cell=entry.answer.place.cell or "",
        received=decision.decided if decision else entry.source.received,
    )


class _Sayings:
    """What an account says of its measures beside their figures, looked for once for all answers to each."""

    def __init__(self, account: Account) -> None:
        self.respondent = account.respondent
        self._entries = account.entries
        self._perimeters: dict[str, str] = {}
        self._situations: dict[tuple[str, str], tuple[str, str]] = {}

    def perimeter(self, measure: str) -> str:
        """What the answer covers, in a neutral word; empty: it does not say."""
        if measure not in self._perimeters:
            entry = self._entries.get(Question(measure, "", Field.PERIMETER))
            self._perimeters[measure] = "" if entry is None else str(entry.answer.value)
        return self._perimeters[measure]

    def situation(self, question: Question, *, is_figure: bool) -> str:
        """What is said of the measure; of a quartier that is masked, that it is. No figure stands beside an « s » that hides another."""
        about = question.measure, question.quartier
        if about not in self._situations:
            self._situations[about] = self._situations_of(*about)
        return self._situations[about][is_figure]

    def _situations_of(self, measure: str, quartier: str) -> tuple[str, str]:
        """Beside a word, and beside a figure."""
        own = self._entries.get(Question(measure, quartier, Field.SITUATION))
        if own is not None and file_of(own) in _SECRET:
            return str(own.answer.value), ""
        whole = self._entries.get(Question(measure, "", Field.SITUATION)) if quartier else own
        if whole is None or (file_of(whole) in _SECRET and quartier):
            return "", ""
        return str(whole.answer.value), str(whole.answer.value)
