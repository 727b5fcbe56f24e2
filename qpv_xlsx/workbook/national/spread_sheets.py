"""The national sheets with a line per measure: how its figures spread over the territories, and where they stand."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.contract.catalogue import Convention, Indicator, known
from qpv_xlsx.domain.contract.coverage import shown_perimeter
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.territories import SPREAD, Country, Spread
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, PlainTable
from qpv_xlsx.workbook.national.status_counts import attainment_columns

_TEXTS = (
    "strategic_objective",
    "operational_objective",
    "national_target",
    "indicator",
    "baseline_text",
    "local_target",
)
_LEADS = ("national_spread_lead", "national_texts_lead")
LEFT_OUT = (
    ("elsewhere", "elsewhere"),
    ("partial", "partial_sums"),
    ("doubtful", "doubtful"),
    ("unlike", "unlike"),
    ("missing", "missing_territories"),
)
"""Of a spread, what is counted apart, and the header's key."""


def spread_tables(country: Country, names: Mapping[str, str], overview: str, language: str) -> Iterator[PlainTable]:
    """« Indicateurs », then one sheet per convention. *names*: of these, by the convention's code."""
    tables = _SpreadTables(country, language)
    yield tables.table(
        overview, label(language, "sheet_headings", "indicators"), country.catalogue.conventions, has_texts=False
    )
    for convention in country.catalogue.conventions:
        yield tables.table(names[convention.code], convention.name, (convention,), has_texts=True)


class _SpreadTables:
    """Holds the country, whose spreads and counts are worked out once for all sheets."""

    def __init__(self, country: Country, language: str) -> None:
        self._country, self._language = country, language

    def table(self, sheet: str, title: str, conventions: tuple[Convention, ...], *, has_texts: bool) -> PlainTable:
        """The measures of *conventions*. *has_texts*: with the official table's."""
        return PlainTable(
            sheet=sheet,
            title=title,
            lead=" ".join(phrase(self._language, key) for key in _LEADS[: 1 + has_texts]),
            columns=tuple(self._columns(has_texts=has_texts)),
            lines=tuple(
                PlainLine(kind=measure.kind, cells=self._cells(convention, indicator, measure, has_texts=has_texts))
                for convention in conventions
                for indicator in convention.indicators
                for measure in indicator.measures
            ),
        )

    def _head(self, key: str) -> str:
        catalogue = self._country.catalogue
        facts = {"year": known(catalogue.baseline_year), "start": known(catalogue.start), "end": known(catalogue.end)}
        return label(self._language, "master_columns", key).format(**facts)

    def _columns(self, *, has_texts: bool) -> Iterator[PlainColumn]:
        yield PlainColumn(header=self._head("code"), look=Look.CODE, width=11)
        yield PlainColumn(header=self._head("convention"), look=Look.TEXT, width=18, is_folded=has_texts)
        for key in _TEXTS if has_texts else ():
            yield PlainColumn(header=self._head(key), look=Look.TEXT, width=28, is_folded=True)
        yield PlainColumn(header=self._head("measure"), look=Look.TEXT, width=40)
        yield PlainColumn(header=self._head("unit"), look=Look.WORD, width=12)
        yield PlainColumn(header=self._head("perimeter"), look=Look.WORD, width=20)
        for key in ("territories", "results"):
            yield PlainColumn(header=self._head(key), look=Look.NUMBER, width=11)
        for key in SPREAD:
            yield PlainColumn(header=self._head(key), look=Look.FIGURE, width=12)
        for _, key in LEFT_OUT:
            yield PlainColumn(header=self._head(key), look=Look.NUMBER, width=13)
        yield from attainment_columns(self._language)

    def _cells(
        self, convention: Convention, indicator: Indicator, measure: Measure, *, has_texts: bool
    ) -> tuple[Content, ...]:
        seen = self._country.seen[measure.code]
        spread = seen.spread
        texts = (
            indicator.strategic_objective,
            indicator.operational_objective,
            indicator.national_target,
            indicator.wording,
            indicator.baseline_text,
            indicator.local_target,
        )
        return (
            measure.code,
            convention.name,
            *(texts if has_texts else ()),
            measure.label,
            measure.unit,
            covered_words(spread, self._language),
            spread.territories,
            spread.results,
            *(getattr(spread, key) for key in SPREAD),
            *(getattr(spread, key) for key, _ in LEFT_OUT),
            *(seen.stands[status] for status in Attainment),
        )


def covered_words(spread: Spread, language: str) -> str:
    """What the figures that are compared cover, in words; empty where there is none."""
    return "" if spread.covered is None else label(language, "perimeters", shown_perimeter(spread.covered))
