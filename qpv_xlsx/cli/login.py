"""``login``: keep the password of a mail server in the system's keyring."""

import click

from qpv_xlsx.cli.root import Setting


@click.command("login", short_help="Garde un mot de passe de messagerie dans le trousseau.")
@click.argument("url", metavar="URL")
@click.pass_obj
def command(setting: Setting, *, url: str) -> None:
    """Demande le mot de passe d’un serveur, l’essaie, puis le garde dans le trousseau.

    URL : imaps://nom@serveur ou smtps://nom@serveur. Le mot de passe ne se voit pas
    quand on le tape, et n’est écrit ni dans la campagne ni dans un journal. Dans le
    trousseau, l’entrée s’appelle « qpv-xlsx:serveur ».

    \b
    Exemple : qpv-xlsx login imaps://mission.ville@mail.exemple.fr
    Ensuite : qpv-xlsx fetch imaps://mission.ville@mail.exemple.fr
    """
    from qpv_xlsx.cli.show import say, screen
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.login import login, server_of

    server = server_of(url)
    asked = phrase(setting.language, "login_password", user=server.user, host=server.host)
    entry = login(server, click.prompt(asked, hide_input=True, err=True))
    say(screen(), phrase(setting.language, "login_kept", user=server.user, host=server.host, entry=entry))
