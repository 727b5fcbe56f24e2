"""``repair``: the register made again."""

from datetime import datetime

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.signature import signature


@click.command("repair", short_help="Reconstitue un registre perdu ou endommagé.")
@click.option("--json", "as_json", is_flag=True, help="Affiche un document JSON.")
@click.pass_obj
def command(setting: Setting, *, as_json: bool) -> None:
    """Reconstitue le registre (registre.sqlite) s’il manque, s’il est vide ou endommagé.

    Refait, dans l’ordre, tout ce que raconte journal.jsonl ; puis enregistre les
    retours de recus/, les classeurs de a_envoyer/ et les décisions de
    decisions.xlsx que le journal ignore. Un registre sain n’est pas touché ; celui
    qui est remplacé est conservé à côté.

    \b
    Exemple : qpv-xlsx repair
    Ensuite : qpv-xlsx status
    """
    from qpv_xlsx.cli.next_command import next_command
    from qpv_xlsx.cli.progress import progress
    from qpv_xlsx.cli.show import say, screen, show_json
    from qpv_xlsx.messages.wordbook import error_sentence, phrase
    from qpv_xlsx.tasks.repair import repair
    from qpv_xlsx.tasks.repair_told import repair_told

    with progress(setting, "progress_read") as watch:
        done = repair(setting.folder, author=signature(), now=datetime.now().astimezone(), watch=watch)
    kept = done.kept.name if done.kept else None
    journal = done.journal.name if done.journal else None
    unread = error_sentence(setting.language, done.unread.code, done.unread.facts) if done.unread else None
    if as_json:
        show_json(
            {
                "schema": "qpv-xlsx/repair/1",
                "sound": done.is_sound,
                "acts": done.acts,
                "rows": done.rows,
                "returns": done.returns,
                "workbooks": done.workbooks,
                "decisions": done.decisions,
                "unread": unread,
                "kept": kept,
                "broken": done.broken,
                "journal": journal,
            }
        )
    elif done.is_sound:
        say(screen(), phrase(setting.language, "repair_sound"))
    else:
        for told in repair_told(done, unread, setting.language):
            say(screen(), told)
        say(screen(), phrase(setting.language, "repair_done", command=next_command(setting.folder, "status")))
