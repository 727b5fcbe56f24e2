"""``check``: read and check, register nothing."""

from pathlib import Path

import click

from qpv_xlsx.cli.cluster_option import cluster_option
from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit


@click.command("check", short_help="Lit et contrôle, sans rien enregistrer.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER...")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@cluster_option
@click.pass_obj
def command(setting: Setting, *, paths: tuple[Path, ...], as_json: bool) -> int:
    """Lit et contrôle des classeurs remplis, sans rien enregistrer.

    FICHIER : classeur, dossier, archive zip ou courriel. Code de sortie : 1 s’il y a
    une erreur.

    \b
    Exemple : qpv-xlsx check retour.xlsx
    Ensuite : qpv-xlsx collect retour.xlsx
    """
    from qpv_xlsx.cli.show import show_report
    from qpv_xlsx.tasks.check import check_one_by_one

    errors = show_report(lambda watch: check_one_by_one(setting.folder, paths, watch=watch), setting, as_json=as_json)
    return Exit.FINDINGS if errors else Exit.DONE
