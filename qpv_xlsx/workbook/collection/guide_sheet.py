"""The sheet « Mode d'emploi »: who, what, until when, how, how far; what is missing, with links to the cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.messages.wordbook import label, labels
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area, PrintSetup, Style, absolute, quoted
from qpv_xlsx.spreadsheet.pen import Content, Sheet
from qpv_xlsx.workbook import appearance as look
from qpv_xlsx.workbook.collection.controls import COMPLETE
from qpv_xlsx.workbook.collection.form import Form, Line, Table, whole_texts
from qpv_xlsx.workbook.collection.frame import footer, write_top
from qpv_xlsx.workbook.collection.glossary import used_terms
from qpv_xlsx.workbook.collection.lists_sheet import CODE_COLUMN, FIRST, LABEL_COLUMN, RANK_COLUMN
from qpv_xlsx.workbook.collection.quartiers_sheet import count as count_cells
from qpv_xlsx.workbook.collection.states import RowState
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.heights import line_count, text_height
from qpv_xlsx.workbook.layout import FIRST_ROW, SheetKey, sheet_name

_WIDTHS = (24.0, 76.0, 44.0)
_SIZE = 11
_BAR = 20  # blocks of the progress bar
_LINES = quoted(sheet_name(SheetKey.INDICATORS))
_LISTS = sheet_name(SheetKey.LISTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """What the controls say now: each line's word, and the rows that are not complete."""

    results: tuple[str, ...]
    missing: tuple[int, ...]


class _Page:
    """A sheet written from top to bottom."""

    def __init__(self, sheet: Sheet, first: int) -> None:
        self.sheet = sheet
        self.row = first

    def section(self, title: str) -> None:
        """A coloured line over the three columns."""
        for column, text in enumerate((title, None, None), 1):
            self.sheet.write(self.row, column, text, look.SECTION)
        self.sheet.height(self.row, 22)
        self.row += 1

    def entry(self, name: Content, text: Content, *, named: Style = look.LABEL, told: Style = look.PROSE) -> None:
        """A name and its text."""
        self.sheet.write(self.row, 1, name, named)
        self.sheet.write(self.row, 2, text, told)
        self.close(str(name or ""), str(text or ""))

    def close(self, name: str, text: str) -> None:
        """Give the row the height of its texts, and go to the next."""
        lines = max(line_count(name, _WIDTHS[0] - 2, _SIZE, bold=True), line_count(text, _WIDTHS[1] - 2, _SIZE))
        self.sheet.height(self.row, text_height(lines, _SIZE) + 2)
        self.row += 1


def write_guide(sheet: Sheet, form: Form, table: Table, quartiers: Table, progress: Completion) -> None:
    """Write the sheet."""
    title = say(form.language, "guide_title", year=form.campaign.year, respondent=form.respondent.name)
    write_top(sheet, form, title, say(form.language, "guide_help_correction" if form.marks else "guide_help"))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.width(number, number, width)
    page = _Page(sheet, FIRST_ROW - 2)
    _write_campaign(page, form, table, quartiers)
    _write_steps(page, form)
    link_row = _write_progress(page, form, table, quartiers, progress)
    whole = whole_texts(form, table)
    _write_legend(page, form, has_cut_texts=bool(whole))
    _write_glossary(page, form, (table, quartiers))
    _write_whole_texts(page, form, whole)
    sheet.link(link_row, 2, say(form.language, "see_missing"), (sheet.name, address(page.row, 1)), look.LINK)
    _write_missing(page, form, table, progress)
    _finish(page, form)


def _write_campaign(page: _Page, form: Form, table: Table, quartiers: Table) -> None:
    language = form.language
    page.section(say(language, "section_campaign"))
    for name, text in _facts(form, table, quartiers):
        page.entry(say(language, name), text)
    deadline = form.campaign.deadline
    page.entry(
        say(language, "deadline"),
        deadline or say(language, "no_deadline"),
        told=look.DATE if deadline else look.PROSE,
    )
    coordinator = form.campaign.coordinator
    page.entry(say(language, "contact"), ", ".join(filter(None, (coordinator.name, coordinator.phone))))
    page.sheet.mail_link(page.row, 2, coordinator.email, coordinator.email, look.LINK)
    page.close("", coordinator.email)


def _facts(form: Form, table: Table, quartiers: Table) -> Iterator[tuple[str, str]]:
    asked = sum(line.is_asked for line in table.lines)
    by_quartier = sum(line.is_asked for line in quartiers.lines)
    wanted = [c.name for c in form.campaign.catalogue.conventions if c.code in form.respondent.conventions]
    yield "campaign", form.campaign.title
    yield "respondent", f"{form.respondent.name} ({form.respondent.code})"
    yield "conventions", ", ".join(wanted)
    yield "territory", form.territory.name
    yield "questions", say(form.language, "questions_text", measures=asked, by_quartier=by_quartier)


def _write_steps(page: _Page, form: Form) -> None:
    page.section(say(form.language, "section_steps"))
    for number in (1, 2, 3):
        text = say(form.language, f"step_{number}", email=form.campaign.coordinator.email)
        page.entry(say(form.language, "step", number=number), text)
    page.entry(say(form.language, "protection"), say(form.language, "protection_text"))


def _write_legend(page: _Page, form: Form, *, has_cut_texts: bool) -> None:
    language = form.language
    page.section(say(language, "section_legend"))
    page.entry(say(language, "legend_entry"), say(language, "legend_entry_text"), named=_sample(look.ENTRY))
    page.entry(None, say(language, "legend_closed_text"), named=_sample(look.CLOSED_CELL))
    page.entry(say(language, "legend_official"), say(language, "legend_official_text"), named=_sample(look.OFFICIAL))
    if has_cut_texts:
        page.entry(say(language, "legend_cut"), say(language, "legend_cut_text"), named=_sample(look.OFFICIAL))
    if form.marks:
        page.entry(say(language, "legend_faulty"), say(language, "legend_faulty_text"), named=_sample(look.FAULTY))
    states = {
        RowState.COMPLETE: look.IS_COMPLETE,
        RowState.TO_FILL: look.IS_TO_FILL,
        RowState.TO_CORRECT: look.IS_WRONG,
        **({RowState.TO_REVIEW: look.IS_TO_FILL} if form.marks else {}),
    }
    for state, style in states.items():
        page.entry(label(language, "row_states", state), say(language, f"legend_{state}_text"), named=_sample(style))


def _sample(style: Style) -> Style:
    """A cell of the legend, which cannot be typed in."""
    return replace(style, locked=True, size=11, indent=1, valign="vcenter", wrap=True)


def _write_progress(page: _Page, form: Form, table: Table, quartiers: Table, progress: Completion) -> int:
    """Figures and bar. Returns the row kept for the link to the list of what is missing."""
    language = form.language
    page.section(say(language, "section_progress"))
    asked = sum(line.is_asked for line in table.lines)
    complete = label(language, "controls", COMPLETE)
    done = progress.results.count(complete)
    count = f'COUNTIF({_LINES}!{table.range_of("check").absolute},"{complete}")'
    _live(page, say(language, "progress"), f"={count}&{_of(language, asked)}", _of_result(language, done, asked))
    share = done / asked if asked else 1.0
    formula = f"={count}/{asked}" if asked else "=1"
    _live(page, say(language, "progress_share"), formula, share, look.PERCENT)
    full = f"ROUND({address(page.row - 1, 2)}*{_BAR},0)"
    blocks = int(share * _BAR + 0.5)  # as ROUND does, half away from zero
    drawn = "█" * blocks + "░" * (_BAR - blocks)  # letters: a data bar prints badly and upsets some programs
    _live(page, say(language, "progress_bar"), f'=REPT("█",{full})&REPT("░",{_BAR}-{full})', drawn, look.BAR)
    if quartiers.lines:
        _write_quartier_progress(page, form, quartiers)
    link_row = page.row
    page.sheet.write(link_row, 1, say(language, "section_missing"), look.LABEL)
    page.close("", "")
    return link_row


def _write_quartier_progress(page: _Page, form: Form, quartiers: Table) -> None:
    counted = count_cells(form, quartiers, place=f"{quoted(sheet_name(SheetKey.QUARTIERS))}!")
    formula = f"={counted.formula}&{_of(form.language, counted.expected)}"
    name = say(form.language, "quartier_progress")
    _live(page, name, formula, _of_result(form.language, counted.done, counted.expected))


def _of(language: str, expected: int) -> str:
    return '"' + say(language, "progress_of", answered="", expected=expected) + '"'


def _of_result(language: str, done: int, expected: int) -> str:
    return say(language, "progress_of", answered=done, expected=expected)


def _live(page: _Page, name: str, formula: str, result: str | float, style: Style = look.FIGURE) -> None:
    page.sheet.write(page.row, 1, name, look.LABEL)
    page.sheet.formula(page.row, 2, formula, result, style)
    page.close(name, "")


def _write_glossary(page: _Page, form: Form, tables: Sequence[Table]) -> None:
    terms = used_terms(form, tables)
    if not terms:
        return
    page.section(say(form.language, "section_glossary"))
    for term in terms:
        page.entry(term.term, f"{term.expansion} ({term.note})" if term.note else term.expansion)


def _write_whole_texts(page: _Page, form: Form, codes: Mapping[tuple[str, str], Sequence[str]]) -> None:
    """What « Indicateurs » shows the beginning of, for those who print: « À savoir » is on no paper."""
    if codes:
        page.section(say(form.language, "section_whole_texts"))
    for (heading, whole), rows in codes.items():
        page.entry(", ".join(rows), say(form.language, "whole_entry", header=heading, text=whole))


def _write_missing(page: _Page, form: Form, table: Table, progress: Completion) -> None:
    """One line for each row that is not complete: code (a link), measure, control. Lines empty as rows are filled."""
    language = form.language
    page.section(say(language, "section_missing"))
    page.sheet.formula(
        page.row,
        1,
        f'=IF({_LISTS}!{absolute(FIRST, RANK_COLUMN)}="","{say(language, "nothing_missing")}"'
        f',"{say(language, "missing_help")}")',
        say(language, "missing_help" if progress.missing else "nothing_missing"),
        look.HELP,
    )
    page.sheet.height(page.row, 18)
    page.row += 1
    tallest = max(
        *(line_count(line.measure.label, _WIDTHS[1] - 2, _SIZE) for line in table.lines),
        *(line_count(word, _WIDTHS[2] - 2, _SIZE) for word in labels(language, "controls").values()),
    )
    line_by_number = {line.number: line for line in table.lines}
    for offset in range(len(table.lines)):
        number = progress.missing[offset] if offset < len(progress.missing) else None
        line = line_by_number[number] if number else None
        result = progress.results[table.lines.index(line)] if line else ""
        _write_missing_line(page.sheet, page.row, table, offset, line, result)
        page.sheet.height(page.row, text_height(tallest, _SIZE))
        page.row += 1


def _write_missing_line(sheet: Sheet, row: int, table: Table, offset: int, line: Line | None, result: str) -> None:
    ranked = f"{_LISTS}!{absolute(FIRST + offset, RANK_COLUMN)}"
    first, last = FIRST - 1, FIRST + len(table.lines) - 1  # headers included: Gnumeric finds nothing in one cell
    codes = f"{_LISTS}!{Area(first, CODE_COLUMN, last, CODE_COLUMN).absolute}"
    names = f"{_LISTS}!{Area(first, LABEL_COLUMN, last, LABEL_COLUMN).absolute}"
    code, check = (_at_rank(table, key, ranked) for key in ("code", "check"))
    target = f'"#{_LINES}!{address(1, table.number_of(Field.VALUE))[:-1]}"&{ranked}'
    for column, (formula, said, style) in enumerate(
        (
            (f"HYPERLINK({target},{code})", line.measure.code if line else "", look.LINK),
            (f"INDEX({names},MATCH({code},{codes},0))", line.measure.label if line else "", look.PROSE),
            (check, result, look.PROSE),
        ),
        1,
    ):
        sheet.formula(row, column, f'=IF({ranked}="","",{formula})', said, style)


def _at_rank(table: Table, key: str, ranked: str) -> str:
    """The cell of column *key* in the row whose number stands in *ranked*, counted from the header."""
    area = table.range_of(key)
    counted = area._replace(top=area.top - 1)
    return f"INDEX({_LINES}!{counted.absolute},{ranked}-{counted.top - 1})"


def _finish(page: _Page, form: Form) -> None:
    sheet = page.sheet
    sheet.show(tab="#000091", gridlines=False)
    sheet.select(1, 1)
    sheet.protect()
    sheet.print_setup(
        PrintSetup(landscape=False, area=Area(1, 1, page.row - 1, len(_WIDTHS)), footer=footer(form)),
    )
    sheet.activate()
