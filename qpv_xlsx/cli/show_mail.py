"""Messages prepared or sent, on screen."""

from collections.abc import Sequence

from qpv_xlsx.cli.show import say, screen, show_json
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.posting import Posted


def show_posted(posted: Sequence[Posted], language: str, *, as_json: bool) -> None:
    """One line per message, and how many there are."""
    if as_json:
        show_json({"messages": [_document(one) for one in posted]})
        return
    console = screen()
    for one in posted:
        key = "mail_draft" if one.path else "mail_sent"
        line = phrase(
            language,
            key,
            path=str(one.path or ""),
            respondents=", ".join(one.respondents),
            recipients=", ".join(one.recipients),
        )
        say(console, line)
    if not posted:
        say(console, phrase(language, "mail_none"))


def _document(one: Posted) -> dict[str, object]:
    return {
        "respondents": list(one.respondents),
        "recipients": list(one.recipients),
        "draft": str(one.path) if one.path else None,
    }
