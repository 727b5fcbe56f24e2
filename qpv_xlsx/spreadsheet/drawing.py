"""What is drawn, as values: areas, styles, validations, print set-ups, charts. *pen* draws them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from qpv_xlsx.spreadsheet.book import address, column_letters

Constant = None | bool | int | float | str | date | datetime  # what a cell holds; None: nothing but its style
Result = str | float | int | bool  # what a formula gives
MAX_TEXT = 32_767  # characters of a cell
MAX_FORMULA = 8_192  # characters
MAX_MESSAGE = 255  # characters of a validation's messages, of headers and footers
MAX_HEIGHT = 409.0  # points of a row
MAX_WIDTH = 255.0  # characters of a column


class Area(NamedTuple):
    """A range of cells, rows and columns counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def relative(self) -> str:
        """« B2:C9 »."""
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    @property
    def absolute(self) -> str:
        """« $B$2:$C$9 »."""
        return f"{absolute(self.top, self.left)}:{absolute(self.bottom, self.right)}"

    @property
    def corners(self) -> tuple[int, int, int, int]:
        """Top, left, bottom and right, counted from 0."""
        return self.top - 1, self.left - 1, self.bottom - 1, self.right - 1


class ColumnWidth(NamedTuple):
    """The width of a column in characters. *level*: depth of grouping. *is_collapsed*: a folded group ends before."""

    column: int
    width: float
    is_hidden: bool = False
    level: int = 0
    is_collapsed: bool = False


class Family(NamedTuple):
    """Formulas of one column that differ by their row alone: the file holds the first one, and who shares it. A sheet makes them.

    *number*: counted from 0 on the sheet. *among*: the cells that may share it, « N5:N182 ».
    """

    number: int
    among: str


class Formula(NamedTuple):
    """A formula in a row of cells (English names, commas), with the result that a recalculation would give."""

    text: str
    result: Result


def absolute(row: int, column: int) -> str:
    """« $B$2 »."""
    return f"${column_letters(column)}${row}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it: « 'Mode d''emploi' »."""
    return "'" + sheet.replace("'", "''") + "'"


def place_of(sheet: str, row: int, column: int) -> str:
    """A cell as formulas write it: « 'Par quartier'!$B$6 »."""
    return f"{quoted(sheet)}!${column_letters(column)}${row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a cell looks. Equal styles share one format in the file.

    Colours are « #RRGGBB »; *fill* None: no background. *pattern*: Excel's number of a hatching, drawn in
    *pattern_color* over *fill*; 1 is solid. *borders* name the sides to draw: « LRTB ». *border*: Excel's line number
    (1 thin, 2 medium, 3 dashed, 4 dotted, 7 hair). *size* in points, *indent* in steps of about three spaces.
    *keeps_words*: the column is made wide enough for each word of it, which is then never broken.
    """

    font: str = "Arial"
    size: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = "#000000"
    fill: str | None = None
    pattern: int = 1
    pattern_color: str = "#000000"
    borders: str = ""
    border: int = 1
    border_color: str = "#000000"
    align: Literal["", "left", "center", "right"] = ""
    valign: Literal["top", "vcenter", "bottom"] = "top"
    wrap: bool = False
    indent: int = 0
    rotation: int = 0
    number_format: str = "General"
    locked: bool = True
    formula_hidden: bool = False
    keeps_words: bool = False


class AlertStyle(StrEnum):
    """What a spreadsheet does with an entry that a validation refuses."""

    STOP = "stop"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What a cell accepts.

    *kind*: « any » shows the input message only; « list » takes *source*, « custom » a formula in *source*.
    *minimum*, *maximum*: bounds, included; None: unbounded on that side. Titles: 32 characters, messages: 255.
    """

    kind: Literal["any", "whole", "decimal", "length", "list", "date", "custom"]
    minimum: float | None = None
    maximum: float | None = None
    source: str | tuple[str, ...] = ""
    input_title: str = ""
    input_message: str = ""
    error_title: str = ""
    error_message: str = ""
    severity: AlertStyle = AlertStyle.STOP


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSetup:
    """How a sheet prints. *pages_wide*, *pages_tall*: 0 is as many as needed. *repeat_rows*: first and last row.

    *across*: pages follow one another to the right first, then down. *scale*: per cent, instead of a number of pages;
    then a page begins at each row of *breaks*, and a page that was one stays one, unless *pages_wide* is 0; then one begins
    at each column of *column_breaks* too.
    *footer*, *header*: Excel's codes (« &P » page, « &N » pages, « &L » left part). Margins in inches.
    """

    paper: Literal["A4", "A3"] = "A4"
    landscape: bool = True
    pages_wide: int = 1
    pages_tall: int = 0
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: tuple[int, int] | None = None
    area: Area | None = None
    header: str = ""
    footer: str = ""
    margins: tuple[float, float, float, float] = (0.4, 0.4, 0.5, 0.6)  # left, right, top, bottom
    centered: bool = False
    across: bool = False
    scale: int | None = None
    breaks: tuple[int, ...] = ()
    column_breaks: tuple[int, ...] = ()

    @property
    def room(self) -> tuple[float, float]:
        """Points across and down a page that its margins leave."""
        short, long = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}[self.paper]
        across, down = (long, short) if self.landscape else (short, long)
        left, right, top, bottom = self.margins
        return across - 72 * (left + right), down - 72 * (top + bottom)


class Allowed(StrEnum):
    """What a protected sheet still lets people do, besides selecting cells."""

    FILTER = "autofilter"
    FORMAT_CELLS = "format_cells"
    FORMAT_COLUMNS = "format_columns"
    FORMAT_ROWS = "format_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One series of a chart, from cells of *sheet*. *point_colors*: one colour per point (pies and rings).

    *pattern*: DrawingML's name of a hatching in *pattern_color* over *color*, so that it reads in grey; empty: plain.
    *gap*: space between bars, in per cent of a bar. *label_format*: number format of the labels; empty: as the cells.
    """

    name: str
    sheet: str
    categories: Area
    values: Area
    color: str | None = None
    point_colors: tuple[str, ...] = ()
    is_labelled: bool = False
    label_format: str = ""
    label_color: str = ""
    pattern: str = ""
    pattern_color: str = "#FFFFFF"
    gap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart. *description*: the text that stands for it (screen readers). Width and height in pixels.

    *value_format*: number format of the value axis; empty: as the cells. *hides_values*: no value axis (labels say it). *legend*: where; « none » for no legend.
    *text_size*, *title_size*: points.
    """

    kind: Literal["bar", "column", "line", "area", "pie", "doughnut"]
    series: tuple[Series, ...]
    title: str
    description: str
    subtype: Literal["", "stacked", "percent_stacked"] = ""
    width: int = 640
    height: int = 320
    legend: Literal["none", "bottom", "right", "top"] = "bottom"
    value_format: str = ""
    value_bounds: tuple[float, float] | None = None
    reverse_categories: bool = False
    hides_values: bool = False
    text_size: int = 8
    title_size: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A text that was longer than a cell holds and was cut: the caller must tell somebody."""

    sheet: str
    cell: str
    length: int
