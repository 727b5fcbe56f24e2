"""``import``: an official table becomes a campaign."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.new_campaign_options import new_campaign_options, tell_columns_left
from qpv_xlsx.cli.whole_number import WholeNumber


@click.command(
    "import",
    short_help="Fait une campagne d’un tableau officiel (Word, Excel, CSV…).",
    epilog="Ensuite : complétez campagne.xlsx, puis « qpv-xlsx -C DOSSIER status ».",
)
@click.argument("tables", metavar="TABLEAU...", nargs=-1, required=True)
@click.option(
    "-o", "--output", metavar="DOSSIER", type=click.Path(path_type=Path), help="Dossier de la nouvelle campagne."
)
@click.option("--into", metavar="DOSSIER", type=click.Path(path_type=Path), help="Dossier d’une campagne à compléter.")
@click.option(
    "--columns", default="", metavar="LISTE", help="Ce que contiennent les colonnes : « indicateur=C, cible=E »."
)
@click.option(
    "--table", "ranks", multiple=True, type=WholeNumber(1), metavar="NUMÉRO", help="Numéro du tableau à lire."
)
@click.option("--title", default="", metavar="TITRE", help="Titre de la campagne et du contrat.")
@click.option("--territory", default="", metavar="NOM", help="Nom du territoire, comme Paris.")
@click.option("--many", "accepts_many", is_flag=True, help="Accepte plus de 300 indicateurs.")
@new_campaign_options
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(  # noqa: PLR0913  (one for each option)
    setting: Setting,
    /,
    *,
    tables: tuple[str, ...],
    output: Path | None,
    into: Path | None,
    geography: str | None,
    communes: tuple[str, ...],
    is_forced: bool,
    as_json: bool,
    **said: Any,  # noqa: ANN401  (the fields of Orders)
) -> None:
    """Lit un tableau officiel et propose une campagne.

    TABLEAU : fichier .docx, .xlsx, .ods, .xls, .csv, texte collé, ou « - » pour
    l’entrée standard. Trouve les colonnes, les thèmes et les indicateurs,
    recopie chaque texte mot pour mot et propose les mesures, toutes à
    confirmer ; ce qui est douteux devient une question dans « Décisions ».
    Sans -o ni --into, montre ce qui est compris et n’écrit rien.

    Exemple : qpv-xlsx import annexe.docx -o arles-2026 --year 2026
    """
    from qpv_xlsx.cli.show import show_json
    from qpv_xlsx.cli.show_import import show_imported
    from qpv_xlsx.tasks.import_ import Orders, Source, import_tables
    from qpv_xlsx.tasks.import_report import import_document
    from qpv_xlsx.tasks.import_writing import Target, write_imported

    now = datetime.now().astimezone()
    sources = [Source(name=name, content=_content(name)) for name in tables]
    orders = Orders(**said)
    target = Target(output=output, into=into, geography=geography, communes=communes, is_forced=is_forced)
    imported = import_tables(
        sources, orders, code=target.code(orders.year or now.year), now=now, language=setting.language
    )
    written = write_imported(imported, target, language=setting.language, now=now)
    tell_columns_left(geography, setting)
    if as_json:
        show_json(import_document(imported, written))
    else:
        show_imported(imported, written, setting)


def _content(name: str) -> bytes:
    """The bytes of a file, or of the standard input for « - »."""
    from qpv_xlsx.domain.findings import CampaignError

    if name == "-":
        return sys.stdin.buffer.read()
    if not Path(name).is_file():
        raise CampaignError("path_missing", path=name)
    return Path(name).read_bytes()
