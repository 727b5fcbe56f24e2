"""How the master workbook looks, beyond the shared appearance: statuses (icon, word, colour), figures, tiles, charts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessment import Attainment, Reporting
from qpv_xlsx.messages.past_words import REVISED
from qpv_xlsx.spreadsheet.drawing import Style
from qpv_xlsx.spreadsheet.palette import BLUE, GREY_INK, INK, LINE, PALE_BLUE, PAPER, WHITE
from qpv_xlsx.workbook import appearance
from qpv_xlsx.workbook.appearance import NUMBER_FORMATS
from qpv_xlsx.workbook.master.columns import Look

_CELL = Style(size=9, color=INK, valign="vcenter", align="left", indent=1, borders="TB", border_color=LINE)
TITLE = appearance.TITLE
LEAD = Style(size=10, color=GREY_INK, valign="vcenter")
HEADER = replace(appearance.HEADER, size=9)
WORKING_HEADER = replace(HEADER, color=INK, fill=PALE_BLUE, bold=False)
EMPHASIS = replace(_CELL, bold=True)
CODE = replace(_CELL, bold=True, color=BLUE)
_PART = '[>=1]0%;[>=0.995]"99%";0%'  # 199 answers of 200 are not 100 % of them

STYLES: Mapping[Look, Style] = MappingProxyType(
    {
        Look.CODE: CODE,
        Look.TEXT: replace(_CELL, wrap=True),
        Look.SAID: replace(_CELL, wrap=True),
        Look.WORD: replace(_CELL, wrap=True),
        Look.FIGURE: replace(_CELL, align="right"),
        Look.RATE: replace(_CELL, align="right", number_format="0%"),
        Look.PART: replace(_CELL, align="right", number_format=_PART),
        Look.NUMBER: replace(_CELL, align="right", number_format="#,##0"),
        Look.YEAR: replace(_CELL, align="right", number_format="0"),
        Look.DAY: replace(_CELL, align="center", indent=0, number_format="dd/mm/yyyy"),
        Look.MOMENT: replace(_CELL, align="center", indent=0, number_format="dd/mm/yyyy\\ hh:mm"),
        Look.STATUS: replace(_CELL, bold=True),
        Look.LINE: _CELL,
        Look.LINK: replace(_CELL, color=BLUE, underline=True, wrap=True),
        Look.WORKING: replace(_CELL, color=GREY_INK, fill=PAPER),
    },
)

_FIGURE = STYLES[Look.FIGURE]
_AMOUNT = '#,##0\\ "€"'
_RATIO = "[<0.01]0.00000;[<100]0.00;#,##0.0"  # 1 LAEP for 3 500 children is 0.00029
_FORMATS: Mapping[Kind, str] = MappingProxyType(  # a pattern without a decimal that is always there would leave « 4, »
    {**NUMBER_FORMATS, Kind.AMOUNT: _AMOUNT, Kind.RATIO: _RATIO, Kind.QUANTITY: "#,##0.0#"}
)
FIGURES: Mapping[Kind, Style] = MappingProxyType(
    {
        kind: replace(
            _FIGURE,
            number_format=_FORMATS[kind],
            align="left" if kind is Kind.TEXT else "right",
            wrap=not kind.is_number,  # LibreOffice drops the indent of a figure that may be wrapped
        )
        for kind in Kind
    },
)
VALUES: Mapping[Kind, Style] = MappingProxyType(
    {kind: replace(style, bold=True, fill=PALE_BLUE) for kind, style in FIGURES.items()},
)
"""The column that everybody looks at: this year's results."""


@lru_cache(maxsize=512)  # equal styles are then one object
def with_decimals(style: Style, kind: Kind, decimals: int | None) -> Style:
    """*style* of a figure or a difference with as many *decimals*, of per cent or points; None: as it is."""
    if decimals is None:
        return style
    digits = f"#,##0.{'0' * decimals}"
    unit = {Kind.SHARE: "%", Kind.GAP: "%", Kind.AMOUNT: '\\ "€"'}.get(kind, "")
    return replace(style, number_format=f"{digits}{unit}")


@lru_cache(maxsize=512)
def points_with(decimals: int | None) -> Style:
    """POINTS with as many *decimals*; None: the usual one."""
    return POINTS if decimals is None else replace(POINTS, number_format=_points(decimals))


@lru_cache(maxsize=64)
def rate_with(decimals: int | None) -> Style:
    """A rate with as many *decimals*; None: in whole per cent."""
    rate = STYLES[Look.RATE]
    return rate if decimals is None else replace(rate, number_format=f"0.{'0' * decimals}%")


@lru_cache(maxsize=64)
def signed(style: Style) -> Style:
    """*style* of a difference, whose sign is always written; a format with parts of its own stays as it is."""
    form = style.number_format
    return style if ";" in form else replace(style, number_format=f"+{form};-{form};{form}")


def with_revised_mark(style: Style) -> Style:
    """*style* whose figures bear « (r) », and stay figures: in each part of the number format."""
    parts = (f'{part}\\ "{REVISED}"' for part in style.number_format.split(";"))
    return replace(style, number_format=";".join(parts))


def _points(decimals: int) -> str:
    digits = f"0.{'0' * decimals}"
    return f'+{digits}\\ "pt";-{digits}\\ "pt";{digits}\\ "pt"'


POINTS = replace(_FIGURE, number_format=_points(1))
"""A difference of shares, times a hundred: « +2,7 pt »."""

TILE_LABEL = Style(size=9, color=GREY_INK, fill=PALE_BLUE, valign="vcenter")
TILE_FIGURE = Style(size=20, bold=True, color=BLUE, fill=PALE_BLUE, valign="vcenter", align="left")
LEAGUE_HEADER = Style(size=9, bold=True, color=WHITE, fill=BLUE, valign="vcenter")
LEAGUE_FIGURE_HEADER = replace(LEAGUE_HEADER, align="right", indent=1)  # as their figures
SECTION = Style(size=11, bold=True, color=BLUE, valign="vcenter")
BOLD_NUMBER = replace(STYLES[Look.NUMBER], bold=True)
TOTAL_NUMBER = replace(BOLD_NUMBER, fill=PALE_BLUE)
TOTAL_TEXT = replace(EMPHASIS, fill=PALE_BLUE)
TOTAL_RATE = replace(STYLES[Look.PART], bold=True, fill=PALE_BLUE)
BAR = "#A9C4F5"
LAST_BAR = "#4A6FD0"  # this year, beside those before
DATA = Style(size=9, color=INK)
_LONGEST = 100_000_000_000  # from there on, « General » says 1,23E+11
DATA_VALUE = replace(DATA, number_format=f"[>={_LONGEST}]#,##0.00;[<=-{_LONGEST}]-#,##0.00;General")
DATA_MOMENT = replace(DATA, number_format="dd/mm/yyyy\\ hh:mm")
ENTRY = replace(appearance.ENTRY, size=10)
LOW, HIGH = WHITE, "#8585F6"  # colour scale of « Par quartier »


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """How a status shows: an icon before its word, colours that differ in grey too, a hatching in charts."""

    icon: str
    ink: str
    fill: str
    pattern: str = ""
    hatch: str = "#FFFFFF"

    @property
    def style(self) -> Style:
        """The conditional style: the icon comes from the number format, so that the cell keeps the plain word."""
        return Style(color=self.ink, fill=self.fill, bold=True, number_format=f'"{self.icon} "@')


ATTAINMENT_BADGES: Mapping[Attainment, Badge] = MappingProxyType(
    {
        Attainment.REACHED: Badge(icon="✔", ink=WHITE, fill="#18753C"),
        Attainment.ON_TRACK: Badge(
            icon="▲", ink="#0B4A24", fill="#B8E8C8", pattern="light_upward_diagonal", hatch="#5FB57F"
        ),
        Attainment.WATCH: Badge(icon="◆", ink="#5A3D00", fill="#FFE7A0"),
        Attainment.LATE: Badge(icon="▼", ink="#5A2300", fill="#FFB27A", pattern="light_horizontal", hatch="#E07B2E"),
        Attainment.MOVING_AWAY: Badge(
            icon="✖", ink=WHITE, fill="#B60000", pattern="wide_upward_diagonal", hatch="#8A0000"
        ),
        Attainment.NOT_YET: Badge(icon="◔", ink="#0B1E5B", fill="#D5DCF8", pattern="light_vertical", hatch="#93A5E0"),
        Attainment.MISSED: Badge(
            icon="✘", ink=WHITE, fill="#5C0A0A", pattern="wide_downward_diagonal", hatch="#3A0000"
        ),
        Attainment.NOT_ASSESSABLE: Badge(icon="○", ink=GREY_INK, fill="#EEEEEE"),
    },
)

REPORTING_BADGES: Mapping[Reporting, Badge] = MappingProxyType(
    {
        Reporting.NOT_RECEIVED: Badge(
            icon="✖", ink=WHITE, fill="#6A6A6A", pattern="wide_upward_diagonal", hatch="#4A4A4A"
        ),
        Reporting.AFTER_CLOSING: Badge(icon="◷", ink=WHITE, fill="#4A4A6A", pattern="light_vertical", hatch="#8A8AA8"),
        Reporting.REFUSED: Badge(
            icon="⊘", ink=WHITE, fill="#7A1F5C", pattern="light_downward_diagonal", hatch="#B06A98"
        ),
        Reporting.TO_CORRECT: Badge(icon="▼", ink=WHITE, fill="#B60000", pattern="light_horizontal", hatch="#8A0000"),
        Reporting.TO_COMPLETE: Badge(icon="◆", ink="#5A2300", fill="#FFB27A"),
        Reporting.PROVISIONAL: Badge(
            icon="◐", ink="#5A3D00", fill="#FFE7A0", pattern="light_upward_diagonal", hatch="#D9B23C"
        ),
        Reporting.FILLED: Badge(icon="✔", ink=WHITE, fill="#18753C"),
        Reporting.UNAVAILABLE: Badge(
            icon="–", ink="#0B1E5B", fill="#C9D4FF", pattern="light_horizontal", hatch="#8FA2E8"
        ),
        Reporting.NOT_APPLICABLE: Badge(icon="○", ink=GREY_INK, fill="#EEEEEE"),
        Reporting.SECRET: Badge(icon="■", ink=WHITE, fill="#3A3A8C"),
    },
)

SEVERITY_BADGES: Mapping[Severity, Badge] = MappingProxyType(
    {
        Severity.ERROR: Badge(icon="✖", ink=WHITE, fill="#B60000"),
        Severity.WARNING: Badge(icon="◆", ink="#5A2300", fill="#FFD0A8"),
        Severity.INFO: Badge(icon="○", ink=GREY_INK, fill="#EEEEEE"),
    },
)
