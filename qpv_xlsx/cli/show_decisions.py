"""What is to be decided, and what was, on screen."""

from collections.abc import Sequence

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.next_command import next_command
from qpv_xlsx.cli.show import say, screen, show_json
from qpv_xlsx.domain.contract.campaign import Choice
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.messages.typed_words import as_typed
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.deciding.acts_told import acts_told
from qpv_xlsx.tasks.deciding.decisions_book import Applied, DecisionsBook
from qpv_xlsx.tasks.resolve import Conflict, conflicts_on

_HANGING = 2  # characters: where one line ends and the next begins is seen


def show_conflicts(written: DecisionsBook, setting: Setting, *, as_json: bool) -> None:
    """What remains to be settled, line by line as in ``decisions.xlsx``, disagreements first."""
    language, conflicts = setting.language, conflicts_on(written.lines)
    names = Names.of(written.campaign)
    said = [(conflict, sentence(conflict.found, language, names)) for conflict in conflicts]
    if as_json:
        show_json(
            {
                "schema": "qpv-xlsx/conflicts/1",
                "conflicts": [_document(conflict, words.message) for conflict, words in said],
            }
        )
        return
    console = screen()
    for conflict, words in said:
        say(console, f"{conflict.respondent or '–'} {conflict.found.code} {words.message}", hanging=_HANGING)
    for code, count in written.masked.items():
        say(console, phrase(language, "small_counts_masked", respondent=code, count=count))
    if conflicts:
        command = next_command(setting.folder, "resolve")
        say(console, phrase(language, "conflicts_count", count=len(written.lines), command=command))


def show_decisions(decisions: Sequence[Decision], setting: Setting, *, as_json: bool, is_undo: bool = False) -> None:
    """What was recorded, or taken back; none: the same decision stood already."""
    if as_json:
        told = [_decision(decision) for decision in decisions]
        show_json({"schema": _DECISIONS, "decisions": [] if is_undo else told, "undone": told if is_undo else []})
        return
    if not decisions:
        say(screen(), phrase(setting.language, "decision_stands"))
    plain = [one for one in decisions if is_undo or one.verdict not in _KEYS]
    for words in acts_told(setting.folder, plain, setting.language):
        say(screen(), phrase(setting.language, _UNDONE if is_undo else _RECORDED, act=words))
    for decision in decisions if not is_undo else ():
        if decision.verdict in _KEYS:
            say(screen(), _sentence(decision, setting))


def _sentence(decision: Decision, setting: Setting) -> str:
    measure = decision.question.measure or phrase(setting.language, "matter_all_measures")
    facts = {"respondent": decision.respondent, "measure": measure, "reason": decision.reason}
    facts["command"] = next_command(setting.folder, "return")
    return phrase(setting.language, _KEYS[decision.verdict], **facts)


_DECISIONS = "qpv-xlsx/decisions/1"
_RECORDED, _UNDONE = "decision_recorded", "decision_undone"
_KEYS = {
    Resolution.ADMIT: "decision_admitted",
    Resolution.ASK: "decision_asked",
    Resolution.ATTRIBUTE: "decision_attributed",
    Resolution.REFUSE: "decision_refused",
    Resolution.NIL: "decision_nil",
}


def show_written(written: DecisionsBook, setting: Setting) -> None:
    """Where the workbook is, or why it was left alone."""
    key = "decisions_unread" if written.is_kept else "decisions_written" if written.lines else "decisions_none"
    command = next_command(setting.folder, "resolve", as_typed(str(written.path)))
    say(screen(), phrase(setting.language, key, path=str(written.path), count=len(written.lines), command=command))


def show_applied(applied: Applied, setting: Setting, *, as_json: bool) -> None:
    """What a copy decided, line by line, and what could not be applied."""
    language = setting.language
    if as_json:
        show_json(
            {
                "schema": _DECISIONS,
                "decisions": [_decision(decision) for act in applied.decided for decision in act],
                "undone": [_decision(decision) for decision in applied.undone],
                "notes": [_decision(decision) for decision in applied.noted],
                "answers": [_answer(choice) for choice in applied.answered.answered],
                "remarks": [{"place": one.place, "key": one.key, "message": one.words} for one in applied.remarks],
                "open": [line.key for line in applied.written.lines],
            }
        )
        return
    console, acts = screen(), (decision for act in applied.decided for decision in act)
    for words in acts_told(setting.folder, acts, language):
        say(console, words)
    for words in acts_told(setting.folder, applied.undone, language):
        say(console, phrase(language, _UNDONE, act=words))
    for remark in applied.remarks:
        facts = {"place": remark.place, "key": remark.key or "–", "words": remark.words}
        say(console, phrase(language, "decisions_remark", **facts), style="yellow")
    if applied.answered.kept is not None:
        count, kept = len(applied.answered.answered), applied.answered.kept.name
        say(console, phrase(language, "questions_answered", count=count, kept=kept))
    counts = {"decided": len(applied.decided), "undone": len(applied.undone), "noted": len(applied.noted)}
    say(console, phrase(language, "decisions_applied", count=len(applied.written.lines), **counts))
    if applied.written.is_kept:
        show_written(applied.written, setting)


def _answer(choice: Choice) -> dict[str, object]:
    return {
        "measure": choice.measure,
        "question": choice.question,
        "decision": choice.decision,
        "start_perimeter": choice.start_perimeter.value if choice.start_perimeter else None,
    }


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
