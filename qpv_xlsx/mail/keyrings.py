"""The system's keyring, where the optional package is installed: what is kept there for a mail server."""

from qpv_xlsx.domain.findings import CampaignError, StorageError

SERVICE = "qpv-xlsx:{host}"
"""The name of the entry; its user is the account of the URL. To be told in the docs: other programs may write it."""


def kept_secret(host: str, user: str) -> str | None:
    """A password; None: none is kept, or there is no keyring on this computer. A broken one raises StorageError."""
    try:
        import keyring
        from keyring.errors import NoKeyringError
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(SERVICE.format(host=host), user)
    except NoKeyringError:
        return None
    except Exception as broken:  # backends raise whatever their libraries do
        raise StorageError("keyring_broken", detail=_words(broken)) from broken
    return found


def keep_secret(host: str, user: str, secret: str) -> None:
    """Write it, in place of the former one."""
    try:
        import keyring
    except ImportError as absent:
        raise CampaignError("keyring_missing") from absent
    try:
        keyring.set_password(SERVICE.format(host=host), user, secret)
    except Exception as broken:  # noqa: BLE001  (backends raise whatever their libraries do, the secret included)
        raise StorageError("keyring_broken", detail=_words(broken).replace(secret, "…")) from None


def _words(broken: Exception) -> str:
    return str(broken).partition("\n")[0] or type(broken).__name__
