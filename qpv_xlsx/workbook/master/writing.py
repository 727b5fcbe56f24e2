"""Draws the master workbook from ledger and assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.since_last import Changes
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.domain.publishing.long_table import LongRow
from qpv_xlsx.messages.handing_over import HandoverSection
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.workbook.master.columns import FIRST_ROW, MasterSheet
from qpv_xlsx.workbook.master.dashboard import write_dashboard
from qpv_xlsx.workbook.master.evolution_sheet import write_evolution
from qpv_xlsx.workbook.master.facts_sheet import write_facts
from qpv_xlsx.workbook.master.fiches import fiche_names, write_fiches
from qpv_xlsx.workbook.master.findings_sheet import first_rows, gravest_first, write_findings
from qpv_xlsx.workbook.master.handover_sheet import write_handover
from qpv_xlsx.workbook.master.journal_sheet import write_journal
from qpv_xlsx.workbook.master.known_lines import LinesKnown
from qpv_xlsx.workbook.master.measures_sheet import MeasureTable, write_measures
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.quartiers_sheet import rows_by_territory, write_quartiers
from qpv_xlsx.workbook.master.returns_sheet import ReturnsPlace, write_returns
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.settings_sheet import write_settings
from qpv_xlsx.workbook.master.tabling import table_rows

_NO_FILES: Mapping[str, str] = MappingProxyType({})


def master_sheet_name(sheet: MasterSheet) -> str:
    """The name of a sheet, the same in every language."""
    return label("fr", "sheets", sheet)


def write_master(  # noqa: PLR0913  (one for each thing it shows)
    campaign: Campaign,
    ledger: Ledger,
    assessment: Assessment,
    *,
    language: str = "fr",
    created: datetime,
    files: Mapping[str, str] = _NO_FILES,
    changes: Changes | None = None,
    handover: Sequence[HandoverSection] = (),
    facts: Sequence[LongRow] | None = None,
) -> bytes:
    """The master workbook. *files*: where each return lies, by SHA-256, as a path from the workbook's own folder.

    *changes*: since it was last made; None: nothing is said of it. *handover*: what « Passation » says; empty: the
    workbook goes to others than the coordinator, and has no such sheet. *facts*: the long table in its words, where it is made already.
    """
    sources = Sources(
        campaign=campaign, ledger=ledger, assessment=assessment, language=language, changes=changes, facts=facts
    )
    rows = tuple(table_rows(sources))
    pen = Pen(
        title=phrase(language, "master_title", title=campaign.title, year=campaign.year),
        created=created,
        language=language,
        author=campaign.coordinator.name,
    )
    _write_sheets(pen, sources, rows, created=created, files=files)
    if handover:
        write_handover(pen, handover, master_sheet_name(MasterSheet.HANDOVER), language)
    return pen.finish()


def _write_sheets(
    pen: Pen, sources: Sources, rows: Sequence[TableRow], *, created: datetime, files: Mapping[str, str]
) -> None:
    name = {sheet: master_sheet_name(sheet) for sheet in MasterSheet}
    findings = gravest_first(sources.ledger)
    fiches = fiche_names(sources.campaign, [*name.values(), *convention_sheets(sources).values()])
    place = ReturnsPlace(
        sheet=name[MasterSheet.RETURNS],
        findings_sheet=name[MasterSheet.FINDINGS],
        first_findings=first_rows(findings),
        files=files,
        pages=fiches.respondents,
    )
    write_dashboard(pen, sources, rows, name[MasterSheet.DASHBOARD], created)
    write_returns(pen, sources, place)
    known = LinesKnown()
    for table in _tables(sources, rows):
        write_measures(pen, sources, table, known)
    quartiers = rows_by_territory(sources)
    write_quartiers(pen, sources, quartiers, name[MasterSheet.QUARTIERS])
    places = _measure_places(name[MasterSheet.INDICATORS], rows)
    write_findings(pen, sources, name[MasterSheet.FINDINGS], findings, places)
    write_facts(pen, sources, name[MasterSheet.FACTS])
    write_settings(pen, sources.campaign, name[MasterSheet.SETTINGS], sources.language)
    write_journal(pen, sources, name[MasterSheet.JOURNAL])
    write_evolution(pen, sources, name[MasterSheet.EVOLUTION])
    write_fiches(pen, sources, rows, quartiers, fiches, name[MasterSheet.DASHBOARD])


def _tables(sources: Sources, rows: Sequence[TableRow]) -> Iterator[MeasureTable]:
    """« Indicateurs », then one sheet per convention."""
    overview = master_sheet_name(MasterSheet.INDICATORS)
    yield MeasureTable(
        sheet=overview, title=label(sources.language, "sheet_headings", "indicators"), is_overview=True, rows=rows
    )
    by_convention: defaultdict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        by_convention[row.convention].append(row)
    conventions = sources.campaign.catalogue.conventions
    names = convention_sheets(sources)
    for convention in conventions:
        yield MeasureTable(
            sheet=names[convention.code],
            title=convention.name,
            is_overview=False,
            rows=by_convention[convention.code],
        )


def convention_sheets(sources: Sources) -> Mapping[str, str]:
    """The name of the sheet of each convention, by its code."""
    conventions = sources.campaign.catalogue.conventions
    taken = [master_sheet_name(sheet) for sheet in MasterSheet]
    return sheet_names(((convention.code, convention.name) for convention in conventions), taken)


def _measure_places(sheet: str, rows: Sequence[TableRow]) -> Mapping[tuple[str, str], tuple[str, str]]:
    return {
        (line.assessment.respondent, line.assessment.measure): (sheet, f"A{row}")
        for row, line in enumerate(rows, start=FIRST_ROW)
        if isinstance(line, MeasureRow)
    }
