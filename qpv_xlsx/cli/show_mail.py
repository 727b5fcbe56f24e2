"""Messages prepared or sent, on screen."""

from collections.abc import Iterator, Sequence

from qpv_xlsx.cli.show import say, screen, show_json
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.corresponding.posting import Posted


def show_posted(posted: Sequence[Posted], language: str, *, as_json: bool) -> None:
    """One line per message, and how many there are."""
    if as_json:
        show_json({"schema": "qpv-xlsx/messages/1", "messages": [_document(one) for one in posted]})
        return
    console = screen()
    for one in posted:
        for line in _lines(one, language):
            say(console, line)
    if not posted:
        say(console, phrase(language, "mail_none"))


def _lines(one: Posted, language: str) -> Iterator[str]:
    """What became of it; then what the server would not take."""
    facts = {"respondents": ", ".join(one.respondents), "recipients": ", ".join(one.recipients)}
    if one.doubt:
        yield phrase(language, "mail_doubtful", **facts, moment=one.doubt)
    elif one.path:
        yield phrase(language, "mail_draft", **facts, path=str(one.path))
    elif one.folder:
        yield phrase(language, "mail_in_drafts", **facts, folder=one.folder)
    elif one.recipients:
        yield phrase(language, "mail_sent", **facts)
    if one.refused:
        facts["recipients"] = ", ".join(one.refused)
        yield phrase(language, "mail_refused", **facts, reason=one.reason)


def _document(one: Posted) -> dict[str, object]:
    return {
        "respondents": list(one.respondents),
        "recipients": list(one.recipients),
        "draft": str(one.path) if one.path else None,
        "drafts_folder": one.folder or None,
        "refused": list(one.refused),
        "reason": one.reason or None,
        "maybe_sent": one.doubt.isoformat() if one.doubt else None,
    }
