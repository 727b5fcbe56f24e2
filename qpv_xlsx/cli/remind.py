"""``remind``: those who owe something are told so."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import PostingWish, posting_options, written
from qpv_xlsx.cli.several_codes import OnlyCodes


@click.command("remind", cls=OnlyCodes, short_help="Prépare une relance pour qui doit encore quelque chose.")
@posting_options
@click.pass_obj
def command(setting: Setting, *, wish: PostingWish) -> int:
    """Prépare dans a_envoyer/ une relance par contact qui doit encore quelque chose.

    Le message dit ce qui manque : rien reçu, à corriger, à compléter. Qui a tout
    rendu, ou n’a rien à déclarer, n’est pas relancé.

    \b
    Exemple : qpv-xlsx remind --only CAF
    Ensuite : qpv-xlsx status
    """
    from qpv_xlsx.campaigns import load_campaign
    from qpv_xlsx.cli.show_closing import tell_closing
    from qpv_xlsx.domain.merging.ledger import Post
    from qpv_xlsx.tasks.remind import remind

    tell_closing(setting, load_campaign(setting.folder), datetime.now().astimezone())
    return written(setting, wish, Post.REMINDER, remind)
