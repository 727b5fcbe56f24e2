"""``national``: one workbook from many campaigns."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.guard import Exit


@click.command("national", short_help="Écrit une synthèse nationale à partir de plusieurs campagnes.")
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DOSSIER...",
)
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    metavar="SORTIE",
    help="Dossier où écrire.",
)
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, folders: tuple[Path, ...], target: Path, as_json: bool) -> int:
    """Écrit une synthèse nationale à partir de plusieurs campagnes.

    DOSSIER : le dossier d’une campagne, ou celui de son export (« export --format
    datapackage » ou « parquet »), reçu par courriel ou posé sur un partage. Il est lu, et
    rien n’y est écrit. Une campagne prise de son export n’a pas de synthèse à elle.

    La première campagne sert de référence : ce que les autres n’entendent pas de la
    même façon (mesures, géographie, seuils) est dit à l’écran et dans la feuille Écarts,
    et n’est pas comparé. Code de sortie : 1 s’il y a un écart ou s’il reste une erreur à
    corriger.

    \b
    Exemple : qpv-xlsx national arles-2026 nimes-2026 -o france-2026
    """
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.cli.show_country import consolidated_facts, country_facts, say_country, say_left_over
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.national import national

    with progress(setting, "progress_consolidate", in_files=False) as watch:
        made = national(folders, target, now=datetime.now().astimezone(), watch=watch)
    done = made.done
    facts = consolidated_facts(done)
    if as_json:
        told = [
            {"campaign": one.campaign, "difference": one.disparity.value, "message": sentence}
            for one, sentence in made.differences
        ]
        show_json({"schema": "qpv-xlsx/national/1", **facts, **country_facts(done), "differences": told})
    else:
        say(screen(), phrase(setting.language, "consolidated", **facts))
        say_country(screen(), done, setting.language)
        say_left_over(screen(), done.left_over, setting.language)
        for one, sentence in made.differences:
            say(screen(), phrase(setting.language, "national_difference", campaign=one.campaign, sentence=sentence))
    return Exit.FINDINGS if done.errors or made.differences else Exit.DONE
