"""The dashboard's first line: a few figures in large letters, live where they count statuses."""

from collections.abc import Iterator, Mapping
from string import Formatter

from qpv_xlsx.domain.findings import Severity
from qpv_xlsx.domain.judging.assessing import account_of, is_answering
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.rankings import ATTENTION
from qpv_xlsx.messages.key_figures import errors_and_warnings, key_figures, reached_of_known
from qpv_xlsx.messages.numbers import number, whole_rate
from qpv_xlsx.messages.wordbook import fill, label
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
_Counts = Mapping[str, tuple[str, int]]
"""What a note names: the formula that counts it, and its result."""
_OF_INDICATORS, _OF_MEASURES = f"{column_name('is_indicator')},1", f"{column_name('is_counted')},1"


def write_tiles(sheet: Sheet, sources: Sources, row: int, whole: Counted, *, returned: int, attained: int) -> None:
    """*returned*, *attained*: rows of the totals of what came in and of where measures stand."""
    respondents = sources.campaign.respondents
    answering = sum(is_answering(account_of(sources.ledger, respondent.code)) for respondent in respondents)
    figures = key_figures(whole.counts, sources.language, answering=answering, asked=len(respondents))
    live = dict(_live(whole, figures, (returned, attained), sources.language))
    still = figures | {"findings": _findings(sources)}
    among = dict(_counted_among(whole, attained))
    for height, line in zip((17, 30, 16), range(row, row + TILE_ROWS), strict=True):
        sheet.height(line, height)
        for column in range(1, LAST_COLUMN + 1):
            sheet.write(line, column, None, TILE_FIGURE if line == row + 1 else TILE_LABEL)
    for key, column in _TILES:
        sheet.write(row, column, label(sources.language, "master_tiles", key), TILE_LABEL)
        note = label(sources.language, "master_tile_notes", key)
        if key in among:
            sheet.formula(row + 2, column, *_note(note, among[key], sources.language), TILE_LABEL)
        else:
            sheet.write(row + 2, column, fill(note, {"answering": answering}, sources.language), TILE_LABEL)
        if key in live:
            sheet.formula(row + 1, column, *live[key], TILE_FIGURE)
        else:
            sheet.write(row + 1, column, still[key], TILE_FIGURE)


def _findings(sources: Sources) -> str:
    accounts = sources.ledger.accounts.values()
    severities = (Severity.ERROR, Severity.WARNING)
    errors, warnings = (sum(count_errors(account, one) for account in accounts) for one in severities)
    return errors_and_warnings(errors, warnings, sources.language)


def _live(
    whole: Counted, figures: Mapping[str, str], totals: tuple[int, int], language: str
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Formula and result of each; texts, so that they may run over the next cell. *totals*: rows, as ``write_tiles`` has them."""
    returned, attained = totals
    counts, rate = whole.counts, address(returned, RATE)
    share = "–" if counts.completeness is None else whole_rate(counts.completeness, language)
    sign = whole_rate(0, language).removeprefix("0")
    yield "completeness", (f'=IF({rate}="","–",MIN(INT(100*{rate}+0.5+1E-9),IF({rate}<1,99,100))&"{sign}")', share)
    reached = f"{column_name('attainment')},{word_name(Attainment.REACHED)}"
    known = f"COUNTIFS({column_name('is_known')},1,%s)"
    for key, own, found in (
        ("indicators", _OF_INDICATORS, reached_of_known(whole.indicators.headline, language)),
        ("reached", _OF_MEASURES, figures["reached"]),
    ):
        parts = (f"COUNTIFS({reached},{own})", known % own)
        yield key, ("=" + '&" / "&'.join(_with_thousands(one, language) for one in parts), found)
    reserved = f"COUNTIFS({reached},{column_name('reserve')},{RESERVED},{_OF_MEASURES})"
    yield "reserved", (f"={_with_thousands(reserved, language)}", figures["reserved"])
    yield "attention", (f"={_with_thousands(_attention(attained), language)}", figures["attention"])


def _counted_among(whole: Counted, attained: int) -> Iterator[tuple[str, _Counts]]:
    """What the notes name: a result that is withheld leaves the known ones, and not the targets."""
    for key, own, found in (
        ("indicators", _OF_INDICATORS, whole.indicators.headline),
        ("reached", _OF_MEASURES, whole.counts.headline),
    ):
        known, targets = (f"COUNTIFS({column_name(name)},1,{own})" for name in ("is_known", "has_target"))
        yield key, {"known": (known, found.known), "targets": (targets, found.targets)}
    yield "attention", {"attention": (_attention(attained), whole.counts.attention)}


def _note(note: str, counts: _Counts, language: str) -> tuple[str, str]:
    """Formula and result of « connus, sur 46 cibles », whose words agree with *counts*."""
    parts: list[str] = []
    for words, name, form, _ in Formatter().parse(note):
        parts += [f'"{words}"'] if words else []
        if name and form:
            parts.append(_shown(form, counts[name][0], language))
    return "=" + "&".join(parts), fill(note, {name: count for name, (_, count) in counts.items()}, language)


def _shown(form: str, count: str, language: str) -> str:
    """*count* as *form* asks: the number, or the word that agrees with it."""
    if "/" not in form:
        return _with_thousands(count, language)
    singular, plural = form.split("/")
    is_plural = f"{count}>=2" if language == "fr" else f"{count}<>1"
    return f'IF({is_plural},"{plural}","{singular}")'


def _attention(attained: int) -> str:
    """The formula that counts what is to be looked at. *attained*: the row of the totals."""
    return "(" + "+".join(address(attained, status_column(status)) for status in ATTENTION) + ")"


def _with_thousands(count: str, language: str) -> str:
    """What *count* gives, as text: « 2 347 ». No TEXT, whose codes change with the program's language."""
    thousand = number(1000, language)
    between = thousand.removeprefix("1").removesuffix("000")
    return f'IF({count}<1000,{count}&"",INT(({count})/1000)&"{between}"&RIGHT("00"&MOD({count},1000),3))'
