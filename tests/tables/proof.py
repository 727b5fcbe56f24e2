"""The measures that the import proposes for Paris, set against those of the template, which a person made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Direction, Measure
from qpv_xlsx.domain.contract.targets import Qualitative, Undefined
from qpv_xlsx.domain.wording import bare_words

ROUNDING = 1e-9


class Verdict(StrEnum):
    RIGHT = "right"
    ABSTAINED = "left open"  # nothing wrong, something left empty, and a question or nothing to say
    DOUBTED = "wrong, but asked"
    WRONG = "wrong without a doubt"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    code: str
    verdict: Verdict
    detail: str = ""


def compare(made: Campaign, proposed: Campaign) -> Iterator[Comparison]:
    """One comparison per measure of *made*, and one per proposed measure that goes with none."""
    asked = {choice.measure for choice in proposed.choices}
    for own, other in zip(made.catalogue.indicators, proposed.catalogue.indicators, strict=True):
        left = list(own.measures)
        for measure in other.measures:
            mate = max(left, key=lambda one: _closeness(one, measure), default=None)
            if mate is None:
                yield Comparison(
                    code=measure.code,
                    verdict=Verdict.DOUBTED if measure.code in asked else Verdict.WRONG,
                    detail="one too many",
                )
                continue
            left.remove(mate)
            yield _judged(mate, measure, is_asked=measure.code in asked)
        yield from (Comparison(code=one.code, verdict=Verdict.MISSING) for one in left)


def _closeness(made: Measure, proposed: Measure) -> tuple[float, bool, bool, bool]:
    """By their words first: a figure under the wrong words is wrong."""
    own, other = (
        {word[:5] for word in bare_words(label).split() if len(word) > 2}
        for label in (made.label, proposed.label.partition(" – ")[0])
    )
    return (
        len(own & other) / max(1, len(own)),
        made.target == proposed.target and not _is_open(made.target),
        made.kind is proposed.kind,
        made.baseline.value == proposed.baseline.value,
    )


def _is_open(target: object) -> bool:
    return isinstance(target, Undefined | Qualitative)


def _judged(made: Measure, proposed: Measure, *, is_asked: bool) -> Comparison:
    wrong, empty = tuple(_wrong(made, proposed)), tuple(_empty(made, proposed))
    if wrong:
        verdict = Verdict.DOUBTED if is_asked else Verdict.WRONG
        return Comparison(code=made.code, verdict=verdict, detail="; ".join(wrong))
    if empty:
        return Comparison(code=made.code, verdict=Verdict.ABSTAINED, detail="; ".join(empty))
    return Comparison(code=made.code, verdict=Verdict.RIGHT)


def _wrong(made: Measure, proposed: Measure) -> Iterator[str]:
    if proposed.kind is not made.kind:
        yield f"kind {proposed.kind} for {made.kind}"
    if proposed.direction not in {made.direction, Direction.UNTOLD}:
        yield f"direction {proposed.direction} for {made.direction}"
    if not _is_open(proposed.target) and proposed.target != made.target:
        yield f"target {proposed.target} for {made.target}"
    start, own = proposed.baseline, made.baseline
    if start.value is not None and (own.value is None or abs(start.value - own.value) > ROUNDING):
        yield f"start {start.value} for {own.value}"
    if start.value is not None and own.value is not None and start.year != own.year:
        yield f"year of the start {start.year} for {own.year}"
    if start.precision != own.precision and own.value is not None and start.value is not None:
        yield f"precision of the start {start.precision} for {own.precision}"
    if start.perimeter not in {None, own.perimeter}:
        yield f"perimeter of the start {start.perimeter} for {own.perimeter}"


def _empty(made: Measure, proposed: Measure) -> Iterator[str]:
    if proposed.direction is Direction.UNTOLD and made.kind.is_number:
        yield "direction"
    if _is_open(proposed.target) and not _is_open(made.target):
        yield "target"
    if proposed.baseline.value is None and made.baseline.value is not None:
        yield "start"


def printed(comparisons: Sequence[Comparison]) -> str:
    """Counts, then every measure that is not right."""
    counts = {verdict: sum(one.verdict is verdict for one in comparisons) for verdict in Verdict}
    lines = [", ".join(f"{verdict}: {count}" for verdict, count in counts.items())]
    lines += [f"{one.code} {one.verdict}: {one.detail}" for one in comparisons if one.verdict is not Verdict.RIGHT]
    return "\n".join(lines)
