"""Where an answer comes from, in words: a file, or the coordinator's decision."""

from collections.abc import Callable

from qpv_xlsx.domain.merging.ledger import Entry
from qpv_xlsx.domain.publishing.long_table import file_of
from qpv_xlsx.domain.publishing.marks_of_secrecy import DECLARED, MASKED
from qpv_xlsx.messages.wordbook import phrase


def provenance_in(language: str) -> Callable[[Entry], str]:
    """What names an answer's origin: « emp.xlsx », or « décision de … du 03/03/2016 : … (remplace la réponse de …) »."""
    return lambda entry: provenance(entry, language)


def provenance(entry: Entry, language: str) -> str:
    """The file, or who decided the figure, when and why, with the file whose answer it replaces."""
    decision = entry.replacing
    if decision is None:
        name = file_of(entry)
        return phrase(language, name) if name in {DECLARED, MASKED} else name
    key = "decided_figure" if decision.author else "decided_figure_unsigned"
    facts = {"author": decision.author, "day": decision.decided.date(), "reason": decision.reason}
    decided = phrase(language, key, **facts)
    replaced = entry.source.submission.origin.name
    return phrase(language, "decided_replaces", decided=decided, file=replaced) if replaced else decided
