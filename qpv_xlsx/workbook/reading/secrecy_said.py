"""Where a return says « s » in a cell from which no answer is taken: what it speaks of is secret, whoever's row it is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, measures_of
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import Code, Place
from qpv_xlsx.domain.returned.answers import Answer
from qpv_xlsx.domain.returned.figures.absence import read_absence
from qpv_xlsx.domain.spelling import folded
from qpv_xlsx.spreadsheet.book import Book, Cell
from qpv_xlsx.workbook.by_quartier import layouts_of
from qpv_xlsx.workbook.reading.identity import Identity
from qpv_xlsx.workbook.reading.locating import FoundTable, Located, locate
from qpv_xlsx.workbook.reading.rows import place_of

_WORDS = re.compile(r"\W*(secret|confidentiel(le)?s?)\b")
_LONGEST = 200  # characters of a cell that says « s » and no more than why

Spots = Iterable[tuple[int, int]]


def secrecy_said(located: Located, answers: Mapping[Question, Answer], campaign: Campaign) -> Mapping[Question, Place]:
    """Situations « s » of *located* that *answers* do not hold: rows that may be another's or disagree, merges, unknown columns."""
    said: dict[Question, Place] = {}
    for table in located.tables:
        for question, place in _said_on(table, campaign):
            if question not in answers or answers[question].value != Situation.SECRET:
                said.setdefault(question, place)
    return said


def secrecy_of_nobody(book: Book, campaign: Campaign, identity: Identity) -> Mapping[Question, Place]:
    """The same of a workbook of this collection whose respondent cannot be told, or that says another year.

    It is read as each administration would be, those who are asked the same as one.
    """
    if not any(found.code in {Code.I02, Code.I03} for found in identity.findings):
        return {}
    said: dict[Question, Place] = {}
    for respondent in _one_of_each(campaign):
        located = locate(book, campaign, respondent, layouts_of(campaign, respondent))
        said = {**secrecy_said(located, {}, campaign), **said}
    return said


def _one_of_each(campaign: Campaign) -> Iterable[Respondent]:
    """An administration for each set of measures that is asked."""
    asked = {one.code: tuple(measure.code for measure in measures_of(campaign, one)) for one in campaign.respondents}
    return {asked[one.code]: one for one in campaign.respondents}.values()


def _said_on(table: FoundTable, campaign: Campaign) -> Iterator[tuple[Question, Place]]:
    measures = _measures_by_row(table, campaign)
    merged = {(merge.top, merge.left): merge for merge in table.grid.merges}
    for (number, column), cell in table.grid.cells.items():
        if number <= table.columns.header_row or not _says_secret(cell):
            continue
        merge = merged.get((number, column))
        spots = (
            [(row, each) for row in range(merge.top, merge.bottom + 1) for each in range(merge.left, merge.right + 1)]
            if merge
            else [(number, column)]
        )
        for question in _questions(table, measures, spots):
            yield question, place_of(table.grid, number, column)


def _questions(table: FoundTable, measures: Mapping[int, Iterable[str]], spots: Spots) -> Iterator[Question]:
    """What the cells may speak of: a quartier where its column is known for sure, else the measure as a whole."""
    for row, column in spots:
        known = table.columns.column_at.get(column)
        is_sure = known is not None and column not in table.columns.undecided
        if known is not None and not known.is_entry:
            continue  # a former year's « s », which we printed ourselves
        for measure in _measures_at(table, measures, (row, column)):
            quartier = known.quartier if known is not None and is_sure else ""
            yield Question(measure=measure, quartier=quartier, field=Field.SITUATION)


def _measures_at(table: FoundTable, measures: Mapping[int, Iterable[str]], spot: tuple[int, int]) -> Iterable[str]:
    """Those of the row, or of the row that a moved cell comes from; of one that nobody can place, each that it may be."""
    homes = table.rows.homes
    if spot in homes.given_back:
        return (homes.given_back[spot],)
    if spot not in homes.unplaced:
        return measures.get(spot[0], ())
    facing = (code for row, _ in homes.unplaced for code in measures.get(row, ()))
    return sorted({*facing, *homes.unplaced.values()} - {""})


def _measures_by_row(table: FoundTable, campaign: Campaign) -> Mapping[int, Iterable[str]]:
    """Which measures each row may answer; a row whose code is not the respondent's, another's or those that have no row."""
    rows, every = table.rows, campaign.catalogue.measure_by_code
    doubted = tuple(sorted(rows.doubted))
    present = {row.measure for row in rows.rows} | rows.doubted
    missing = tuple(measure.code for measure in table.measures if measure.code not in present)
    return {
        **{number: (code,) if code in every else missing for number, code in rows.unknown.items()},
        **dict.fromkeys(rows.undecided, doubted),
        **{row.number: (row.measure,) for row in rows.rows},
    }


def _says_secret(cell: Cell) -> bool:
    text = cell.value
    if not isinstance(text, str) or len(text) > _LONGEST or cell.style.is_struck:
        return False
    return _is_said_secret(text)


@lru_cache(maxsize=4096)  # most cells hold what we printed, the same in every return that a process reads
def _is_said_secret(text: str) -> bool:
    """*text*: short, so that what is remembered of a hostile file stays small."""
    absent = read_absence(text)
    return (absent is not None and absent.situation is Situation.SECRET) or bool(_WORDS.match(folded(text)))
