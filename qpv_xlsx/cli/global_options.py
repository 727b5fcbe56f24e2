"""The options that every command understands, before its name and after it."""

import copy
import gettext
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from qpv_xlsx.version import __version__

_SAID = "qpv_xlsx.global_options"
_REMINDER = "Options générales, avant ou après le nom de la commande : --lang, -C, -q, -v (voir « qpv-xlsx --help »)."
C = TypeVar("C", bound=click.Command | Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What every command is told: language of the words, campaign folder, how much to say."""

    language: str
    folder: Path
    is_quiet: bool
    is_verbose: bool


def global_options(command: C, *, is_hidden: bool = False) -> C:
    """*command* with the global options. *is_hidden*: left out of its help, which would be the same in all."""
    for option in reversed(_options(is_hidden=is_hidden)):
        command = option(command)
    return command


def with_global_options(command: click.Command) -> click.Command:
    """A copy of *command* that takes the global options too, and says in one line of its help that it does."""
    whole = copy.copy(command)
    whole.params = list(command.params)
    whole.epilog = "\n\n".join(filter(None, (command.epilog, _REMINDER)))
    return global_options(whole, is_hidden=True)


def setting_of(context: click.Context) -> Setting:
    """What was said before and after the command's name; what was said last counts."""
    said = context.meta.get(_SAID, {})
    return Setting(
        language=said.get("lang", "fr"),
        folder=said.get("campaign_folder", Path()),
        is_quiet=said.get("quiet", False),
        is_verbose=said.get("verbose", False),
    )


def language_asked(arguments: Sequence[str]) -> str:
    """The language asked for last, even where the command line cannot be parsed."""
    asked = "fr"
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        words = list(arguments[number + 1 : number + 2]) if argument == "--lang" else [argument.removeprefix("--lang=")]
        if words in (["fr"], ["en"]) and argument.startswith("--lang"):
            asked = words[0]
    return asked


class _Folder(click.Path):
    """A path that is called so in the language of the command, which is not known yet when this option is made."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401  (click's)
        self.name = gettext.gettext("path")
        return super().convert(value, param, ctx)


def _options(*, is_hidden: bool) -> list[Callable[[Any], Any]]:
    shared: dict[str, Any] = {"expose_value": False, "callback": _note, "hidden": is_hidden}
    return [
        click.option("--lang", type=click.Choice(["fr", "en"]), help="Langue des messages (fr ou en).", **shared),
        click.option(
            "-C",
            "--campaign",
            "campaign_folder",
            type=_Folder(path_type=Path),
            metavar="DOSSIER",
            help="Dossier de la campagne (par défaut : le dossier courant).",
            **shared,
        ),
        click.option("-q", "--quiet", is_flag=True, help="N’affiche que le résultat.", **shared),
        click.option("-v", "--verbose", is_flag=True, help="Ajoute les détails à qpv-xlsx.log.", **shared),
        click.version_option(__version__, prog_name="qpv-xlsx", help="Affiche la version.", hidden=is_hidden),
    ]


def _note(context: click.Context, option: click.Parameter, value: object) -> None:
    """Remember what was said; contexts of the group and of its command share their memory."""
    if value:
        context.meta.setdefault(_SAID, {})[option.name] = value
