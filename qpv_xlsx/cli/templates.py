"""``qpv-xlsx templates``: what a campaign can start from."""

import click

from qpv_xlsx.cli.global_options import Setting


@click.command(
    "templates",
    short_help="Montre les modèles et les géographies fournis.",
    epilog="Ensuite : « qpv-xlsx init DOSSIER --template NOM --geography NOM ».",
)
@click.option("--json", "is_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, is_json: bool) -> None:
    """Montre les modèles de campagne et les géographies fournis.

    Ne lit et n’écrit aucun fichier du dossier courant.

    Exemple : qpv-xlsx templates --json
    """
    from qpv_xlsx.cli.show import show_json
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.templates import list_geographies, list_templates, templates_document

    if is_json:
        show_json(templates_document())
        return
    click.echo(phrase(setting.language, "templates_heading"))
    for starter in list_templates():
        facts = {"indicators": starter.indicators, "measures": starter.measures, "respondents": starter.respondents}
        click.echo("\n    ".join(filter(None, (f"  {starter.name}", starter.title))))
        click.echo("    " + phrase(setting.language, "templates_counts", **facts))
    click.echo(phrase(setting.language, "geographies_heading"))
    for places in list_geographies():
        click.echo(f"  {places.name}\n    {places.title}")
        click.echo("    " + phrase(setting.language, "geographies_counts", quartiers=places.quartiers))
