"""What is to be decided, and what was, on screen."""

from collections.abc import Sequence

from qpv_xlsx.cli.show import say, screen, show_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.messages.sentences import sentence
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.reading_report import names_of
from qpv_xlsx.tasks.resolve import Conflict


def show_conflicts(campaign: Campaign, conflicts: Sequence[Conflict], language: str, *, as_json: bool) -> None:
    """What remains to be settled, disagreements first."""
    names = names_of(campaign)
    said = [(conflict, sentence(conflict.found, language, names)) for conflict in conflicts]
    if as_json:
        show_json({"conflicts": [_document(conflict, words.message) for conflict, words in said]})
        return
    console = screen()
    for conflict, words in said:
        say(console, f"{conflict.respondent} {conflict.found.code} {words.message}")
    say(console, phrase(language, "conflicts_count", count=len(conflicts)))


def show_decisions(decisions: Sequence[Decision], language: str, *, as_json: bool) -> None:
    """What was recorded."""
    if as_json:
        show_json({"decisions": [_decision(decision) for decision in decisions]})
        return
    for decision in decisions:
        facts = {"respondent": decision.respondent, "measure": decision.question.measure, "reason": decision.reason}
        key = "decision_admitted" if decision.verdict is Resolution.ADMIT else "decision_recorded"
        say(screen(), phrase(language, key, **facts))


def _document(conflict: Conflict, message: str) -> dict[str, object]:
    found, received = conflict.found, conflict.received
    return {
        "respondent": conflict.respondent,
        "code": found.code.value,
        "severity": found.severity.value,
        "measure": found.measure,
        "quartier": found.quartier,
        "field": found.facts.get("field"),
        "sheet": found.place.sheet,
        "cell": found.place.cell,
        "file": received.submission.origin.name if received else None,
        "sha256": received.submission.origin.sha256 if received else None,
        "message": message,
    }


def _decision(decision: Decision) -> dict[str, object]:
    asked = decision.question
    return {
        "respondent": decision.respondent,
        "measure": asked.measure,
        "quartier": asked.quartier or None,
        "field": asked.field.value,
        "verdict": decision.verdict.value,
        "sha256": decision.sha256 or None,
        "code": decision.code or None,
        "value": decision.value,
        "reason": decision.reason,
        "decided": decision.decided.isoformat(),
    }
