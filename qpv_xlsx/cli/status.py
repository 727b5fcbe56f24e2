"""``status``: where the campaign stands."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting


@click.command("status", short_help="Dit où en est la campagne et ce qu’il faut faire ensuite.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, as_json: bool) -> None:
    """Dit qui a répondu, ce qui ne va pas et ce qu’il faut faire ensuite.

    Ne modifie rien.

    \b
    Exemple : qpv-xlsx status
    Ensuite : la commande indiquée
    """
    from qpv_xlsx.cli.show import show_json
    from qpv_xlsx.cli.show_status import show_status
    from qpv_xlsx.tasks.status import read_status, status_document

    status = read_status(setting.folder, now=datetime.now().astimezone())
    if as_json:
        show_json(status_document(status))
    else:
        show_status(status, setting)
