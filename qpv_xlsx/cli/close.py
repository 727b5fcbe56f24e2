"""``close``: ends a year."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.signature import signature


@click.command("close", short_help="Clôt l’année : plus rien ne change, tout est archivé.")
@click.option("--reason", default="", metavar="MOTIF", help="Motif, obligatoire et conservé.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, reason: str, as_json: bool) -> None:
    """Clôt l’année : plus rien ne change, et tout est archivé.

    Écrit la synthèse une dernière fois, puis synthese/<campagne>_cloture.zip : classeur
    de synthèse, page, données, campagne et journal, avec leurs sommes de contrôle.
    L’archive s’ouvre sans qpv-xlsx. Ensuite, les commandes qui changent la campagne
    sont refusées ; status, export et rollover restent possibles.

    \b
    Exemple : qpv-xlsx close --reason "validé par le comité du 12 juin"
    Ensuite : qpv-xlsx rollover ../paris-2016 --year 2016
    """
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.cli.show_unfinished import say_unfinished
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.close import close_year

    done = close_year(setting.folder, reason=reason, author=signature(), now=datetime.now().astimezone())
    if as_json:
        facts = {"archive": str(done.archive), "sha256": done.sha256, "files": list(done.files)}
        show_json({"schema": "qpv-xlsx/closing/1", **facts})
        return
    say_unfinished(done.unfinished, "close_unfinished", setting.language)
    say(screen(), phrase(setting.language, "closed_year", archive=str(done.archive), sha256=done.sha256))
