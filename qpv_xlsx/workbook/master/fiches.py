"""One page per quartier and one per administration, made to be printed and sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_received
from qpv_xlsx.domain.judging.tallies import Tally, respondent_reporting
from qpv_xlsx.messages.cell_runs import places_in_words
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.provenance import provenance
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook.appearance import HELP_LINK
from qpv_xlsx.workbook.heights import broken, room_of
from qpv_xlsx.workbook.master.columns import FIRST_ROW, LEAD_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.fiche_paper import LINE_HEIGHT, WORDS_HEIGHT, set_up_fiche
from qpv_xlsx.workbook.master.looks import FIGURES, SECTION, STYLES, with_decimals
from qpv_xlsx.workbook.master.measures_sheet import highlight_statuses
from qpv_xlsx.workbook.master.naming import sheet_names
from qpv_xlsx.workbook.master.quartier_fiche import page_lines, write_quartier_page
from qpv_xlsx.workbook.master.quartiers_sheet import RowsByTerritory
from qpv_xlsx.workbook.master.returns_sheet import count_errors, last_return, tallies_by_respondent
from qpv_xlsx.workbook.master.rows import MeasureRow, Sources, TableRow
from qpv_xlsx.workbook.master.tables import head, with_room_for_words, write_line

MOST = 80  # pages; a campaign that would need more is told by its tables
_OWED = replace(STYLES[Look.TEXT], wrap=False, borders="")
_RESPONDENT = (  # as wide as a page of A4, upright, in letters of 8 points
    MasterColumn(key="code", look=Look.CODE, width=10),
    MasterColumn(key="measure", look=Look.TEXT, width=37),
    MasterColumn(key="latest", look=Look.FIGURE, width=13),
    MasterColumn(key="goal", look=Look.FIGURE, width=12),
    MasterColumn(key="reporting", look=Look.STATUS, width=21),
    MasterColumn(key="attainment", look=Look.STATUS, width=17),
)
_HELD: Mapping[str, str] = MappingProxyType(  # what the lines of measures call it, by the column's key
    {one.key: "value" if one.key == "latest" else one.key for one in _RESPONDENT}
)
_BACK_WIDTH = 22.0  # characters
_WORDS_ROOM = 9.0  # characters that an answer in words takes from the measure


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheNames:
    """The sheet of each page, by the administration's code and by the quartier's id; empty: there are no pages."""

    respondents: Mapping[str, str] = field(default_factory=dict)
    quartiers: Mapping[str, str] = field(default_factory=dict)


def fiche_names(campaign: Campaign, taken: Sequence[str]) -> FicheNames:
    """What the sheets are called; none where there would be more than MOST. *taken*: names of other sheets."""
    quartiers = [one for territory in campaign.territories for one in territory.quartiers]
    if len(campaign.respondents) + len(quartiers) > MOST:
        return FicheNames()
    wanted = [(f"a:{one.code}", f"Fiche {one.code}") for one in campaign.respondents]
    names = sheet_names(wanted + [(f"q:{one.id}", one.name) for one in quartiers], taken)
    return FicheNames(
        respondents={one.code: names[f"a:{one.code}"] for one in campaign.respondents},
        quartiers={one.id: names[f"q:{one.id}"] for one in quartiers},
    )


def write_fiches(
    pen: Pen,
    sources: Sources,
    rows: Sequence[TableRow],
    quartiers: RowsByTerritory,
    names: FicheNames,
    board: str,
) -> None:
    """Every page that has a name, administrations first. *board*: the sheet to go back to."""
    if not names.respondents:
        return
    counts, own = tallies_by_respondent(sources), _by_respondent(rows)
    for respondent in sources.campaign.respondents:
        sheet = pen.sheet(names.respondents[respondent.code])
        _write_respondent(sheet, sources, respondent, own[respondent.code], counts[respondent.code])
        _back(sheet, len(_RESPONDENT), board)
    for territory in sources.campaign.territories:
        lines = page_lines(quartiers[territory.code])
        for quartier in territory.quartiers:
            sheet = pen.sheet(names.quartiers[quartier.id])
            wide = write_quartier_page(sheet, sources, territory, quartier, lines)
            _back(sheet, wide, board)


def _by_respondent(rows: Sequence[TableRow]) -> Mapping[str, Sequence[MeasureRow]]:
    found: defaultdict[str, list[MeasureRow]] = defaultdict(list)
    for row in rows:
        if isinstance(row, MeasureRow):
            found[row.assessment.respondent].append(row)
    return found


def _back(sheet: Sheet, wide: int, board: str) -> None:
    """The way back, beside the page: on screen, not on paper."""
    sheet.width(wide + 2, wide + 2, _BACK_WIDTH)
    sheet.link(LEAD_ROW, wide + 2, f"← {board}", (board, "A1"), HELP_LINK)


def _write_respondent(
    sheet: Sheet, sources: Sources, respondent: Respondent, lines: Sequence[MeasureRow], counts: Tally
) -> None:
    language = sources.language
    shown = [{key: line.cells.get(held) for key, held in _HELD.items()} for line in lines]
    columns = with_room_for_words(_RESPONDENT, shown, room=_WORDS_ROOM, from_key="measure")
    head(sheet, columns, language, title=respondent.name, lead=_state(sources, respondent, counts))
    row = FIRST_ROW - 1
    for row, (line, cells) in enumerate(zip(lines, shown, strict=True), start=FIRST_ROW):
        styles = _respondent_styles(line.kind, line.decimals)
        write_line(sheet, row, columns, [*cells.values()], styles, smallest=LINE_HEIGHT)
    for key in ("reporting", "attainment"):
        highlight_statuses(sheet, columns, row - FIRST_ROW + 1, key)
    row = _decided(sheet, row + 2, sources, respondent)
    last = _owed(sheet, row, sources, respondent, counts.expected - counts.answered - counts.refused)
    set_up_fiche(sheet, last, columns, language)


@cache
def _respondent_styles(kind: Kind, decimals: int | None) -> tuple[Style, ...]:
    unit = with_decimals(FIGURES[kind], kind, decimals)
    return (*_styles(_RESPONDENT[:2]), unit, unit, *_styles(_RESPONDENT[4:]))


def _state(sources: Sources, respondent: Respondent, counts: Tally) -> str:
    """« À compléter : 12 réponses sur 14 attendues. Envoyé le … Reçu le … »; a date that nobody knows is left out."""
    account, language = account_of(sources.ledger, respondent.code), sources.language
    status = respondent_reporting(
        counts,
        is_received=is_received(account),
        is_late=account.came_too_late,
        errors=count_errors(account, Severity.ERROR),
    )
    last = last_return(account)
    days = {"sent": account.sent, "received": last.received.date() if last else None}
    state = phrase(
        language,
        "master_fiche_state",
        status=label(language, "reporting", status),
        answers=counts.answered,
        expected=counts.expected,
    )
    return " ".join(
        (state, *(phrase(language, f"master_fiche_{key}", day=day(one, language)) for key, one in days.items() if one))
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
    for one in found:
        row = _text_lines(sheet, row + 1, one.answer.question.measure, provenance(one, language))
    return row + 2


def _owed(sheet: Sheet, row: int, sources: Sources, respondent: Respondent, awaited: int) -> int:
    """What remains to be mended or given, the gravest first; return the last row. *awaited*: answers that nobody gave."""
    language = sources.language
    account = account_of(sources.ledger, respondent.code)
    names = Names.of(sources.campaign)
    found = [held.found for held in account.findings if held.found.severity is not Severity.INFO]
    found.sort(key=lambda one: tuple(Severity).index(one.severity))
    title = "master_fiche_owed" if found else "master_fiche_awaited" if awaited else "master_fiche_nothing_owed"
    facts = {"count": awaited} if title == "master_fiche_awaited" else {}
    sheet.write(row, 1, phrase(language, title, **facts), SECTION)
    sheet.height(row, 22)
    for alike in _alike(found):
        row = _text_lines(sheet, row + 1, alike[0].measure, _said_once(alike, names, language))
    return row


def _alike(found: Iterable[Finding]) -> Iterable[Sequence[Finding]]:
    """Findings of one sort on one measure together, where the first of them stands: twelve quartiers are one line."""
    groups: dict[object, list[Finding]] = {}
    for one in found:
        groups.setdefault((one.code, one.case, one.severity, one.measure), []).append(one)
    return groups.values()


def _said_once(alike: Sequence[Finding], names: Names, language: str) -> str:
    """What the first of them says, where the others are, and what to do."""
    said, others = sentence(alike[0], language, names), alike[1:]
    if not others:
        return f"{said.message} {said.hint}"
    quartiers = [names.quartiers.get(one.quartier, one.quartier) for one in others if one.quartier]
    where = (
        ", ".join(quartiers)
        if len(quartiers) == len(others)
        else places_in_words((one.place for one in others), language)
    )
    more = phrase(language, "other_cells" if where else "other_ones", count=len(others), cells=where)
    return f"{said.message} ({more}) {said.hint}".rstrip()


def _text_lines(sheet: Sheet, row: int, measure: str | None, text: str) -> int:
    """A code, and beside it a text over the width of the table; return the last row it takes."""
    room = room_of(sum(column.width for column in _RESPONDENT[1:]) - 2)
    lines = broken(text, room, _OWED.size)
    for number, line in enumerate(lines, start=row):
        borders = "T" if number == row else ""
        for column in range(1, len(_RESPONDENT) + 1):
            sheet.write(number, column, None, replace(_OWED, borders=borders))
        sheet.write(number, 2, line, replace(_OWED, borders=borders))
        sheet.height(number, WORDS_HEIGHT)
    sheet.write(row, 1, measure, replace(STYLES[Look.CODE], borders="T"))
    return row + len(lines) - 1


def _styles(columns: Sequence[MasterColumn]) -> Sequence[Style]:
    looks: Mapping[Look, Style] = STYLES
    return [looks[column.look] for column in columns]
