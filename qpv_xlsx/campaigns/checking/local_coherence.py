"""What a schema cannot see in targets that hold in one territory, or from one year on.

Codes that nothing bears, and figures that contradict what they stand beside.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.checking.contradictions import contradictions
from qpv_xlsx.campaigns.checking.document_records import (
    MEASURES,
    Document,
    Record,
    names_at,
    part_in,
    problem_at,
    records_at,
    text_in,
    unknown_reference,
)
from qpv_xlsx.campaigns.checking.possible_figures import impossible_figure
from qpv_xlsx.campaigns.pointers import Steps
from qpv_xlsx.domain.findings import Problem

_TERRITORIES: Steps = ("territories", "*")


def local_aim_problems(document: Document) -> Iterator[Problem]:
    """Each line is of a territory and a measure that exist, once, and says nothing against itself."""
    territories, measures = (frozenset(names_at(document, path)) for path in (_TERRITORIES, MEASURES))
    known = {text_in(record, "code"): record for _, record in records_at(document, MEASURES)}
    seen = set[tuple[str, str]]()
    for steps, aim in records_at(document, ("local_aims", "*")):
        territory, measure = _where(aim)
        yield from unknown_reference((*steps, "territory"), territory, territories)
        yield from unknown_reference((*steps, "measure"), measure, measures)
        if (territory, measure) in seen:
            yield problem_at((*steps, "measure"), "campaign_twice", read=f"{territory} {measure}")
        seen.add((territory, measure))
        if text_in(aim, "target_text").strip() and not aim.get("target"):
            yield problem_at((*steps, "target_text"), "campaign_local_target_untold")
        if measure in known:
            yield from _against_itself((steps, aim), known[measure], document)


def revision_problems(document: Document) -> Iterator[Problem]:
    """Revised targets are of measures that exist, one for a year wherever they hold, and possible from the start there."""
    territories, measures = (frozenset(names_at(document, path)) for path in (_TERRITORIES, MEASURES))
    known = {text_in(record, "code"): record for _, record in records_at(document, MEASURES)}
    own = {_where(aim): aim for _, aim in records_at(document, ("local_aims", "*"))}
    seen = set[tuple[str, str, str]]()
    for steps, revision in records_at(document, ("revisions", "*")):
        territory, measure = _where(revision)
        since = str(revision.get("since") or "")
        yield from unknown_reference((*steps, "measure"), measure, measures)
        yield from unknown_reference((*steps, "territory"), territory, territories)
        if (measure, since, territory) in seen:
            yield problem_at((*steps, "since"), "campaign_twice", read=f"{measure} {since}")
        seen.add((measure, since, territory))
        if measure in known:
            there = {**own.get((territory, measure), {}), "target": revision.get("target")}
            yield from _against_itself((steps, there), known[measure], document)


def _where(line: Mapping[str, Any]) -> tuple[str, str]:
    return text_in(line, "territory"), text_in(line, "measure")


def _against_itself(record: Record, measure: Mapping[str, Any], document: Document) -> Iterator[Problem]:
    """What contradicts itself once the line's figures stand in the place of the common ones; only where these do."""
    steps, aim = record
    target = part_in(aim, "target")
    impossible = (
        *impossible_figure((*steps, "start"), aim.get("start"), text_in(measure, "kind")),
        *impossible_figure((*steps, "target", "value"), target.get("value"), text_in(measure, "kind")),
    )
    yield from impossible
    if impossible:
        return  # what follows from it is not told
    common = tuple((path, code) for path, code, _ in contradictions(measure, part_in(document, "catalogue")))
    for path, code, facts in contradictions(_there(measure, aim), part_in(document, "catalogue")):
        if (path, code) not in common or target:
            yield problem_at((*steps, *_place(path, aim)), code, **facts)


def _there(measure: Mapping[str, Any], aim: Mapping[str, Any]) -> dict[str, Any]:
    """The measure's record with what the territory says instead."""
    own = {key: aim[f"start{name}"] for key, name in _STARTS.items() if aim.get(f"start{name}") is not None}
    has_none = "value" not in own and bool(text_in(aim, "baseline_text").strip())  # words without a figure
    common = {} if has_none else part_in(measure, "baseline")
    baseline = {**common, **own}
    return {**measure, "baseline": baseline, "target": aim.get("target") or measure.get("target")}


_STARTS = {"value": "", "year": "_year", "perimeter": "_perimeter"}


def _place(path: Steps, aim: Mapping[str, Any]) -> Steps:
    """Where the line says what contradicts: its target; its start where the target is the common one."""
    if not aim.get("target"):
        return ("start",)
    return path if path[0] == "target" else ("target", "type")
