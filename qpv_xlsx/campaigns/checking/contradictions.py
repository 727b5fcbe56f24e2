"""What a measure says against itself: a target on the wrong side of its direction or of its start, or due before it.

Such a measure would be judged, and wrongly: a rise « attained » where a fall was wanted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.checking.document_records import MEASURES, number_in, part_in, records_at, text_in
from qpv_xlsx.campaigns.pointers import Steps
from qpv_xlsx.domain.findings import Fact

Contradiction = tuple[Steps, str, Mapping[str, Fact]]
"""Where inside the measure, which one, and the facts of its sentence."""


def contradictions(measure: Mapping[str, Any], catalogue: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Everything that contradicts itself in one *measure* of a document."""
    target, baseline = part_in(measure, "target"), part_in(measure, "baseline")
    yield from _against_direction(str(measure.get("direction")), target)
    if measure.get("is_confirmed", True):  # a proposal may be odd as long as nobody took it for true
        yield from _against_its_form(str(measure.get("direction")), target, baseline)
        yield from _falling_total(measure, target)
        yield from _out_of_reach(measure, target, baseline, catalogue)
    yield from _under_the_start(measure, target, baseline)
    yield from _beyond_the_whole(measure, target, baseline)
    yield from _due_before_the_start(target, baseline, catalogue)


_WAYS: Mapping[str, tuple[str, float]] = {
    "change_by": ("amount", 0.0),
    "yearly_increase": ("rate", 0.0),
    "multiply_by": ("factor", 1.0),
}
_UPWARDS, _DOWNWARDS = frozenset({"at_least", "above"}), frozenset({"at_most", "below"})


def _against_direction(direction: str, target: Mapping[str, Any]) -> Iterator[Contradiction]:
    """« − 10 % » is no rise. A direction that says « stable » leaves the target its own."""
    way = _way(target)
    if way and direction in {"up", "down"} and way != direction:
        yield ("direction",), "campaign_direction", {"way": way, "direction": direction}


def _way(target: Mapping[str, Any]) -> str:
    """Where a target leads by itself; empty where it does not tell."""
    name = text_in(target, "type")
    if name in _UPWARDS:
        return "up"
    if name in _DOWNWARDS:
        return "down"
    key, still = _WAYS.get(name, ("", 0.0))
    step = number_in(target, key)
    return "" if step is None or step == still else ("up" if step > still else "down")


def _against_its_form(
    direction: str, target: Mapping[str, Any], baseline: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """So much a year is never too much; a gap that is reduced comes nearer to 0, on whichever side of it it is."""
    start = number_in(baseline, "value") or 0.0
    way = {"per_year": "up", "reduce_gap_by": _towards_nothing(start)}.get(text_in(target, "type"), "")
    if way and direction in {"up", "down"} and way != direction:
        yield ("direction",), "campaign_direction", {"way": way, "direction": direction}


def _towards_nothing(start: float) -> str:
    return ("down" if start > 0 else "up") if start else ""


def _falling_total(measure: Mapping[str, Any], target: Mapping[str, Any]) -> Iterator[Contradiction]:
    """What is counted since the start of the contract does not go down: no target can ask it to."""
    key, _ = _WAYS.get(text_in(target, "type"), ("", 0.0))
    if measure.get("nature") == "cumulated" and key and _way(target) == "down":
        yield ("target", key), "campaign_cumulated", {"read": _said(target[key])}


def _out_of_reach(
    measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """A level beyond what an answer can be: no result would ever attain it."""
    value, most, start = number_in(target, "value"), number_in(measure, "maximum"), number_in(baseline, "value")
    name = text_in(target, "type")
    if value is not None and most is not None and value > most and name in {*_UPWARDS, "per_year"}:
        yield ("target", "value"), "campaign_out_of_reach", {"read": _said(value), "maximum": _said(most)}
    if measure.get("kind") != "share" or start is None or start > 1:
        return
    factor = number_in(target, "factor") if name == "multiply_by" else None
    if factor is not None and start * factor > 1 + _DUST:
        yield ("target", "factor"), "campaign_beyond_whole", {"start": _said(start), "goal": _said(start * factor)}
    goal = _after_increases(target, baseline, catalogue, start)
    if goal > 1 + _DUST:
        yield ("target", "rate"), "campaign_beyond_whole", {"start": _said(start), "goal": _said(goal)}


def _after_increases(
    target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any], start: float
) -> float:
    """Where so much more each year leads by the deadline; *start* for another target."""
    rate = number_in(target, "rate")
    due = number_in(target, "year") or number_in(catalogue, "end")
    began = number_in(baseline, "year") or number_in(catalogue, "baseline_year")
    if rate is None or due is None or began is None or text_in(target, "type") != "yearly_increase":
        return start
    years = max(0.0, due - began)
    return start + rate * years if target.get("in_points") else start * (1 + rate) ** years


_DUST = 1e-9  # binary


def _under_the_start(
    measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """A level to reach that the start, on the same perimeter, is already over: a floor, if it is said to be one."""
    if _is_passed(measure, target, baseline) and not target.get("is_floor"):
        facts = {"read": _said(target["value"]), "start": _said(baseline["value"])}
        yield ("target", "value"), "campaign_floor", facts


def _is_passed(measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any]) -> bool:
    value, start = number_in(target, "value"), number_in(baseline, "value")
    if (
        text_in(target, "type") not in _UPWARDS
        or value is None
        or start is None
        or not measure.get("is_confirmed", True)
    ):
        return False
    return value < start and baseline.get("perimeter") == measure.get("perimeter", "qpv")


def _beyond_the_whole(
    measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """A share whose change leads beyond 100 %: 15 was meant as 15 %."""
    amount, start = number_in(target, "amount"), number_in(baseline, "value")
    if measure.get("kind") != "share" or text_in(target, "type") != "change_by" or amount is None:
        return
    goal = (start or 0.0) + amount if target.get("is_absolute") else (start or 0.0) * (1 + amount)
    if goal > 1 or (start is None and abs(amount) > 1):
        yield ("target", "amount"), "campaign_share", {"read": _said(amount)}


def _due_before_the_start(
    target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any]
) -> Iterator[Contradiction]:
    due, start = number_in(target, "year"), number_in(baseline, "year")
    usual = number_in(catalogue, "baseline_year")
    began = start if start is not None else usual
    if due is not None and began is not None and number_in(baseline, "value") is not None and due < began:
        yield ("target", "year"), "campaign_due", {"read": str(int(due)), "start": str(int(began))}


def _said(figure: float) -> str:
    return f"{figure:.12g}".replace(".", ",")


def with_former_floors(document: Any) -> Any:  # noqa: ANN401  (JSON, not checked yet)
    """The document with what it could not say: until version 1.0.0 every such level was read as a floor."""
    for _, measure in records_at(document, MEASURES):
        target, baseline = part_in(measure, "target"), part_in(measure, "baseline")
        if text_in(target, "type") == "at_least" and "is_floor" not in target and _is_passed(measure, target, baseline):
            target["is_floor"] = True  # type: ignore[index]  # a dict, as JSON is read
    return document
