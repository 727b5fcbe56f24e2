"""The command ``qpv-xlsx``: global options, commands loaded only when called, the outermost guard."""

import importlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from keyword import iskeyword
from typing import Any

import click

from qpv_xlsx.cli.global_options import Setting, global_options, setting_of, with_global_options
from qpv_xlsx.cli.language import translated
from qpv_xlsx.cli.log import start_log
from qpv_xlsx.cli.signature import signature

COMMANDS = (
    "demo",
    "init",
    "import",
    "templates",
    "convert",
    "generate",
    "send",
    "fetch",
    "collect",
    "check",
    "return",
    "remind",
    "resolve",
    "status",
    "consolidate",
    "export",
    "rollover",
    "close",
    "national",
    "repair",
    "propose",
    "desk",
    "login",
)


_WITHOUT_CAMPAIGN = frozenset(
    {"demo", "init", "import", "templates", "convert", "national", "propose", "desk", "login"}
)

_WRITING = frozenset(
    {
        "close",
        "generate",
        "send",
        "fetch",
        "collect",
        "return",
        "remind",
        "resolve",
        "consolidate",
        "export",
        "rollover",
        "repair",
    },
)
"""Commands that hold the campaign's folder while they run: one writer at a time, on any machine."""

_AFTER_EDITING = frozenset({"status", "generate"})
"""What a coordinator runs after having edited campagne.xlsx."""

_CHANGING = frozenset({"generate", "send", "fetch", "collect", "return", "remind", "consolidate"})
"""What a closed year refuses before anything is written; ``resolve`` lists, and is refused where it decides."""


def load(name: str) -> click.Command:
    """The command *name* as written: ``qpv_xlsx.cli.<name>`` (« return »: ``return_``, « import »: ``import_``), imported now."""
    module = f"{name}_" if iskeyword(name) else name
    return with_global_options(importlib.import_module(f"qpv_xlsx.cli.{module}").command)


class _Commands(click.Group):
    """Commands by name, each loaded when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = translated(load(cmd_name))
        if command.callback is not None:
            act = _held(command.callback) if cmd_name in _WRITING else command.callback
            command.callback = _begun(cmd_name, act)
        return command


def _begun(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
    """*act* once all options are known: the log begins, what speaks against the command is said."""

    @wraps(act)
    def begun(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (click's)
        context = click.get_current_context()
        context.obj = setting = setting_of(context)
        if setting.is_verbose:
            start_log(setting.folder)
        if name not in _WITHOUT_CAMPAIGN and (setting.folder / "campagne.json").is_file():
            _tell_competing_forms(setting)
        if name in _AFTER_EDITING:
            _tell_unread_headers(setting)
        if name in _CHANGING and (setting.folder / "registre.sqlite").is_file():
            from qpv_xlsx.tasks.recalled.closed_years import refuse_if_closed

            refuse_if_closed(setting.folder)
        return act(*arguments, **options)

    return begun


def _held(act: Callable[..., Any]) -> Callable[..., Any]:
    """*act* with the campaign's folder held. Another's writing is waited for; it ends, or the sentence says whose it is."""

    @wraps(act)
    def held(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (click's)
        from qpv_xlsx.campaigns.folder import holds_campaign
        from qpv_xlsx.campaigns.folder_lock import writing_in

        folder = setting_of(click.get_current_context()).folder
        if not holds_campaign(folder):
            return act(*arguments, **options)  # which says that there is no campaign
        with writing_in(folder, who=signature(), now=datetime.now().astimezone()):
            return act(*arguments, **options)

    return held


@click.group(
    cls=_Commands,
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@global_options
def group() -> None:
    """Collecte, contrôle et consolide les indicateurs des contrats de ville avec des classeurs Excel.

    Pour commencer : « qpv-xlsx demo ».
    """


def _tell_competing_forms(setting: Setting) -> None:
    """Warn before any command that reads the campaign: the coordinator may have edited the form that does not count."""
    from qpv_xlsx.campaigns import competing_forms
    from qpv_xlsx.messages.wordbook import error_sentence

    for problem in competing_forms(setting.folder):
        click.echo(error_sentence(setting.language, problem.code, problem.facts), err=True)


def _tell_unread_headers(setting: Setting) -> None:
    """Warn where campagne.xlsx has columns that nobody reads: a header of ours may have been mistyped."""
    from qpv_xlsx.campaigns import unread_headers
    from qpv_xlsx.messages.wordbook import located_sentence

    for problem in unread_headers(setting.folder / "campagne.xlsx"):
        click.echo(located_sentence(setting.language, problem), err=True)
