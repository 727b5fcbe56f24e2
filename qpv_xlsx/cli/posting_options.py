"""Options of the three commands that write to respondents, and how what they did is shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.signature import signature

if TYPE_CHECKING:
    from qpv_xlsx.domain.merging.ledger import Post
    from qpv_xlsx.tasks.corresponding.posting import Posted

_OPTIONS = (
    click.option("--smtp", metavar="URL", help="Envoie vraiment, par ce serveur (smtps://nom@serveur)."),
    click.option("--drafts", metavar="URL", help="Met les brouillons dans la boîte aux lettres (imaps://nom@serveur)."),
    click.option(
        "--only",
        multiple=True,
        metavar="CODE...",
        help="Seulement cette administration, ou ces administrations : --only EMP CAF.",
    ),
    click.option("--again", is_flag=True, help="Aussi ce qui est peut-être déjà parti, ou parti aujourd’hui."),
    click.option("--left", is_flag=True, help="Note que les messages peut-être envoyés sont bien partis."),
    click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingWish:
    """What the options ask: by which way, to whom, whether also again or only to note, and how to show it."""

    smtp: str | None
    drafts: str | None
    only: tuple[str, ...]
    again: bool
    left: bool
    as_json: bool


def posting_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options, in the order in which help lists them; *command* receives them as one *wish*."""

    @wraps(command)
    def gathered(**options: Any) -> int:  # noqa: ANN401  (click's values, which PostingWish names)
        return command(wish=PostingWish(**options))

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return gathered


def written(setting: Setting, wish: PostingWish, post: "Post", write: Callable[..., Iterable["Posted"]]) -> int:
    """Have *write* do what is wished and show it; or note that what may have left did."""
    now = datetime.now().astimezone()
    if wish.left:
        return settled(setting, post, wish.only, now, as_json=wish.as_json)
    from qpv_xlsx.tasks.corresponding.posting import Route

    route = Route(smtp=wish.smtp, drafts=wish.drafts, again=wish.again)
    posted = write(setting.folder, only=wish.only, route=route, author=signature(), now=now)
    return shown(posted, setting, as_json=wish.as_json)


def settled(setting: Setting, post: "Post", only: Sequence[str], now: datetime, *, as_json: bool) -> int:
    """What may have left did: say so of which messages."""
    from qpv_xlsx.cli.show_mail import show_posted
    from qpv_xlsx.tasks.corresponding.settle_sendings import settle_as_sent

    done = settle_as_sent(setting.folder, post, only=only, author=signature(), now=now)
    show_posted(done, setting.language, as_json=as_json)
    return Exit.DONE


def shown(posted: Iterable["Posted"], setting: Setting, *, as_json: bool) -> int:
    """Show what left, also when something stops the run; the exit status says whether anything was refused or doubtful."""
    from qpv_xlsx.cli.show_mail import show_posted

    done: list[Posted] = []
    try:
        for one in posted:  # one after the other: what left is known even if the next one fails
            done.append(one)  # noqa: PERF402
    except BaseException:
        if done:
            show_posted(done, setting.language, as_json=as_json)
        raise
    show_posted(done, setting.language, as_json=as_json)
    if not as_json:
        _say_models_kept(setting)
    if any(one.refused for one in done):
        return Exit.STORAGE
    return Exit.FINDINGS if any(one.doubt for one in done) else Exit.DONE


def _say_models_kept(setting: Setting) -> None:
    """Which texts were written for another language, and stay because somebody edited them."""
    from qpv_xlsx.cli.show import say, screen
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.corresponding.letters_kept import letters_kept

    names = letters_kept(setting.folder)
    if names:
        say(screen(), phrase(setting.language, "models_kept", names=", ".join(names)), style="yellow")
