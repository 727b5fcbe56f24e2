"""The dashboard's first line: a few figures in large letters, live where they count statuses."""

from collections.abc import Iterator, Mapping

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_answering
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.rankings import ATTENTION
from qpv_xlsx.messages.key_figures import key_figures, reached_of_known
from qpv_xlsx.messages.numbers import whole_percent
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.pen import Sheet
from qpv_xlsx.workbook.master.counting import LAST_COLUMN, RATE, Counted, status_column
from qpv_xlsx.workbook.master.looks import TILE_FIGURE, TILE_LABEL
from qpv_xlsx.workbook.master.measures_sheet import column_name
from qpv_xlsx.workbook.master.returns_sheet import count_errors
from qpv_xlsx.workbook.master.rows import Sources
from qpv_xlsx.workbook.master.settings import RESERVED, word_name

TILE_ROWS = 3  # label, figure, what it is counted among
_TILES = (
    ("respondents", 1),
    ("completeness", 2),
    ("indicators", 4),
    ("reached", 6),
    ("reserved", 8),
    ("attention", 10),
    ("findings", 12),
)
"""Each tile and its first column; the second one of a pair is its right half."""


def write_tiles(sheet: Sheet, sources: Sources, row: int, whole: Counted, *, returned: int, attained: int) -> None:
    """*returned*, *attained*: rows of the totals of what came in and of where measures stand."""
    respondents = sources.campaign.respondents
    answering = sum(is_answering(account_of(sources.ledger, respondent.code)) for respondent in respondents)
    figures = key_figures(whole.counts, answering=answering, asked=len(respondents))
    live = dict(_live(whole, figures, returned, attained))
    still = figures | {"findings": _findings(sources)}
    for height, number in zip((17, 30, 16), range(row, row + TILE_ROWS), strict=True):
        sheet.height(number, height)
        for column in range(1, LAST_COLUMN + 1):
            sheet.write(number, column, None, TILE_FIGURE if number == row + 1 else TILE_LABEL)
    for key, column in _TILES:
        sheet.write(row, column, label(sources.language, "master_tiles", key), TILE_LABEL)
        sheet.write(row + 2, column, label(sources.language, "master_tile_notes", key), TILE_LABEL)
        if key in live:
            sheet.formula(row + 1, column, *live[key], TILE_FIGURE)
        else:
            sheet.write(row + 1, column, still[key], TILE_FIGURE)


def _findings(sources: Sources) -> str:
    accounts = sources.ledger.accounts.values()
    severities = (Severity.ERROR, Severity.WARNING)
    return " / ".join(str(sum(count_errors(account, one) for account in accounts)) for one in severities)


def _live(
    whole: Counted, figures: Mapping[str, str], returned: int, attained: int
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Formula and result of each; texts, so that they may run over the next cell."""
    counts, rate = whole.counts, address(returned, RATE)
    share = "–" if counts.completeness is None else f"{whole_percent(counts.completeness)} %"
    yield "completeness", (f'=IF({rate}="","–",INT(100*{rate}+0.5+1E-9)&" %")', share)
    reached = f"{column_name('attainment')},{word_name(Attainment.REACHED)}"
    known = f"COUNTIFS({column_name('is_known')},1,%s)"
    of_indicators, of_measures = f"{column_name('is_indicator')},1", f"{column_name('is_counted')},1"
    for key, own, found in (
        ("indicators", of_indicators, reached_of_known(whole.indicators.headline)),
        ("reached", of_measures, figures["reached"]),
    ):
        yield key, (f'=COUNTIFS({reached},{own})&" / "&{known % own}', found)
    reserved = f"COUNTIFS({reached},{column_name('reserve')},{RESERVED},{of_measures})"
    yield "reserved", (f'={reserved}&""', figures["reserved"])
    cells = "+".join(address(attained, status_column(status)) for status in ATTENTION)
    yield "attention", (f'={cells}&""', figures["attention"])
