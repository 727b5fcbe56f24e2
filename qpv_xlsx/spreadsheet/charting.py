"""Draws a chart with XlsxWriter: series, title, legend, size and axes."""

from collections.abc import Mapping
from typing import Any

from qpv_xlsx.spreadsheet import dialect
from qpv_xlsx.spreadsheet.drawing import Area, Chart
from qpv_xlsx.spreadsheet.quick_tags import in_a_hurry
from qpv_xlsx.spreadsheet.strictness import strictly


def draw(book: Any, chart: Chart) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
    """XlsxWriter's object for *chart*, in its workbook *book*."""
    kind = {"type": chart.kind, "subtype": chart.subtype} if chart.subtype else {"type": chart.kind}
    drawn = strictly(book.add_chart, kind)
    drawn.__class__ = in_a_hurry(drawn.__class__)
    font = {**dialect.CHART_FONT, "size": chart.text_size}
    for series in chart.series:
        strictly(drawn.add_series, dialect.series_options(series, chart.text_size))
    strictly(
        drawn.set_title,
        {"name": chart.title, "name_font": {**dialect.CHART_FONT, "size": chart.title_size}, "overlay": False},
    )
    legend = {"none": True} if chart.legend == "none" else {"position": chart.legend, "font": font}
    strictly(drawn.set_legend, legend)
    strictly(drawn.set_size, {"width": chart.width, "height": chart.height})
    if chart.kind in {"pie", "doughnut"}:
        return drawn
    axes = (drawn.set_y_axis, drawn.set_x_axis) if chart.kind == "bar" else (drawn.set_x_axis, drawn.set_y_axis)
    names = {"num_font": font, "reverse": chart.reverse_categories}
    if chart.kind == "bar":
        names["interval_unit"] = 1  # a name beside every bar
    strictly(axes[0], {**names, "major_gridlines": {"visible": False}})
    strictly(axes[1], dialect.axis_options(chart))
    return drawn


def small_bars(sources: Mapping[str, Area], colors: tuple[str, str], *, from_zero: bool) -> Mapping[str, object]:
    """Bars of an area of the sheet in each cell, the last in the second of *colors*. *from_zero*: no figure is below nought.

    Not lines: LibreOffice 7.4 draws them on its screen and leaves them out of what it prints.
    """
    return {
        "location": list(sources),
        "range": [area.relative for area in sources.values()],
        "type": "column",
        "series_color": colors[0],
        "last_point": True,
        "last_color": colors[1],
        "empty_cells": "gaps",
        "show_hidden": True,
        **({"min": 0} if from_zero else {"axis": True}),
    }
