"""Which columns the master workbook has. Every sheet and every formula is made from these lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from enum import StrEnum
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.workbook.master.table_shape import TableShape, table_shape_of


class MasterSheet(StrEnum):
    """The sheets of fixed name, in order; one per convention stands after INDICATORS."""

    DASHBOARD = "dashboard"
    RETURNS = "returns"
    INDICATORS = "indicators"
    QUARTIERS = "quartiers"
    FINDINGS = "findings"
    FACTS = "facts"
    SETTINGS = "settings"
    JOURNAL = "journal"
    EVOLUTION = "evolution"
    HANDOVER = "handover"


# Rows of a table sheet, counted from 1: title in A1, one sentence, headers, then the table.
TITLE_ROW = 1
LEAD_ROW = 2
HEADER_ROW = 3
FIRST_ROW = 4


class Look(StrEnum):
    """What a column shows, and so how."""

    CODE = "code"
    TEXT = "text"  # official words, wrapped
    SAID = "said"  # a respondent's words, wrapped
    WORD = "word"  # short, one line
    FIGURE = "figure"  # in the measure's unit
    RATE = "rate"  # a fraction shown in per cent
    PART = "part"  # likewise, of a whole: 100 % is shown of all of it only
    NUMBER = "number"  # a count
    YEAR = "year"
    DAY = "day"
    MOMENT = "moment"
    STATUS = "status"
    LINE = "line"  # sparkline
    LINK = "link"
    WORKING = "working"  # what formulas read


@dataclass(frozen=True, slots=True, kw_only=True)
class MasterColumn:
    """One column. *key* names its header in ``labels.master_columns``; *facts* fill it. *width*: characters.

    *level*: depth of grouping (0: none). *is_folded*: grouped and closed when the workbook opens.
    *is_printed*: columns that are not stand at the right end.
    """

    key: str
    look: Look
    width: float
    words: str = ""
    facts: Mapping[str, int] = dataclass_field(default_factory=dict)
    level: int = 0
    is_folded: bool = False
    is_printed: bool = True


def master_header(column: MasterColumn, language: str) -> str:
    """The words above *column*."""
    return label(language, "master_columns", column.words or column.key).format(**column.facts)


def measure_columns(campaign: Campaign, *, is_overview: bool, has_notes: bool = False) -> tuple[MasterColumn, ...]:
    """Columns of « Indicateurs » and of the conventions' sheets.

    What a person looks for stands first and is printed; official texts are folded, with a button to unfold them.
    *has_notes*: the coordinator wrote appreciations or comments for the committee.
    """
    return _measure_columns(table_shape_of(campaign), is_overview=is_overview, has_notes=has_notes)


@lru_cache(maxsize=16)
def _measure_columns(shape: TableShape, *, is_overview: bool, has_notes: bool) -> tuple[MasterColumn, ...]:
    columns = tuple(
        column
        for part in (
            _official(shape, is_overview=is_overview),
            _figures(shape, seen=_SEEN_PASTS - has_notes),
            _statuses(has_notes=has_notes),
            _method(shape),
            _provenance(shape, has_notes=has_notes),
            _workings(),
        )
        for column in part
    )
    printed = sum(column.width for column in columns if column.is_printed and not column.is_folded)
    more = max(0.0, min(_COMMENT_WIDENED, _PAGE - printed))
    return tuple(
        replace(one, width=one.width + more) if one.key == "comment" and one.is_printed else one for one in columns
    )


_PAGE = 216.0  # characters of a page of A3 in letters of 8 points, and some for the buttons of the filters
_COMMENT_WIDENED = 12.0  # characters: a long comment made its row half a screen tall


def _official(shape: TableShape, *, is_overview: bool) -> Iterator[MasterColumn]:
    yield MasterColumn(key="code", look=Look.CODE, width=11)
    if shape.has_several:
        yield MasterColumn(key="territory", look=Look.WORD, width=12)
    convention = MasterColumn(key="convention", look=Look.WORD, width=13)
    yield convention if is_overview and not shape.has_several else replace(convention, level=1, is_folded=True)
    for column in _texts(shape):
        yield replace(column, level=1, is_folded=True)
    yield MasterColumn(key="administration", words="respondent", look=Look.WORD, width=20)


def _texts(shape: TableShape) -> Iterator[MasterColumn]:
    years = {"start": shape.first, "end": shape.last}
    yield MasterColumn(key="strategic_objective", look=Look.TEXT, width=26)
    yield MasterColumn(key="operational_objective", look=Look.TEXT, width=30)
    yield MasterColumn(key="national_target", look=Look.TEXT, width=15)
    yield MasterColumn(key="indicator", look=Look.TEXT, width=34)
    yield MasterColumn(key="baseline_text", look=Look.TEXT, width=24, facts={"year": shape.baseline_year})
    yield MasterColumn(key="local_target", look=Look.TEXT, width=24, facts=years)


_SEEN_PASTS = 2  # former years that stay in view, one less beside notes: a page of A3 prints in 8 points at least


def _figures(shape: TableShape, *, seen: int) -> Iterator[MasterColumn]:
    yield MasterColumn(key="measure", look=Look.TEXT, width=30)
    yield MasterColumn(key="start", look=Look.FIGURE, width=11, facts={"year": shape.baseline_year})
    for past in shape.pasts:
        column = MasterColumn(key=f"past:{past}", words="past", look=Look.FIGURE, width=11, facts={"year": past})
        yield column if past in shape.pasts[-seen:] else replace(column, level=1, is_folded=True)
    yield MasterColumn(key="value", look=Look.FIGURE, width=11, facts={"year": shape.year})
    yield MasterColumn(key="goal", look=Look.FIGURE, width=11)


def _statuses(*, has_notes: bool) -> Iterator[MasterColumn]:
    yield MasterColumn(key="reporting", look=Look.STATUS, width=22)
    yield MasterColumn(key="attainment", look=Look.STATUS, width=18)
    yield MasterColumn(key="reason", look=Look.WORD, width=19)
    yield MasterColumn(key="reserve", look=Look.WORD, width=10)
    if has_notes:
        yield MasterColumn(key="appraisal", look=Look.SAID, width=14)
        yield MasterColumn(key="committee_comment", look=Look.SAID, width=23)
    else:
        yield MasterColumn(key="comment", look=Look.SAID, width=26)


def _method(shape: TableShape) -> Iterator[MasterColumn]:
    """What the statuses rest on, and what is asked besides the result: on screen, not in print."""
    year = {"year": shape.year}
    yield MasterColumn(key="unit", look=Look.WORD, width=11, is_printed=False)
    yield MasterColumn(key="trend", look=Look.LINE, width=14, is_printed=False)
    yield MasterColumn(key="breaks", look=Look.WORD, width=24, is_printed=False)
    if len(shape.pasts) > 1:
        yield MasterColumn(key="silence", look=Look.WORD, width=24, is_printed=False)
    yield MasterColumn(key="goal_year", look=Look.YEAR, width=10, is_printed=False)
    yield MasterColumn(key="expected", look=Look.FIGURE, width=12, facts=year, is_printed=False)
    yield MasterColumn(key="attained", look=Look.PART, width=11, is_printed=False)
    yield MasterColumn(key="pace", look=Look.RATE, width=11, is_printed=False)
    if shape.asks_territory:
        yield MasterColumn(key="territory_value", look=Look.FIGURE, width=12, facts=year, is_printed=False)
        yield MasterColumn(key="gap", look=Look.FIGURE, width=12, is_printed=False)
    if shape.asks_women:
        yield MasterColumn(key="women", look=Look.NUMBER, width=10, is_printed=False)
        yield MasterColumn(key="women_part", look=Look.PART, width=10, is_printed=False)
    if shape.pasts:
        yield MasterColumn(key="past_statuses", look=Look.TEXT, width=34, is_printed=False)
    if shape.has_revisions:
        yield MasterColumn(key="former_targets", look=Look.TEXT, width=34, is_printed=False)


def _provenance(shape: TableShape, *, has_notes: bool) -> Iterator[MasterColumn]:
    """Where the figure comes from: on screen, not in print. What the administration says of it too, beside what the lead says."""
    if has_notes:
        yield MasterColumn(key="comment", look=Look.SAID, width=30, is_printed=False)
    yield MasterColumn(key="questions", look=Look.NUMBER, width=11, is_printed=False)
    yield MasterColumn(key="question_text", look=Look.TEXT, width=40, is_printed=False)
    yield MasterColumn(key="situation", look=Look.WORD, width=20, is_printed=False)
    yield MasterColumn(key="perimeter", look=Look.WORD, width=17, is_printed=False)
    yield MasterColumn(key="source", look=Look.SAID, width=26, is_printed=False)
    if shape.asks_date:
        yield MasterColumn(key="observed_on", look=Look.DAY, width=13, is_printed=False)
    if shape.asks_method:
        yield MasterColumn(key="method", look=Look.SAID, width=26, is_printed=False)
    yield MasterColumn(key="file", look=Look.SAID, width=26, is_printed=False)
    yield MasterColumn(key="cell", look=Look.WORD, width=16, is_printed=False)


WORKINGS = (
    "respondent",
    "territory_code",
    "convention_code",
    "row_key",
    "is_received",
    "is_late",
    "is_refused",
    "is_awaited",
    "is_counted",
    "has_nothing",
    "is_waived",
    "errors",
    "missing",
    "static_reason",
    "rule",
    "direction",
    "start_year",
    "start_perimeter",
    "precision",
    "broken",
    "off_goal",
    "is_absolute",
    "is_strict",
    "has_target",
    "basis",
    "is_known",
    "indicator_code",
    "is_indicator",
    "entry",
)
"""What the formulas of a row read, folded at the right."""


def _workings() -> Iterator[MasterColumn]:
    for key in WORKINGS:
        yield MasterColumn(key=key, look=Look.WORKING, width=12, level=1, is_folded=True, is_printed=False)


def returns_columns(campaign: Campaign) -> tuple[MasterColumn, ...]:
    """Columns of « Suivi des retours »."""
    return _columns_of_returns(several=len(campaign.territories) > 1)


@lru_cache(maxsize=2)
def _columns_of_returns(*, several: bool) -> tuple[MasterColumn, ...]:
    return tuple(_returns_columns(several=several))


def _returns_columns(*, several: bool) -> Iterator[MasterColumn]:
    yield MasterColumn(key="respondent", look=Look.CODE, width=14)
    yield MasterColumn(key="name", look=Look.TEXT, width=26)
    if several:
        yield MasterColumn(key="territory", look=Look.WORD, width=18)
    yield MasterColumn(key="conventions", look=Look.TEXT, width=17)
    yield MasterColumn(key="reporting", look=Look.STATUS, width=19)
    yield MasterColumn(key="state", look=Look.WORD, width=14)
    yield MasterColumn(key="state_detail", look=Look.TEXT, width=20)
    for key in ("sent", "due", "reminded"):
        yield MasterColumn(key=key, look=Look.DAY, width=11)
    yield MasterColumn(key="received", look=Look.MOMENT, width=16)
    yield MasterColumn(key="version", look=Look.NUMBER, width=8)
    for key in ("expected_answers", "answers"):
        yield MasterColumn(key=key, look=Look.NUMBER, width=11)
    yield MasterColumn(key="completeness", look=Look.PART, width=13)
    for key in ("errors", "warnings"):
        yield MasterColumn(key=key, look=Look.NUMBER, width=13)
    yield MasterColumn(key="file", look=Look.LINK, width=34, is_printed=False)
    yield MasterColumn(key="findings_link", look=Look.LINK, width=18, is_printed=False)
    yield MasterColumn(key="contact", look=Look.TEXT, width=30, is_printed=False)
    for key in ("is_received", "is_late"):
        yield MasterColumn(key=key, look=Look.WORKING, width=12, level=1, is_folded=True, is_printed=False)


def findings_columns(campaign: Campaign) -> tuple[MasterColumn, ...]:
    """Columns of « Anomalies »."""
    return _findings_columns(has_several=len(campaign.territories) > 1)


@lru_cache(maxsize=2)
def _findings_columns(*, has_several: bool) -> tuple[MasterColumn, ...]:
    several = (MasterColumn(key="territory", look=Look.WORD, width=18),) if has_several else ()
    return (
        MasterColumn(key="severity", look=Look.STATUS, width=17),
        MasterColumn(key="finding", look=Look.CODE, width=7),
        MasterColumn(key="title", look=Look.TEXT, width=22),
        MasterColumn(key="respondent", look=Look.WORD, width=14),
        *several,
        MasterColumn(key="measure_code", look=Look.LINK, width=12),
        MasterColumn(key="quartier", look=Look.TEXT, width=22),
        MasterColumn(key="message", look=Look.SAID, width=48),
        MasterColumn(key="hint", look=Look.TEXT, width=38),
        MasterColumn(key="file", look=Look.SAID, width=25),
        MasterColumn(key="sheet", look=Look.WORD, width=15),
        MasterColumn(key="cell", look=Look.WORD, width=8),
    )
