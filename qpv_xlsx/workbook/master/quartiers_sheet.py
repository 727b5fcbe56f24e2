"""« Par quartier »: measures by quartiers, a colour scale along each row, totals of what can be added up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from qpv_xlsx.domain.contract.asked import asked_quartiers
from qpv_xlsx.domain.contract.campaign import PastResult, Respondent, measures_of
from qpv_xlsx.domain.contract.catalogue import label_alone
from qpv_xlsx.domain.contract.continuing import antecedent
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.contract.several import groups_of, whole_code, wholes_of
from qpv_xlsx.domain.judging.assessing import account_of
from qpv_xlsx.domain.merging.ledger import Account
from qpv_xlsx.messages.shared_names import names_of_wholes
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Area, Formula, Style
from qpv_xlsx.spreadsheet.palette import GREY_INK
from qpv_xlsx.spreadsheet.pen import Content, Pen, Sheet
from qpv_xlsx.workbook.master.columns import FIRST_ROW, HEADER_ROW, Look, MasterColumn, master_header
from qpv_xlsx.workbook.master.looks import CODE, FIGURES, HEADER, HIGH, LOW, SECTION, STYLES, VALUES, with_revised_mark
from qpv_xlsx.workbook.master.rows import Sources, shown
from qpv_xlsx.workbook.master.succession_lines import write_successions
from qpv_xlsx.workbook.master.tables import finish, head, line_height
from qpv_xlsx.workbook.official import antecedent_words

_LEFT = (
    MasterColumn(key="code", look=Look.CODE, width=11),
    MasterColumn(key="convention", look=Look.WORD, width=16),
    MasterColumn(key="respondent", look=Look.WORD, width=14),
    MasterColumn(key="measure", look=Look.TEXT, width=38),
    MasterColumn(key="whole", look=Look.FIGURE, width=12),
    MasterColumn(key="quartiers_total", look=Look.FIGURE, width=12),
)
_FIRST_QUARTIER = len(_LEFT) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class QuartierRow:
    """One measure of one respondent. *figures*: by quartier, in the territory's order; a word where there is none.

    *who*: what the administration is called in a narrow column; *label*: what the measure is, read alone.
    *former*: those of *former_year*, the latest that has some; None: none has. *revised*: which of them were corrected.
    """

    measure: Measure
    convention: str
    respondent: str
    who: str
    label: str
    whole: Content
    figures: tuple[Content, ...]
    former_year: int | None = None
    former: tuple[Content, ...] = ()
    revised: frozenset[int] = frozenset()

    @property
    def total(self) -> float | str:
        """Sum over the quartiers that have a figure; empty for what cannot be added up, and where none is given. « s »: one of them is secret."""
        if Situation.SECRET in self.figures and self.measure.kind.adds_up:
            return Situation.SECRET.value
        figures = [figure for figure in self.figures if isinstance(figure, int | float)]
        return sum(figures) if figures and self.measure.kind.adds_up else ""


RowsByTerritory = Mapping[str, Sequence[QuartierRow]]
"""By the territory's code."""


def rows_by_territory(sources: Sources) -> RowsByTerritory:
    """The lines of every territory: the sheet and the pages of quartiers are made of them."""
    return {one.code: tuple(quartier_rows(sources, one)) for one in sources.campaign.territories}


def write_quartiers(pen: Pen, sources: Sources, rows: RowsByTerritory, name: str) -> None:
    """Write the sheet: one block per territory, each under the names of its own quartiers."""
    sheet = pen.sheet(name)
    language = sources.language
    columns = (*_LEFT, *_quartier_columns(sources))
    title = label(language, "sheet_headings", "quartiers")
    head(sheet, _LEFT, language, title=title, lead=phrase(language, "master_quartiers_lead"))
    for number, column in enumerate(columns, start=1):
        sheet.width(number, number, column.width)
    has_several = len(sources.campaign.territories) > 1
    row = HEADER_ROW
    for territory in sources.campaign.territories:
        row = _block(sheet, row, sources, territory, rows[territory.code])
    count = max(row - FIRST_ROW, 1)
    finish(sheet, columns, language, rows=count, frozen=4, has_filter=not has_several)
    write_successions(sheet, row + 1, sources)


def _quartier_columns(sources: Sources) -> Iterator[MasterColumn]:
    most = max((len(territory.quartiers) for territory in sources.campaign.territories), default=0)
    for number in range(most):
        yield MasterColumn(key=f"quartier:{number}", words="quartier", look=Look.FIGURE, width=13)


def _block(sheet: Sheet, row: int, sources: Sources, territory: Territory, lines: Sequence[QuartierRow]) -> int:
    """Write one territory's headers at *row* and its lines under them; return the row after the block."""
    has_several = len(sources.campaign.territories) > 1
    if has_several and row > HEADER_ROW:
        _headers(sheet, row, sources.language)
    sheet.write_row(row, _FIRST_QUARTIER, [_quartier_name(quartier) for quartier in territory.quartiers], HEADER)
    sheet.height(row, 72)
    if has_several:
        row += 1
        sheet.write(row, 1, territory.name, SECTION)
    for line in lines:
        row += 1
        _line(sheet, row, line)
        if line.former_year is not None:
            row += 1
            _former_line(sheet, row, line, sources.language)
    return row + 1


def _headers(sheet: Sheet, row: int, language: str) -> None:
    for number, column in enumerate(_LEFT, start=1):
        sheet.write(row, number, master_header(column, language), HEADER)


def _quartier_name(quartier: Quartier) -> str:
    return "\n".join(part for part in (quartier.official_code, quartier.name) if part)


def quartier_rows(sources: Sources, territory: Territory) -> Iterator[QuartierRow]:
    """The lines of one territory, by respondent and in the order of the official table; all together after their last one."""
    campaign = sources.campaign
    asked = {one: measures_of(campaign, one) for one in campaign.respondents} | dict(
        wholes_of(campaign, groups_of(campaign))
    )
    lines = [
        line
        for respondent, measures in asked.items()
        if respondent.territory == territory.code
        for line in _of_respondent(sources, respondent, measures, territory)
    ]
    whole = whole_code(campaign, territory.code)
    parts = [line for line in lines if line.respondent != whole]
    for line in lines:
        if line.respondent == whole:
            parts.insert(1 + max(place for place, one in enumerate(parts) if one.measure == line.measure), line)
    yield from parts


def _of_respondent(
    sources: Sources,
    respondent: Respondent,
    measures: Iterable[Measure],
    territory: Territory,
) -> Iterator[QuartierRow]:
    lineage = sources.campaign.catalogue.lineage_by_measure
    account = account_of(sources.ledger, respondent.code)
    who = names_of_wholes(sources.campaign, sources.language).get(respondent.code, respondent.code)
    past = [one for one in own_past(sources.campaign, respondent) if one.quartier is not None]
    for measure in measures:
        if asked_quartiers(measure, territory):
            yield QuartierRow(
                measure=measure,
                convention=lineage[measure.code].convention.name,
                respondent=respondent.code,
                who=who,
                label=label_alone(lineage[measure.code]),
                **_former(sources, past, measure, territory),
                whole=_shown(account, measure, "", sources.language),
                figures=tuple(
                    _of_quartier(account, measure, quartier.id, sources.language) for quartier in territory.quartiers
                ),
            )


def _former(sources: Sources, past: Iterable[PastResult], measure: Measure, territory: Territory) -> dict[str, Any]:
    """The latest former year in which quartiers had figures, and those figures: words where their series breaks."""
    own = [one for one in past if one.measure == measure.code]
    year = max((one.year for one in own if one.value is not None), default=None)
    then = [one for one in own if one.year == year]

    def content(quartier: str) -> Content:
        found = antecedent(sources.campaign, territory, quartier, then)
        if found is None:
            return None
        return found.results[0].value if found.goes_on else antecedent_words(found, measure, sources.language)

    there = {one.quartier: one for one in then}
    return {
        "former_year": year,
        "former": tuple(content(quartier.id) for quartier in territory.quartiers),
        "revised": frozenset(
            rank
            for rank, quartier in enumerate(territory.quartiers)
            if quartier.id in there and there[quartier.id].is_revised
        ),
    }


def _of_quartier(account: Account, measure: Measure, quartier: str, language: str) -> Content:
    """What a quartier answered; a word where it is not asked."""
    if not measure.is_asked_in(quartier):
        return phrase(language, "master_not_asked_there")
    return _shown(account, measure, quartier, language)


def _shown(account: Account, measure: Measure, quartier: str, language: str) -> Content:
    """The figure; failing that, the situation's sign; None: nothing."""
    entry = account.entries.get(Question(measure=measure.code, quartier=quartier))
    if entry is not None:
        return shown(entry.answer.value, measure.kind, language)
    said = account.entries.get(Question(measure=measure.code, quartier=quartier, field=Field.SITUATION))
    return str(said.answer.value) if said else None


def _line(sheet: Sheet, row: int, line: QuartierRow) -> None:
    area = Area(row, _FIRST_QUARTIER, row, _FIRST_QUARTIER + len(line.figures) - 1)
    told = (line.measure.code, line.convention, line.who, line.label, line.whole)
    styles = _line_styles(line.measure.kind, len(line.figures))
    sheet.write_row(row, 1, (*told, _total(line, area), *line.figures), styles)
    sheet.height(row, line_height(_LEFT, (None, line.convention, None, line.label, line.whole, None)))
    if line.figures:
        sheet.scale(area, LOW, HIGH)


@cache
def _line_styles(kind: Kind, figures: int) -> tuple[Style, ...]:
    """Those of a line of so many *figures*, and what stands left of them."""
    told = (CODE, STYLES[Look.WORD], STYLES[Look.WORD], STYLES[Look.TEXT], VALUES[kind], VALUES[kind])
    return (*told, *([FIGURES[kind]] * figures))


def _former_line(sheet: Sheet, row: int, line: QuartierRow, language: str) -> None:
    """Last year's figures under this year's, in smaller letters."""
    style = replace(FIGURES[line.measure.kind], size=8, color=GREY_INK)
    said = phrase(language, "master_reminder", year=str(line.former_year))
    for number, words in enumerate((line.measure.code, None, line.who, said, None, None), start=1):
        sheet.write(row, number, words, replace(STYLES[Look.WORD], size=8, color=GREY_INK))
    for rank, figure in enumerate(line.former):
        sheet.write(row, _FIRST_QUARTIER + rank, figure, with_revised_mark(style) if rank in line.revised else style)
    sheet.height(row, 14)


def _total(line: QuartierRow, area: Area) -> Formula | None:
    """The sum over the figures in *area*; None: they are none, or cannot be added up."""
    if not line.figures or not line.measure.kind.adds_up:
        return None
    cells, secret = area.relative, Situation.SECRET.value
    formula = f'=IF(COUNTIF({cells},"{secret}")>0,"{secret}",IF(COUNT({cells})=0,"",SUM({cells})))'
    return Formula(formula, line.total)
