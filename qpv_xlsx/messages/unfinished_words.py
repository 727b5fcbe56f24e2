"""What a year leaves unfinished, in words."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.domain.following.unfinished import COUNTED, NAMED, Unfinished
from qpv_xlsx.messages.wordbook import phrase

_SHOWN = 8


def unfinished_words(unfinished: Unfinished, language: str) -> Iterator[str]:
    """One sentence for each kind of thing that is left open."""
    for kind, named in COUNTED.items():
        if count := getattr(unfinished, kind):
            yield phrase(language, f"unfinished_{kind}", count=count, names=_some(getattr(unfinished, named)))
    for kind in NAMED:
        if names := getattr(unfinished, kind):
            yield phrase(language, f"unfinished_{kind}", count=len(names), names=_some(names))


def _some(names: Sequence[str]) -> str:
    return ", ".join([*names[:_SHOWN], *["…"] * (len(names) > _SHOWN)])
