"""``remind``: those who owe something are told so."""

from datetime import datetime

import click

from qpv_xlsx.cli.root import Setting
from qpv_xlsx.cli.signature import signature


@click.command("remind", short_help="Prépare une relance pour qui doit encore quelque chose.")
@click.option("--smtp", metavar="URL", help="Envoie vraiment, par ce serveur (smtps://nom@serveur).")
@click.option("--only", multiple=True, metavar="CODE", help="Seulement cette administration (option répétable).")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, smtp: str | None, only: tuple[str, ...], as_json: bool) -> None:
    """Prépare dans a_envoyer/ une relance par contact qui doit encore quelque chose.

    Le message dit ce qui manque : rien reçu, à corriger, à compléter. Qui a tout
    rendu, ou n’a rien à déclarer, n’est pas relancé.

    \b
    Exemple : qpv-xlsx remind --only CAF
    Ensuite : qpv-xlsx status
    """
    from qpv_xlsx.cli.show_mail import show_posted
    from qpv_xlsx.tasks.remind import remind

    now = datetime.now().astimezone()
    posted = list(remind(setting.folder, only=only, smtp=smtp, author=signature(), now=now))
    show_posted(posted, setting.language, as_json=as_json)
