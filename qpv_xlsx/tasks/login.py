"""Keep the password of a mail server, so that commands and the desk find it."""

from collections.abc import Callable

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.mail.keyrings import SERVICE, keep_secret
from qpv_xlsx.mail.oauth import MICROSOFT, DeviceCode, ask_device_code, await_consent, encoded
from qpv_xlsx.mail.servers import MAILBOXES, SENDERS, Server, open_server, parse_server
from qpv_xlsx.tasks.running.watching import Watch, unwatched


def server_of(url: str) -> Server:
    """The server of the URL; a URL without an account raises CampaignError."""
    server = parse_server(url, (*MAILBOXES, *SENDERS))
    if not server.user:
        raise CampaignError("login_user", url=f"{server.scheme}://nom@{server.host}")
    return server


def login(server: Server, password: str, watch: Watch = unwatched) -> str:
    """Try it, then keep it; the name of the keyring's entry. *watch* may stop it between the two."""
    with open_server(server, password):
        pass
    watch(1, 2)
    keep_secret(server.host, server.user, password)
    return SERVICE.format(host=server.host)


def login_with_token(
    server: Server, client: str, tell: Callable[[DeviceCode], None], *, tenant: str = "organizations", service: str = ""
) -> str:
    """Have the person say, in a browser, that this program may enter; try it, and keep it. *tell* shows them the code.

    *client*: of the application that the IT service registered. *service*: where tokens are asked for; empty: Microsoft.
    """
    service = service.rstrip("/") or MICROSOFT.format(tenant=tenant)
    device = ask_device_code(service, client)
    tell(device)
    consent = await_consent(service, client, device)
    keep_secret(server.host, server.user, encoded(consent))
    with open_server(server, encoded(consent)):
        pass
    return SERVICE.format(host=server.host)
