"""``return``: correction workbooks."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.posting_options import PostingWish, posting_options, written
from qpv_xlsx.cli.several_codes import OnlyCodes

if TYPE_CHECKING:
    from qpv_xlsx.tasks.corresponding.posting import Posted


@click.command("return", cls=OnlyCodes, short_help="Prépare les classeurs de correction (a_retourner/).")
@posting_options
@click.pass_obj
def command(setting: Setting, *, wish: PostingWish) -> int:
    """Écrit dans a_retourner/ un classeur de correction et un brouillon de courriel.

    Le classeur reprend les réponses reçues et signale les cellules à revoir. Sans
    --only : les administrations dont une erreur n’a pas encore été signalée.

    \b
    Exemple : qpv-xlsx return --only EMP
    Ensuite : qpv-xlsx collect FICHIER
    """
    from qpv_xlsx.domain.merging.ledger import Post

    return written(setting, wish, Post.CORRECTION, _returned)


def _returned(*where: Path, **wished: Any) -> Iterator["Posted"]:  # noqa: ANN401  (handed on)
    from qpv_xlsx.tasks.return_ import return_for_correction

    return (one.posted for one in return_for_correction(*where, **wished))
