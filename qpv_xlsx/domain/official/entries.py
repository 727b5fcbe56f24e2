"""What a table says, row by row, before anything is proposed: its indicators with their texts, and what was set aside."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.official.headings import Header, TableColumn, find_header
from qpv_xlsx.domain.official.lexicon import Heading, TableRole
from qpv_xlsx.domain.official.picture import Joined, Page
from qpv_xlsx.domain.official.rows import Fate, TableRow, rows_of
from qpv_xlsx.domain.official.splitting import actors_of


@dataclass(frozen=True, slots=True, kw_only=True)
class YearText:
    """What one year's cell says. *year* None: the header names none."""

    year: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """One indicator as the table has it: all texts verbatim.

    *results*: achieved figures, oldest first. *is_future_year*: the target stands under a year alone, yet to come.
    *asides*: what columns for information say, each after its header. *takes_theme*: its own cell of the theme is blank, and the row above gave it.
    *is_hidden*: nobody sees its row. *continues*: it may be the end of the row above.
    """

    place: str
    theme: str
    strategic: str
    operational: str
    national: str
    wording: str
    unit: str
    baseline: YearText
    results: tuple[YearText, ...]
    target: YearText
    pilots: tuple[str, ...]
    source: str
    frequency: str
    deadline: str
    asides: tuple[str, ...] = ()
    is_hidden: bool = False
    takes_theme: bool = False
    continues: bool = False
    is_future_year: bool = False
    is_english: bool = False  # the words of its headers are
    shares_wording: bool = False  # its indicator's cell is merged with the one above


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstoodPage:
    """One page read. *header* None: no table of indicators there."""

    page: Page
    header: Header | None
    rows: tuple[TableRow, ...] = ()
    entries: tuple[TableEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where figures stand. *results*: achieved ones, oldest first; the last one with a figure is the baseline."""

    baseline: TableColumn | None
    results: tuple[TableColumn, ...]
    target: TableColumn | None
    is_future_year: bool


def understand(page: Page, corrections: Mapping[int, Heading], *, this_year: int) -> UnderstoodPage:
    """Read *page*. *corrections*: what the coordinator says of columns, by rank. *this_year* is not over yet."""
    header = find_header(page, corrections)
    if header is None or header.rank(TableRole.INDICATOR) is None:
        return UnderstoodPage(page=page, header=header)
    rows = rows_of(page, header)
    return UnderstoodPage(page=page, header=header, rows=rows, entries=tuple(_entries(page, header, rows, this_year)))


def _entries(page: Page, header: Header, rows: Sequence[TableRow], this_year: int) -> Iterator[TableEntry]:
    plan = _plan(header.columns, this_year)
    known = _known_pilots(rows, header)
    above = ""
    for row in rows:
        if row.fate is Fate.READ:
            entry = _entry(page, header, row, plan, known)
            if not entry.theme and above:
                entry = replace(entry, theme=above, takes_theme=True)
            above = entry.theme
            yield entry


def _known_pilots(rows: Sequence[TableRow], header: Header) -> frozenset[str]:
    """Pilots that stand alone in a cell somewhere: they are one administration wherever they stand."""
    texts = {
        row.line.text(rank).strip() for row in rows if row.fate is Fate.READ for rank in header.ranks(TableRole.PILOT)
    }
    return frozenset(text.casefold() for text in texts if text and len(actors_of(text)) == 1 and " et " not in text)


def _entry(page: Page, header: Header, row: TableRow, plan: _Plan, known: frozenset[str]) -> TableEntry:
    def said(role: TableRole) -> str:
        return "\n".join(filter(None, (row.line.text(rank).strip() for rank in header.ranks(role))))

    def carried(role: TableRole) -> str:
        return "\n".join(filter(None, (row.carried.get(rank, "").strip() for rank in header.ranks(role))))

    has_own = bool(carried(TableRole.OPERATIONAL))
    results = tuple(_year_text(row, column) for column in plan.results)
    own = _baseline(row, header, plan.baseline) if plan.baseline else None
    baseline, history = _start(own, results)
    boxes = row.line.boxes
    indicator = header.rank(TableRole.INDICATOR) or 0
    return TableEntry(
        place=row.line.place,
        theme=carried(TableRole.THEME) or row.theme,
        strategic="\n".join(filter(None, (row.objective if has_own else "", carried(TableRole.STRATEGIC)))),
        operational=carried(TableRole.OPERATIONAL) or row.objective,
        national=said(TableRole.NATIONAL),
        wording=said(TableRole.INDICATOR),
        unit=said(TableRole.UNIT),
        baseline=baseline,
        results=history,
        target=_by_the_deadline(_target(row, plan.target), said(TableRole.DEADLINE)),
        pilots=actors_of(carried(TableRole.PILOT), known),
        source=said(TableRole.SOURCE),
        frequency=said(TableRole.FREQUENCY),
        deadline=said(TableRole.DEADLINE),
        asides=(*_steps(row, header, plan), *_asides(row, header), *notes_of(row, header)),
        is_hidden=row.line.is_hidden or page.is_hidden,
        continues=row.continues,
        is_future_year=plan.is_future_year,
        is_english=header.is_english,
        shares_wording=indicator < len(boxes) and boxes[indicator].joined is Joined.ABOVE,
    )


def _steps(row: TableRow, header: Header, plan: _Plan) -> Iterator[str]:
    """« Cible 2026 : 20 », « État initial : faible », where another column holds the last target or the start."""
    taken = (plan.baseline, *plan.results, plan.target)
    for column in header.columns:
        text = " ".join(row.line.text(column.rank).split())
        if column.role in {TableRole.TARGET, TableRole.BASELINE} and column not in taken and text:
            yield f"{' '.join(column.words.split())} : {text}"


def _asides(row: TableRow, header: Header) -> Iterator[str]:
    """« Observations : hors adhésions familles ». A column that the coordinator said to ignore has no words of ours."""
    for column in header.columns:
        text = " ".join(row.line.text(column.rank).split())
        if column.role is TableRole.ASIDE and not column.is_ignored and text:
            yield f"{' '.join(column.words.split())} : {text}" if column.words else text


def notes_of(row: TableRow, header: Header) -> Iterator[str]:
    """« Note sur Cible 2030 : hors contrats aidés »: the comments that hang on the cells of an indicator."""
    words = {column.rank: " ".join(column.words.split()) for column in header.columns}
    ignored = {column.rank for column in header.columns if column.is_ignored}
    for rank, box in enumerate(row.line.boxes):
        if box.note and rank not in ignored:
            where = words.get(rank, "")
            note = "Note on" if header.is_english else "Note sur"
            yield f"{note} {where} : {' '.join(box.note.split())}" if where else " ".join(box.note.split())


def _baseline(row: TableRow, header: Header, column: TableColumn) -> YearText:
    """The start, with the year of its own column where there is one."""
    said = _year_text(row, column)
    rank = header.rank(TableRole.BASELINE_YEAR)
    year = re.search(r"\b(?:19|20)\d\d\b", row.line.text(rank)) if rank is not None else None
    return replace(said, year=int(year[0])) if year else said


def _year_text(row: TableRow, column: TableColumn) -> YearText:
    years = column.heading.years if column.heading else ()
    return YearText(year=years[-1] if years else None, text=row.line.text(column.rank).strip())


def _target(row: TableRow, column: TableColumn | None) -> YearText:
    """The target's cell; « 2015-2020 » above it is the contract's period, no deadline of its own."""
    if column is None:
        return YearText(year=None, text="")
    said = _year_text(row, column)
    years = column.heading.years if column.heading else ()
    is_period = len(years) > 1 and years[-1] - years[0] > 1  # « 2026-2027 » is a school year
    return YearText(year=None, text=said.text) if is_period else said


def _by_the_deadline(target: YearText, deadline: str) -> YearText:
    """*target* with the one year of its column of deadlines, where its own header names none."""
    years = set(re.findall(r"\b20\d\d\b", deadline))
    return replace(target, year=int(years.pop())) if target.year is None and target.text and len(years) == 1 else target


def _start(own: YearText | None, results: tuple[YearText, ...]) -> tuple[YearText, tuple[YearText, ...]]:
    """The baseline and the history: the column of the starting point, else the latest year that has a figure."""
    if own is not None and (own.text or not results):
        return own, tuple(result for result in results if result.text)
    told = [result for result in results if any(sign.isdigit() for sign in result.text)] or [
        result for result in results if result.text
    ]
    if not told:
        return (own or (results[-1] if results else YearText(year=None, text=""))), ()
    return told[-1], tuple(result for result in results if result.text and result is not told[-1])


def _plan(columns: Sequence[TableColumn], this_year: int) -> _Plan:
    baselines = [column for column in columns if column.role is TableRole.BASELINE]
    start = _last_start(baselines)
    former = [column for column in baselines if column is not start and _last_year(column)]
    dated = sorted(
        (*former, *(column for column in columns if column.role is TableRole.RESULT)),
        key=lambda column: (_last_year(column), column.rank),
    )
    results = [column for column in dated if not _is_to_come(column, this_year)]
    to_come = [column for column in dated if _is_to_come(column, this_year)]
    target = last_target(columns)
    only_future = target is None and bool(to_come)
    return _Plan(
        baseline=start,
        results=tuple(results),
        target=target or next(reversed(to_come), None),
        is_future_year=only_future,
    )


def _last_start(baselines: Sequence[TableColumn]) -> TableColumn | None:
    """« Situation 2022 », « Situation 2023 »: the last one; of columns without a year, the first."""
    dated = [column for column in baselines if _last_year(column)]
    return max(dated, key=_last_year) if len(dated) > 1 else next(iter(baselines), None)


def last_target(columns: Sequence[TableColumn]) -> TableColumn | None:
    """The column of the last target; those of the steps before it stay among the notes."""
    targets = (column for column in columns if column.role is TableRole.TARGET)
    return max(targets, key=lambda column: (_last_year(column), column.rank), default=None)


def _last_year(column: TableColumn) -> int:
    return column.heading.years[-1] if column.heading and column.heading.years else 0


def _is_to_come(column: TableColumn, this_year: int) -> bool:
    return _last_year(column) >= this_year
