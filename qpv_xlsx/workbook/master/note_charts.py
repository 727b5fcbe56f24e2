"""The two charts of the committee's note: the dashboard's, in the size of a page of text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, ConventionTally
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.drawing import Chart
from qpv_xlsx.spreadsheet.lifting import LiftedChart, drawing_of
from qpv_xlsx.spreadsheet.pen import Pen
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.master.counting import status_word
from qpv_xlsx.workbook.master.status_charts import stacked_by_convention

_WIDTH = 325  # pixels: half of a page between its margins
_FRAME, _BAR = 95, 23  # pixels: title and legend; a convention
_HEADER = 1
Status = Reporting | Attainment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What a chart shows: a row per convention, of which the counts of *statuses*, those that are there."""

    statuses: tuple[Status, ...]
    rows: tuple[tuple[str, Mapping[Status, int]], ...]


def charts_of_note(
    conventions: Sequence[ConventionTally], *, language: str, created: datetime
) -> tuple[LiftedChart, LiftedChart]:
    """Reporting by convention, then attainment."""
    reported = _drawn(
        REPORTING_ORDER, {one.name: dict[Status, int](one.measures.reporting.items()) for one in conventions}
    )
    attained = _drawn(
        tuple(Attainment), {one.name: dict[Status, int](one.indicators.attainment.items()) for one in conventions}
    )
    pen = Pen(title=phrase(language, "note_charts"), created=created, language=language)
    charts = tuple(
        _written(pen, drawn, phrase(language, key), language)
        for drawn, key in ((reported, "note_reporting"), (attained, "note_attainment"))
    )
    workbook = pen.finish()
    first, second = (
        LiftedChart(
            drawing=drawing_of(workbook, number),
            workbook=workbook,
            description=chart.description,
            width=chart.width,
            height=chart.height,
        )
        for number, chart in enumerate(charts, start=1)
    )
    return first, second


def _drawn(order: Sequence[Status], counts: Mapping[str, Mapping[Status, int]]) -> _Drawn:
    """Statuses that nobody has would crowd the legend."""
    present = tuple(status for status in order if any(row[status] for row in counts.values()))
    return _Drawn(statuses=present, rows=tuple(counts.items()))


def _written(pen: Pen, drawn: _Drawn, title: str, language: str) -> Chart:
    """The numbers on a sheet of their own, and their chart beside them."""
    sheet = pen.sheet(title)
    sheet.write(_HEADER, 1, label(language, "master_columns", "convention"), look.PLAIN)
    columns = {status: column for column, status in enumerate(drawn.statuses, start=2)}
    for status, column in columns.items():
        sheet.write(_HEADER, column, status_word(status, language), look.PLAIN)
    for row, (name, counts) in enumerate(drawn.rows, start=_HEADER + 1):
        sheet.write(row, 1, name, look.PLAIN)
        for status, column in columns.items():
            sheet.write(row, column, counts[status], look.PLAIN)
    lines = (_HEADER + 1, _HEADER + len(drawn.rows))
    chart = replace(
        stacked_by_convention(sheet.name, columns, lines, language),
        title=title,
        description=_described(drawn, title, language),
        width=_WIDTH,
        height=_FRAME + _BAR * len(drawn.rows),
        text_size=7,
        title_size=9,
    )
    sheet.place_chart(1, len(columns) + 3, chart)
    return chart


def _described(drawn: _Drawn, title: str, language: str) -> str:
    """« Emploi : 11 Renseigné, 7 Provisoire. »: what the bars say, for whoever does not see them."""
    told = [title + "."]
    for name, counts in drawn.rows:
        said = ", ".join(
            f"{counts[status]} {status_word(status, language)}" for status in drawn.statuses if counts[status]
        )
        told.append(phrase(language, "note_bar", name=name, counts=said or "–"))
    return " ".join(told)
