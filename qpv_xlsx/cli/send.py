"""``send``: the collection workbooks leave."""

from datetime import datetime

import click

from qpv_xlsx.cli.root import Setting
from qpv_xlsx.cli.signature import signature


@click.command("send", short_help="Prépare ou envoie les courriels aux administrations.")
@click.option("--smtp", metavar="URL", help="Envoie vraiment, par ce serveur (smtps://nom@serveur).")
@click.option("--only", multiple=True, metavar="CODE", help="Seulement cette administration (option répétable).")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, smtp: str | None, only: tuple[str, ...], as_json: bool) -> None:
    """Prépare dans a_envoyer/ un brouillon par administration, classeur joint.

    Ouvrez les brouillons (.eml) dans Outlook ou Thunderbird pour les envoyer. Avec
    --smtp, les messages partent aussitôt ; le mot de passe vient de
    QPV_XLSX_SMTP_PASSWORD ou du trousseau du système. Les textes se modifient dans
    modeles/.

    \b
    Exemple : qpv-xlsx send
    Ensuite : qpv-xlsx collect
    """
    from qpv_xlsx.cli.show_mail import show_posted
    from qpv_xlsx.tasks.send import send

    now = datetime.now().astimezone()
    posted = list(send(setting.folder, only=only, smtp=smtp, author=signature(), now=now))
    show_posted(posted, setting.language, as_json=as_json)
