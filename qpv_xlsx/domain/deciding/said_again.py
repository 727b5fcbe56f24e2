"""Whether a decision is the one that stands already: said again, it would stand twice in the register."""

from collections.abc import Iterable, Sequence

from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.deciding.lines import lines_to_decide
from qpv_xlsx.domain.merging.ledger import Decision, Ledger, Resolution, Sending
from qpv_xlsx.domain.merging.standing import line_of


def content_of(decision: Decision) -> tuple[object, ...]:
    """All of a decision but when, why and by whom."""
    code = decision.code if decision.verdict is Resolution.ACCEPT else ""
    return decision.question, decision.verdict, decision.sha256, decision.value, code


def is_said_again(ledger: Ledger, made: Sequence[Decision], sendings: Iterable[Sending]) -> bool:
    """Whether the latest act on the line of *made* decides the very same for the same reason, and nothing asks for it anew.

    A line to decide again (a newer return), or a question asked again after a letter, is decided anew.
    """
    if not made:
        return False
    line = line_of(made[0])
    latest: Sequence[Decision] = ()
    for act in acts_standing(ledger.decisions).values():
        if line_of(act[0]) == line:
            latest = act
    if not latest or {content_of(one) for one in latest} != {content_of(one) for one in made}:
        return False
    if made[0].reason.strip() != latest[0].reason.strip():
        return False
    is_asked_since = any(
        one.respondent == line[0] and one.sent > latest[0].decided
        for one in sendings
        if latest[0].verdict is Resolution.ASK
    )
    asked = made[0].question
    is_open = any((one.respondent, one.measure, one.quartier) == line[:3] for one in lines_to_decide(ledger))
    return not is_asked_since and not (asked.measure and is_open)
