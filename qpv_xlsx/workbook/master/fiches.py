"""One page per quartier and one per administration, made to be printed and sent."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from qpv_xlsx.domain.contract.campaign import Respondent
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.tallies import Tally, respondent_reporting
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.provenance import provenance
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import PrintSetup, Style
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.looks import FIGURES, LEAD, SECTION, STYLES
from qpv_xlsx.workbook.master.measures_sheet import highlight_statuses
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.quartiers_sheet import QuartierRow, quartier_rows
from qpv_xlsx.workbook.master.returns_sheet import count_errors, last_return, tallies_by_respondent
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.tables import head, write_line

MOST = 80  # pages; a campaign that would need more is told by its tables
_QUARTIER = (
    MasterColumn(key="code", look=Look.CODE, width=11),
    MasterColumn(key="respondent", look=Look.WORD, width=14),
    MasterColumn(key="measure", look=Look.TEXT, width=52),
    MasterColumn(key="former", look=Look.FIGURE, width=13),
    MasterColumn(key="latest", look=Look.FIGURE, width=13),
    MasterColumn(key="rank", look=Look.WORD, width=12),
    MasterColumn(key="quartiers_total", look=Look.FIGURE, width=14),
)
_RESPONDENT = (
    MasterColumn(key="code", look=Look.CODE, width=11),
    MasterColumn(key="measure", look=Look.TEXT, width=50),
    MasterColumn(key="latest", look=Look.FIGURE, width=14),
    MasterColumn(key="goal", look=Look.FIGURE, width=12),
    MasterColumn(key="reporting", look=Look.STATUS, width=22),
    MasterColumn(key="attainment", look=Look.STATUS, width=18),
)
_SAID = (_RESPONDENT[0], MasterColumn(key="message", look=Look.TEXT, width=50))


def write_fiches(pen: Pen, sources: Sources, rows: Sequence[TableRow], taken: Sequence[str]) -> None:
    """Every page, administrations first; none where there would be more than MOST."""
    campaign = sources.campaign
    quartiers = [(territory, one) for territory in campaign.territories for one in territory.quartiers]
    if len(campaign.respondents) + len(quartiers) > MOST:
        return
    wanted = [(f"a:{one.code}", f"Fiche {one.code}") for one in campaign.respondents]
    wanted += [(f"q:{one.id}", one.official_code or one.name) for _, one in quartiers]
    names = sheet_names(wanted, taken)
    counts = tallies_by_respondent(sources)
    for respondent in campaign.respondents:
        lead = _state(sources, respondent, counts[respondent.code])
        _write_respondent(pen.sheet(names[f"a:{respondent.code}"]), sources, respondent, rows, lead)
    lines = {territory.code: tuple(quartier_rows(sources, territory)) for territory in campaign.territories}
    for territory, quartier in quartiers:
        _write_quartier(pen.sheet(names[f"q:{quartier.id}"]), sources, territory, quartier, lines[territory.code])


def _write_respondent(
    sheet: Sheet, sources: Sources, respondent: Respondent, rows: Sequence[TableRow], lead: str
) -> None:
    language = sources.language
    head(sheet, _RESPONDENT, language, title=respondent.name, lead=lead)
    row = FIRST_ROW - 1
    own = (one for one in rows if isinstance(one, MeasureRow) and one.assessment.respondent == respondent.code)
    for row, line in enumerate(own, start=FIRST_ROW):
        cells = line.cells
        styles = _respondent_styles(line.kind)
        shown = [cells.get(key) for key in ("code", "measure", "value", "goal", "reporting", "attainment")]
        write_line(sheet, row, _RESPONDENT, shown, styles)
    for key in ("reporting", "attainment"):
        highlight_statuses(sheet, _RESPONDENT, row - FIRST_ROW + 1, key)
    last = _decided(sheet, row + 2, sources, respondent)
    _owed(sheet, last, sources, respondent)
    _set_up(sheet, language)


@cache
def _respondent_styles(kind: Kind) -> tuple[Style, ...]:
    unit = FIGURES[kind]
    return (*_styles(_RESPONDENT[:2]), unit, unit, *_styles(_RESPONDENT[4:]))


def _state(sources: Sources, respondent: Respondent, counts: Tally) -> str:
    """« À compléter. Envoyé le …, reçu le … : 12 réponses sur 14. »."""
    account, language = account_of(sources.ledger, respondent.code), sources.language
    status = respondent_reporting(
        counts,
        is_received=is_received(account),
        is_late=account.came_too_late,
        errors=count_errors(account, Severity.ERROR),
    )
    last = last_return(account)
    return phrase(
        language,
        "master_fiche_state",
        status=label(language, "reporting", status),
        sent=day(account.sent, language) if account.sent else "–",
        received=day(last.received.date(), language) if last else "–",
        answers=counts.answered,
        expected=counts.expected,
    )


def _decided(sheet: Sheet, row: int, sources: Sources, respondent: Respondent) -> int:
    """What stands above and is not its own answer: who decided it, when and why. The row to go on from."""
    language, measures = sources.language, sources.campaign.catalogue.measure_by_code
    entries = account_of(sources.ledger, respondent.code).entries.values()
    found = [one for one in entries if one.replacing is not None and one.answer.question.measure in measures]
    if not found:
        return row
    sheet.write(row, 1, phrase(language, "report_decided_title"), SECTION)
    sheet.height(row, 22)
    for place, one in enumerate(found, start=row + 1):
        write_line(sheet, place, _SAID, (one.answer.question.measure, provenance(one, language)), _styles(_SAID))
    return row + len(found) + 2


def _owed(sheet: Sheet, row: int, sources: Sources, respondent: Respondent) -> None:
    """What remains to be mended or given, the gravest first."""
    language = sources.language
    account = account_of(sources.ledger, respondent.code)
    names = Names.of(sources.campaign)
    found = [held.found for held in account.findings if held.found.severity is not Severity.INFO]
    found.sort(key=lambda one: tuple(Severity).index(one.severity))
    sheet.write(row, 1, phrase(language, "master_fiche_owed" if found else "master_fiche_nothing_owed"), SECTION)
    sheet.height(row, 22)
    for one in found:
        row += 1
        said = sentence(one, language, names)
        write_line(sheet, row, _SAID, (one.measure, f"{said.message} {said.hint}"), _styles(_SAID))


def _write_quartier(
    sheet: Sheet, sources: Sources, territory: Territory, quartier: Quartier, lines: Sequence[QuartierRow]
) -> None:
    language = sources.language
    place = territory.quartiers.index(quartier)
    lead = " – ".join(filter(None, (quartier.official_code, territory.name)))
    head(sheet, _QUARTIER, language, title=quartier.name, lead=lead)
    row = FIRST_ROW - 1
    asked = [line for line in lines if line.measure.is_asked_in(quartier.id)]
    for row, line in enumerate(asked, start=FIRST_ROW):
        styles = _quartier_styles(line.measure.kind)
        write_line(sheet, row, _QUARTIER, tuple(_quartier_cells(line, place, language)), styles)
    if not asked:
        row += 1
        sheet.write(row, 1, phrase(language, "master_fiche_no_measure"), LEAD)
    _set_up(sheet, language)


@cache
def _quartier_styles(kind: Kind) -> tuple[Style, ...]:
    unit = FIGURES[kind]
    return (*_styles(_QUARTIER[:3]), unit, unit, STYLES[Look.WORD], unit)


def _quartier_cells(line: QuartierRow, place: int, language: str) -> Iterator[Content]:
    figure = line.figures[place]
    yield line.measure.code
    yield line.respondent
    yield line.measure.label
    yield line.former[place] if line.former else None
    yield figure
    yield _rank(figure, line.figures, language)
    yield line.total


def _rank(figure: Content, figures: Sequence[Content], language: str) -> str | None:
    """« 3 sur 20 », from the highest; None where the quartier has no figure."""
    numbers = [one for one in figures if isinstance(one, int | float)]
    if not isinstance(figure, int | float):
        return None
    place = 1 + sum(one > figure for one in numbers)
    return _rank_words(language, place, len(numbers))


@lru_cache(maxsize=2048)
def _rank_words(language: str, place: int, count: int) -> str:
    return phrase(language, "master_rank", place=place, count=count)


def _styles(columns: Sequence[MasterColumn]) -> Sequence[Style]:
    looks: Mapping[Look, Style] = STYLES
    return [looks[column.look] for column in columns]


def _set_up(sheet: Sheet, language: str) -> None:
    sheet.freeze(FIRST_ROW, 1)
    sheet.show(zoom=90, gridlines=False)
    sheet.print_setup(
        PrintSetup(pages_wide=1, repeat_rows=(FIRST_ROW - 1, FIRST_ROW - 1), footer=phrase(language, "master_footer"))
    )
