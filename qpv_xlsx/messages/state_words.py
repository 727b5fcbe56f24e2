"""What stands behind a respondent's state, in words: the same in ``status``, the master and the report."""

from collections.abc import Iterator

from qpv_xlsx.domain.following.glances import Glance
from qpv_xlsx.domain.merging.ledger import Received, Refusal
from qpv_xlsx.messages.wordbook import phrase


def state_details(glance: Glance, language: str) -> Iterator[str]:
    """Refusals with their reason and who recorded them, disagreements, messages to read, returns that came too late."""
    if glance.refusal is not None and glance.refusal.reason:
        yield phrase(language, "detail_refusal", **_said(glance.refusal, language))
    elif glance.refusal is None:
        yield from _refused_measures(glance, language)
    if glance.opposed:
        phrasing = {"count": len(glance.opposed), "measures": ", ".join(glance.opposed)}
        yield phrase(language, "detail_disagreements", **phrasing)
    for message in glance.messages:
        facts = {"sender": message.sender or "?", "received": message.received.date()}
        yield phrase(language, "detail_message", subject=subject_of(message), **facts)
    for late in glance.too_late:
        if name := late.submission.origin.name:
            yield phrase(language, "detail_late", name=name, received=late.received.date())


def subject_of(message: Received) -> str:
    """Of a message to read, as its sender wrote it."""
    facts = (found.facts.get("subject") for found in message.submission.findings)
    return next((str(fact) for fact in facts if fact), "")


def words_of(message: Received) -> str:
    """The beginning of a message to read; empty: there were none, or it was registered by an older version."""
    facts = (found.facts.get("words") for found in message.submission.findings)
    return next((str(fact) for fact in facts if fact), "")


def _refused_measures(glance: Glance, language: str) -> Iterator[str]:
    """One line per reason, with the measures that it is given for."""
    measures_by_reason: dict[tuple[str, str], list[str]] = {}
    refusal_by_reason: dict[tuple[str, str], Refusal] = {}
    for code, refusal in glance.refusals.items():
        key = (refusal.reason, refusal.author or refusal.file)
        measures_by_reason.setdefault(key, []).append(code)
        refusal_by_reason.setdefault(key, refusal)
    for key, refusal in refusal_by_reason.items():
        codes = ", ".join(measures_by_reason[key])
        yield phrase(language, "detail_refused_measures", measures=codes, **_said(refusal, language))


def _said(refusal: Refusal, language: str) -> dict[str, str]:
    key = "by_author" if refusal.author else "by_file" if refusal.file else "by_nobody"
    by = phrase(language, f"detail_{key}", author=refusal.author, file=refusal.file, said=refusal.said.date())
    return {"reason": refusal.reason, "by": by}
