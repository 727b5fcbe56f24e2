"""``return``: correction workbooks."""

from datetime import datetime

import click

from qpv_xlsx.cli.root import Setting
from qpv_xlsx.cli.signature import signature


@click.command("return", short_help="Prépare les classeurs de correction (a_retourner/).")
@click.option("--smtp", metavar="URL", help="Envoie vraiment, par ce serveur (smtps://nom@serveur).")
@click.option("--only", multiple=True, metavar="CODE", help="Seulement cette administration (option répétable).")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, smtp: str | None, only: tuple[str, ...], as_json: bool) -> None:
    """Écrit dans a_retourner/ un classeur de correction et un brouillon de courriel.

    Le classeur reprend les réponses reçues et signale les cellules à revoir. Sans
    --only : les administrations dont une erreur n’a pas encore été signalée.

    \b
    Exemple : qpv-xlsx return --only EMP
    Ensuite : qpv-xlsx collect
    """
    from qpv_xlsx.cli.show_mail import show_posted
    from qpv_xlsx.tasks.return_ import return_for_correction

    now = datetime.now().astimezone()
    returned = list(return_for_correction(setting.folder, only=only, smtp=smtp, author=signature(), now=now))
    show_posted([one.posted for one in returned], setting.language, as_json=as_json)
