"""``qpv-xlsx export``: the long table in files."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.signature import signature

if TYPE_CHECKING:
    from qpv_xlsx.tasks.export import Exported


@click.command(
    "export",
    short_help="Écrit toutes les réponses en CSV, JSON, Data Package ou Parquet.",
    epilog="Voir aussi : « qpv-xlsx consolidate », qui écrit le classeur de synthèse.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "datapackage", "json", "parquet"]),
    default="csv",
    help="csv (par défaut), datapackage (Frictionless), json ou parquet.",
)
@click.option("-o", "--output", "target", metavar="DOSSIER", type=click.Path(path_type=Path), help="Où écrire.")
@click.option(
    "--decimal-comma/--decimal-point",
    default=None,
    help="Virgule décimale (par défaut dans un CSV en français), ou point décimal et textes laissés tels quels, pour un programme.",
)
@click.option("--labels", "has_labels", is_flag=True, help="Ajoute au CSV les libellés à côté des codes.")
@click.option("--raw", "is_raw", is_flag=True, help="Laisse tels quels les textes qui ressemblent à des formules.")
@click.option("--diffusion", "is_diffusion", is_flag=True, help="Version à publier : petits effectifs masqués.")
@click.pass_obj
def command(
    setting: Setting,
    *,
    form: str,
    target: Path | None,
    decimal_comma: bool | None,
    has_labels: bool,
    is_raw: bool,
    is_diffusion: bool,
) -> None:
    """Écrit toutes les réponses dans un tableau, une ligne par réponse, et où en sont mesures et indicateurs.

    Écrit dans le dossier synthese, ou dans DOSSIER ; remplace l’export
    précédent du même nom. Les colonnes sont celles de la feuille Données du
    classeur de synthèse. Le CSV est en UTF-8, avec points-virgules : Excel et
    LibreOffice en français l’ouvrent d’un double-clic. Ce qu’ils prendraient
    pour un nombre ou une date (011, 1E5, 1/2) y est précédé d’une tabulation et
    reste un texte. Pour un programme, choisissez --decimal-point.

    À côté du tableau, deux fichiers disent l’avancement et son motif :
    …-statuts.csv, une ligne par mesure, et …-statuts-indicateurs.csv, une ligne
    par indicateur (dans le JSON : « statuses » et « indicators »).

    Le format parquet donne un dossier : réponses et statuts par année et par
    territoire, et les autres tables du Data Package, pour pandas, DuckDB ou R.
    Il demande un module de plus : pip install qpv-xlsx[parquet]

    Avec --diffusion, les petits effectifs de personnes et ceux qui permettraient
    de les calculer deviennent « s » ; les commentaires, sources et noms de
    fichiers sont retirés. Rien n’est écrit si un chiffre secret peut encore
    être calculé. Écrit alors dans synthese/diffusion, et un audit interne
    dans synthese.

    Exemple : qpv-xlsx export --format datapackage -o ouverture
    """
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.export import ExportFormat, Wish, export

    wish = Wish(
        form=ExportFormat(form),
        language=setting.language,
        decimal_comma=decimal_comma,
        is_raw=is_raw,
        has_labels=has_labels,
        is_diffusion=is_diffusion,
    )
    now = datetime.now().astimezone()
    with progress(setting, "progress_export", in_files=False) as watch:
        done = export(setting.folder, wish, target, author=signature(), now=now, watch=watch)
    for path in done.files:
        click.echo(str(path))
    if not setting.is_quiet:
        click.echo(phrase(setting.language, "export_done", rows=done.rows), err=True)
        if wish.form in {ExportFormat.PACKAGE, ExportFormat.PARQUET} and not is_diffusion:
            click.echo(phrase(setting.language, "export_absent"), err=True)
        if is_diffusion:
            click.echo(phrase(setting.language, "export_masked", masked=done.masked), err=True)
            click.echo(phrase(setting.language, "diffusion_written", audit=str(done.audit[-1])), err=True)
    _say_of_secrets(done, setting.language)


def _say_of_secrets(done: "Exported", language: str) -> None:
    """What holds although its row is not taken, and what no mask can take back."""
    from qpv_xlsx.messages.kept_secrets import kept_secret_words
    from qpv_xlsx.messages.wordbook import phrase

    for words in kept_secret_words(done.kept, language):
        click.echo(words, err=True)
    if done.given_away:
        click.echo(phrase(language, "diffusion_given_away", given_away=done.given_away), err=True)
