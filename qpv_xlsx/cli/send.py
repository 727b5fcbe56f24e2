"""``send``: the collection workbooks leave."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import posting_options, route_of, settled, shown
from qpv_xlsx.cli.several_codes import OnlyCodes
from qpv_xlsx.cli.signature import signature
from qpv_xlsx.domain.merging.ledger import Post


@click.command("send", cls=OnlyCodes, short_help="Prépare ou envoie les courriels aux administrations.")
@posting_options
@click.pass_obj
def command(
    setting: Setting,
    *,
    smtp: str | None,
    drafts: str | None,
    only: tuple[str, ...],
    again: bool,
    left: bool,
    as_json: bool,
) -> int:
    """Prépare dans a_envoyer/ un brouillon par administration, classeur joint.

    Ouvrez les brouillons (.eml) dans Outlook ou Thunderbird pour les envoyer. Avec
    --smtp, les messages partent aussitôt ; avec --drafts, les brouillons sont mis
    dans la boîte aux lettres, où ils s’ouvrent dans n’importe quelle messagerie. Le
    mot de passe se donne une fois par « qpv-xlsx login ». Relancée, la commande
    n’envoie que ce qui reste ; ce qui est « peut-être envoyé » attend --again
    (envoyer de nouveau) ou --left (c’est bien parti). Les textes se modifient dans
    modeles/.

    \b
    Exemple : qpv-xlsx send
    Ensuite : qpv-xlsx collect FICHIER
    """
    now = datetime.now().astimezone()
    if left:
        return settled(setting, Post.COLLECTION, only, now, as_json=as_json)
    from qpv_xlsx.tasks.send import send

    route = route_of(smtp=smtp, drafts=drafts, again=again)
    posted = send(setting.folder, only=only, route=route, author=signature(), now=now)
    return shown(posted, setting, as_json=as_json)
