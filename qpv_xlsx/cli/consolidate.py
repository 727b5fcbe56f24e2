"""``consolidate``: the master workbook."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.guard import Exit
from qpv_xlsx.cli.root import Setting
from qpv_xlsx.cli.signature import signature


@click.command("consolidate", short_help="Écrit le classeur de synthèse et report.html.")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FICHIER",
    help="Fichier à écrire (par défaut : synthese/<campagne>_synthese.xlsx).",
)
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, target: Path | None, as_json: bool) -> int:
    """Écrit le classeur de synthèse, et report.html à côté.

    Un fichier déjà présent est remplacé. Code de sortie : 1 s’il reste des erreurs à
    corriger.

    \b
    Exemple : qpv-xlsx consolidate -o comite.xlsx
    Ensuite : qpv-xlsx export
    """
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.consolidate import consolidate

    with progress(setting, "progress_consolidate") as watch:
        author, now = signature(), datetime.now().astimezone()
        done = consolidate(setting.folder, target=target, author=author, now=now, watch=watch)
    answered = sum(account.has_answered for account in done.ledger.accounts.values())
    facts = {
        "master": str(done.master),
        "report": str(done.report),
        "answered": answered,
        "respondents": len(done.ledger.accounts),
        "errors": done.errors,
    }
    if as_json:
        show_json(facts)
    else:
        say(screen(), phrase(setting.language, "consolidated", **facts))
    return Exit.FINDINGS if done.errors else Exit.DONE
