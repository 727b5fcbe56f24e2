"""``qpv-xlsx convert``: campagne.xlsx to campagne.json and back."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting


@click.command(
    "convert",
    short_help="Passe de campagne.xlsx à campagne.json, ou l’inverse.",
    epilog="Ensuite : « qpv-xlsx generate ». Si les deux fichiers restent, campagne.xlsx l’emporte.",
)
@click.argument("source", metavar="[SOURCE]", required=False, type=click.Path(path_type=Path))
@click.argument("target", metavar="[CIBLE]", required=False, type=click.Path(path_type=Path))
@click.option("--force", "is_forced", is_flag=True, help="Remplace le fichier CIBLE s’il existe.")
@click.pass_obj
def command(setting: Setting, *, source: Path | None, target: Path | None, is_forced: bool) -> None:
    """Convertit campagne.xlsx en campagne.json, ou l’inverse.

    Sans argument, convertit celle du dossier de la campagne. Lit SOURCE, écrit
    CIBLE (par défaut : à côté, sous l’autre forme) ; rien n’est perdu, et
    SOURCE n’est pas modifiée. Contrôle au passage toute la campagne.

    Exemple : qpv-xlsx convert campagne.xlsx campagne.json
    """
    from qpv_xlsx.messages.wordbook import located_sentence, phrase
    from qpv_xlsx.tasks.convert import convert

    now = datetime.now().astimezone()
    done = convert(setting.folder, source, target, language=setting.language, now=now, is_forced=is_forced)
    for problem in done.unread:
        click.echo(located_sentence(setting.language, problem), err=True)
    if not setting.is_quiet:
        click.echo(phrase(setting.language, "convert_done", source=done.source.name, target=str(done.target)), err=True)
