"""``collect``: read what came in, and register it."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.cluster_option import cluster_option
from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.signature import signature


@click.command("collect", short_help="Lit les retours et les enregistre (recus/).")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER...")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@cluster_option
@click.pass_obj
def command(setting: Setting, *, paths: tuple[Path, ...], as_json: bool) -> int:
    """Lit les retours, les garde dans recus/ et les enregistre.

    FICHIER : classeur, dossier, archive zip, courriel (.eml, .msg) ou boîte aux
    lettres. Les fichiers donnés ne sont pas modifiés ; un fichier déjà enregistré
    n’est pas relu. Code de sortie : 1 s’il y a une erreur.

    \b
    Exemple : qpv-xlsx collect Téléchargements/retours
    Ensuite : qpv-xlsx status
    """
    from qpv_xlsx.cli.show import show_report
    from qpv_xlsx.tasks.collect import collect_one_by_one

    author, now = signature(), datetime.now().astimezone()
    errors = show_report(
        lambda watch: collect_one_by_one(setting.folder, paths, author=author, now=now, watch=watch),
        setting,
        as_json=as_json,
    )
    return Exit.FINDINGS if errors else Exit.DONE
