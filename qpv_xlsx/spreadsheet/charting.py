"""Draws a chart with XlsxWriter: series, title, legend, size and axes."""

from typing import Any

from qpv_xlsx.spreadsheet import dialect
from qpv_xlsx.spreadsheet.drawing import Chart
from qpv_xlsx.spreadsheet.strictness import strictly


def draw(book: Any, chart: Chart) -> Any:  # noqa: ANN401  (XlsxWriter is untyped)
    """XlsxWriter's object for *chart*, in its workbook *book*."""
    kind = {"type": chart.kind, "subtype": chart.subtype} if chart.subtype else {"type": chart.kind}
    drawn = strictly(book.add_chart, kind)
    for series in chart.series:
        strictly(drawn.add_series, dialect.series_options(series))
    strictly(drawn.set_title, {"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    strictly(drawn.set_legend, {"none": True} if chart.legend == "none" else {"position": chart.legend})
    strictly(drawn.set_size, {"width": chart.width, "height": chart.height})
    if chart.kind in {"pie", "doughnut"}:
        return drawn
    axes = (drawn.set_y_axis, drawn.set_x_axis) if chart.kind == "bar" else (drawn.set_x_axis, drawn.set_y_axis)
    strictly(
        axes[0], {"num_font": {"size": 8}, "reverse": chart.reverse_categories, "major_gridlines": {"visible": False}}
    )
    strictly(axes[1], dialect.axis_options(chart))
    return drawn
