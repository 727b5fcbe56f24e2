"""What a year leaves unfinished, on screen."""

from collections.abc import Sequence

from qpv_xlsx.cli.harmless import printable
from qpv_xlsx.cli.show import say, screen
from qpv_xlsx.domain.following.unfinished import COUNTED, NAMED, Unfinished
from qpv_xlsx.messages.wordbook import phrase

_NAMED = 8


def say_unfinished(unfinished: Unfinished, heading: str, language: str) -> None:
    """One line for each kind of thing that is left open, under the sentence *heading*; nothing where all is done."""
    if unfinished.is_nothing:
        return
    console = screen()
    say(console, phrase(language, heading), style="bold")
    for kind in COUNTED:
        if count := getattr(unfinished, kind):
            say(console, phrase(language, f"unfinished_{kind}", count=count), indent=2)
    for kind in NAMED:
        if names := getattr(unfinished, kind):
            facts = {"count": len(names), "names": _some(names)}
            say(console, phrase(language, f"unfinished_{kind}", **facts), indent=2)


def _some(names: Sequence[str]) -> str:
    return ", ".join([printable(name) for name in names[:_NAMED]] + ["…"] * (len(names) > _NAMED))
