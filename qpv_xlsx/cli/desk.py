"""``qpv-xlsx desk``."""

from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.signature import signature


@click.command("desk", short_help="Ouvre le bureau : la campagne dans votre navigateur.")
@click.option("--no-browser", is_flag=True, help="N’ouvre pas le navigateur ; affiche seulement l’adresse.")
@click.pass_obj
def command(setting: Setting, *, no_browser: bool) -> None:
    """Ouvre le bureau : une page de votre navigateur pour mener la campagne sans taper de commande.

    La page vient de votre ordinateur et n’est visible que de lui. L’adresse affichée ne sert qu’une fois ; le bureau se
    ferme par son lien « Fermer le bureau », par Ctrl-C, ou de lui-même quand aucune page n’est plus ouverte.

    \b
    Exemple : qpv-xlsx desk
    Ensuite : déposez les retours reçus, puis consolidez
    """
    from qpv_xlsx.campaigns.folder import holds_campaign
    from qpv_xlsx.desk.serving import Opening, run_desk

    folder = setting.folder if holds_campaign(setting.folder) else None
    run_desk(
        Opening(language=setting.language, author=signature(), folder=_whole(folder), has_browser=not no_browser),
        click.echo,
    )


def _whole(folder: Path | None) -> Path | None:
    return folder.resolve() if folder else None
