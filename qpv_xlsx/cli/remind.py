"""``remind``: those who owe something are told so."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import posting_options, route_of, settled, shown
from qpv_xlsx.cli.several_codes import OnlyCodes
from qpv_xlsx.cli.signature import signature
from qpv_xlsx.domain.merging.ledger import Post


@click.command("remind", cls=OnlyCodes, short_help="Prépare une relance pour qui doit encore quelque chose.")
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
    """Prépare dans a_envoyer/ une relance par contact qui doit encore quelque chose.

    Le message dit ce qui manque : rien reçu, à corriger, à compléter. Qui a tout
    rendu, ou n’a rien à déclarer, n’est pas relancé.

    \b
    Exemple : qpv-xlsx remind --only CAF
    Ensuite : qpv-xlsx status
    """
    now = datetime.now().astimezone()
    if left:
        return settled(setting, Post.REMINDER, only, now, as_json=as_json)
    from qpv_xlsx.tasks.remind import remind

    route = route_of(smtp=smtp, drafts=drafts, again=again)
    posted = remind(setting.folder, only=only, route=route, author=signature(), now=now)
    return shown(posted, setting, as_json=as_json)
