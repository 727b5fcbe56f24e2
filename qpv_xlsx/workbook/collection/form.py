"""The form to be written: whose it is, its rows in order, and what its entry cells already hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from qpv_xlsx.domain.contract.asked import asked_fields, asked_quartiers
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent, excuse_of, measures_of, territory_of
from qpv_xlsx.domain.contract.catalogue import Convention, Indicator
from qpv_xlsx.domain.contract.geography import Territory
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.messages.endings import ended_words
from qpv_xlsx.spreadsheet.book import address
from qpv_xlsx.spreadsheet.drawing import Area
from qpv_xlsx.workbook.by_quartier import quartier_columns
from qpv_xlsx.workbook.collection.widths import is_whole, shown_label, sized, sized_about, sized_for_figures
from qpv_xlsx.workbook.collection.words import say
from qpv_xlsx.workbook.layout import FIRST_ROW, Column, Role, SheetKey, header, indicator_columns
from qpv_xlsx.workbook.official import about_text, official_text

_TELLING = frozenset({Role.OFFICIAL, Role.PAST, Role.ABOUT})
_ASKING = frozenset({"measure", "local_target"})
"""With past results, what stands before the answer: *À savoir* gives it whole."""

Content = float | int | str | None
"""What an entry cell holds before the respondent types: a figure, words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a measure of an indicator. *previous*: the indicator of the row above; None on the first row.

    *waiver*: why the measure is not asked of this respondent; empty where it is. *fields*: those whose cells are open.
    """

    number: int
    convention: Convention
    indicator: Indicator
    measure: Measure
    previous: Indicator | None
    waiver: str
    fields: frozenset[Field]

    @property
    def is_asked(self) -> bool:
        """Whether an answer is expected."""
        return not self.waiver

    @property
    def open_fields(self) -> frozenset[Field]:
        """Fields whose cells are open."""
        return self.fields if self.is_asked else frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that the sheets are written from. *contents*, and *marks* (the note of a cell to correct), by question."""

    campaign: Campaign
    respondent: Respondent
    reference: Reference
    language: str
    created: datetime
    contents: Mapping[Question, Content]
    marks: Mapping[Question, str]

    @property
    def territory(self) -> Territory:
        """Where the respondent answers for."""
        return territory_of(self.campaign, self.respondent)


class LineTexts(NamedTuple):
    """What the locked cells of a row say: *whole*, by the key of their column; *about*: what *À savoir* shows."""

    whole: Mapping[str, str]
    about: str


_NO_TEXTS: Mapping[str, LineTexts] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Table:
    """One answer sheet: its columns and rows, and where each stands. *texts*: of « Indicateurs », by measure code."""

    sheet: SheetKey
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    texts: Mapping[str, LineTexts]

    @property
    def last_row(self) -> int:
        """Number of the last row; the row above the first where there is none."""
        return FIRST_ROW + len(self.lines) - 1

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {column.key: number for number, column in reversed([*enumerate(self.columns, 1)])}

    def number_of(self, key: str) -> int:
        """Number of a column, from 1. Raises KeyError for a key that is not of this sheet."""
        return self._numbers[key]

    @cached_property
    def codes(self) -> frozenset[str]:
        """Those of its measures."""
        return frozenset(line.measure.code for line in self.lines)

    def at(self, line: Line, key: str) -> str:
        """« $J6 »: a cell of the line, whatever the column of the formula that reads it."""
        return "$" + address(line.number, self.number_of(key))

    def has(self, key: str) -> bool:
        """Whether there is such a column."""
        return key in self._numbers

    def range_of(self, key: str) -> Area:
        """All the rows of a column."""
        number = self.number_of(key)
        return Area(FIRST_ROW, number, self.last_row, number)

    def place(self, question: Question) -> tuple[int, int] | None:
        """Row and column of the cell that answers *question*; None where there is none on this sheet."""
        for line in self.lines:
            if line.measure.code == question.measure:
                for number, column in enumerate(self.columns, 1):
                    if column.field is question.field and column.quartier == question.quartier:
                        return line.number, number
        return None


def indicator_table(form: Form) -> Table:
    """« Indicateurs »: every measure of the respondent."""
    lines = tuple(_lines(form, measures_of(form.campaign, form.respondent)))

    columns = indicator_columns(form.campaign, form.respondent)
    locked = [column for column in columns if column.key == "measure" or column.role in _TELLING]
    said = [{column.key: _locked_text(form, line, column) for column in locked} for line in lines]

    def texts(column: Column) -> Sequence[str]:
        return tuple(dict.fromkeys(whole[column.key] for whole in said))

    columns = sized(columns, texts, [line.measure for line in lines if line.is_asked])
    told = [LineTexts(whole, _whole_about(form, line, whole, columns)) for line, whole in zip(lines, said, strict=True)]
    columns = sized_about(columns, [one.about for one in told])
    found = {line.measure.code: one for line, one in zip(lines, told, strict=True)}
    return Table(sheet=SheetKey.INDICATORS, columns=columns, lines=lines, texts=found)


def _locked_text(form: Form, line: Line, column: Column) -> str:
    if column.role is Role.ABOUT:
        past = own_past(form.campaign, form.respondent, line.measure.code)
        return about_text(line.measure, form.language, past)
    return official_text(form.campaign, form.respondent, line.indicator, line.measure, column, form.language)


def _whole_about(form: Form, line: Line, texts: Mapping[str, str], columns: Sequence[Column]) -> str:
    """What *À savoir* says, with the *texts* that are too long for their own column of *columns*, whole; then all on end."""
    told = next((texts[column.key] for column in columns if column.role is Role.ABOUT), "")
    asking = [column for column in columns if column.key in _ASKING or column.role is Role.PAST]
    cut = [
        say(form.language, "whole_text", header=header(column, form.language), text=" ".join(whole.split()))
        for column, whole in _cut_texts(line, texts, asking)
    ]
    return " – ".join(filter(None, (*told.split("\n"), *cut))) if cut else told


def whole_texts(form: Form, table: Table) -> Mapping[tuple[str, str], Sequence[str]]:
    """Codes of the rows of « Indicateurs » that show the beginning of a text only, by the column's header and the whole text."""
    codes: dict[tuple[str, str], list[str]] = {}
    for line in table.lines:
        for column, whole in _cut_texts(line, table.texts[line.measure.code].whole, table.columns):
            codes.setdefault((header(column, form.language), whole), []).append(line.measure.code)
    return codes


def _cut_texts(line: Line, texts: Mapping[str, str], columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    """Columns whose three lines do not show all of their text, with all of it."""
    for column in columns:
        if column.key == "measure":
            whole = line.measure.label
            is_cut = shown_label(whole, column.width) != whole
        elif column.role in _TELLING:
            whole = texts[column.key]
            is_cut = not is_whole(whole, column.width)
        else:
            continue
        if is_cut:
            yield column, whole


def quartier_table(form: Form) -> Table:
    """« Par quartier »: the measures asked there too; none where the territory has no quartiers."""
    asked = [one for one in measures_of(form.campaign, form.respondent) if asked_quartiers(one, form.territory)]
    return Table(
        sheet=SheetKey.QUARTIERS,
        columns=sized_for_figures(quartier_columns(form.campaign, form.respondent), asked),
        lines=tuple(_lines(form, asked)),
        texts=_NO_TEXTS,
    )


def _lines(form: Form, measures: Sequence[Measure]) -> Iterator[Line]:
    lineage = form.campaign.catalogue.lineage_by_measure
    previous: Indicator | None = None
    for number, measure in enumerate(measures, FIRST_ROW):
        convention, indicator, _ = lineage[measure.code]
        yield Line(
            number=number,
            convention=convention,
            indicator=indicator,
            measure=measure,
            previous=previous,
            waiver=_waiver(form, measure),
            fields=asked_fields(form.campaign, measure),
        )
        previous = indicator


def _waiver(form: Form, measure: Measure) -> str:
    """Why the whole measure is not asked of this respondent: its scheme ended, or a waiver; empty where it is asked."""
    if measure.is_without_object(form.campaign.year):
        return ended_words(measure, form.language)
    waiver = excuse_of(form.campaign, form.respondent.code, measure.code)
    return (waiver.reason or "—") if waiver else ""
