"""« s » that holds although the row that says it is not taken: where, and how to lift it."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.publishing.secret_figures import KeptSecret
from qpv_xlsx.messages.wordbook import phrase

_SHOWN = 8  # lines of a screen; the audit lists all


def kept_secret_words(kept: Sequence[KeptSecret], language: str) -> Iterator[str]:
    """Nothing where there is none."""
    if not kept:
        return
    lines = tuple(dict.fromkeys(_line(one) for one in kept))
    more = len(lines) - _SHOWN
    listed = ", ".join(lines[:_SHOWN]) + (", …" if more > 0 else "")
    yield phrase(language, "diffusion_kept", count=len(lines), lines=listed, measure=kept[0].question.measure)


def _line(one: KeptSecret) -> str:
    at = " ".join(part for part in (one.respondent, one.question.measure, one.question.quartier) if part)
    return f"{at} ({one.file})" if one.file else at
