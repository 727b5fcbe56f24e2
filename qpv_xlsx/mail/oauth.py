"""Servers that refuse passwords: a token, by the device-code flow (RFC 8628), renewed without asking again (RFC 6749)."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.messages.system_words import spoken

MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
_SCOPE = "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_TIMEOUT = 30.0  # seconds without an answer
_ANSWER = 2**20  # bytes of an answer
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Nothing that goes there leaves the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the keyring keeps in place of a password. *service*: the address under which tokens are asked for."""

    service: str
    client: str
    scope: str
    refresh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """To be typed by the person at *address*, with any browser, before *seconds* have passed."""

    code: str
    address: str
    secret: str
    seconds: float
    interval: float


def encoded(consent: Consent) -> str:
    """As one secret of the keyring."""
    return json.dumps(asdict(consent), separators=(",", ":"))


def consent_in(secret: str) -> Consent | None:
    """The consent that was encoded; None: the secret is a password."""
    if not secret.startswith('{"service":'):
        return None
    try:
        return Consent(**json.loads(secret))
    except (ValueError, TypeError):
        return None


def ask_device_code(service: str, client: str, scope: str = _SCOPE) -> DeviceCode:
    """The code with which somebody says, in a browser, that this program may enter their mailbox."""
    told = _ask(f"{service}/devicecode", {"client_id": client, "scope": scope})
    return DeviceCode(
        code=str(told.get("user_code", "")),
        address=str(told.get("verification_uri") or told.get("verification_url") or ""),
        secret=str(told.get("device_code", "")),
        seconds=float(told.get("expires_in", 900)),
        interval=max(1.0, float(told.get("interval", 5))),
    )


def await_consent(
    service: str, client: str, device: DeviceCode, wait: Callable[[float], None] = time.sleep, scope: str = _SCOPE
) -> Consent:
    """Ask again and again until the person has answered. Raises StorageError where they refuse, or do not answer."""
    waited, interval = 0.0, device.interval
    while waited < device.seconds:
        wait(interval)
        waited += interval
        told = _ask(
            f"{service}/token",
            {"grant_type": _DEVICE, "client_id": client, "device_code": device.secret},
            patient=True,
        )
        if "refresh_token" in told:
            return Consent(service=service, client=client, scope=scope, refresh=str(told["refresh_token"]))
        if told.get("error") == "slow_down":
            interval += 5
        elif told.get("error") != "authorization_pending":
            raise StorageError("oauth_refused", detail=_words(told))
    raise StorageError("oauth_refused", detail="expired_token")


def fresh_token(consent: Consent) -> tuple[str, Consent]:
    """A token for one session, and the consent to keep from now on."""
    told = _ask(
        f"{consent.service}/token",
        {
            "grant_type": "refresh_token",
            "client_id": consent.client,
            "refresh_token": consent.refresh,
            "scope": consent.scope,
        },
    )
    refresh = str(told.get("refresh_token") or consent.refresh)
    kept = Consent(service=consent.service, client=consent.client, scope=consent.scope, refresh=refresh)
    return str(told.get("access_token", "")), kept


def xoauth2(user: str, token: str) -> str:
    """As Microsoft and Google write it."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01"


def oauthbearer(user: str, host: str, port: int, token: str) -> str:
    """RFC 7628."""
    return f"n,a={user},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"


def _ask(address: str, asked: Mapping[str, str], *, patient: bool = False) -> dict[str, Any]:
    """The JSON answer. *patient*: also that of a refusal."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise CampaignError("oauth_address", address=address)
    request = Request(address, urlencode(asked).encode(), {"Accept": "application/json"})  # noqa: S310  (checked above)
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310  (checked above)
            told = _read(answer.read(_ANSWER))
    except HTTPError as refused:
        with refused:
            told = _read(refused.read(_ANSWER))
        if not patient:
            raise StorageError("oauth_refused", detail=_words(told) or str(refused)) from refused
    except OSError as trouble:
        raise StorageError("server", host=parts.hostname or address, detail=spoken(trouble)) from trouble
    return told


def _read(content: bytes) -> dict[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _words(told: Mapping[str, Any]) -> str:
    return str(told.get("error_description") or told.get("error") or "").partition("\n")[0][:300]
