"""Findings that another one explains are removed: a cell is told once, by what helps most to mend it."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from qpv_xlsx.domain.contract.questions import PARTS, Field
from qpv_xlsx.domain.findings import Code, Finding, Place, Severity
from qpv_xlsx.domain.returned.rules.context import Context

_Found = tuple[Finding, ...]
_REFUSALS = frozenset({"refused", "refused_all"})  # typed where a figure is asked, it is told as a refusal, once
_CONTENT = frozenset(
    {Code.V12, Code.S04, Code.S09, Code.S10, Code.S12}
)  # with errors of reading: the file is not blank


def settle(
    findings: Iterable[Finding],
    context: Context | None = None,
) -> _Found:
    """*findings* without those that are waived, said twice, or explained by another; their order stays."""
    kept = _once(findings)
    if context:
        kept = tuple(found for found in kept if not context.is_silenced(found))
    for step in _STEPS:
        kept = step(kept)
    return kept


def _once(findings: Iterable[Finding]) -> _Found:
    first: dict[object, Finding] = {}
    for found in findings:
        first.setdefault(what_is_said(found), found)
    return tuple(first.values())


def what_is_said(found: Finding) -> object:
    """Equal for findings that say one thing: the same code and case at the same place about the same measure."""
    said = (found.code, found.case, found.place, found.measure, found.quartier, found.read)
    return said if found.place.cell or found.measure else (*said, repr(found.facts))


def _blank_or_not(findings: _Found) -> _Found:
    """A blank workbook is told once (M03), not cell by cell; one whose cells could not be read is not blank."""
    if not any(found.code is Code.M03 for found in findings):
        return findings
    is_blank = not any(
        found.code in _CONTENT or _is_refused_value(found) or _is_undecided(found) or _is_another_year(found)
        for found in findings
    )
    silenced = {Code.M01, Code.M02} if is_blank else {Code.M03}
    return tuple(found for found in findings if found.code not in silenced)


def _without_quartiers_spoken_of(findings: _Found) -> _Found:
    """A list of quartiers without answer leaves out those whose cell holds something, understood or not."""
    spoken = _refused(findings) | _absent(findings) | _said_twice(findings)
    return tuple(kept for found in findings if (kept := _shortened(found, spoken)) is not None)


def _shortened(found: Finding, spoken: frozenset[Place]) -> Finding | None:
    names, cells = found.facts.get("quartiers"), found.facts.get("cells")
    if not isinstance(names, tuple) or not isinstance(cells, tuple):
        return found
    sheet = found.place.sheet
    silent = [pair for pair in zip(names, cells, strict=True) if Place(sheet=sheet, cell=pair[1]) not in spoken]
    if not silent:
        return None
    facts = {"quartiers": tuple(name for name, _ in silent), "cells": tuple(cell for _, cell in silent)}
    case = found.case if len(silent) == len(names) else "quartiers"
    return replace(
        found, case=case, place=Place(sheet=sheet, cell=silent[0][1] or None), facts={**found.facts, **facts}
    )


def _without_those_on_refused_cells(findings: _Found) -> _Found:
    """A cell that could not be read is not also missing, nor contradicted, nor worth an information."""
    refused = _refused(findings)
    values = {
        (found.measure, found.quartier)
        for found in findings
        if (_is_refused_value(found) or found.code is Code.S09) and found.facts.get("field") == Field.VALUE.value
    }
    return tuple(
        found
        for found in findings
        if not (found.code is Code.C05 and (found.measure, found.quartier) in values)
        if found.place not in refused
        or found.severity is Severity.ERROR
        or not (found.code.value[0] in "CM" or found.severity is Severity.INFO)
    )


def _without_those_on_undecided_rows(findings: _Found) -> _Found:
    """A measure whose answers cannot be told from another's is not also without answer; nor is a cell that says two things."""
    rows = {found.measure for found in findings if _is_undecided(found) and "disputed" not in found.facts}
    cells = {(found.measure, cell) for found in findings for cell in _words(found, "disputed")}
    return tuple(
        found
        for found in findings
        if found.measure not in rows or not _says_none_given(found)
        if not any((found.measure, cell) in cells for cell in _missed(found))
    )


def cell_said(field: str, quartier: str | None) -> str:
    """A cell of a measure among the facts of a finding."""
    return f"{field}@{quartier}" if quartier else str(field)


def _words(found: Finding, fact: str) -> tuple[str, ...]:
    told = found.facts.get(fact, ())
    return told if isinstance(told, tuple) else ()


def _missed(found: Finding) -> tuple[str, ...]:
    """The cells of which one would answer what *found* says is not given; nothing for other findings."""
    if not _says_none_given(found):
        return ()
    fields = tuple(PARTS) if found.case == "parts" else (str(found.facts.get("field", Field.VALUE.value)),)
    return tuple(cell_said(one, found.quartier) for one in (*fields, Field.SITUATION.value))


def _without_the_answered(findings: _Found) -> _Found:
    """« nd » in a cell that has no situation of its own is an answer; so is a situation that is not in the list."""
    absent = _absent(findings)
    unlisted = {found.measure for found in findings if found.code is Code.V06 and found.severity is Severity.ERROR}
    return tuple(
        found
        for found in findings
        if found.code is not Code.M01
        or not (found.place in absent or (found.measure in unlisted and found.case in {"", "comment_only"}))
    )


def _without_the_less_telling(findings: _Found) -> _Found:
    """A fall of a cumulated value is also a strong change; swapped numbers also make a wrong fraction."""
    fallen = _places(findings, lambda found: found.code is Code.C09)
    swapped = {(found.measure, found.quartier) for found in findings if found.code is Code.C02}
    warned = _places(findings, _doubts_the_reading)
    exchanged = {(found.code, found.measure, found.quartier) for found in findings if found.case == "exchanged"}
    refusing = _places(findings, lambda found: found.code in {Code.M01, Code.M03} and found.case in _REFUSALS)
    return tuple(
        found
        for found in findings
        if not (found.code is Code.C04 and found.place in fallen)
        and not ((found.code, found.measure, found.quartier) in exchanged and found.case in {"", "baseline"})
        and not (found.code is Code.C01 and (found.measure, found.quartier) in swapped)
        and not (found.code is Code.V04 and found.severity is Severity.INFO and found.place in warned)
        and not (found.code is Code.V04 and found.case in _REFUSALS and found.place in refusing)
    )


_STEPS: tuple[Callable[[_Found], _Found], ...] = (
    _blank_or_not,
    _without_quartiers_spoken_of,
    _without_those_on_refused_cells,
    _without_those_on_undecided_rows,
    _without_the_answered,
    _without_the_less_telling,
)


def _says_none_given(found: Finding) -> bool:
    return found.code in {Code.M01, Code.M02} or (found.code, found.case) == (Code.C05, "no_value")


def _is_undecided(found: Finding) -> bool:
    """Answers that may be those of other measures, or of which two contradict each other: they are there, none is taken."""
    return found.code in {Code.S04, Code.S07} and found.severity is Severity.ERROR


def _is_another_year(found: Finding) -> bool:
    """A sheet of another year stands where answers were to be: it was sent as a return."""
    return found.code is Code.I04 and found.severity is Severity.ERROR


def _is_refused_value(found: Finding) -> bool:
    return found.code.value[0] == "V" and found.severity is Severity.ERROR


def _doubts_the_reading(found: Finding) -> bool:
    """Struck-through figures beside the one that counts are V04 too, as a warning."""
    return found.code in {Code.V03, Code.V10} or (found.code is Code.V04 and found.severity is Severity.WARNING)


def _refused(findings: _Found) -> frozenset[Place]:
    """Cells whose content could not be read, or was lost."""
    return _places(findings, lambda found: found.code.value[0] in "VS" and found.severity is Severity.ERROR)


def _said_twice(findings: _Found) -> frozenset[Place]:
    """Cells of which two copies say different things (S04)."""
    cells = [cell for found in findings for cell in _words(found, "disputed_cells")]
    return frozenset(Place(*cell.rsplit("!", 1)) for cell in cells)


def _absent(findings: _Found) -> frozenset[Place]:
    return _places(findings, lambda found: found.code is Code.V04 and found.case == "absent")


def _places(findings: _Found, is_meant: Callable[[Finding], bool]) -> frozenset[Place]:
    return frozenset(found.place for found in findings if found.place.cell and is_meant(found))
