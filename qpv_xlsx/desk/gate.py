"""Who may speak to the desk: the browser that opened its address, from the desk's own pages, and nobody else.

Loopback alone does not protect: any page of the web may send requests to 127.0.0.1, under its own name (Origin) or
under a name that it makes resolve there (DNS rebinding, seen in Host).
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

COOKIE = "bureau"
POLICY: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with « no-referrer », forms would come from Origin « null »
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer."""


@dataclass(slots=True, kw_only=True)
class Gate:
    """What opens the desk at *host* (« 127.0.0.1:PORT »). Addresses are good for one browser; a cookie then speaks for it."""

    host: str
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _addresses: set[str] = field(default_factory=set)
    _sessions: set[str] = field(default_factory=set)

    def new_address(self) -> str:
        """An address that opens the desk once."""
        token = secrets.token_urlsafe(24)
        self._addresses.add(token)
        return f"http://{self.host}/?jeton={token}"

    def enter(self, token: str) -> str | None:
        """The session that an address's *token* opens; None: it opens nothing, or has served."""
        known = next((one for one in self._addresses if hmac.compare_digest(one.encode(), token.encode())), None)
        if known is None:
            return None
        self._addresses.discard(known)
        session = secrets.token_urlsafe(24)
        self._sessions.add(session)
        return session

    def knows(self, session: str) -> bool:
        """Whether *session* is that of a browser that entered."""
        return any(hmac.compare_digest(one.encode(), session.encode()) for one in self._sessions)

    def is_ours(self, host: str | None, origin: str | None, *, writes: bool) -> bool:
        """Whether a request was addressed to this desk by its own pages. What writes must say where it comes from."""
        if host != self.host:
            return False
        return origin == f"http://{self.host}" or (origin is None and not writes)

    def form_token(self, session: str) -> str:
        """What every form of a *session* carries: a page elsewhere cannot know it."""
        return hmac.digest(self.key, session.encode(), "sha256").hex()

    def accepts_form(self, session: str, token: str) -> bool:
        """Whether a form was made for *session*."""
        return hmac.compare_digest(self.form_token(session).encode(), token.encode())
