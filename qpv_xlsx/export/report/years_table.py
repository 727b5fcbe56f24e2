"""The report's table of several years side by side."""

from collections.abc import Iterator
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign, past_years
from qpv_xlsx.domain.contract.catalogue import known
from qpv_xlsx.domain.contract.questions import Situation
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.evolution import EvolutionLine, Extent, evolution
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.export.report.cells import CellMaker, Shown, SortableTable
from qpv_xlsx.messages.past_words import break_words, past_words
from qpv_xlsx.messages.silences import silence_words
from qpv_xlsx.messages.telling import as_written
from qpv_xlsx.messages.wordbook import label, phrase


def years_table(campaign: Campaign, ledger: Ledger, assessment: Assessment, language: str) -> SortableTable:
    """Each measure with its start, its former years and this one; its territory and its former series under it."""
    teller = _YearsTeller(campaign, language)
    lines = [one for one in evolution(campaign, ledger, assessment) if one.extent is not Extent.QUARTIER]
    places = ("territory",) if len(campaign.territories) > 1 else ()
    left = ("code", *places, "respondent", "measure", "extent")
    heads = [teller.cells.head(key) for key in left]
    heads.append(teller.cells.head("start", year=known(campaign.catalogue.baseline_year)))
    heads += [teller.cells.head("past", year=year) for year in teller.years]
    heads += [teller.cells.head("value", year=campaign.year), teller.cells.head("breaks"), teller.cells.head("silence")]
    return SortableTable(
        key="evolution",
        title=label(language, "sheet_headings", "evolution"),
        headers=tuple(heads),
        rows=tuple(tuple(teller.row(line)) for line in lines),
        figures=frozenset(range(len(left), len(heads) - 2)),
        note=phrase(language, "report_years"),
    )


class _YearsTeller:
    """Holds what codes are called."""

    def __init__(self, campaign: Campaign, language: str) -> None:
        self.campaign, self.language, self.cells = campaign, language, CellMaker(language)
        self.years = past_years(campaign)
        self.territories = {one.code: one.name for one in campaign.territories}

    def row(self, line: EvolutionLine) -> Iterator[Shown]:
        """The cells of one line."""
        yield Shown(text=line.measure.code)
        if len(self.territories) > 1:
            yield Shown(text=self.territories[line.territory])
        yield Shown(text=line.respondent)
        yield Shown(text=line.measure.label)
        yield Shown(text=label(self.language, "extents", line.extent))
        yield self.cells.figure(line.start, line.kind)
        for year in self.years:
            yield self._past(line, year)
        yield self._value(line)
        yield Shown(text=break_words(line.stretches, self.language) or "")
        yield Shown(text=silence_words(line.silent_since, self.campaign, self.language) or "")

    def _past(self, line: EvolutionLine, year: int) -> Shown:
        past = line.pasts.get(year)
        if past is None:
            return Shown(text="")
        if line.extent is Extent.TERRITORY:
            return self.cells.figure(past.territory_value, line.kind)
        written = past if past.value is None else replace(past, value=as_written(past.value, line.kind))
        words = past_words(written, line.kind, self.language, line.measure.perimeter)
        return Shown(text=words, order="" if past.value is None else past.value)

    def _value(self, line: EvolutionLine) -> Shown:
        if isinstance(line.value, Situation):
            is_absent = line.value.explains_absence
            return Shown(text=label(self.language, "situations", line.value) if is_absent else "")
        return self.cells.value(line.value, line.measure)
