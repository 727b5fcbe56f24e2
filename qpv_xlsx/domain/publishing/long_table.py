"""The long table: one row per answer that counts, with all that is needed to use it alone. Columns: contract, « Données »."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.catalogue import Catalogue, Convention, Indicator
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRow:
    """One answer. Field names and order are those of the columns.

    *quartier*: stable id, empty for the measure as a whole. *value*: in the measure's unit, shares as fractions; None
    where the answer is a word. *text*: the word (for closed lists, the neutral one); empty where it is a figure.
    *situation*, *perimeter*: what the measure's answer says of itself, neutral words; the perimeter asked for, where
    the answer is silent. *received*: when the file reached the coordinator.
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


Lineage = tuple[Convention, Indicator, Measure]


def long_rows(campaign: Campaign, ledger: Ledger) -> Iterator[LongRow]:
    """Every answer that counts, by respondent in campaign order, then as the accounts order them."""
    lineage = lineage_by_measure(campaign.catalogue)
    for respondent in campaign.respondents:
        account = ledger.accounts.get(respondent.code)
        if account is not None:
            yield from _of_account(campaign, respondent, account, lineage)


def lineage_by_measure(catalogue: Catalogue) -> Mapping[str, Lineage]:
    """Convention and indicator of each measure, by its code."""
    return {
        measure.code: (convention, indicator, measure)
        for convention in catalogue.conventions
        for indicator in convention.indicators
        for measure in indicator.measures
    }


def _of_account(
    campaign: Campaign, respondent: Respondent, account: Account, lineage: Mapping[str, Lineage]
) -> Iterator[LongRow]:
    for question, entry in account.entries.items():
        if question.measure in lineage:
            yield _row(campaign, respondent, account, entry, lineage[question.measure])


def _row(campaign: Campaign, respondent: Respondent, account: Account, entry: Entry, lineage: Lineage) -> LongRow:
    convention, indicator, measure = lineage
    question, value = entry.answer.question, entry.answer.value
    figure = value if isinstance(value, int | float) else None
    return LongRow(
        campaign=campaign.code,
        year=campaign.year,
        territory=respondent.territory,
        convention=convention.code,
        respondent=respondent.code,
        indicator=indicator.code,
        measure=measure.code,
        quartier=question.quartier,
        field=question.field,
        value=figure,
        text=str(value) if figure is None else "",
        unit=measure.unit,
        situation=_said(account, measure.code, Field.SITUATION),
        perimeter=_said(account, measure.code, Field.PERIMETER) or measure.perimeter.value,
        file=entry.source.submission.origin.name,
        sheet=entry.answer.place.sheet or "",
        cell=entry.answer.place.cell or "",
        received=entry.source.received,
    )


def _said(account: Account, measure: str, field: Field) -> str:
    entry = account.entries.get(Question(measure=measure, field=field))
    return "" if entry is None else str(entry.answer.value)
