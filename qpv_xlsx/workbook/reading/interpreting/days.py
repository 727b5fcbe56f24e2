"""Cells that say when a figure was observed: a day, or words for a longer time (« année scolaire 2014-2015 »)."""

import re
from datetime import date, datetime, timedelta

from qpv_xlsx.domain.findings import Code, Severity
from qpv_xlsx.domain.written_days import day_in
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import clean
from qpv_xlsx.workbook.reading.interpreting.texts import told_of_text
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, as far as days after 1 March 1900 go
_YEARS = range(1950, 2100)
_SERIALS = range(36_526, 73_051)  # 1 January 2000 to 31 December 2099
_IS_SHAPED = re.compile(r"\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}")  # and is no day: « 31/02/2025 »
_NAMES_A_YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")


def read_observed_on(cell: Cell, asked: Asked) -> Read:
    """A day in ISO form; a year or other words that name one as they are; anything else is kept with a warning."""
    match cell.value:
        case datetime():
            return (asked.answer(cell.value.date().isoformat(), typed(cell)),), ()
        case date():
            return (asked.answer(cell.value.isoformat(), typed(cell)),), ()
        case int() if not isinstance(cell.value, bool):
            return _number(cell.value, cell, asked)
        case float() if cell.value.is_integer():
            return _number(int(cell.value), cell, asked)
    return _words(cell, asked)


def _number(value: int, cell: Cell, asked: Asked) -> Read:
    """A year, or a date that lost its look."""
    if value in _YEARS:
        return (asked.answer(str(value), typed(cell)),), ()
    if value not in _SERIALS:
        return _words(cell, asked)
    day = _EPOCH + timedelta(days=value)
    said = asked.finding(Code.V04, typed(cell), case="day", severity=Severity.WARNING, day=day)
    return (asked.answer(day.isoformat(), typed(cell)),), (said,)


def _words(cell: Cell, asked: Asked) -> Read:
    cleaned = clean(typed(cell))
    day = day_in(cleaned.text)
    told = tuple(told_of_text(cleaned, asked))
    if day is None and (_IS_SHAPED.fullmatch(cleaned.text) or not _NAMES_A_YEAR.search(cleaned.text)):
        told = (asked.finding(Code.V06, cleaned.text, case="day", severity=Severity.WARNING), *told)
    return (asked.answer(day.isoformat() if day else cleaned.text, cleaned.text),), told
