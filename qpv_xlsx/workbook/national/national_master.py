"""Draws the national workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.tallies import IndicatorTally
from qpv_xlsx.domain.judging.territories import Country
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content, Pen
from qpv_xlsx.workbook.master.columns import Look, MasterSheet, master_header
from qpv_xlsx.workbook.master.facts_sheet import write_fact_rows
from qpv_xlsx.workbook.master.journal_sheet import JOURNAL_COLUMNS
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.settings import settings_of
from qpv_xlsx.workbook.national.national_board import write_national_board
from qpv_xlsx.workbook.national.place_sheets import attention_table, crossing_table, returns_table
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, PlainTable, write_plain_table
from qpv_xlsx.workbook.national.spread_sheets import spread_tables
from qpv_xlsx.workbook.national.totals_sheet import totals_table

MOST_FACTS = 200_000
"""Rows of « Données » in the national workbook; beyond, they are in the territories' workbooks and in the CSV."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalSources:
    """What the workbook is made of, beside the country.

    *settings*: the campaign whose thresholds and words are shown. *facts*: rows of « Données », in words; None: there
    are more than MOST_FACTS. *events*: lines of « Journal » by column key, in order of time, gone through once. *differences*: sentences
    on what the campaigns do not mean alike, with the campaign that each is about. *indicators*: their counts by convention.
    """

    country: Country
    indicators: Mapping[str, IndicatorTally]
    settings: Campaign
    facts: Iterable[LongRow] | None
    events: Iterable[Mapping[str, Content]]
    differences: Sequence[tuple[str, str]] = ()


def write_national(stream: IO[bytes], sources: NationalSources, *, language: str, created: datetime) -> None:
    """Write the workbook to *stream*, a file: it is not held beside what is still known of its sheets."""
    country, settings = sources.country, sources.settings
    pen = Pen(
        title=phrase(language, "national_title", title=country.title, year=country.year),
        created=created,
        language=language,
        author=settings.coordinator.name,
        stream=stream,
    )
    name = {sheet: label("fr", "sheets", sheet) for sheet in MasterSheet}
    write_national_board(pen, country, sources.indicators, name[MasterSheet.DASHBOARD], language, created)
    write_plain_table(pen, returns_table(country, name[MasterSheet.RETURNS], language), language)
    conventions = ((one.code, one.name) for one in country.catalogue.conventions)
    taken = (
        *name.values(),
        *(label("fr", "national_sheets", key) for key in ("crossing", "totals", "attention", "differences")),
    )
    names = sheet_names(conventions, taken)
    for table in spread_tables(country, names, name[MasterSheet.INDICATORS], language):
        write_plain_table(pen, table, language)
    if sources.facts is not None:
        write_fact_rows(pen, sources.facts, name[MasterSheet.FACTS], language)
    for table in _last_tables(sources, name, language):
        write_plain_table(pen, table, language)
    pen.close()


def _last_tables(sources: NationalSources, name: Mapping[MasterSheet, str], language: str) -> Iterator[PlainTable]:
    def own(key: str) -> str:
        return label("fr", "national_sheets", key)

    yield _settings(sources.settings, name[MasterSheet.SETTINGS], language)
    yield _journal(sources.events, name[MasterSheet.JOURNAL], language)
    yield crossing_table(sources.country, own("crossing"), language)
    yield attention_table(sources.country, own("attention"), language)
    yield totals_table(sources.country, own("totals"), language)
    if sources.differences:
        yield _differences(sources.differences, own("differences"), language)


def _settings(campaign: Campaign, sheet: str, language: str) -> PlainTable:
    """The thresholds and words that the territories' statuses were made with: to be changed in the campaign, not here."""
    widths = {"setting": (Look.TEXT, 36), "setting_value": (Look.WORD, 30), "meaning": (Look.TEXT, 90)}
    return PlainTable(
        sheet=sheet,
        title=label(language, "sheet_headings", "settings"),
        lead=phrase(language, "national_settings_lead"),
        columns=tuple(
            PlainColumn(header=label(language, "master_columns", key), look=look, width=width)
            for key, (look, width) in widths.items()
        ),
        lines=tuple(PlainLine(cells=(one.title, one.value, one.meaning)) for one in settings_of(campaign, language)),
    )


def _journal(events: Iterable[Mapping[str, Content]], sheet: str, language: str) -> PlainTable:
    where = PlainColumn(header=label(language, "master_columns", "territory"), look=Look.WORD, width=18)
    columns = (
        PlainColumn(
            header=master_header(column, language), look=column.look, width=column.width, is_printed=column.is_printed
        )
        for column in JOURNAL_COLUMNS
    )
    return PlainTable(
        sheet=sheet,
        title=label(language, "sheet_headings", "journal"),
        lead=phrase(language, "master_journal_lead"),
        columns=(where, *columns),
        lines=(
            PlainLine(cells=(event.get("territory"), *(event.get(column.key) for column in JOURNAL_COLUMNS)))
            for event in events
        ),
    )


def _differences(differences: Sequence[tuple[str, str]], sheet: str, language: str) -> PlainTable:
    return PlainTable(
        sheet=sheet,
        title=label(language, "national_sheets", "differences"),
        lead=phrase(language, "national_differences_lead"),
        columns=(
            PlainColumn(header=label(language, "master_columns", "fact_campaign"), look=Look.WORD, width=24),
            PlainColumn(header=label(language, "master_columns", "message"), look=Look.TEXT, width=120),
        ),
        lines=tuple(PlainLine(cells=difference) for difference in differences),
    )
