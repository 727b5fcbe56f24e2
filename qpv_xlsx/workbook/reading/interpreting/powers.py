"""Raised figures after a ten: « 10³ » is a thousand, or ten with the call of a note.

Raised by the pen, as note marks are, it is read as a note, and the other reading is told; typed with the sign of a power,
nothing is taken.
"""

import re

from qpv_xlsx.domain.findings import Code, Finding, Severity
from qpv_xlsx.spreadsheet.book import Cell
from qpv_xlsx.workbook.reading.interpreting.asked import Asked

_POWER = re.compile(r"10\s?(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_NOTE = Code.V04, "raised_power", Severity.WARNING
_SIGN = Code.V03, "power", Severity.ERROR
_ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def said_of_power(cell: Cell, asked: Asked) -> Finding | None:
    """The finding on a figure that may be a power of ten, whichever way its exponent is raised; None for any other."""
    words = cell.words or cell.value
    if not asked.is_figure or not isinstance(words, str) or "10" not in words:
        return None
    power = _POWER.fullmatch(words.strip())
    if power is None:
        return None
    exponent = int(power[1].translate(_ON_THE_LINE))
    if exponent == 1:  # ten either way
        return None
    code, case, severity = _NOTE if cell.raised else _SIGN
    return asked.finding(
        code, words.strip(), case=case, severity=severity, power=10**exponent, note=str(exponent), reading=10
    )
