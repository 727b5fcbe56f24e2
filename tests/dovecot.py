"""A real IMAP server on loopback."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


DOVECOT = shutil.which("dovecot") or next((str(p) for p in [Path("/usr/sbin/dovecot")] if p.exists()), None)


_TOKENS = """
auth_mechanisms = plain login {mechanisms}
passdb {{
  driver = oauth2
  mechanisms = {mechanisms}
  args = {folder}/oauth2.conf
}}
"""


def running_dovecot(tokens: str = "", mechanisms: str = "xoauth2 oauthbearer") -> Iterator[tuple[str, Path]]:
    """A real IMAP server over a Maildir; its URL and the Maildir. It runs as root's guests, or as whoever runs the test.

    *tokens*: the address of a server of tokens; empty: passwords only. *mechanisms*: how tokens may be shown.
    """
    if DOVECOT is None:
        pytest.skip("install Dovecot to run this test (Debian: dovecot-imapd)")
    myself = pwd.getpwuid(os.getuid()).pw_name
    user, internal, login = ("nobody", "dovecot", "dovenull") if myself == "root" else (myself, myself, myself)
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    internal_group = grp.getgrgid(pwd.getpwnam(internal).pw_gid).gr_name
    with tempfile.TemporaryDirectory() as name:
        yield from serve_imap(Path(name), user, group, internal, internal_group, login, (tokens, mechanisms))


def serve_imap(
    folder: Path, user: str, group: str, internal: str, internal_group: str, login: str, shown: tuple[str, str]
) -> Iterator[tuple[str, Path]]:
    tokens, mechanisms = shown
    folder.chmod(0o755)
    maildir = folder / "mail"
    for part in ("", "cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True)
        shutil.chown(maildir / part, user, group)
    port = free_port()
    settings = folder / "dovecot.conf"
    (folder / "oauth2.conf").write_text(
        f"introspection_mode = post\nintrospection_url = {tokens}/introspect\nusername_attribute = username\n"
        "active_attribute = active\nactive_value = true\n"
    )
    settings.write_text(
        f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{maildir}
mail_uid = {user}
mail_gid = {group}
{_TOKENS.format(folder=folder, mechanisms=mechanisms) if tokens else ""}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox Brouillons {{
    auto = create
    special_use = \\Drafts
  }}
}}
""",
    )
    server = subprocess.Popen([str(DOVECOT), "-F", "-c", str(settings)], stderr=subprocess.PIPE)
    try:
        wait_for(port, server, folder / "dovecot.log")
        yield f"imap://coordination@127.0.0.1:{port}", maildir
    finally:
        server.terminate()
        server.communicate(timeout=20)


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if server.poll() is not None:
            said = server.stderr.read().decode() if server.stderr else ""
            pytest.fail(f"Dovecot stopped: {said} {log.read_text() if log.exists() else ''}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("Dovecot does not answer")
