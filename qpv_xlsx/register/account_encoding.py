"""Merged accounts and glances as JSON text, both ways. Returns are named by their sequence, decisions by their rank."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.following.glances import Glance
from qpv_xlsx.domain.merging.ledger import Account, Decision, Entry, Held, Received, Refusal
from qpv_xlsx.domain.merging.reconciling import told_by
from qpv_xlsx.register.encoding import decode_answer, decode_finding, encode_answer, encode_finding

Fetch = Callable[[Iterable[int]], tuple[Received, ...]]


def encode_glance(glance: Glance) -> str:
    """A glance, the days of its messages apart."""
    document = {
        "answers": glance.answers,
        "errors": glance.errors,
        "to_confirm": glance.to_confirm,
        "warnings": glance.warnings,
        "missing": glance.missing,
        "to_resolve": glance.to_resolve,
        "asked": glance.asked,
        "to_ask": glance.to_ask,
        "has_nothing_to_report": glance.has_nothing_to_report,
        "has_answered": glance.has_answered,
        "came_too_late": glance.came_too_late,
        "opposed": glance.opposed,
        "messages": [one.sequence for one in glance.messages],
        "too_late": [one.sequence for one in glance.too_late],
        **_encode_refusals(glance.refusals, glance.refusal),
        "received": glance.received.isoformat() if glance.received else None,
    }
    return json.dumps(document, separators=(",", ":"))


def decode_glance(text: str, respondent: str, fetch: Fetch) -> Glance:
    """The glance of *respondent* that was encoded. *fetch*: gives returns by their sequence."""
    document = json.loads(text)
    received = document.pop("received")
    messages, too_late = fetch(document.pop("messages")), fetch(document.pop("too_late"))
    refusals = _decode_refusals(document.pop("refusals"), document.pop("refusal"))
    opposed = tuple(document.pop("opposed"))
    day = date.fromisoformat(received) if received else None
    return Glance(
        respondent=respondent,
        received=day,
        opposed=opposed,
        messages=messages,
        too_late=too_late,
        **refusals,
        **document,
    )


def encode_account(account: Account, decisions: Sequence[Decision]) -> str:
    """What was merged for one respondent: its *decisions*, and the days of its messages, apart."""
    document = {
        "entries": [_encode_entry(entry, decisions) for entry in account.entries.values()],
        "findings": [_encode_held(held, decisions) for held in account.findings],
        "nil": account.has_nothing_to_report,
        "too_late": [one.sequence for one in account.too_late],
        "asked": sorted((*line, reason) for line, reason in account.asked.items()),
        "messages": [one.sequence for one in account.messages],
        "secrecy": [[asked.measure, asked.quartier, said.sequence] for asked, said in account.secrecy.items()],
        **_encode_refusals(account.refusals, account.refusal),
    }
    return json.dumps(document, separators=(",", ":"))


def decode_account(text: str, respondent: str, returns: Sequence[Received], decisions: Sequence[Decision]) -> Account:
    """The account that was encoded, of the same *returns* and *decisions*."""
    document = json.loads(text)
    sources = {one.sequence: one for one in returns}
    entries = (_decode_entry(row, sources, decisions) for row in document["entries"])
    return Account(
        respondent=respondent,
        returns=tuple(returns),
        entries={entry.answer.question: entry for entry in entries},
        findings=tuple(_decode_held(row, respondent, sources, decisions) for row in document["findings"]),
        has_nothing_to_report=document["nil"],
        too_late=tuple(sources[sequence] for sequence in document["too_late"]),
        asked={(measure, quartier): "".join(reason) for measure, quartier, *reason in document["asked"]},
        messages=tuple(sources[sequence] for sequence in document["messages"]),
        **_decode_refusals(document["refusals"], document["refusal"]),
        secrecy={
            Question(measure=measure, quartier=quartier, field=Field.SITUATION): sources[sequence]
            for measure, quartier, sequence in document["secrecy"]
        },
    )


def _encode_refusals(refusals: Mapping[str, Refusal], refusal: Refusal | None) -> dict[str, Any]:
    return {
        "refusals": {measure: _encode_refusal(one) for measure, one in refusals.items()},
        "refusal": None if refusal is None else _encode_refusal(refusal),
    }


def _decode_refusals(refusals: Mapping[str, list[str]], refusal: list[str] | None) -> dict[str, Any]:
    return {
        "refusals": {measure: _decode_refusal(row) for measure, row in refusals.items()},
        "refusal": None if refusal is None else _decode_refusal(refusal),
    }


def _encode_refusal(one: Refusal) -> list[str]:
    return [one.measure, one.reason, one.said.isoformat(), one.author, one.file]


def _decode_refusal(row: list[str]) -> Refusal:
    measure, reason, said, author, file = row
    return Refusal(measure=measure, reason=reason, said=datetime.fromisoformat(said), author=author, file=file)


def _encode_entry(entry: Entry, decisions: Sequence[Decision]) -> list[object]:
    decision = None if entry.decision is None else decisions.index(entry.decision)
    return [encode_answer(entry.answer), _encode_source(entry.source, decisions), decision]


def _decode_entry(row: list[Any], sources: Mapping[int, Received], decisions: Sequence[Decision]) -> Entry:
    answer, source, decision = row
    return Entry(
        answer=decode_answer(answer),
        source=_decode_source(source, sources, decisions),
        decision=None if decision is None else decisions[decision],
    )


def _encode_held(held: Held, decisions: Sequence[Decision]) -> list[object]:
    asked = held.question
    source = None if held.source is None else _encode_source(held.source, decisions)
    question = None if asked is None else [asked.measure, asked.quartier, asked.field]
    return [encode_finding(held.found), source, question]


def _decode_held(
    row: list[Any], respondent: str, sources: Mapping[int, Received], decisions: Sequence[Decision]
) -> Held:
    found, source, asked = row
    question = None if asked is None else Question(measure=asked[0], quartier=asked[1], field=Field(asked[2]))
    return Held(
        found=decode_finding(found),
        respondent=respondent,
        source=None if source is None else _decode_source(source, sources, decisions),
        question=question,
    )


def _encode_source(source: Received, decisions: Sequence[Decision]) -> int:
    """The return's sequence; where a decision stands for one, its rank counted down from -1."""
    if source.sequence:
        return source.sequence
    return -1 - next(rank for rank, decision in enumerate(decisions) if told_by(decision) == source)


def _decode_source(stored: int, sources: Mapping[int, Received], decisions: Sequence[Decision]) -> Received:
    return sources[stored] if stored > 0 else told_by(decisions[-1 - stored])
