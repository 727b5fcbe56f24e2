"""Findings: located observations with a stable code. Sentences are made of them in ``messages``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Severity(StrEnum):
    """What a finding does."""

    ERROR = "error"  # blocks the value or the file
    WARNING = "warning"  # needs the coordinator's eye
    INFO = "info"  # only tells

    @property
    def rank(self) -> int:
        """Its place among them, 0 for the gravest."""
        return tuple(Severity).index(self)


class Code(StrEnum):
    """Stable codes: letter of the family, number kept for ever."""

    F01 = "F01"  # unreadable or damaged
    F02 = "F02"  # password-protected
    F03 = "F03"  # not a spreadsheet
    F04 = "F04"  # not a collection workbook
    F05 = "F05"  # beyond size limits
    F06 = "F06"  # format not supported
    F07 = "F07"  # empty file
    I01 = "I01"  # other campaign
    I02 = "I02"  # other year
    I03 = "I03"  # unknown respondent
    I04 = "I04"  # identity marks disagree
    I05 = "I05"  # older version of the workbook
    I06 = "I06"  # sender is not a known contact
    I07 = "I07"  # exact duplicate of a registered return
    I08 = "I08"  # came after the closing date
    S01 = "S01"  # sheet missing
    S02 = "S02"  # column missing
    S03 = "S03"  # row missing
    S04 = "S04"  # row present twice
    S05 = "S05"  # unknown row
    S06 = "S06"  # official text changed
    S07 = "S07"  # rows in another order
    S08 = "S08"  # rows or columns inserted
    S09 = "S09"  # merged cells over entries
    S10 = "S10"  # entries in hidden rows or columns
    S11 = "S11"  # sheet renamed
    S12 = "S12"  # answer outside the entry cells
    V01 = "V01"  # not a number
    V02 = "V02"  # outside the possible range
    V03 = "V03"  # percent scale doubtful
    V04 = "V04"  # text read as a value
    V05 = "V05"  # whole number expected
    V06 = "V06"  # not in the list
    V07 = "V07"  # formula error
    V08 = "V08"  # formula without a result
    V09 = "V09"  # a date where a number is expected
    V10 = "V10"  # approximate or range value
    V11 = "V11"  # text too long
    V12 = "V12"  # a note holds text
    V13 = "V13"  # control or invisible characters removed
    C01 = "C01"  # value is not numerator / denominator
    C02 = "C02"  # numerator above denominator
    C03 = "C03"  # quartiers add up to more than the total
    C04 = "C04"  # strong change since last year
    C05 = "C05"  # situation contradicts value
    C06 = "C06"  # perimeter differs from the one asked, or from the baseline's
    C07 = "C07"  # two returns disagree
    C08 = "C08"  # small count, statistical secrecy
    C09 = "C09"  # cumulated value went down
    M01 = "M01"  # answer missing
    M02 = "M02"  # explanation missing
    M03 = "M03"  # nothing filled in
    X01 = "X01"  # macros present
    X02 = "X02"  # external links present
    X03 = "X03"  # text that looks like a formula
    X04 = "X04"  # suspicious archive


_ERRORS = "F01 F02 F03 F04 F05 F06 F07 I01 I02 I03 S04 S09 V01 V02 V05 V06 V07 V08 V09 C02 X04"
_INFOS = "I05 I07 S06 S07 S08 S11 V04 V13 X01 X02 X03"

DEFAULT_SEVERITY: Mapping[Code, Severity] = MappingProxyType(
    {
        code: Severity.ERROR
        if code in _ERRORS.split()
        else Severity.INFO
        if code in _INFOS.split()
        else Severity.WARNING
        for code in Code
    },
)
"""Severity of a code where the case at hand does not say otherwise."""


class Place(NamedTuple):
    """Where on a return. *cell* is an A1 address; None: the whole sheet. Both None: the whole file."""

    sheet: str | None = None
    cell: str | None = None


_THE_FILE = Place()


Spoken = Mapping[str, str | tuple[str, ...]]
"""The same words by language: a header, the words of a list."""

Fact = str | int | float | date | None | tuple[str, ...] | Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One observation.

    *case* chooses among the sentences of one code (« V04 » has one for « 8 sur 15 » and one for « nd »); empty: the main one.
    *measure*, *quartier*: what it is about; None where it is about the file or the sheet.
    *read*: the content as a person would see it; None where nothing was read.
    *facts*: named values for the sentence; figures in the measure's unit.
    """

    code: Code
    severity: Severity
    place: Place = _THE_FILE
    case: str = ""
    measure: str | None = None
    quartier: str | None = None
    read: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


def finding(
    code: Code,
    *,
    place: Place = _THE_FILE,
    severity: Severity | None = None,
    case: str = "",
    measure: str | None = None,
    quartier: str | None = None,
    read: str | None = None,
    **facts: Fact,
) -> Finding:
    """Make a finding, with the code's usual severity unless the case asks for another."""
    return Finding(
        code=code,
        severity=severity or DEFAULT_SEVERITY[code],
        place=place,
        case=case,
        measure=measure,
        quartier=quartier,
        read=read,
        facts=facts,
    )


class CampaignError(Exception):
    """The coordinator's command or campaign is wrong. *code* keys the sentence in ``messages``; *facts* fill it.

    *problems*: further located problems, all of them at once, each a (place, sentence key, facts) triple.
    """

    def __init__(self, code: str, *, problems: tuple["Problem", ...] = (), **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a campaign. *place*: « Administrations!C4 » or a JSON pointer."""

    place: str
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


class StorageError(Exception):
    """Trouble with disk or network: exit status 3. *code* keys the sentence in ``messages``."""

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Fact] = facts
