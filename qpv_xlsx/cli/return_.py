"""``return``: correction workbooks."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import posting_options, route_of, settled, shown
from qpv_xlsx.cli.several_codes import OnlyCodes
from qpv_xlsx.cli.signature import signature
from qpv_xlsx.domain.merging.ledger import Post


@click.command("return", cls=OnlyCodes, short_help="Prépare les classeurs de correction (a_retourner/).")
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
    """Écrit dans a_retourner/ un classeur de correction et un brouillon de courriel.

    Le classeur reprend les réponses reçues et signale les cellules à revoir. Sans
    --only : les administrations dont une erreur n’a pas encore été signalée.

    \b
    Exemple : qpv-xlsx return --only EMP
    Ensuite : qpv-xlsx collect FICHIER
    """
    now = datetime.now().astimezone()
    if left:
        return settled(setting, Post.CORRECTION, only, now, as_json=as_json)
    from qpv_xlsx.tasks.return_ import return_for_correction

    route = route_of(smtp=smtp, drafts=drafts, again=again)
    returned = return_for_correction(setting.folder, only=only, route=route, author=signature(), now=now)
    return shown((one.posted for one in returned), setting, as_json=as_json)
