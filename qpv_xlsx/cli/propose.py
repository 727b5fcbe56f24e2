"""``qpv-xlsx propose``: how a French target or result is understood."""

import click

from qpv_xlsx.cli.root import Setting


@click.command(
    "propose",
    short_help="Montre comment un objectif en français est compris.",
    epilog="Ensuite : inscrivez la mesure dans campagne.xlsx, puis « qpv-xlsx generate ».",
)
@click.argument("texts", metavar="TEXTE...", nargs=-1, required=True)
@click.option("--territory", "places", multiple=True, metavar="NOM", help="Nom d’un territoire entier, comme Paris.")
@click.option("--json", "is_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, texts: tuple[str, ...], places: tuple[str, ...], *, is_json: bool) -> None:
    """Montre comment un objectif ou un résultat écrit en français est compris.

    Ne lit et n’écrit aucun fichier : tout ce qui est proposé est à confirmer.

    Exemple : qpv-xlsx propose "25% E2C, 12% ML" "doubler la part"
    """
    from qpv_xlsx.cli.show import show_json
    from qpv_xlsx.cli.show_proposals import show_understandings
    from qpv_xlsx.domain.proposing.row_context import RowContext
    from qpv_xlsx.tasks.propose import proposals_document, propose_all

    understandings = propose_all(texts, RowContext(places=places))
    if is_json:
        show_json(proposals_document(understandings))
    else:
        show_understandings(understandings, setting.language)
