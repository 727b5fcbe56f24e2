"""The national sheet of totals: what the territories make together, and what each of them starts from and aims at."""

from collections.abc import Callable, Iterator
from functools import partial

from qpv_xlsx.domain.judging.adding_up import TerritoryLine, Total, totals
from qpv_xlsx.domain.judging.territories import Country
from qpv_xlsx.messages.telling import telling_decimals
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.national.plain_table import PlainColumn, PlainLine, PlainTable


def totals_table(country: Country, sheet: str, language: str) -> PlainTable:
    """One line per measure for all territories; below it a line per territory, where one has a figure of its own."""
    head: Callable[[str], str] = partial(label, language, "master_columns")
    return PlainTable(
        sheet=sheet,
        title=label(language, "national_sheets", "totals"),
        lead=phrase(language, "national_totals_lead"),
        columns=(
            PlainColumn(header=head("code"), look=Look.CODE, width=12),
            PlainColumn(header=head("measure"), look=Look.TEXT, width=40),
            PlainColumn(header=head("territory"), look=Look.TEXT, width=26),
            PlainColumn(header=head("local_start"), look=Look.FIGURE, width=12),
            PlainColumn(header=head("start_year"), look=Look.YEAR, width=10),
            PlainColumn(header=head("fact_value"), look=Look.FIGURE, width=13),
            PlainColumn(header=head("goal"), look=Look.FIGURE, width=12),
            PlainColumn(header=head("goal_year"), look=Look.YEAR, width=10),
            PlainColumn(header=head("attainment"), look=Look.STATUS, width=18),
            PlainColumn(header=head("unit"), look=Look.WORD, width=14),
            PlainColumn(header=head("total_remark"), look=Look.TEXT, width=46),
        ),
        lines=_lines(country, language),
        frozen=3,
    )


def _lines(country: Country, language: str) -> Iterator[PlainLine]:
    for total in totals(country):
        yield _whole(total, language)
        if total.has_own:
            yield from (_part(line, total, language) for line in total.lines)


def _whole(total: Total, language: str) -> PlainLine:
    cells: tuple[Content, ...] = (
        total.measure.code,
        total.measure.label,
        phrase(language, "national_whole", count=total.territories),
        total.start,
        total.start_year,
        total.result,
        total.target,
        total.target_year,
        None,
        total.measure.unit,
        _remark(total, language),
    )
    decimals = telling_decimals(total.measure.kind, (total.result,), (total.start, total.target))
    return PlainLine(kind=total.measure.kind, decimals=decimals, cells=cells)


def _remark(total: Total, language: str) -> str:
    """Why there is no result; then whether the target is nobody's in particular."""
    parts = []
    if total.why is not None:
        facts = {"answered": total.answered, "count": total.territories}
        parts.append(phrase(language, f"national_untotalled_{total.why.value}", **facts))
    elif total.target is None:
        parts.append(phrase(language, "national_target_shared"))
    return " ".join(parts)


def _part(line: TerritoryLine, total: Total, language: str) -> PlainLine:
    row = line.row
    value = row.value if isinstance(row.value, int | float) else None
    return PlainLine(
        kind=total.measure.kind,
        decimals=telling_decimals(total.measure.kind, (value,), (line.measure.baseline.value, row.target)),
        links={2: line.place.master},
        cells=(
            total.measure.code,
            total.measure.label,
            line.place.territory.name,
            line.measure.baseline.value,
            line.start_year,
            value,
            row.target,
            row.target_year,
            label(language, "attainment", row.attainment),
            total.measure.unit,
            phrase(language, "national_own_aim") if line.aim else "",
        ),
    )
