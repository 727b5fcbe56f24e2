"""What the operating system says, in the reader's language: its English never shows in French."""

import errno
import imaplib
import os
import smtplib
import socket
import sqlite3
import ssl
from contextlib import closing

import pytest

from qpv_xlsx.messages.system_words import spoken, system_words
from qpv_xlsx.messages.wordbook import labels


def no_database(content: bytes) -> Exception:
    """What SQLite says of a file that holds *content*."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(content)
            connection.execute("SELECT * FROM sqlite_master")
        except sqlite3.DatabaseError as trouble:
            return trouble
    raise AssertionError(content)


@pytest.mark.parametrize(
    ("trouble", "french"),
    [
        pytest.param(PermissionError(errno.EACCES, "Permission denied"), "accès refusé", id="access"),
        pytest.param(FileNotFoundError(errno.ENOENT, "No such file or directory"), "introuvable", id="missing"),
        pytest.param(IsADirectoryError(errno.EISDIR, "Is a directory"), "c’est un dossier", id="a folder"),
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), "disque plein", id="full"),
        pytest.param(OSError(errno.EROFS, "Read-only file system"), "lecture seule", id="read-only"),
        pytest.param(
            ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "connexion refusée", id="refused"
        ),
        pytest.param(TimeoutError("timed out"), "délai dépassé", id="too slow"),
        pytest.param(socket.gaierror(-2, "Name or service not known"), "serveur inconnu", id="no such host"),
        pytest.param(EOFError(), "connexion coupée", id="the line ended"),
        pytest.param(
            smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "coupée", id="smtp's line ended"
        ),
        pytest.param(imaplib.IMAP4.abort("socket error: EOF"), "coupée", id="imap's line ended"),
        pytest.param(
            ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER]"), "TLS", id="no TLS, which has the number of access"
        ),
        pytest.param(no_database(b"not one, by far"), "registre", id="a register that is none"),
        pytest.param(ssl.SSLCertVerificationError(1, "verify failed"), "certificat", id="a certificate"),
    ],
)
def test_what_we_know_is_said_in_french(trouble: Exception, french: str) -> None:
    assert french in system_words(trouble, "fr")
    assert system_words(trouble, "en") == spoken(trouble)["en"] != system_words(trouble, "fr")


def test_what_we_do_not_know_keeps_its_own_words() -> None:
    assert system_words(OSError(9999, "weird"), "fr") == "weird"
    assert system_words(OSError(), "fr") == "OSError"


def test_what_windows_calls_otherwise_is_known_too() -> None:
    trouble = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    trouble.winerror = 32  # type: ignore[attr-defined]  # there on Windows only
    assert system_words(trouble, "fr") == labels("fr", "system")["busy"]


def test_both_languages_have_the_same_words() -> None:
    assert labels("fr", "system").keys() == labels("en", "system").keys()
