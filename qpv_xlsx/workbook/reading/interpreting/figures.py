"""Cells where a figure is expected."""

from datetime import date, datetime, time, timedelta
from math import isfinite

from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.questions import Field, Situation
from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.domain.returned.figures import Absent, NotRead, Understood, read_figure
from qpv_xlsx.domain.returned.figures.bounds import Impossible, impossible
from qpv_xlsx.domain.returned.figures.scale import hundredth_of
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import Asked, Read
from qpv_xlsx.workbook.reading.interpreting.cleaning import clean
from qpv_xlsx.workbook.reading.interpreting.numbers import doubts, read_number
from qpv_xlsx.workbook.reading.interpreting.typed import typed

_CENT_TIMES = 10  # « 1730 % » was meant as 17,3 %; « 130 % » is another mistake
_PERSONS = "personnes"
_HAS_SITUATION = frozenset({Field.VALUE})


def read_figure_cell(cell: Cell, asked: Asked) -> Read:
    """The figure of a cell that is not blank, whatever was put in it."""
    match cell.value:
        case bool():
            return (), (asked.finding(Code.V01, typed(cell), case="boolean", example=asked.example),)
        case int() | float() if isfinite(cell.value):
            return read_number(cell, float(cell.value), asked)
        case str():
            return _read_text(cell.value, asked)
        case datetime() | date():
            return (), (_date(cell, cell.value, asked),)
        case time() | timedelta():
            return (), (asked.finding(Code.V09, typed(cell), case="time"),)
    return (), (asked.finding(Code.V01, typed(cell), example=asked.example),)


def _date(cell: Cell, day: date, asked: Asked) -> Finding:
    """« 8/12 » becomes 8 December in a spreadsheet's hands: the fraction it may have been is shown."""
    if asked.is_part or not asked.measure.asks_fraction:
        return asked.finding(Code.V09, typed(cell))
    return asked.finding(Code.V09, typed(cell), case="fraction", first=day.day, second=day.month)


def _read_text(text: str, asked: Asked) -> Read:
    cleaned = clean(text)
    reading_kind = Kind.AMOUNT if asked.is_part else asked.kind  # a part of a share of credits is in euros
    found = read_figure(cleaned.text, reading_kind, asked.measure.unit, asked.around)
    if isinstance(found, NotRead) and asked.is_part and asked.measure.counts_persons:  # « 34 personnes » of a share
        persons = read_figure(cleaned.text, Kind.COUNT, _PERSONS, asked.around)
        found = persons if isinstance(persons, Understood) else found
    lost = (asked.finding(Code.V13, cleaned.text),) if cleaned.has_lost else ()
    answers, findings = _outcome(found, cleaned.text, asked)
    return answers, (*findings, *lost)


def _outcome(found: Understood | Absent | NotRead, raw: str, asked: Asked) -> Read:
    match found:
        case Understood():
            return _understood(found, raw, asked)
        case Absent():
            return read_absent(found, raw, asked)
    return (), (_not_read(found, raw, asked),)


def _understood(found: Understood, raw: str, asked: Asked) -> Read:
    if wrong := impossible(found.value, asked.bounded, asked.maximum):
        if wrong.case == "share" and found.value > _CENT_TIMES and asked.allows(meant := hundredth_of(found.value)):
            return (), (asked.finding(Code.V02, raw, case="percent", proposal=meant),)
        return (), (_refuse(wrong, raw, asked),)
    said = asked.finding(
        found.code,
        raw,
        case=found.case,
        severity=Severity.INFO if found.is_sure else Severity.WARNING,
        reading=found.value,
        other=found.other,
        numerator=found.numerator,
        denominator=found.denominator,
    )
    more: list[tuple[Field, float | Situation | None]] = []
    if asked.field is Field.VALUE:
        more = [
            (Field.NUMERATOR, found.numerator),
            (Field.DENOMINATOR, found.denominator),
            (Field.SITUATION, found.situation),
        ]
    answers = tuple(asked.answer(value, raw, field) for field, value in more if value is not None)
    return (asked.answer(found.value, raw), *answers), (said, *doubts(found.value, raw, asked))


def read_absent(found: Absent, raw: str, asked: Asked) -> Read:
    """« nd » where a value was expected: a situation, and where it says why, a comment."""
    severity = Severity.INFO if found.is_sure else Severity.WARNING
    if asked.field not in _HAS_SITUATION:
        return (), (asked.finding(Code.V04, raw, case="absent", severity=severity, situation=found.situation.value),)
    case = f"{found.situation.value}_quartier" if asked.quartier and found.is_sure else found.case
    said = asked.finding(Code.V04, raw, case=case, severity=severity, situation=found.situation.value)
    answers = [asked.answer(found.situation, raw, Field.SITUATION)]
    if found.explains and not asked.quartier:
        answers.append(asked.answer(raw, raw, Field.COMMENT))
    return tuple(answers), (said,)


def _not_read(found: NotRead, raw: str, asked: Asked) -> Finding:
    proposal, case = found.proposal, found.case
    if proposal is not None and not asked.allows(proposal):
        proposal, case = None, case.removesuffix("proposal").removesuffix("_")
    return asked.finding(
        found.code,
        raw,
        case=case,
        severity=Severity.ERROR,
        proposal=proposal,
        example=asked.example,
    )


def _refuse(wrong: Impossible, raw: str, asked: Asked) -> Finding:
    return asked.finding(wrong.code, raw, case=wrong.case, maximum=asked.largest)
