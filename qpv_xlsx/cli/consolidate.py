"""``consolidate``: the master workbook."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.cluster_option import cluster_option
from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit
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
@click.option(
    "--diffusion", "is_diffusion", is_flag=True, help="Version à publier : chiffres secrets masqués, sans nom ni mot."
)
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@cluster_option
@click.pass_obj
def command(setting: Setting, *, target: Path | None, is_diffusion: bool, as_json: bool) -> int:
    """Écrit le classeur de synthèse, et à côté report.html et la note au comité (une page).

    S’il y a plusieurs territoires, chacun a son classeur complet et sa page dans le
    dossier territoires, à côté ; FICHIER est la synthèse nationale, sans note.

    Avec --diffusion, la version à publier : les petits effectifs de personnes,
    et ce qui permettrait de les calculer, deviennent « s », partout les mêmes ;
    aucun commentaire, aucun nom de fichier. Rien n’est écrit si un chiffre secret
    peut encore être calculé. Écrite dans synthese/diffusion, avec un audit interne
    dans synthese.

    Un fichier déjà présent est remplacé. Code de sortie : 1 s’il reste des erreurs à
    corriger, ou un retour qui ne compte pour personne.

    \b
    Exemple : qpv-xlsx consolidate -o comite.xlsx
    Ensuite : qpv-xlsx export
    """
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.cli.show_country import consolidated_facts, country_facts, say_country, say_left_over
    from qpv_xlsx.cli.show_status import unclaimed_words
    from qpv_xlsx.messages.kept_secrets import kept_secret_words
    from qpv_xlsx.messages.left_behind_words import left_behind_words
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.consolidate import Consolidated, consolidate, consolidate_for_diffusion

    make = consolidate_for_diffusion if is_diffusion else consolidate
    with progress(setting, "progress_consolidate", in_files=False) as watch:
        author, now = signature(), datetime.now().astimezone()
        done = make(setting.folder, target=target, author=author, now=now, watch=watch)
    facts = {
        **consolidated_facts(done),
        "unclaimed": len(done.unclaimed),
        "left_behind": [asdict(one) for one in done.left_behind],
    }
    if isinstance(done, Consolidated):
        facts["note"] = str(done.note)
    if is_diffusion:
        facts |= {"audit": str(done.audit[-1]), "given_away": done.given_away}
    if as_json:
        show_json({"schema": "qpv-xlsx/consolidation/1", **facts, **country_facts(done)})
    else:
        if done.unclaimed:
            say(screen(), unclaimed_words(done.unclaimed, setting), style="bold")
        for words in left_behind_words(done.left_behind, setting.language):
            say(screen(), words, style="bold")
        say(screen(), phrase(setting.language, "consolidated", **facts))
        if isinstance(done, Consolidated):
            say(screen(), phrase(setting.language, "note_written", note=str(done.note)))
        say_country(screen(), done, setting.language)
        say_left_over(screen(), done.left_over, setting.language)
        if is_diffusion:
            say(screen(), phrase(setting.language, "diffusion_written", audit=str(done.audit[-1])))
        for words in kept_secret_words(done.kept, setting.language):
            say(screen(), words, style="bold")
        if done.given_away:
            say(screen(), phrase(setting.language, "diffusion_given_away", given_away=done.given_away))
    return Exit.FINDINGS if done.errors or done.unclaimed else Exit.DONE
