"""Keep the password of a mail server, so that commands and the desk find it."""

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.keyrings import SERVICE, keep_secret
from qpv_xlsx.mail.servers import Server, open_server, parse_server


def server_of(url: str) -> Server:
    """The server of the URL; a URL without an account raises CampaignError."""
    server = parse_server(url, ("imaps", "smtps", "imap", "smtp"))
    if not server.user:
        raise CampaignError("login_user", url=f"{server.scheme}://nom@{server.host}")
    return server


def login(server: Server, password: str) -> str:
    """Try it, then keep it; the name of the keyring's entry."""
    with open_server(server, password):
        pass
    keep_secret(server.host, server.user, password)
    return SERVICE.format(host=server.host)
