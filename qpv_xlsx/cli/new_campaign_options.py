"""Options of the two commands that begin a campaign: its year, its quartiers, the folder it goes to."""

from collections.abc import Callable
from typing import Any

import click

_OPTIONS = (
    click.option("--year", type=click.IntRange(1990, 2100), metavar="ANNÉE", help="Année des réponses."),
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
