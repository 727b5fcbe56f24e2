"""The dashboard's two lists: ten measures furthest from their target, ten that improved most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qpv_xlsx.domain.judging.rankings import Ranked
from qpv_xlsx.domain.publishing.long_table import Lineage
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.book import column_letters
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import FIGURES, LEAGUE_FIGURE_HEADER, LEAGUE_HEADER, ONE_LINE, SECTION, STYLES
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.rows import row_key
from qpv_xlsx.workbook.master.settings import status_rules

LENGTH = 10
_ROW_HEIGHT = 17.0


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """One list. *columns*: of the text (which overflows to its right), the two figures, the change, the status.

    *last*: the last column it covers. *longest*: characters of the text that show.
    """

    title: str
    headers: tuple[str, str, str, str, str]
    columns: tuple[int, int, int, int, int]
    last: int
    longest: int
    is_former_first: bool


def leagues(language: str) -> tuple[League, League]:
    """The two lists, left and right."""

    def words(*keys: str) -> tuple[str, ...]:
        return tuple(label(language, "master_columns", key) for key in keys)

    return (
        League(
            title=phrase(language, "master_furthest"),
            headers=words("measure", "latest", "goal", "missing_part", "attainment"),  # type: ignore[arg-type]
            columns=(1, 4, 5, 6, 7),
            last=8,
            longest=58,
            is_former_first=False,
        ),
        League(
            title=phrase(language, "master_improved"),
            headers=words("measure", "former", "latest", "won_part", "attainment"),  # type: ignore[arg-type]
            columns=(9, 14, 15, 16, 17),
            last=18,
            longest=50,
            is_former_first=True,
        ),
    )


def write_league(
    sheet: Sheet,
    row: int,
    league: League,
    ranked: Sequence[Ranked],
    lineage: Mapping[str, Lineage],
    territories: Mapping[str, str],
    language: str,
) -> None:
    """Write title at *row*, headers and lines under it. *territories*: names to add, empty where there is one only."""
    sheet.write(row, league.columns[0], league.title, SECTION)
    for column in range(league.columns[0], league.last + 1):
        sheet.write(row + 1, column, None, LEAGUE_HEADER)
    for column, header in zip(league.columns, league.headers, strict=True):
        is_figure = column in league.columns[1:4]
        sheet.write(row + 1, column, header, LEAGUE_FIGURE_HEADER if is_figure else LEAGUE_HEADER)
    for line, item in enumerate(ranked[:LENGTH], start=row + 2):
        _line(sheet, line, league, item, lineage, territories, language)
    _highlight(sheet, row + 2, league)


def _line(
    sheet: Sheet,
    row: int,
    league: League,
    item: Ranked,
    lineage: Mapping[str, Lineage],
    territories: Mapping[str, str],
    language: str,
) -> None:
    sheet.height(row, _ROW_HEIGHT)
    measure = lineage[item.row.measure][2]
    text, first, second, change, status = league.columns
    for column in range(text, league.last + 1):
        sheet.write(row, column, None, ONE_LINE)
    parts = (measure.code, territories.get(item.row.territory, ""), measure.label)
    sheet.write(row, text, _cut(" – ".join(part for part in parts if part), league.longest), ONE_LINE)
    figures = (item.reference, item.value) if league.is_former_first else (item.value, item.reference)
    for column, figure in zip((first, second), figures, strict=True):
        sheet.write(row, column, figure, FIGURES[measure.kind])
    sheet.write(row, change, item.change, STYLES[Look.RATE])
    _status(sheet, row, status, item, language)


def _status(sheet: Sheet, row: int, column: int, item: Ranked, language: str) -> None:
    """Live: the status follows the thresholds."""
    key = row_key(item.row.respondent, item.row.measure).replace('"', '""')
    formula = f'=INDEX({column_name("attainment")},MATCH("{key}",{column_name("row_key")},0))'
    sheet.formula(row, column, formula, label(language, "attainment", item.row.attainment), STYLES[Look.STATUS])


def _highlight(sheet: Sheet, row: int, league: League) -> None:
    column = league.columns[-1]
    for name, style in status_rules():
        if name.startswith("avancement_"):
            area = Area(row, column, row + LENGTH - 1, league.last)
            sheet.highlight(area, f"=${column_letters(column)}{row}={name}", style)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
