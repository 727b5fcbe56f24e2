"""Commands that are suggested, as they can be pasted where the last one was typed."""

from pathlib import Path

from qpv_xlsx.messages.typed_words import as_typed


def next_command(folder: Path, *words: str) -> str:
    """« qpv-xlsx -C "mon dossier" status »; without ``-C`` where the campaign's *folder* is the current one."""
    place = () if folder == Path() else ("-C", as_typed(str(folder)))
    return " ".join(("qpv-xlsx", *place, *words))
