"""Drawings in XlsxWriter's words: one function for each value of *drawing*."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from qpv_xlsx.spreadsheet.drawing import Chart, Series, Style, Validation, quoted

_TALLEST_NOTE = 600  # pixels; whoever wants to can make its box larger


def format_options(style: Style) -> Mapping[str, object]:
    """A style in XlsxWriter's words."""
    found: dict[str, object] = {
        "font_name": style.font,
        "font_size": style.size,
        "font_color": style.color,
        "valign": style.valign,
        "num_format": style.number_format,
        "locked": style.locked,
        "hidden": style.formula_hidden,
        "text_wrap": style.wrap,
        **_emphasis(style),
        **_background(style),
        **_borders(style),
    }
    if style.align:
        found["align"] = style.align
    if style.indent:
        found["indent"] = style.indent
    if style.rotation:
        found["rotation"] = style.rotation
    return found


def differential_options(style: Style) -> Mapping[str, object]:
    """What of a style a conditional format may change: colours, emphasis, borders, number format; not font and size."""
    changed: dict[str, object] = {**_emphasis(style), **_background(style), **_borders(style)}
    changed["font_color"] = style.color
    if style.number_format != "General":  # an icon before the word: « "✔ "@ »
        changed["num_format"] = style.number_format
    return changed


def _emphasis(style: Style) -> dict[str, object]:
    return {"bold": style.bold, "italic": style.italic, "underline": 1 if style.underline else 0}


def _background(style: Style) -> dict[str, object]:
    if style.fill is None:
        return {}
    if style.pattern == 1:
        return {"bg_color": style.fill, "pattern": 1}
    return {"bg_color": style.fill, "fg_color": style.pattern_color, "pattern": style.pattern}


def _borders(style: Style) -> dict[str, object]:
    sides = {"L": "left", "R": "right", "T": "top", "B": "bottom"}
    drawn: dict[str, object] = {}
    for letter in style.borders:
        drawn[sides[letter]] = style.border
        drawn[f"{sides[letter]}_color"] = style.border_color
    return drawn


def note_options(text: str, author: str) -> dict[str, object]:
    """A box large enough for *text*, within bounds."""
    tall = min(40 + 17 * (1 + len(text) // 36 + text.count("\n")), _TALLEST_NOTE)
    return {"author": author, "width": 260, "height": tall}


def chart_options(chart: Chart) -> dict[str, object]:
    """What screen readers say of a chart, which moves with its cells and keeps its size."""
    return {"description": chart.description, "object_position": 1}


def table_options(name: str, headers: Sequence[str], look: str) -> dict[str, object]:
    """An Excel table with those columns."""
    return {"name": name, "columns": [{"header": header} for header in headers], "style": look}


def validation_options(validation: Validation) -> dict[str, object]:
    """What the validation asks. Raises ValueError for a number without bounds, and for a comma in a list.

    A list written in the validation itself parts its words at commas: « lu, sans suite » would be offered as two, and refused.
    """
    options: dict[str, object] = {"validate": validation.kind, "error_type": validation.severity.value}
    texts = {
        "input_title": validation.input_title,
        "input_message": validation.input_message,
        "error_title": validation.error_title,
        "error_message": validation.error_message,
    }
    options |= {name: text for name, text in texts.items() if text}  # XlsxWriter writes None as a title « None »
    match validation.kind:
        case "any":
            return options
        case "list" | "custom":
            return {**options, "value": _source(validation.source)}
        case _:
            return {**options, **_bounds(validation.minimum, validation.maximum)}


def _source(source: str | tuple[str, ...]) -> str | list[str]:
    if isinstance(source, str):
        return source
    if parted := [words for words in source if "," in words]:
        raise ValueError(f"a comma in the words of a list: {parted}")
    return list(source)


def _bounds(minimum: float | None, maximum: float | None) -> dict[str, object]:
    match minimum, maximum:
        case None, None:
            raise ValueError("a validation without bounds")
        case None, _:
            return {"criteria": "<=", "value": maximum}
        case _, None:
            return {"criteria": ">=", "value": minimum}
    return {"criteria": "between", "minimum": minimum, "maximum": maximum}


CHART_FONT: Mapping[str, str] = MappingProxyType({"name": "Arial"})  # as the cells


def series_options(series: Series, text_size: int) -> dict[str, object]:
    """One series of a chart. *text_size*: of its labels, in points."""
    place = quoted(series.sheet)
    options: dict[str, object] = {
        "name": series.name,
        "categories": f"={place}!{series.categories.absolute}",
        "values": f"={place}!{series.values.absolute}",
    }
    if series.pattern and series.color:
        colors = {"fg_color": series.pattern_color, "bg_color": series.color}
        options["pattern"] = {"pattern": series.pattern, **colors}
    elif series.color:
        options["fill"] = {"color": series.color}
        options["line"] = {"color": series.color}
    if series.point_colors:
        options["points"] = [{"fill": {"color": color}} for color in series.point_colors]
    if series.is_labelled:
        options["data_labels"] = {"value": True, **_label_options(series, text_size)}
    if series.gap is not None:
        options["gap"] = series.gap
    return options


def _label_options(series: Series, text_size: int) -> dict[str, object]:
    found: dict[str, object] = {"font": {**CHART_FONT, "size": text_size}}
    if series.label_format:
        found["num_format"] = series.label_format
    if series.label_color:
        found["font"] = {**CHART_FONT, "size": text_size, "color": series.label_color, "bold": True}
    return found


def axis_options(chart: Chart) -> dict[str, object]:
    """The value axis of *chart*."""
    options: dict[str, object] = {
        "major_gridlines": {"visible": not chart.hides_values, "line": {"color": "#D9D9D9"}},
        "visible": not chart.hides_values,
    }
    if chart.value_format:
        options["num_format"] = chart.value_format
    if chart.value_bounds:
        options["min"], options["max"] = chart.value_bounds
    return options
