"""How the rooms of *opening* say no: one exception that carries the finding, caught at the only way in."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import TypeVar
from xml.parsers.expat import ExpatError

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import DEFAULT_SEVERITY, Code, Fact, Finding, Place, Severity
from qpv_xlsx.spreadsheet.book import address

T = TypeVar("T")

MIB = 2**20

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    SyntaxError,  # also lxml’s and ElementTree’s
    ExpatError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
)
"""What parsers raise on a damaged file. Anything else, MemoryError first, is for the isolation or is our bug."""


class Refused(Exception):  # noqa: N818  (a verdict, not an error of the program)
    """The file, or the whole of it, cannot be taken. *finding* says why."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.code)
        self.finding = found


def unless_damaged(read: Callable[[], T]) -> T | None:
    """What *read* gives; None for a damaged part on which no answer depends.

    What is suspicious or beyond a limit is still refused.
    """
    try:
        return read()
    except Refused as refusal:
        if refusal.finding.code is not Code.F01:
            raise
    except DAMAGE:
        pass
    return None


def damaged(detail: str, *, case: str = "", place: Place | None = None, **facts: Fact) -> Refused:
    """F01. *detail* is what the parser said, for whoever looks into it."""
    return _refused(Code.F01, case, {"detail": detail, **facts}, place or Place())


def not_well_formed(trouble: ExpatError) -> Refused:
    """F01 for a part whose XML breaks off: where it does."""
    return damaged(str(trouble), case="not_xml", line=trouble.lineno, character=trouble.offset + 1)


def suspicious(case: str, **facts: Fact) -> Refused:
    """X04."""
    return _refused(Code.X04, case, facts)


def locked(part: str) -> Refused:
    """F02 for an archive whose parts ask for a password."""
    return _refused(Code.F02, "archive", {"part": part})


def not_a_spreadsheet(case: str) -> Refused:
    """F03."""
    return _refused(Code.F03, case, {})


def packed(suffix: str) -> Refused:
    """F03 for an archive of a sort that is not opened, by its usual *suffix*."""
    return _refused(Code.F03, "packed", {"suffix": suffix})


def not_supported(case: str) -> Refused:
    """F06."""
    return _refused(Code.F06, case, {})


def beyond(limit: str, found: float, allowed: float) -> Refused:
    """F05; *limit* is a field of Limits, both figures in its unit."""
    return _refused(Code.F05, limit, {"limit": limit, "found": found, "allowed": allowed})


def beyond_bytes(limit: str, found: int, allowed: int) -> Refused:
    """F05 for a limit in bytes, told in MiB."""
    return beyond(limit, round(found / MIB, 1), round(allowed / MIB, 1))


def far_away(sheet: str, far: str, limits: Limits) -> tuple[Finding, ...]:
    """What to say of content left out beyond the furthest row or column; *far*: its first address, empty for none."""
    if not far:
        return ()
    allowed = address(limits.furthest_row, limits.furthest_column)
    facts: dict[str, Fact] = {"limit": "furthest", "found": far, "allowed": allowed}
    place = Place(sheet=sheet, cell=far)
    return (Finding(code=Code.F05, severity=Severity.WARNING, case="far", place=place, facts=facts),)


def left_out(sheet: str, part: str) -> Finding:
    """F01, told only: a damaged part that holds notes or drawings, on which no figure depends."""
    place = Place(sheet=sheet)
    return Finding(code=Code.F01, severity=Severity.INFO, case="left_out", place=place, facts={"part": part})


def _refused(code: Code, case: str, facts: Mapping[str, Fact], place: Place = Place()) -> Refused:  # noqa: B008  (frozen)
    told = {name: _in_one_line(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return Refused(Finding(code=code, severity=DEFAULT_SEVERITY[code], case=case, place=place, facts=told))


def _in_one_line(text: str) -> str:
    """What comes from a file must not look like lines of ours."""
    return "".join(" " if sign.isspace() else sign for sign in text)
