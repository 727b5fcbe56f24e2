"""The page of one quartier: what it gave, before too, and where it stands among the others."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.pen import Content, Sheet
from qpv_xlsx.workbook.heights import broken, room_of
from qpv_xlsx.workbook.master.columns import FIRST_ROW, Look, MasterColumn
from qpv_xlsx.workbook.master.fiche_paper import LINE_HEIGHT, WORDS_HEIGHT, set_up_fiche
from qpv_xlsx.workbook.master.looks import FIGURES, LEAD, STYLES
from qpv_xlsx.workbook.master.quartiers_sheet import QuartierRow
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.tables import head, write_line

_FEWEST = 2  # quartiers: one alone has no rank
_FORMER, _VALUE, _RANK = 3, 4, 5  # places among the columns
_OPTIONAL = (_FORMER, _RANK)


class PageLine(NamedTuple):
    """A measure as the pages of all quartiers of a territory tell it. *numbers*: the figures that quartiers are ranked by."""

    row: QuartierRow
    total: Content
    numbers: Sequence[float]


def page_lines(rows: Iterable[QuartierRow]) -> tuple[PageLine, ...]:
    """What the pages of all quartiers of a territory are made of, from its *rows*."""
    return tuple(PageLine(row, row.total, [one for one in row.figures if isinstance(one, int | float)]) for row in rows)


def write_quartier_page(
    sheet: Sheet, sources: Sources, territory: Territory, quartier: Quartier, lines: Sequence[PageLine]
) -> int:
    """What one quartier gave; return how many columns that takes. Those that would be empty are left out: a first year has no former one."""
    place, language = territory.quartiers.index(quartier), sources.language
    asked = [line for line in lines if line.row.measure.is_asked_in(quartier.id)]
    told = [(line, _page_cells(line, place, language)) for line in asked]
    own = [(line, cells) for line, cells in told if _says(cells)]
    silent = dict.fromkeys(line.row.measure.code for line, cells in told if not _says(cells))
    left_out = tuple([at for at in _OPTIONAL if all(cells[at] is None for _, cells in own)])
    columns = _page_columns(sources.campaign.year, _former_year(line for line, _ in own), left_out)
    looks = _looks_of(columns)
    lead = " – ".join(filter(None, (quartier.official_code, territory.name)))
    head(sheet, columns, language, title=quartier.name, lead=lead)
    row = FIRST_ROW - 1
    for row, (line, cells) in enumerate(own, start=FIRST_ROW):
        shown = [cell for at, cell in enumerate(cells) if at not in left_out] if left_out else cells
        styles = _quartier_styles(looks, line.row.measure.kind)
        write_line(sheet, row, columns, shown, styles, smallest=LINE_HEIGHT)
    if silent:
        row = _without_figure(sheet, row + 2, columns, silent, language)
    elif not own:
        row += 1
        sheet.write(row, 1, phrase(language, "master_fiche_no_measure"), LEAD)
    set_up_fiche(sheet, row, columns, language)
    return len(columns)


def _former_year(lines: Iterable[PageLine]) -> int | None:
    """The year of all former figures; None: they have several, or there are none."""
    years = {line.row.former_year for line in lines if line.row.former_year is not None}
    return years.pop() if len(years) == 1 else None


def _without_figure(
    sheet: Sheet, first: int, columns: Sequence[MasterColumn], codes: Iterable[str], language: str
) -> int:
    """The measures that say nothing here, by their codes: lines of blanks would be a page of their own. The last row they take."""
    said = phrase(language, "master_fiche_without_figure", measures=", ".join(codes))
    lines = broken(said, room_of(sum(column.width for column in columns) - 2), LEAD.size)
    for number, line in enumerate(lines, start=first):
        sheet.write(number, 1, line, LEAD)
        sheet.height(number, WORDS_HEIGHT)
    return first + len(lines) - 1


@lru_cache(maxsize=64)  # the pages of a country have a few sets of columns
def _page_columns(year: int, former_year: int | None, left_out: tuple[int, ...]) -> tuple[MasterColumn, ...]:
    former, facts = ("former", {}) if former_year is None else ("past", {"year": former_year})
    columns = (
        MasterColumn(key="code", look=Look.CODE, width=10),
        MasterColumn(key="respondent", look=Look.WORD, width=14),
        MasterColumn(key="measure", look=Look.TEXT, width=40),
        MasterColumn(key="former", words=former, look=Look.FIGURE, width=12, facts=facts),
        MasterColumn(key="value", look=Look.FIGURE, width=12, facts={"year": year}),
        MasterColumn(key="rank", look=Look.WORD, width=11),
        MasterColumn(key="quartiers_total", look=Look.FIGURE, width=12),
    )
    return tuple(column for at, column in enumerate(columns) if at not in left_out)


@remembered
def _looks_of(columns: tuple[MasterColumn, ...]) -> tuple[Look, ...]:
    return tuple(column.look for column in columns)


def _page_cells(line: PageLine, place: int, language: str) -> tuple[Content, ...]:
    """What the quartier of rank *place* gave, in the order of the columns."""
    row, figure = line.row, line.row.figures[place]
    former = row.former[place] if row.former else None
    rank = _rank(figure, line.numbers, language)
    return (row.measure.code, row.who, row.label, former, figure, rank, line.total)


def _says(cells: Sequence[Content]) -> bool:
    """Whether the quartier has a figure of its own, or a word in its place, this year or before."""
    return cells[_VALUE] is not None or cells[_FORMER] is not None


@lru_cache(maxsize=512)  # pages look alike
def _quartier_styles(looks: tuple[Look, ...], kind: Kind) -> tuple[Style, ...]:
    return tuple(FIGURES[kind] if look is Look.FIGURE else STYLES[look] for look in looks)


def _rank(figure: Content, numbers: Sequence[float], language: str) -> str | None:
    """« 3 sur 20 », from the highest; None where the quartier has no figure, or nobody else has one."""
    if not isinstance(figure, int | float) or len(numbers) < _FEWEST:
        return None
    place = 1 + len([one for one in numbers if one > figure])
    return _rank_words(language, place, len(numbers))


@lru_cache(maxsize=2048)
def _rank_words(language: str, place: int, count: int) -> str:
    return phrase(language, "master_rank", place=place, count=count)
