"""Every figure over the years, side by side: of measures, of quartiers, of the whole territory, and of series that are over."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, as_decided, past_years
from qpv_xlsx.domain.contract.continuing import Antecedent, antecedent
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.pasts import former_series, own_past
from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.contract.several import groups_of, wholes_of
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.judging.assessment import Assessment, MeasureAssessment, Reason
from qpv_xlsx.domain.judging.series import Stretch, stretches
from qpv_xlsx.domain.merging.ledger import Account, Ledger


class Extent(StrEnum):
    """What the figures of a line cover."""

    MEASURE = "mesure"  # as it is asked
    QUARTIER = "quartier"
    TERRITORY = "territoire"  # the same figure for the whole territory
    FORMER = "ancienne_serie"  # the measure was of another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class EvolutionLine:
    """One line. *start*: the baseline's figure. *pasts*: by year. *value*: this year's answer; None: none was given.

    *kind*: of the figures of this line. *quartier*: its stable id, empty for the whole. *silent_since*: the first of the
    years, this one included, in which nothing was said; None: something is said this year, or was last year.
    Figures that do not cover the same are no series: *stretches*, of a measure's line, tell which years cover what;
    *broken*, of a quartier's, what was there in the years before its ground changed, which are not among *pasts*.
    """

    territory: str
    respondent: str
    measure: Measure
    kind: Kind
    extent: Extent
    quartier: str = ""
    start: float | None = None
    pasts: Mapping[int, PastResult] = field(default_factory=dict)
    value: Value | None = None
    silent_since: int | None = None
    stretches: tuple[Stretch, ...] = ()
    broken: Mapping[int, Antecedent] = field(default_factory=dict)

    @property
    def is_blank(self) -> bool:
        """Whether it has nothing to show."""
        return self.start is None and not self.pasts and not self.broken and self.value is None

    @property
    def joined_since(self) -> int | None:
        """The year from which its figures all cover the same; None: from the start on."""
        if self.broken:
            return max(self.broken) + 1
        return self.stretches[-1].first if len(self.stretches) > 1 else None


def evolution(campaign: Campaign, ledger: Ledger, assessment: Assessment) -> tuple[EvolutionLine, ...]:
    """The lines, in the order of the campaign: a measure, its territory, its quartiers, then its former series."""
    everybody = {one.code: one for one in (*campaign.respondents, *wholes_of(campaign, groups_of(campaign)))}
    pasts = {code: own_past(campaign, one) for code, one in everybody.items()}
    teller = _Teller(campaign, ledger)
    over = _by_series(former_series(campaign))
    lines: list[EvolutionLine] = []
    for row in assessment.rows.values():
        mine = [past for past in pasts[row.respondent] if past.measure == row.measure]
        lines += teller.lines(row, everybody[row.respondent], mine)
        lines += teller.former(row, over)
    return tuple(line for line in lines if not line.is_blank or line.silent_since is not None)


Series = Mapping[tuple[str, str, str | None], Sequence[PastResult]]


def _by_series(history: Sequence[PastResult]) -> Series:
    found: defaultdict[tuple[str, str, str | None], list[PastResult]] = defaultdict(list)
    for past in history:
        if past.quartier is None:
            found[past.territory, past.measure, past.respondent].append(past)
    return found


class _Teller:
    """Holds what the lines share."""

    def __init__(self, campaign: Campaign, ledger: Ledger) -> None:
        self._campaign, self._ledger = campaign, ledger
        self._measures = campaign.catalogue.measure_by_code
        self._territories = {place.code: place for place in campaign.territories}
        self._years = past_years(campaign)

    def lines(
        self, row: MeasureAssessment, respondent: Respondent, pasts: Sequence[PastResult]
    ) -> Iterator[EvolutionLine]:
        """A measure's line, its territory's, and those of quartiers that have a figure."""
        measure = self._measures[row.measure]
        account = account_of(self._ledger, respondent.code)
        whole = self._by_year(past for past in pasts if past.quartier is None)
        yield EvolutionLine(
            territory=row.territory,
            respondent=row.respondent,
            measure=measure,
            kind=measure.kind,
            extent=Extent.MEASURE,
            start=self._start(row, measure),
            pasts=whole,
            value=row.value if row.value is not None else row.situation,
            silent_since=silent_since(row, self._years, whole, self._campaign.year),
            stretches=self._stretches(row, measure, whole),
        )
        if measure.asks_territory:
            yield EvolutionLine(
                territory=row.territory,
                respondent=row.respondent,
                measure=measure,
                kind=measure.kind,
                extent=Extent.TERRITORY,
                pasts={year: past for year, past in whole.items() if past.territory_value is not None},
                value=row.territory_value,
            )
        if measure.by_quartier:
            yield from self._of_quartiers(row, measure, account, pasts)

    def _start(self, row: MeasureAssessment, measure: Measure) -> float | None:
        """None for one of several administrations: the start is that of all of them."""
        if row.barred is Reason.PART_OF_WHOLE:
            return None
        return as_decided(self._campaign, measure, row.territory).baseline.value

    def _of_quartiers(
        self, row: MeasureAssessment, measure: Measure, account: Account, pasts: Sequence[PastResult]
    ) -> Iterator[EvolutionLine]:
        territory = self._territories[row.territory]
        by_year: defaultdict[int, list[PastResult]] = defaultdict(list)
        for past in pasts:
            if past.quartier is not None and past.year in self._years:
                by_year[past.year].append(past)
        for quartier in territory.quartiers:
            entry = account.entries.get(Question(measure=measure.code, quartier=quartier.id, field=Field.VALUE))
            found = self._antecedents(territory, quartier.id, by_year)
            yield EvolutionLine(
                territory=row.territory,
                respondent=row.respondent,
                measure=measure,
                kind=measure.kind,
                extent=Extent.QUARTIER,
                quartier=quartier.id,
                pasts={year: one.results[0] for year, one in found.items() if one.goes_on},
                value=entry.answer.value if entry else None,
                broken={year: one for year, one in found.items() if not one.goes_on},
            )

    def _antecedents(
        self, territory: Territory, quartier: str, by_year: Mapping[int, Sequence[PastResult]]
    ) -> Mapping[int, Antecedent]:
        """What a quartier had in each former year, its own ground or not."""
        found = {year: antecedent(self._campaign, territory, quartier, then) for year, then in by_year.items()}
        return {year: one for year, one in found.items() if one is not None}

    def _stretches(
        self, row: MeasureAssessment, measure: Measure, whole: Mapping[int, PastResult]
    ) -> tuple[Stretch, ...]:
        past = {(row.territory, row.measure, year): one for year, one in whole.items()}
        return stretches(self._campaign, measure, row, past)

    def former(self, row: MeasureAssessment, over: Series) -> Iterator[EvolutionLine]:
        """The series that the measure had when it was of another kind, each kind apart."""
        found = [*over.get((row.territory, row.measure, row.respondent), ())]
        found += [] if found else over.get((row.territory, row.measure, None), ())
        for kind in dict.fromkeys(past.kind for past in found if past.kind):
            yield EvolutionLine(
                territory=row.territory,
                respondent=row.respondent,
                measure=self._measures[row.measure],
                kind=kind,
                extent=Extent.FORMER,
                pasts=self._by_year(past for past in found if past.kind is kind),
            )

    def _by_year(self, pasts: Iterable[PastResult]) -> Mapping[int, PastResult]:
        return {past.year: past for past in pasts if past.year in self._years}


def silent_since(row: MeasureAssessment, years: Sequence[int], answered: Collection[int], now: int) -> int | None:
    """The first year in which nothing was said of a measure any more. *years*: former ones; *answered*: those of them that were.

    None: something is said in *now*; or was said the year before, and it is only awaited; or it is excused.
    """
    if row.is_waived or row.value is not None or row.situation is not None or not years:
        return None
    since = max(answered) + 1 if answered else years[0]
    return since if since < now else None
