"""``send``: the collection workbooks leave."""

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import PostingWish, posting_options, written
from qpv_xlsx.cli.several_codes import OnlyCodes


@click.command("send", cls=OnlyCodes, short_help="Prépare ou envoie les courriels aux administrations.")
@posting_options
@click.pass_obj
def command(setting: Setting, *, wish: PostingWish) -> int:
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
    from qpv_xlsx.domain.merging.ledger import Post
    from qpv_xlsx.tasks.send import send

    return written(setting, wish, Post.COLLECTION, send)
