"""Writes ``decisions.xlsx``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil
from typing import Literal

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.deciding.acts import acts_standing, names_by_sha256
from qpv_xlsx.domain.deciding.lines import DecisionLine, Offer
from qpv_xlsx.domain.deciding.notes import CommitteeNotes, notes_by_measure
from qpv_xlsx.domain.merging.ledger import Decision, Ledger
from qpv_xlsx.messages.decided_words import act_words, offer_words
from qpv_xlsx.messages.numbers import moment
from qpv_xlsx.messages.wordbook import label, labels, phrase
from qpv_xlsx.spreadsheet import palette
from qpv_xlsx.spreadsheet.drawing import AlertStyle, Area, PrintSetup, Style, Validation
from qpv_xlsx.spreadsheet.pen import Pen, Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.decisions.filled import FilledLine, mark_of
from qpv_xlsx.workbook.decisions.layout_of_decisions import (
    COMMITTEE,
    COMMITTEE_COLUMNS,
    DECIDED,
    DECIDED_COLUMNS,
    FIRST_ROW,
    FROZEN,
    HEADER_ROW,
    HELP_ROW,
    MARKS,
    MEMORY_COLUMN,
    QUESTIONS,
    QUESTIONS_COLUMNS,
    TITLE_ROW,
    TO_DECIDE,
    DecisionColumn,
    letters,
    lines_columns,
)
from qpv_xlsx.workbook.decisions.line_cells import LineWords, scope_words
from qpv_xlsx.workbook.decisions.questions_sheet import perimeters_offered, question_rows
from qpv_xlsx.workbook.heights import line_count, text_height

_WIDEST_PAGE = 270.0  # characters on a page of A3: letters of 7 points
_MOST_LINES = 5  # of a row: eight rows to a screen
_LONGEST = 30_000  # characters of a cell: Excel holds 32 767
_SIZE = 9
_TEXT = replace(look.MEASURE, valign="vcenter", size=_SIZE)
_STRONG = replace(_TEXT, bold=True, size=10)
_CAMPAIGN = replace(look.HELP, bold=True, size=11)
_KEY = replace(_TEXT, color=palette.GREY_INK, size=8)
_ENTRY = replace(look.ENTRY, number_format=look.TEXT_FORMAT, size=_SIZE)  # « 17,3 % » stays as it was typed
_REMARK = replace(_TEXT, color=palette.RED)
_STYLES: Mapping[str, Style] = {"key": _KEY, "shown": _KEY, "counting": _STRONG, "remark": _REMARK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a line kept of the copy that was read: its yellow cells, and why they were not applied.

    *filled*: None where two copies differ: neither is taken for the coordinator's choice.
    """

    filled: FilledLine | None
    remark: str


def write_decisions(
    campaign: Campaign,
    ledger: Ledger,
    lines: Sequence[DecisionLine],
    *,
    kept: Mapping[str, Kept],
    remembered: Iterable[str],
    language: str,
    created: datetime,
) -> bytes:
    """The workbook. *kept*: by the line's key, what was typed before and could not be applied.

    *remembered*: what would make the register's decisions again, were it lost; ASCII, one text for each of them.
    """
    title = phrase(language, "decisions_title", title=campaign.title or campaign.code, now=created)
    pen = Pen(title=title, created=created, language=language)
    words = LineWords.of(campaign, language)
    acts = acts_standing(ledger.decisions)
    _write_lines(pen, words, lines, kept, created)
    _write_acts(pen, words, acts, names_by_sha256(ledger))
    _write_questions(pen, words)
    _write_notes(pen, words, notes_by_measure(ledger.decisions))
    marks = _write_marks(pen, campaign, acts, created, language)
    _write_memory(marks, remembered)
    marks.hide(very=True)
    return pen.finish()


def _write_lines(
    pen: Pen, words: LineWords, lines: Sequence[DecisionLine], kept: Mapping[str, Kept], created: datetime
) -> None:
    columns = lines_columns(max((len(line.rivals) for line in lines), default=0))
    heading = phrase(words.language, "decisions_heading", now=created)
    frozen_help = phrase(words.language, "decisions_help")
    sheet = _begin(pen, TO_DECIDE, columns, words.language, heading, frozen_help)
    counting = _number_of(columns, "counting")
    _write_beside(sheet, counting, words)
    for row, line in enumerate(lines, start=FIRST_ROW):
        known = kept.get(line.key)
        cells = words.cells(line, known.filled if known else None, known.remark if known else "")
        _write_row(sheet, row, columns, cells)
        _offer(sheet, row, columns, line, words)
    if not lines:
        sheet.write(FIRST_ROW, 1, phrase(words.language, "decisions_nothing"), look.PLAIN)
    _finish(sheet, columns, len(lines), frozen=FROZEN, shown=counting)
    sheet.activate()


def _write_beside(sheet: Sheet, column: int, words: LineWords) -> None:
    """The campaign's name and the end of the help, over the first column seen beside what is frozen: a text ends at that edge."""
    campaign = words.campaign
    sheet.write(TITLE_ROW, column, campaign.title or campaign.code, _CAMPAIGN)
    sheet.write(HELP_ROW, column, phrase(words.language, "decisions_help_reading"), look.HELP)


def _offer(sheet: Sheet, row: int, columns: Sequence[DecisionColumn], line: DecisionLine, words: LineWords) -> None:
    """The lists of one row: what can be decided there, the situations, the fields; administrations, for a return of nobody."""
    language, is_nobodys = words.language, Offer.ATTRIBUTE in line.offers
    lists = {
        **({"value": (words.owners(), "decisions_owner_message")} if is_nobodys else {}),
        "choice": (offered(line, language), "decisions_choice_message"),
        "situation": (tuple(labels(language, "situations").values()), ""),
        "scope": (scope_words(language), "decisions_scope_message"),
    }
    for number, column in enumerate(columns, start=1):
        if column.key in lists:
            source, message = lists[column.key]
            help_words = phrase(language, message) if message else ""
            sheet.validate(Area(row, number, row, number), _listed(source, language, help_words))


def _listed(source: tuple[str, ...], language: str, help_words: str = "") -> Validation:
    """A drop-down that warns, and refuses nothing: reading takes « c'est » for « c’est », and tells what it does not know."""
    kind: Literal["list", "any"] = "list" if source else "any"
    return Validation(
        kind=kind,
        source=source,
        input_message=help_words,
        error_message=phrase(language, "decisions_not_listed"),
        severity=AlertStyle.WARNING,
    )


def offered(line: DecisionLine, language: str) -> tuple[str, ...]:
    """The words of a line's list: « retenir A » and « retenir B » where there are two returns."""
    said: list[str] = []
    for offer in line.offers:
        each = letters(len(line.rivals)) if offer is Offer.KEEP else ("",)
        said.extend(offer_words(offer, language, letter) for letter in each)
    return tuple(said)


def _write_acts(pen: Pen, words: LineWords, acts: Mapping[str, Sequence[Decision]], names: Mapping[str, str]) -> None:
    title, help_words = label(words.language, "decisions", DECIDED), phrase(words.language, "decided_help")
    sheet = _begin(pen, DECIDED, DECIDED_COLUMNS, words.language, title, help_words)
    for row, (key, act) in enumerate(reversed(tuple(acts.items())), start=FIRST_ROW):
        first = act[0]
        measure = first.question.measure
        cells = {
            "key": key,
            "respondent": first.respondent,
            "measure": words.measure(measure),
            "quartier": words.names.quartiers.get(first.question.quartier, first.question.quartier),
            "decided": act_words(act, words.kind_of(measure), names, words.language),
            "reason_given": first.reason,
            "author": first.author,
            "moment": moment(first.decided, words.language),
        }
        _write_row(sheet, row, DECIDED_COLUMNS, cells)
    _finish(sheet, DECIDED_COLUMNS, len(acts), frozen=1)


def _write_questions(pen: Pen, words: LineWords) -> None:
    title, help_words = label(words.language, "decisions", QUESTIONS), phrase(words.language, "questions_help")
    sheet = _begin(pen, QUESTIONS, QUESTIONS_COLUMNS, words.language, title, help_words)
    rows = tuple(question_rows(words))
    for row, cells in enumerate(rows, start=FIRST_ROW):
        _write_row(sheet, row, QUESTIONS_COLUMNS, cells)
    last, number = FIRST_ROW + max(len(rows), 1) - 1, _number_of(QUESTIONS_COLUMNS, "start_perimeter")
    offered_there = _listed(perimeters_offered(words.language), words.language)
    sheet.validate(Area(FIRST_ROW, number, last, number), offered_there)
    _finish(sheet, QUESTIONS_COLUMNS, len(rows), frozen=4)


def _number_of(columns: Sequence[DecisionColumn], name: str) -> int:
    return next(number for number, column in enumerate(columns, start=1) if column.name == name)


def _write_notes(pen: Pen, words: LineWords, notes: Mapping[str, CommitteeNotes]) -> None:
    title, help_words = label(words.language, "decisions", COMMITTEE), phrase(words.language, "committee_help")
    sheet = _begin(pen, COMMITTEE, COMMITTEE_COLUMNS, words.language, title, help_words)
    codes = tuple(words.lineage_by_measure)
    for row, code in enumerate(codes, start=FIRST_ROW):
        told = notes.get(code, CommitteeNotes())
        cells = {
            "key": code,
            "measure": words.names.measures.get(code, ""),
            "appraisal": told.appraisal,
            "committee_comment": told.comment,
            "shown": f"{mark_of(told.appraisal)} {mark_of(told.comment)}",
        }
        _write_row(sheet, row, COMMITTEE_COLUMNS, cells)
    _finish(sheet, COMMITTEE_COLUMNS, len(codes), frozen=3)


def _write_marks(pen: Pen, campaign: Campaign, acts: Iterable[str], created: datetime, language: str) -> Sheet:
    """For the program: whose copy it is, and every decision that it showed, so that an emptied row is seen."""
    sheet = pen.sheet(label(language, "decisions", MARKS))
    for row, text in enumerate((campaign.code, created.isoformat(), *acts), start=1):
        sheet.write(row, 1, text, look.PLAIN)
    return sheet


def _write_memory(sheet: Sheet, remembered: Iterable[str]) -> None:
    for row, text in enumerate(remembered, start=1):
        for rank, start in enumerate(range(0, len(text), _LONGEST)):
            sheet.write(row, MEMORY_COLUMN + rank, text[start : start + _LONGEST], look.PLAIN)


def _begin(pen: Pen, name: str, columns: Sequence[DecisionColumn], language: str, title: str, help_words: str) -> Sheet:
    sheet = pen.sheet(label(language, "decisions", name))
    sheet.write(TITLE_ROW, 1, title, look.TITLE)
    for row, line in enumerate(help_words.splitlines(), start=HELP_ROW):
        sheet.write(row, 1, line, look.HELP)
    sheet.height(TITLE_ROW, 26)
    sheet.height(HEADER_ROW, 44)
    for number, column in enumerate(columns, start=1):
        sheet.write(HEADER_ROW, number, column.header(language), look.ENTRY_HEADER if column.is_entry else look.HEADER)
        sheet.width(number, number, column.width, hidden=column.is_hidden)
    return sheet


def _write_row(sheet: Sheet, row: int, columns: Sequence[DecisionColumn], cells: Mapping[str, str]) -> None:
    """One line; what its five lines of text do not show is in the note of the cell, which opens under the pointer."""
    lines = 1
    for number, column in enumerate(columns, start=1):
        text = cells.get(column.name, "")
        style = _ENTRY if column.is_entry else _STYLES.get(column.key, _TEXT)
        needed = 1 if column.is_hidden else line_count(text, column.width - 1.5, style.size)
        is_cut = needed > _MOST_LINES
        sheet.write(row, number, text, replace(style, valign="top") if is_cut else style)
        if is_cut and not column.is_entry:
            sheet.note(row, number, text)
        lines = max(lines, min(needed, _MOST_LINES))
    sheet.height(row, max(30.0, text_height(lines, _SIZE)))


def _finish(sheet: Sheet, columns: Sequence[DecisionColumn], rows: int, *, frozen: int, shown: int = 0) -> None:
    """*frozen*: the first column that scrolls. *shown*: the one first seen beside what is frozen; 0: the first to fill in."""
    last = FIRST_ROW + max(rows, 1) - 1
    sheet.filter(Area(HEADER_ROW, 1, last, len(columns)))
    first = next(number for number, column in enumerate(columns, start=1) if column.is_entry)
    # what is to be decided, what counts for now and the cells for the decision, on one screen of 1 366 pixels
    sheet.freeze(FIRST_ROW, frozen, left=max(frozen, shown or first))
    sheet.select(FIRST_ROW, first)
    sheet.show(zoom=90, gridlines=False)
    sheet.print_setup(_printed([column for column in columns if not column.is_hidden], last, frozen - 1))


def _printed(columns: Sequence[DecisionColumn], last: int, repeated: int) -> PrintSetup:
    """A3; on as many pages side by side as its letters need to be read, the first *repeated* columns on each."""
    setup = PrintSetup(
        paper="A3",
        repeat_rows=(HEADER_ROW, HEADER_ROW),
        area=Area(1, 1, last, len(columns)),
        footer="&C&P / &N",
    )
    whole, again = (sum(column.width for column in some) for some in (columns, columns[:repeated]))
    if whole <= _WIDEST_PAGE:
        return setup
    pages = ceil((whole - again) / (_WIDEST_PAGE - again))
    return replace(setup, pages_wide=pages, repeat_columns=(1, repeated), across=True)
