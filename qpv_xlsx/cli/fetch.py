"""``fetch``: take messages from a mailbox, and register what they bring."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.signature import signature


@click.command("fetch", short_help="Relève une boîte aux lettres.")
@click.argument("source", metavar="URL")
@click.option("--folder", metavar="NOM", help="Dossier de la boîte (sinon celui de l’URL, ou INBOX).")
@click.option(
    "--since",
    metavar="AAAA-MM-JJ",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Seulement les messages reçus depuis ce jour.",
)
@click.option("--from-contacts", is_flag=True, help="Seulement ceux des contacts, et les réponses à vos envois.")
@click.option("--mark-seen", is_flag=True, help="Marque comme lus les messages enregistrés.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(
    setting: Setting,
    *,
    source: str,
    folder: str | None,
    since: datetime | None,
    from_contacts: bool,
    mark_seen: bool,
    as_json: bool,
) -> int:
    """Relève les messages d’une boîte, garde et enregistre les retours joints.

    URL : imaps://nom@serveur/dossier, ou un chemin (dossier, .eml, .msg, mbox,
    Maildir). Rien n’est effacé ni marqué dans la boîte, sauf --mark-seen. Seuls les
    messages des contacts, et ceux qui portent peut-être un classeur, sont
    téléchargés ; ce qui n’est pas de la campagne n’est ni gardé ni enregistré. Le
    mot de passe se donne une fois par « qpv-xlsx login ».

    \b
    Exemple : qpv-xlsx fetch imaps://mission.ville@mail.exemple.fr/INBOX
    Ensuite : qpv-xlsx status
    """
    from qpv_xlsx.cli.show import show_report
    from qpv_xlsx.tasks.fetch import MessageChoice, fetch

    wanted = MessageChoice(since=since.date() if since else None, from_contacts=from_contacts, folder=folder)
    author, now = signature(), datetime.now().astimezone()
    errors = show_report(
        lambda _: fetch(setting.folder, source, marks_seen=mark_seen, wanted=wanted, author=author, now=now),
        setting,
        as_json=as_json,
        is_watched=False,
    )
    return Exit.FINDINGS if errors else Exit.DONE
