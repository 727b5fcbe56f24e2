"""Columns that count statuses, and what a tally writes under them."""

from dataclasses import replace

from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.tallies import REPORTING_ORDER, IndicatorTally, Tally
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.workbook.master.columns import Look
from qpv_xlsx.workbook.master.looks import ATTAINMENT_BADGES, HEADER, REPORTING_BADGES, Badge
from qpv_xlsx.workbook.national.plain_table import PlainColumn

_WIDTH = 10.5


def tally_columns(language: str) -> tuple[PlainColumn, ...]:
    """Expected, received, rate; then every status of both columns; then « dont sous réserve »."""
    words = {key: phrase(language, f"master_{key}") for key in ("expected", "answered", "rate")}
    return (
        PlainColumn(header=words["expected"], look=Look.NUMBER, width=_WIDTH),
        PlainColumn(header=words["answered"], look=Look.NUMBER, width=_WIDTH),
        PlainColumn(header=words["rate"], look=Look.PART, width=_WIDTH),
        *(_column(label(language, "reporting", one), REPORTING_BADGES[one]) for one in REPORTING_ORDER),
        *attainment_columns(language),
        PlainColumn(header=phrase(language, "master_of_which_reserved"), look=Look.NUMBER, width=_WIDTH),
    )


def indicator_columns(language: str) -> tuple[PlainColumn, ...]:
    """Asked, with a target, known; then every status of *Avancement*; then « dont sous réserve »."""
    words = (phrase(language, f"master_{key}") for key in ("asked", "aimed", "known"))
    return (
        *(PlainColumn(header=word, look=Look.NUMBER, width=_WIDTH) for word in words),
        *attainment_columns(language),
        PlainColumn(header=phrase(language, "master_of_which_reserved"), look=Look.NUMBER, width=_WIDTH),
    )


def indicator_cells(counts: IndicatorTally) -> tuple[int, ...]:
    """What stands under ``indicator_columns``."""
    return (
        counts.asked,
        counts.headline.targets,
        counts.headline.known,
        *(counts.attainment[one] for one in Attainment),
        counts.reserved,
    )


def attainment_columns(language: str) -> tuple[PlainColumn, ...]:
    """A column per status of *Avancement*."""
    return tuple(_column(label(language, "attainment", one), ATTAINMENT_BADGES[one]) for one in Attainment)


def _column(word: str, badge: Badge) -> PlainColumn:
    style = replace(HEADER, color=badge.ink, fill=badge.fill, size=8)
    return PlainColumn(header=f"{badge.icon}\n{word}", look=Look.NUMBER, width=_WIDTH, style=style)


def tally_cells(counts: Tally) -> tuple[Content, ...]:
    """What stands under ``tally_columns``; 0 is shown as such."""
    return (
        counts.expected,
        counts.answered,
        counts.completeness,
        *(counts.reporting[one] for one in REPORTING_ORDER),
        *(counts.attainment[one] for one in Attainment),
        counts.reserved,
    )
