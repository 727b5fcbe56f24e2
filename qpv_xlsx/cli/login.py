"""``login``: keep the password of a mail server in the system's keyring."""

import sys
from typing import TYPE_CHECKING

import click

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.domain.findings import CampaignError

if TYPE_CHECKING:
    from qpv_xlsx.mail.servers import Server


@click.command("login", short_help="Garde un mot de passe de messagerie dans le trousseau.")
@click.argument("url", metavar="URL")
@click.option("--client", metavar="IDENTIFIANT", help="Application déclarée par le service informatique (jeton).")
@click.option("--tenant", metavar="ANNUAIRE", default="organizations", help="Annuaire Microsoft de l’organisation.")
@click.option("--token-server", metavar="URL", default="", help="Service de jetons, sinon celui de Microsoft.")
@click.pass_obj
def command(setting: Setting, *, url: str, client: str | None, tenant: str, token_server: str) -> None:
    """Demande le mot de passe d’un serveur, l’essaie, puis le garde dans le trousseau.

    URL : imaps://nom@serveur ou smtps://nom@serveur. Le mot de passe ne se voit pas
    quand on le tape, et n’est écrit ni dans la campagne ni dans un journal. Dans le
    trousseau, l’entrée s’appelle « qpv-xlsx:serveur ». Avec --client (Microsoft 365,
    qui refuse les mots de passe), un code est à saisir dans un navigateur : voir
    docs/messagerie.md.

    \b
    Exemple : qpv-xlsx login imaps://mission.ville@mail.exemple.fr
    Ensuite : qpv-xlsx fetch imaps://mission.ville@mail.exemple.fr
    """
    from qpv_xlsx.cli.show import say, screen
    from qpv_xlsx.mail.oauth import DeviceCode
    from qpv_xlsx.messages.wordbook import phrase
    from qpv_xlsx.tasks.login import login, login_with_token, server_of

    server, language = server_of(url), setting.language
    facts = {"user": server.user, "host": server.host}
    if client:

        def tell(device: DeviceCode) -> None:
            click.echo(phrase(language, "login_code", code=device.code, address=device.address), err=True)

        entry = login_with_token(server, client, tell, tenant=tenant, service=token_server)
    else:
        entry = login(server, _password(phrase(language, "login_password", **facts), server))
    say(screen(), phrase(language, "login_kept_token" if client else "login_kept", **facts, entry=entry))


def _password(question: str, server: "Server") -> str:
    """Typed unseen in a terminal; elsewhere, the first line of the standard input."""
    if sys.stdin.isatty():
        return str(click.prompt(question, hide_input=True, err=True))
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise CampaignError("login_no_terminal", user=server.user, host=server.host)
    return given
