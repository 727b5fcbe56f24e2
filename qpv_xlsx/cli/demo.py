"""``demo``: the whole cycle on example replies."""

from datetime import datetime
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import Setting


@click.command("demo", short_help="Montre tout le cycle, avec des réponses d’exemple.")
@click.argument("folder", default="demo-qpv", type=click.Path(path_type=Path), metavar="[DOSSIER]")
@click.pass_obj
def command(setting: Setting, *, folder: Path) -> None:
    """Déroule toute la campagne de Paris dans DOSSIER, avec des réponses d’exemple.

    Prépare la campagne, écrit les neuf classeurs, lit des réponses parfaites ou
    fautives (une manque, une arrive après la clôture), prépare les corrections et les
    relances, décide d’un chiffre et consolide. DOSSIER (par défaut : demo-qpv) doit
    être vide ou ne pas exister.

    \b
    Exemple : qpv-xlsx demo essai
    Ensuite : ouvrez les fichiers annoncés, puis « qpv-xlsx -C essai status »
    """
    from qpv_xlsx.cli.show import say, screen
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.demo import demo
    from qpv_xlsx.tasks.incoming.reading_report import summarise

    done = demo(folder, language=setting.language, author="demo", now=datetime.now().astimezone())
    summary = summarise([reading.told for reading in done.readings])
    say(
        screen(),
        phrase(
            setting.language,
            "demo_done",
            folder=str(folder),
            campaign=str(folder / "campagne.xlsx"),
            sent=str(folder / "a_envoyer"),
            replies=str(done.replies),
            returned=str(folder / "a_retourner"),
            corrections=len(done.returned),
            reminded=done.reminded,
            late=done.late,
            decided=done.decided,
            master=str(done.consolidated.master),
            report=str(done.consolidated.report),
            public=str(done.public.master),
            audit=str(done.public.audit[-1]),
            **summary,
        ),
    )
