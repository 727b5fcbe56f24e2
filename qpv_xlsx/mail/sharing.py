"""Links to shared documents in the words of a message: they are told, and never opened."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

_WORDS_LIMIT = 500_000  # signs of a message's words that are looked at
_LINK_LIMIT = 300  # signs of one link that are shown
_LINK = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`«»\u00a0]{4,2000}")
_SERVICES = re.compile(
    r"(?i)(^|\.)(1drv\.ms|onedrive\.live\.com|sharepoint\.com|sharepoint\.[a-z]{2}|drive\.google\.com|docs\.google\.com"
    r"|dropbox\.com|box\.com|icloud\.com|wetransfer\.com|we\.tl|swisstransfer\.com|transfernow\.net|fromsmash\.com"
    r"|grosfichiers\.(com|ch)|mega\.nz|pcloud\.(com|link)|kdrive\.infomaniak\.com|francetransfert\.numerique\.gouv\.fr"
    r"|resana\.numerique\.gouv\.fr|osmose\.numerique\.gouv\.fr|melanissimo[a-z0-9.-]*|filesender\.[a-z.-]+|bluefiles\.com"
    r"|oodrive\.(com|fr)|wimi[a-z.-]*|tresorit\.com|sendgb\.com|transfert\.free\.fr|dl\.free\.fr|fichiers\.[a-z.-]+"
    r"|(grist|docs|drive|drive\.beta)\.numerique\.gouv\.fr|cloud\.microsoft|onedrive\.com|cryptpad\.fr|framacalc\.org"
    r"|airtable\.com|mab\.to|filemail\.com|hightail\.com|sendspace\.com|send-anywhere\.com|file\.kiwi"
    r"|nextcloud\.[a-z0-9.-]+|owncloud\.[a-z0-9.-]+|framadrop\.org|lufi\.[a-z.-]+)$",
)
_SHARES = re.compile(
    r"^(/[^/]+)*(/index\.php)?(/s/[A-Za-z0-9]{6,40}(/|$)|/index\.php/f/\d|/apps/(files|onlyoffice|richdocuments)(/|$))"
)  # Nextcloud, ownCloud, Seafile, kDrive

_HOSTS = re.compile(
    r"(?i)^(transferts?|drop|depots?|echanges?|partages?|fichiers|send|share|nuages?|cloud|drive)(-[a-z0-9-]+)?\."
)
_TOKEN = re.compile(r"/((?=[^/]*[0-9A-Z])[\w-]{6,}|f/\d{2,})(/|$)")  # of one deposit, unlike the pages of the service
_NOTE_LIMIT = 2**16  # bytes: what only says where a document lies is short


def shared_links(words: Iterable[str]) -> tuple[str, ...]:
    """The links that lead to a shared document, each once, in the order of the message. Quoted lines are not read."""
    return tuple(dict.fromkeys(link[:_LINK_LIMIT] for text in words for link in _links(text[:_WORDS_LIMIT])))


def links_in_file(content: bytes) -> tuple[str, ...]:
    """Those in a short text: a note, a shortcut (.url, .webloc), what a shared folder keeps of a document (.gsheet), a page."""
    if len(content) > _NOTE_LIMIT or b"\0" in content:
        return ()
    return shared_links([content.decode("utf-8", "replace")])


def is_shared(link: str) -> bool:
    """Whether a link leads to a service where documents are shared or sent."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    host = parts.hostname or ""
    is_deposit = _HOSTS.match(host) is not None and _TOKEN.search(parts.path) is not None
    return bool(is_deposit or _SERVICES.search(host) or _SHARES.match(parts.path))


def _links(text: str) -> Iterator[str]:
    own = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(">"))
    for found in _LINK.finditer(unescape(own)):
        whole = found[0].rstrip(".,;:!?")
        within = _LINK.search(unquote(whole), 8)  # a gateway that checks links puts them into its own
        link = within[0] if within else whole
        if is_shared(link):
            yield link
