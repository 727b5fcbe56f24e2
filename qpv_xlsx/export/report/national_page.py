"""The national ``report.html``: one line per territory, whose own page is a click away, and the spread of each measure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, IndicatorTally, Tally
from qpv_xlsx.domain.judging.territories import SPREAD, Country, Spread, TerritoryResults
from qpv_xlsx.export.report.bars import Bars, stacked
from qpv_xlsx.export.report.cells import CellMaker, Shown, SortableTable
from qpv_xlsx.export.report.page import render_story
from qpv_xlsx.export.report.story import Story
from qpv_xlsx.messages.audience import lead_for
from qpv_xlsx.messages.wordbook import label, phrase


def render_national_report(
    country: Country,
    tiles: Mapping[str, str],
    indicators: Mapping[str, IndicatorTally],
    by_convention: Mapping[str, Tally],
    *,
    language: str,
    created: datetime,
) -> str:
    """The page. *tiles*: key figures in words; *indicators*, *by_convention*: counts of statuses, by the convention's code."""
    teller = _NationalTeller(country, indicators, by_convention, language)
    lead = phrase(language, "national_lead", created=created, count=len(country.territories))
    story = Story(
        title=phrase(language, "national_title", title=country.title, year=country.year),
        lead=lead_for(lead, language, is_public=country.is_public),
        tiles=tuple(tiles.items()),
        charts=tuple(teller.charts()),
        tables=(teller.territories(), teller.spreads()),
        method=phrase(language, "national_method"),
    )
    return render_story(story, language)


class _NationalTeller:
    """Holds the country, its counts and what codes are called."""

    def __init__(
        self,
        country: Country,
        indicators: Mapping[str, IndicatorTally],
        by_convention: Mapping[str, Tally],
        language: str,
    ) -> None:
        self._country, self._by_convention, self._language = country, by_convention, language
        self._indicators = indicators
        self._cells = CellMaker(language)

    def charts(self) -> Iterator[Bars]:
        """Indicators by status, then measures, for each convention."""
        names = {convention.code: convention.name for convention in self._country.catalogue.conventions}
        counts = {names.get(code, code): tallied for code, tallied in self._by_convention.items()}
        reported = {name: _by_word(tallied.reporting) for name, tallied in counts.items()}
        attained = {name: _by_word(tallied.attainment) for name, tallied in counts.items()}
        standing = {names.get(code, code): _by_word(one.attainment) for code, one in self._indicators.items()}
        yield self._chart("attainment", tuple(Attainment), standing, title="national_indicators_chart")
        yield self._chart("reporting", REPORTING_ORDER, reported)
        yield self._chart("attainment", tuple(Attainment), attained)

    def _chart(
        self, section: str, statuses: Sequence[StrEnum], counts: Mapping[str, Mapping[str, int]], *, title: str = ""
    ) -> Bars:
        return stacked(
            title=phrase(self._language, title or f"national_{section}_chart"),
            section=section,
            statuses={status.value: label(self._language, section, status) for status in statuses},
            counts=counts,
        )

    def territories(self) -> SortableTable:
        """One line per territory."""
        words = (self._cells.head(key) for key in ("territory", "respondents", "answering", "completeness"))
        more = (self._cells.head(key) for key in ("errors", "warnings"))
        statuses = tuple(label(self._language, "attainment", one) for one in Attainment)
        return SortableTable(
            key="territories",
            title=phrase(self._language, "master_by_territory"),
            headers=(*words, *more, *statuses),
            rows=tuple(self._territory(place) for place in self._country.territories),
            figures=frozenset(range(1, 6 + len(statuses))),
        )

    def _territory(self, place: TerritoryResults) -> tuple[Shown, ...]:
        counts = place.tallies.measures
        asked = (place.respondents, place.answering)
        return (
            Shown(text=place.territory.name, link=place.report),
            *(self._cells.count(number) for number in asked),
            self._cells.rate(counts),
            *(self._cells.count(number) for number in (place.errors, place.warnings)),
            *(self._cells.count(counts.attainment[status]) for status in Attainment),
        )

    def spreads(self) -> SortableTable:
        """One line per measure."""
        keys = ("code", "convention", "measure", "unit", "territories", "results", *SPREAD, "elsewhere")
        spreads = self._country.spreads
        return SortableTable(
            key="spreads",
            title=phrase(self._language, "national_spreads"),
            headers=tuple(self._cells.head(key) for key in keys),
            rows=tuple(self._measure_rows(spreads)),
            figures=frozenset(range(4, len(keys))),
            note=phrase(self._language, "national_spread_lead"),
        )

    def _measure_rows(self, spreads: Mapping[str, Spread]) -> Iterator[tuple[Shown, ...]]:
        for convention in self._country.catalogue.conventions:
            for measure in convention.measures:
                spread = spreads[measure.code]
                yield (
                    Shown(text=measure.code),
                    Shown(text=convention.name),
                    Shown(text=measure.label),
                    Shown(text=measure.unit),
                    self._cells.count(spread.territories),
                    self._cells.count(spread.results),
                    *(self._cells.figure(getattr(spread, key), measure.kind) for key in SPREAD),
                    self._cells.count(spread.elsewhere),
                )


def _by_word(counts: Mapping[Reporting, int] | Mapping[Attainment, int]) -> dict[str, int]:
    return {status.value: count for status, count in counts.items()}
