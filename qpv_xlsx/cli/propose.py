"""``qpv-xlsx propose``: how a French target or result is understood."""

import re
from typing import Any

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.whole_number import WholeNumber

_SEEN = "\u2060"  # before a text that starts like an option, so that none is looked for


class _Texts(click.Command):
    """« - 10 % » and « -5 points » are texts: no option starts with a dash and a space, or a digit."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse *args* with these texts marked."""
        return super().parse_args(ctx, [re.sub(r"^(?=-[\s\d])", _SEEN, text) for text in args])


def _unmarked(_ctx: click.Context, _parameter: Any, texts: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ANN401  (click's)
    return tuple(text.removeprefix(_SEEN) for text in texts)


@click.command(
    "propose",
    cls=_Texts,
    short_help="Montre comment un objectif en français est compris.",
    epilog="Ensuite : inscrivez la mesure dans campagne.xlsx, puis « qpv-xlsx generate ».",
)
@click.argument("texts", metavar="TEXTE...", nargs=-1, required=True, callback=_unmarked)
@click.option("--territory", "places", multiple=True, metavar="NOM", help="Nom d’un territoire entier, comme Paris.")
@click.option(
    "--column",
    type=click.Choice(["target", "baseline"]),
    help="Ce que contient la colonne : objectif ou point de départ.",
)
@click.option("--unit", default="", metavar="UNITÉ", help="Unité écrite dans la colonne ou l’en-tête, comme % ou k€.")
@click.option("--indicator", default="", metavar="TEXTE", help="Texte de l’indicateur, qui dit la nature et le sens.")
@click.option(
    "--year",
    type=WholeNumber(1950, 2100),
    metavar="ANNÉE",
    help="Année de l’en-tête, pour les chiffres sans date.",
)
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
    Un texte qui commence par un tiret et une lettre s’écrit après « -- ».

    Exemple : qpv-xlsx propose "25% E2C, 12% ML" "- 10 %"
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
