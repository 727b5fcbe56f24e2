"""What a measure says against itself: a target on the wrong side of its direction or of its start, or due before it.

Such a measure would be judged, and wrongly: a rise « attained » where a fall was wanted.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from qpv_xlsx.campaigns.sheets.nesting import Steps
from qpv_xlsx.domain.findings import Fact

Contradiction = tuple[Steps, str, Mapping[str, Fact]]
"""Where inside the measure, which one, and the facts of its sentence."""


def contradictions(measure: Mapping[str, Any], catalogue: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Everything that contradicts itself in one *measure* of a document."""
    target, baseline = _part(measure, "target"), _part(measure, "baseline")
    yield from _against_direction(str(measure.get("direction")), target)
    if measure.get("is_confirmed", True):  # a proposal may be odd as long as nobody took it for true
        yield from _against_its_form(str(measure.get("direction")), target, baseline)
        yield from _falling_total(measure, target)
        yield from _out_of_reach(measure, target, baseline, catalogue)
    yield from _under_the_start(measure, target, baseline)
    yield from _beyond_the_whole(measure, target, baseline)
    yield from _due_before_the_start(target, baseline, catalogue)


def _part(measure: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = measure.get(key)
    return found if isinstance(found, Mapping) else {}


def _number(holder: Mapping[str, Any], key: str) -> float | None:
    found = holder.get(key)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


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
    name = str(target.get("type"))
    if name in _UPWARDS:
        return "up"
    if name in _DOWNWARDS:
        return "down"
    key, still = _WAYS.get(name, ("", 0.0))
    step = _number(target, key)
    return "" if step is None or step == still else ("up" if step > still else "down")


def _against_its_form(
    direction: str, target: Mapping[str, Any], baseline: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """So much a year is never too much; a gap that is reduced comes nearer to 0, on whichever side of it it is."""
    start = _number(baseline, "value") or 0.0
    way = {"per_year": "up", "reduce_gap_by": _towards_nothing(start)}.get(str(target.get("type")), "")
    if way and direction in {"up", "down"} and way != direction:
        yield ("direction",), "campaign_direction", {"way": way, "direction": direction}


def _towards_nothing(start: float) -> str:
    return ("down" if start > 0 else "up") if start else ""


def _falling_total(measure: Mapping[str, Any], target: Mapping[str, Any]) -> Iterator[Contradiction]:
    """What is counted since the start of the contract does not go down: no target can ask it to."""
    key, _ = _WAYS.get(str(target.get("type")), ("", 0.0))
    if measure.get("nature") == "cumulated" and key and _way(target) == "down":
        yield ("target", key), "campaign_cumulated", {"read": _said(target[key])}


def _out_of_reach(
    measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """A level beyond what an answer can be: no result would ever attain it."""
    value, most, start = _number(target, "value"), _number(measure, "maximum"), _number(baseline, "value")
    name = target.get("type")
    if value is not None and most is not None and value > most and name in {*_UPWARDS, "per_year"}:
        yield ("target", "value"), "campaign_out_of_reach", {"read": _said(value), "maximum": _said(most)}
    if measure.get("kind") != "share" or start is None or start > 1:
        return
    factor = _number(target, "factor") if name == "multiply_by" else None
    if factor is not None and start * factor > 1 + _DUST:
        yield ("target", "factor"), "campaign_beyond_whole", {"start": _said(start), "goal": _said(start * factor)}
    goal = _after_increases(target, baseline, catalogue, start)
    if goal > 1 + _DUST:
        yield ("target", "rate"), "campaign_beyond_whole", {"start": _said(start), "goal": _said(goal)}


def _after_increases(
    target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any], start: float
) -> float:
    """Where so much more each year leads by the deadline; *start* for another target."""
    rate = _number(target, "rate")
    due = _number(target, "year") or _number(catalogue, "end")
    began = _number(baseline, "year") or _number(catalogue, "baseline_year")
    if rate is None or due is None or began is None or target.get("type") != "yearly_increase":
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
    value, start = _number(target, "value"), _number(baseline, "value")
    if target.get("type") not in _UPWARDS or value is None or start is None or not measure.get("is_confirmed", True):
        return False
    return value < start and baseline.get("perimeter") == measure.get("perimeter", "qpv")


def _beyond_the_whole(
    measure: Mapping[str, Any], target: Mapping[str, Any], baseline: Mapping[str, Any]
) -> Iterator[Contradiction]:
    """A share whose change leads beyond 100 %: 15 was meant as 15 %."""
    amount, start = _number(target, "amount"), _number(baseline, "value")
    if measure.get("kind") != "share" or target.get("type") != "change_by" or amount is None:
        return
    goal = (start or 0.0) + amount if target.get("is_absolute") else (start or 0.0) * (1 + amount)
    if goal > 1 or (start is None and abs(amount) > 1):
        yield ("target", "amount"), "campaign_share", {"read": _said(amount)}


def _due_before_the_start(
    target: Mapping[str, Any], baseline: Mapping[str, Any], catalogue: Mapping[str, Any]
) -> Iterator[Contradiction]:
    due, start = _number(target, "year"), _number(baseline, "year")
    usual = _number(catalogue, "baseline_year")
    began = start if start is not None else usual
    if due is not None and began is not None and _number(baseline, "value") is not None and due < began:
        yield ("target", "year"), "campaign_due", {"read": str(int(due)), "start": str(int(began))}


def _said(figure: float) -> str:
    return f"{figure:.12g}".replace(".", ",")


def with_former_floors(document: Any) -> Any:  # noqa: ANN401  (JSON, not checked yet)
    """The document with what it could not say: until version 1.0.0 every such level was read as a floor."""
    for measure in _measures(document):
        target, baseline = _part(measure, "target"), _part(measure, "baseline")
        if target.get("type") == "at_least" and "is_floor" not in target and _is_passed(measure, target, baseline):
            target["is_floor"] = True  # type: ignore[index]  # a dict, as JSON is read
    return document


def _measures(document: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401  (as above)
    holders: list[Any] = [_part(document, "catalogue")] if isinstance(document, Mapping) else []
    for key in ("conventions", "indicators", "measures"):
        holders = [
            item
            for holder in holders
            for item in (holder.get(key) if isinstance(holder.get(key), list) else ())
            if isinstance(item, Mapping)
        ]
    yield from holders
