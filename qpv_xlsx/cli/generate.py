"""``generate``: the collection workbooks."""

from datetime import datetime

import click

from qpv_xlsx.cli.cluster_option import cluster_option
from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.several_codes import OnlyCodes
from qpv_xlsx.cli.signature import signature


@click.command("generate", cls=OnlyCodes, short_help="Écrit les classeurs de collecte (a_envoyer/).")
@click.option(
    "--only",
    multiple=True,
    metavar="CODE...",
    help="Seulement cette administration, ou ces administrations : --only EMP CAF.",
)
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@cluster_option
@click.pass_obj
def command(setting: Setting, *, only: tuple[str, ...], as_json: bool) -> None:
    """Écrit un classeur de collecte par administration dans a_envoyer/.

    Un classeur déjà présent est remplacé ; les retours reçus ne sont pas touchés.

    \b
    Exemple : qpv-xlsx generate --only EMP CAF
    Ensuite : qpv-xlsx send
    """
    from qpv_xlsx.campaigns import load_campaign
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.cli.show_closing import tell_closing
    from qpv_xlsx.domain.following.left_behind import past_codes_left
    from qpv_xlsx.messages.left_behind_words import left_behind_words
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.generate import generate

    with progress(setting, "progress_generate") as watch:
        author, now = signature(), datetime.now().astimezone()
        made = list(generate(setting.folder, only=only, author=author, now=now, watch=watch))
    campaign = load_campaign(setting.folder)
    tell_closing(setting, campaign, now)
    for words in left_behind_words(past_codes_left(campaign), setting.language):
        click.echo(words, err=True)
    if as_json:
        show_json(
            {
                "schema": "qpv-xlsx/workbooks/1",
                "workbooks": [
                    {
                        "respondent": one.respondent.code,
                        "path": str(one.path),
                        "version": one.version,
                        "measures": one.measures,
                    }
                    for one in made
                ],
            },
        )
        return
    console = screen()
    for one in made:
        say(
            console,
            phrase(
                setting.language,
                "generated",
                path=str(one.path),
                respondent=one.respondent.name,
                measures=one.measures,
                version=one.version,
            ),
        )
