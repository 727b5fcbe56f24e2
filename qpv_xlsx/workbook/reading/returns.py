"""One return, from bytes to Submission: open, recognise, locate, interpret, check. Each step is one function elsewhere."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Respondent, measures_of, territory_of
from qpv_xlsx.domain.contract.continuing import is_on_present_map
from qpv_xlsx.domain.contract.geography import places_named
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.remembering import remembered
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity, finding
from qpv_xlsx.domain.merging.confirming import as_confirmed
from qpv_xlsx.domain.returned.answers import Answer, Origin, Outcome, Submission
from qpv_xlsx.domain.returned.rules import Context, check
from qpv_xlsx.domain.returned.settling import cell_said, settle
from qpv_xlsx.domain.wording import bare_words
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.spreadsheet.book import Book, Cell, FileFormat
from qpv_xlsx.spreadsheet.opening.door import open_book
from qpv_xlsx.workbook.by_quartier import layouts_of
from qpv_xlsx.workbook.official import locked_words
from qpv_xlsx.workbook.ownnotes import without_own_notes
from qpv_xlsx.workbook.reading.block import is_filled
from qpv_xlsx.workbook.reading.confirmations import find_answer_column, read_confirmations
from qpv_xlsx.workbook.reading.expectations import Expectations
from qpv_xlsx.workbook.reading.hidden import find_hidden
from qpv_xlsx.workbook.reading.identity import Identity, identify, marks_in
from qpv_xlsx.workbook.reading.interpreting import Asked, as_denied, gather, interpret, usual_figures
from qpv_xlsx.workbook.reading.interpreting.plainfigures import plain_figure
from qpv_xlsx.workbook.reading.interpreting.typed import typed
from qpv_xlsx.workbook.reading.locating import Located, Spot, locate
from qpv_xlsx.workbook.reading.othersheets import find_beside_own_words, find_foreign_sheets
from qpv_xlsx.workbook.reading.rows import place_of
from qpv_xlsx.workbook.reading.secrecy_said import secrecy_of_nobody, secrecy_said
from qpv_xlsx.workbook.reading.strays import find_strays, is_blank, merged_away
from qpv_xlsx.workbook.reading.veiled import find_veiled

PartOf = Callable[[Collection[str]], Campaign]
"""Gives the part of a campaign in which all respondents with some codes are; the whole where there is none."""


def read_return(
    content: bytes,
    name: str,
    campaign: Campaign,
    expected: Expectations | None = None,
    part_of: PartOf | None = None,
) -> Submission:
    """Everything that can be taken from one received file, and everything that must be said of it. Never raises for its content.

    *part_of*: where *campaign* is only what its territories have in common; None: it is whole.
    """
    expected = expected or Expectations()
    origin = Origin(name=name, sha256=hashlib.sha256(content).hexdigest(), format=FileFormat.UNKNOWN.value)
    book, findings = open_book(content, campaign.options.limits)
    if book is None:
        return Submission(origin=origin, outcome=Outcome.REJECTED, findings=findings)
    return read_book(book, findings, origin, campaign, expected, part_of)


def read_book(
    book: Book,
    findings: Sequence[Finding],
    origin: Origin,
    campaign: Campaign,
    expected: Expectations,
    part_of: PartOf | None = None,
) -> Submission:
    """The same, from the neutral picture on. *findings*: what opening said."""
    book = without_own_notes(book)
    origin = replace(origin, format=book.format.value, application=book.application)
    marks = marks_in(book)
    if part_of is not None:
        said: list[str | None] = [mark.reference.respondent for mark in marks]
        campaign = part_of(frozenset(filter(None, (*(said or [expected.presumed]), expected.decided))))
    identity = identify(
        book,
        campaign,
        marks=marks,
        latest_versions=expected.latest_versions,
        presumed=expected.presumed,
        decided=expected.decided,
    )
    origin = _signed(origin, identity)
    findings = (*findings, *identity.findings)
    if identity.respondent is None:
        campaign = campaign if part_of is None else part_of(())
        secrecy = secrecy_of_nobody(book, campaign, identity)
        return Submission(origin=origin, outcome=Outcome.REJECTED, findings=tuple(findings), secrecy=secrecy)
    return _read_ours(origin, book, campaign, identity.respondent, findings)


def _signed(origin: Origin, identity: Identity) -> Origin:
    return replace(
        origin,
        campaign=identity.campaign,
        respondent=identity.respondent.code if identity.respondent else identity.sender or None,
        year=identity.year,
        version=str(identity.version) if identity.version is not None else None,
    )


def _read_ours(
    origin: Origin,
    book: Book,
    campaign: Campaign,
    respondent: Respondent,
    findings: Sequence[Finding],
) -> Submission:
    layouts = layouts_of(campaign, respondent)
    located = locate(book, campaign, respondent, layouts)
    if not located.tables:
        return Submission(origin=origin, outcome=Outcome.REJECTED, findings=(*findings, finding(Code.F04)))
    spots, twice = _one_each(_outside_merges(located), _given_back(located))
    answers, said = _interpret_all(spots, campaign, respondent)
    context = Context(campaign=campaign, respondent=respondent, places=located.places)
    structure = (
        *located.findings,
        *find_strays(located, locked_words(campaign, respondent, layouts)),
        *find_hidden(located),
        *find_veiled(located),
        *twice,
    )
    column = find_answer_column(book)
    confirmed, told = read_confirmations(column)
    beside = find_beside_own_words(book, column)
    structure = (*structure, *find_foreign_sheets(book, located), *beside, *told)
    checked = check(answers, context)
    settled = settle((*findings, *structure, *said, *checked), context)
    settled = tuple(as_confirmed(found, confirmed) for found in settled)
    return Submission(
        origin=origin,
        outcome=_outcome(answers, settled),
        answers=answers,
        findings=settled,
        emptied=_emptied(located, answers),
        secrecy=secrecy_said(located, answers, campaign),
        confirmed=confirmed,
        is_correction=any(
            bare_words(grid.name) == bare_words(label("fr", "sheets", "corrections")) for grid in book.grids
        ),
    )


def _emptied(located: Located, answers: Mapping[Question, Answer]) -> Mapping[Question, Place]:
    """Cells that hold nothing at all; those lost under a merge are not empty."""
    lost = {place_of(table.grid, *spot) for table in located.tables for spot in merged_away(table)}
    return {
        question: place
        for question, place in located.places.items()
        if question not in answers and place not in lost
        if all(is_blank(spot.cell) for spot in located.spots.get(question, ()))
    }


def _outcome(answers: Mapping[Question, Answer], findings: Sequence[Finding]) -> Outcome:
    """A blank copy is set aside: it was not meant to be a return. One whose cells could not be understood is a return."""
    is_blank = not answers and any(found.code is Code.M03 for found in findings)
    return Outcome.IGNORED if is_blank else Outcome.ACCEPTED


def _outside_merges(located: Located) -> Mapping[Question, tuple[Spot, ...]]:
    """The spots whose cell is not under a merge, which is told apart (S09)."""
    lost = {(table.grid.name, *spot) for table in located.tables for spot in merged_away(table)}
    if not lost:
        return located.spots
    return {
        question: tuple(spot for spot in spots if (spot.sheet, spot.row, spot.column) not in lost)
        for question, spots in located.spots.items()
    }


def _given_back(located: Located) -> frozenset[tuple[str, int, int]]:
    """Cells that were given back to the measure that their mark names: they stand on another row than its own, once."""
    return frozenset((table.grid.name, *spot) for table in located.tables for spot in table.rows.homes.given_back)


def _one_each(
    spots: Mapping[Question, tuple[Spot, ...]], given_back: Collection[tuple[str, int, int]]
) -> tuple[dict[Question, Spot], tuple[Finding, ...]]:
    """One spot per question. Rows present twice are one where they say the same; where they disagree, none is taken (S04)."""
    chosen: dict[Question, Spot] = {}
    agreeing: dict[tuple[str, bool], list[Spot]] = {}  # of a table: another may stand on the same sheet
    disagreeing: dict[str, dict[Question, list[Spot]]] = {}
    for question, several in spots.items():
        if len(several) == 1:
            chosen[question] = several[0]
            agreeing.setdefault((question.measure, bool(question.quartier)), []).append(several[0])
            continue
        filled = [spot for spot in several if _is_filled(spot.cell)] or list(several[:1])
        if len(filled) > 1 and len({_said_in(spot.cell) for spot in filled}) > 1:
            disagreeing.setdefault(question.measure, {})[question] = filled
        elif filled:
            chosen[question] = filled[0]
            agreeing.setdefault((question.measure, bool(question.quartier)), []).extend(filled)
    same = {(measure, table): spots for (measure, table), spots in agreeing.items() if measure not in disagreeing}
    return chosen, (*_present_twice(disagreeing), *_repeated(same, given_back))


def _present_twice(disagreeing: Mapping[str, Mapping[Question, Sequence[Spot]]]) -> Iterator[Finding]:
    for measure, spots_of in disagreeing.items():
        spots = [spot for several in spots_of.values() for spot in several]
        yield finding(
            Code.S04,
            place=spots[0].place,
            measure=measure,
            rows=_rows_of(spots),
            disputed=tuple(cell_said(question.field, question.quartier) for question in spots_of),
            disputed_cells=tuple(f"{spot.sheet}!{spot.place.cell}" for spot in spots),
        )


def _repeated(
    agreeing: Mapping[tuple[str, bool], Sequence[Spot]], given_back: Collection[tuple[str, int, int]]
) -> Iterator[Finding]:
    """Rows of one sheet that say the same; those of a whole sheet copied are told with the sheet (S11)."""
    for (measure, _), spots in agreeing.items():
        by_sheet: dict[str, list[Spot]] = {}
        for spot in spots:
            if (spot.sheet, spot.row, spot.column) not in given_back:
                by_sheet.setdefault(spot.sheet, []).append(spot)
        for several in by_sheet.values():
            if len({spot.row for spot in several}) > 1:
                rows, place = _rows_of(several), several[0].place
                yield finding(Code.S04, case="same", severity=Severity.INFO, place=place, measure=measure, rows=rows)


def _rows_of(spots: Sequence[Spot]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{spot.sheet}!{spot.row}" for spot in spots))


def _is_filled(cell: Cell) -> bool:
    return cell.formula is not None or is_filled(cell)


def _said_in(cell: Cell) -> str:
    return f"{cell.formula or ''}|{cell.value}|{cell.error}"


@remembered
def _history(campaign: Campaign, respondent: Respondent) -> Mapping[str, Sequence[PastResult]]:
    """Former results of the respondent, by measure; not those of quartiers of another map."""
    territory, by_measure = territory_of(campaign, respondent), dict[str, list[PastResult]]()
    for past in own_past(campaign, respondent):
        if past.quartier and not is_on_present_map(past, territory):
            continue
        by_measure.setdefault(past.measure, []).append(past)
    return by_measure


def _interpret_all(
    spots: Mapping[Question, Spot],
    campaign: Campaign,
    respondent: Respondent,
) -> tuple[Mapping[Question, Answer], tuple[Finding, ...]]:
    measure_by_code: Mapping[str, Measure] = {one.code: one for one in measures_of(campaign, respondent)}
    history = _history(campaign, respondent)
    contract = campaign.catalogue
    told = [year for year in (campaign.year, contract.baseline_year, contract.start, contract.end) if year]
    years = range(min(told), max(told) + 1)
    places = places_named(territory_of(campaign, respondent))
    reads: list[tuple[Field, tuple[Answer, ...]]] = []
    findings: list[Finding] = []
    for question, spot in spots.items():
        measure = measure_by_code[question.measure]
        figure = plain_figure(spot.cell, question.field, measure, years)
        if figure is not None:
            reads.append((question.field, (Answer(question, figure, typed(spot.cell), spot.place),)))
            continue
        asked = Asked(
            measure=measure,
            quartier=question.quartier,
            field=question.field,
            place=spot.place,
            usual=partial(usual_figures, measure, question.quartier, question.field, history.get(measure.code, ())),
            years=years,
            year=campaign.year,
            places=places,
            text_limit=campaign.options.rules.text_limit,
        )
        understood, said = interpret(spot.cell, asked)
        reads.append((question.field, understood))
        findings.extend(said)
    return gather(reads), tuple(as_denied(reads, findings))
