"""Options of the two commands that begin a campaign: its year, its quartiers, the folder it goes to."""

from collections.abc import Callable
from typing import Any

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.whole_number import WholeNumber

_OPTIONS = (
    click.option("--year", type=WholeNumber(1990, 2100), metavar="ANNÉE", help="Année des réponses."),
    click.option(
        "--geography", metavar="NOM|FICHIER", help="Quartiers : géographie connue, ou liste (.csv, .xlsx, .ods, .xls)."
    ),
    click.option(
        "--commune",
        "communes",
        multiple=True,
        metavar="CODE|NOM",
        help="De cette liste, seulement cette commune (code INSEE ou nom) ou ce quartier (code).",
    ),
    click.option("--force", "is_forced", is_flag=True, help="Accepte un dossier qui n’est pas vide ; n’y efface rien."),
)


def new_campaign_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add them, in this order."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def tell_columns_left(geography: str | None, setting: Setting) -> None:
    """On standard error, the columns of the list of quartiers that no field of ours takes."""
    from qpv_xlsx.campaigns.geographies import columns_left
    from qpv_xlsx.messages.wordbook import phrase

    left = columns_left(geography) if geography and not setting.is_quiet else ()
    if left:
        click.echo(phrase(setting.language, "init_columns_left", columns=left), err=True)
