"""What was made again of a register, told line by line."""

from collections.abc import Iterator

from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.repair import Repaired


def repair_told(done: Repaired, unread: str | None, language: str) -> Iterator[str]:
    """Nothing of a register that was sound. *unread*: why ``decisions.xlsx`` could not be read, in a sentence; None: it could."""
    counts = {
        "repair_acts": done.acts,
        "repair_rows": done.rows,
        "repair_returns": done.returns,
        "repair_workbooks": done.workbooks,
        "repair_decisions": done.decisions,
    }
    for key, count in counts.items():
        if count:
            yield phrase(language, key, count=count)
    if done.broken and done.journal:
        yield phrase(language, "repair_broken", line=done.broken, kept=done.journal.name)
    if unread:
        yield phrase(language, "repair_unread", why=unread)
    if done.kept:
        yield phrase(language, "repair_kept", kept=done.kept.name)
