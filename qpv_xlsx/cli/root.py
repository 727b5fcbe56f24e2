"""The command ``qpv-xlsx``: global options, commands loaded only when called, the outermost guard."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.language import translated
from qpv_xlsx.cli.log import start_log
from qpv_xlsx.cli.signature import signature
from qpv_xlsx.version import __version__

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
_CHANGING = frozenset({"generate", "send", "fetch", "collect", "return", "remind", "consolidate"})
"""What a closed year refuses before anything is written; ``resolve`` lists, and is refused where it decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every command is told: language of the words, campaign folder, how much to say."""

    language: str
    folder: Path
    is_quiet: bool
    is_verbose: bool


def load(name: str) -> click.Command:
    """The command *name* as written: ``qpv_xlsx.cli.<name>`` (« return »: ``return_``, « import »: ``import_``), imported now."""
    module = f"{name}_" if iskeyword(name) else name
    command: click.Command = importlib.import_module(f"qpv_xlsx.cli.{module}").command
    return command


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
        if cmd_name in _WRITING and command.callback is not None:
            command.callback = _held(command.callback)
        return command


def _held(act: Callable[..., Any]) -> Callable[..., Any]:
    """*act* with the campaign's folder held. Another's writing is waited for; it ends, or the sentence says whose it is."""

    @wraps(act)
    def held(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401  (click's)
        from qpv_xlsx.campaigns.folder_lock import writing_in

        setting = click.get_current_context().find_object(Setting)
        folder = setting.folder if setting else Path()
        if not any((folder / name).is_file() for name in ("campagne.xlsx", "campagne.json")):
            return act(*arguments, **options)  # which says that there is no campaign
        with writing_in(folder, who=signature(), now=datetime.now().astimezone()):
            return act(*arguments, **options)

    return held


@click.group(
    cls=_Commands,
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--lang", type=click.Choice(["fr", "en"]), default="fr", help="Langue des messages (fr ou en).")
@click.option(
    "-C",
    "--campaign",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DOSSIER",
    help="Dossier de la campagne (par défaut : le dossier courant).",
)
@click.option("-q", "--quiet", is_flag=True, help="N’affiche que le résultat.")
@click.option("-v", "--verbose", is_flag=True, help="Ajoute les détails à qpv-xlsx.log.")
@click.version_option(__version__, prog_name="qpv-xlsx", help="Affiche la version.")
@click.pass_context
def group(ctx: click.Context, *, lang: str, folder: Path, quiet: bool, verbose: bool) -> None:
    """Collecte, contrôle et consolide les indicateurs des contrats de ville avec des classeurs Excel.

    Pour commencer : « qpv-xlsx demo ».
    """
    if verbose:
        start_log(folder)
    ctx.obj = Setting(language=lang, folder=folder, is_quiet=quiet, is_verbose=verbose)
    if ctx.invoked_subcommand not in _WITHOUT_CAMPAIGN and (folder / "campagne.json").is_file():
        _tell_competing_forms(ctx.obj)
    if ctx.invoked_subcommand in _CHANGING and (folder / "registre.sqlite").is_file():
        from qpv_xlsx.tasks.close import refuse_if_closed

        refuse_if_closed(folder)


def _tell_competing_forms(setting: Setting) -> None:
    """Warn before any command that reads the campaign: the coordinator may have edited the form that does not count."""
    from qpv_xlsx.campaigns import competing_forms
    from qpv_xlsx.messages.wordbook import error_sentence

    for problem in competing_forms(setting.folder):
        click.echo(error_sentence(setting.language, problem.code, problem.facts), err=True)


def main(arguments: list[str] | None = None) -> Any:  # noqa: ANN401  (never returns)
    """Run the command and leave with its exit status."""
    sys.exit(guarded(group, sys.argv[1:] if arguments is None else arguments))
