"""``rollover``: next year's campaign."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.signature import signature


@click.command("rollover", short_help="Prépare la campagne de l’année suivante.")
@click.argument("target", metavar="DOSSIER", type=click.Path(path_type=Path))
@click.option("--year", type=int, required=True, metavar="ANNÉE", help="Année de la nouvelle campagne.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, target: Path, year: int, as_json: bool) -> None:
    """Crée la campagne de l’année suivante, avec les résultats de celle-ci.

    Les résultats consolidés deviennent l’historique ; contacts, dispenses et choix
    sont repris, les dates décalées d’autant. La campagne actuelle n’est pas
    modifiée ; DOSSIER doit être vide ou absent.

    \b
    Exemple : qpv-xlsx rollover ../paris-2016 --year 2016
    Ensuite : qpv-xlsx -C ../paris-2016 generate
    """
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.cli.show_unfinished import say_unfinished
    from qpv_xlsx.messages.wordbook import error_sentence, phrase
    from qpv_xlsx.tasks.rollover import rollover

    done = rollover(setting.folder, target, year, author=signature(), now=datetime.now().astimezone())
    facts = {"campaign": done.campaign.code, "folder": str(done.folder), "results": done.results}
    if as_json:
        told = {"unfinished": asdict(done.unfinished), "doubts": [doubt.code for doubt in done.doubts]}
        show_json({"schema": "qpv-xlsx/rollover/1", **facts, **told})
    else:
        for doubt in done.doubts:
            say(screen(), error_sentence(setting.language, doubt.code, doubt.facts), style="bold")
        say_unfinished(done.unfinished, "rollover_unfinished", setting.language)
        say(screen(), phrase(setting.language, "rolled_over", **facts))
