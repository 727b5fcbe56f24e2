"""What the campaign no longer knows, in words, with the line to write."""

from collections.abc import Iterable

from qpv_xlsx.domain.following.left_behind import Coded, LeftBehind
from qpv_xlsx.messages.wordbook import phrase

_COUNTED = ("returns", "sent", "decisions", "results")


def left_behind_words(found: Iterable[LeftBehind], language: str) -> tuple[str, ...]:
    """One sentence for each code."""
    return tuple(_sentence(one, language) for one in found)


def _sentence(one: LeftBehind, language: str) -> str:
    counts = [(name, getattr(one, name)) for name in _COUNTED]
    held = ", ".join(phrase(language, f"left_behind_{name}", count=count) for name, count in counts if count)
    if one.newcomers:
        return phrase(
            language, f"left_behind_past_{one.kind}", code=one.code, held=held, names=", ".join(one.newcomers)
        )
    if one.kind is Coded.MEASURE and one.results and not one.decisions and not one.returns:
        return phrase(language, "left_behind_dropped", code=one.code, held=held)
    return phrase(language, f"left_behind_{one.kind}", code=one.code, respondent=one.respondent, held=held)
