"""``qpv-xlsx propose``: how a French target or result is understood."""

import click

from qpv_xlsx.cli.global_options import Setting


@click.command(
    "propose",
    short_help="Montre comment un objectif en français est compris.",
    epilog="Ensuite : inscrivez la mesure dans campagne.xlsx, puis « qpv-xlsx generate ».",
)
@click.argument("texts", metavar="TEXTE...", nargs=-1, required=True)
@click.option("--territory", "places", multiple=True, metavar="NOM", help="Nom d’un territoire entier, comme Paris.")
@click.option(
    "--column",
    type=click.Choice(["target", "baseline"]),
    help="Ce que contient la colonne : objectif ou point de départ.",
)
@click.option("--unit", default="", metavar="UNITÉ", help="Unité écrite dans la colonne ou l’en-tête, comme % ou k€.")
@click.option("--indicator", default="", metavar="TEXTE", help="Texte de l’indicateur, qui dit la nature et le sens.")
@click.option("--year", type=click.IntRange(1950, 2100), help="Année de l’en-tête, pour les chiffres sans date.")
@click.option("--json", "is_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(  # noqa: PLR0913  (one for each option)
    setting: Setting,
    texts: tuple[str, ...],
    places: tuple[str, ...],
    column: str | None,
    unit: str,
    indicator: str,
    year: int | None,
    *,
    is_json: bool,
) -> None:
    """Montre comment un objectif ou un résultat écrit en français est compris.

    Ne lit et n’écrit aucun fichier : tout ce qui est proposé est à confirmer.

    Exemple : qpv-xlsx propose "25% E2C, 12% ML" "doubler la part"
    """
    from qpv_xlsx.cli.show import show_json
    from qpv_xlsx.cli.show_proposals import show_understandings
    from qpv_xlsx.domain.proposing.row_context import ColumnRole, RowContext
    from qpv_xlsx.tasks.propose import proposals_document, propose_all

    context = RowContext(
        role=None if column is None else ColumnRole(column),
        unit=unit,
        indicator=indicator,
        year=year,
        places=places,
    )
    understandings = propose_all(texts, context)
    if is_json:
        show_json(proposals_document(understandings))
    else:
        show_understandings(understandings, setting.language)
