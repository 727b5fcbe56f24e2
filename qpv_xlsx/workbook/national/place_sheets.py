"""The national sheets with a line per territory, per territory and convention, and per measure that calls for attention."""

from collections.abc import Callable
from functools import partial
from itertools import islice

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.judging.assessment import MeasureAssessment
from qpv_xlsx.domain.judging.country_points import CountryPoints
from qpv_xlsx.domain.judging.territories import Country, TerritoryResults, tallies_of_place
from qpv_xlsx.messages.closed_words import worded
from qpv_xlsx.messages.strict_goals import strict_goal
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import ATTAINMENT_BADGES
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, PlainTable
from qpv_xlsx.workbook.national.status_counts import tally_cells, tally_columns

MOST_POINTS = 20_000  # lines of « Points d'attention »; beyond, the sheet says how many there are


def returns_table(country: Country, sheet: str, language: str) -> PlainTable:
    """One line per territory: who has answered, what is wrong, and the way to its own workbook."""
    head = _heads(language)
    columns = (
        PlainColumn(header=head("territory"), look=Look.TEXT, width=30),
        PlainColumn(header=head("territory_code"), look=Look.WORD, width=12),
        PlainColumn(header=head("fact_campaign"), look=Look.WORD, width=22),
        PlainColumn(header=head("geography"), look=Look.WORD, width=18),
        PlainColumn(header=head("respondents"), look=Look.NUMBER, width=14),
        PlainColumn(header=head("answering"), look=Look.NUMBER, width=12),
        PlainColumn(header=head("expected_answers"), look=Look.NUMBER, width=11),
        PlainColumn(header=head("answers"), look=Look.NUMBER, width=11),
        PlainColumn(header=head("completeness"), look=Look.PART, width=13),
        PlainColumn(header=head("errors"), look=Look.NUMBER, width=10),
        PlainColumn(header=head("warnings"), look=Look.NUMBER, width=14),
        PlainColumn(header=label(language, "master_tiles", "attention"), look=Look.NUMBER, width=12),
        PlainColumn(header=head("territory_master"), look=Look.LINK, width=40),
        PlainColumn(header=head("territory_report"), look=Look.LINK, width=40),
    )
    return PlainTable(
        sheet=sheet,
        title=label(language, "sheet_headings", "returns"),
        lead=phrase(language, "national_returns_lead"),
        columns=columns,
        lines=map(_territory_line, country.territories),
    )


def _heads(language: str) -> Callable[[str], str]:
    return partial(label, language, "master_columns")


def _territory_line(place: TerritoryResults) -> PlainLine:
    counts = place.tallies.measures
    return PlainLine(
        cells=(
            place.territory.name,
            place.territory.code,
            place.campaign,
            place.territory.geography,
            place.respondents,
            place.answering,
            counts.expected,
            counts.answered,
            counts.completeness,
            place.errors,
            place.warnings,
            counts.attention,
            place.master.rpartition("/")[2],
            place.report.rpartition("/")[2],
        ),
        links={12: place.master, 13: place.report},
    )


def crossing_table(country: Country, sheet: str, language: str) -> PlainTable:
    """One line per territory and convention, with the counts of every status."""
    head = _heads(language)
    names = {convention.code: convention.name for convention in country.catalogue.conventions}
    return PlainTable(
        sheet=sheet,
        title=label(language, "national_sheets", "crossing"),
        lead=phrase(language, "national_crossing_lead"),
        columns=(
            PlainColumn(header=head("territory"), look=Look.TEXT, width=28),
            PlainColumn(header=head("fact_campaign"), look=Look.WORD, width=20),
            PlainColumn(header=head("convention"), look=Look.TEXT, width=24),
            *tally_columns(language),
        ),
        lines=(
            PlainLine(
                cells=(place.territory.name, place.campaign, names.get(code, code), *tally_cells(counts)),
                links={0: place.master},
            )
            for place in country.territories
            for code, counts in tallies_of_place(country, place).items()
            if counts
        ),
        frozen=3,
    )


def attention_table(country: Country, sheet: str, language: str) -> PlainTable:
    """Measures that call for attention, the gravest first."""
    head = _heads(language)
    points = CountryPoints(country)
    return PlainTable(
        sheet=sheet,
        title=phrase(language, "master_attention"),
        lead=phrase(language, "national_attention_lead", shown=min(points.count, MOST_POINTS), count=points.count),
        columns=(
            PlainColumn(header=head("territory"), look=Look.TEXT, width=28),
            PlainColumn(header=head("measure_code"), look=Look.CODE, width=12),
            PlainColumn(header=head("measure"), look=Look.TEXT, width=44),
            PlainColumn(header=head("respondent"), look=Look.WORD, width=18),
            PlainColumn(header=head("attainment"), look=Look.STATUS, width=18),
            PlainColumn(header=head("fact_value"), look=Look.FIGURE, width=13),
            PlainColumn(header=head("expected").format(year=country.year), look=Look.FIGURE, width=13),
            PlainColumn(header=head("goal"), look=Look.FIGURE, width=13),
            PlainColumn(header=head("unit"), look=Look.WORD, width=14),
        ),
        lines=(_point_line(place, row, language) for place, row in islice(points.gravest_first(), MOST_POINTS)),
        frozen=3,
    )


def _point_line(place: TerritoryResults, row: MeasureAssessment, language: str) -> PlainLine:
    measure = place.catalogue.measure_by_code[row.measure]
    value: Content = None if row.value is None else worded(row.value, Field.VALUE, measure.kind, language)
    return PlainLine(
        kind=measure.kind,
        decimals=telling_decimals(measure.kind, (row.value,), (row.target,)),
        links={0: place.master},
        badges={4: ATTAINMENT_BADGES[row.attainment]},
        cells=(
            place.territory.name,
            measure.code,
            measure.label,
            phrase(language, "master_all_administrations", expected=row.parts.expected)
            if row.parts
            else row.respondent,
            label(language, "attainment", row.attainment),
            value,
            row.expected,
            strict_goal(row, measure, language) or row.target,
            measure.unit,
        ),
    )
