"""Every file that was given, wherever it lay: folders, zips, messages, mailboxes. Nothing is left out in silence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import compat32
from pathlib import Path, PurePosixPath

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import CampaignError, Code, Finding, Severity, finding
from qpv_xlsx.domain.returned.answers import Outcome
from qpv_xlsx.mail import message_headers as headers
from qpv_xlsx.mail.letters import MESSAGE_LIMIT, Attachment, Letter, LetterKind
from qpv_xlsx.mail.mailboxes import is_maildir, is_mbox, is_message, maildir_files, read_letters, split_mailbox
from qpv_xlsx.spreadsheet.opening.archives import Archive, is_package, open_archive
from qpv_xlsx.spreadsheet.opening.refusal import Refused, beyond_bytes

_SAMPLE = 64 * 2**10
_MAILBOX_LIMIT = 2 * 2**30  # bytes of an mbox: it is read at once
_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_MAIL_PARTS = frozenset(
    {
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "message/delivery-status",
        "message/disposition-notification",
    },
)
_IMAGE_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
_UNREACHABLE = "unreachable"
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # .xlsx and .ods; .xls, or encrypted


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One file to be read, or already judged by where it lay.

    *path*: as shown to people, « courriel.eml/retour.xlsx ». *name*: its own, never trusted.
    *moment*: when it reached us, as the message or the file's date says. *verdict*: why it will not be read; None: it will.
    *companions*: files that the message carries, pictures and signatures apart; 0: it came in no message.
    *file*: the file of the disk that it is; None: it lay in a message or in an archive.
    """

    path: str
    name: str
    content: bytes
    moment: datetime
    letter: Letter | None = None
    companions: int = 0
    outcome: Outcome = Outcome.ACCEPTED
    verdict: Finding | None = None
    file: Path | None = None

    @property
    def is_reachable(self) -> bool:
        """Whether its content could be had; where not, it is another time's."""
        return self.verdict is None or self.verdict.case != _UNREACHABLE


def gather(paths: Sequence[Path], limits: Limits) -> Iterator[Parcel]:
    """Parcels of all *paths*, oldest first. A path that does not exist raises CampaignError before anything is read."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CampaignError("path_missing", path=", ".join(missing))
    files = [(_moment_of(file), file) for path in paths for file in _files(path)]
    for moment, path in sorted(files, key=lambda dated: (dated[0], str(dated[1]))):
        yield from _parcels(path, moment, limits)


def count_files(paths: Iterable[Path]) -> int:
    """How many files lie at *paths*, archives and messages counted as one."""
    return sum(1 for path in paths if path.exists() for _ in _files(path))


def gather_messages(messages: Iterable[bytes], source: str, limits: Limits, now: datetime) -> Iterator[Parcel]:
    """Parcels of messages that came from a server."""
    for number, content in enumerate(messages, start=1):
        yield from _of_message(content, f"{source}/{number}", now, limits)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif is_maildir(path):
        yield from maildir_files(path)
    else:
        for child in _children(path):
            if child.is_dir() and not child.is_symlink():
                yield from _files(child)
            else:
                yield child


def _children(folder: Path) -> list[Path]:
    """What lies in *folder*; itself where it may not be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return [folder]


def _moment_of(path: Path) -> datetime:
    """The date of the message, else of the file."""
    written = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    if not path.is_file():
        return written
    try:
        start = _start(path)
    except OSError:
        return written
    if not is_message(start) or is_mbox(start):
        return written
    message = BytesHeaderParser(policy=compat32).parsebytes(start)
    return headers.moment(headers.header(message, "Date")) or written


def _is_special(path: Path) -> bool:
    """A link that leads nowhere or to a folder, a pipe, a device: not to be opened."""
    return not path.is_file() and (path.is_symlink() or not path.is_dir())


def _start(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_SAMPLE)


def _parcels(path: Path, moment: datetime, limits: Limits) -> Iterator[Parcel]:
    """What one file of the disk holds."""
    shown, name = headers.legible(str(path)), headers.legible(path.name)
    found = Parcel(path=shown, name=name, content=b"", moment=moment, file=path)
    if _is_special(path):
        yield _ignored(found, "system_file")
        return
    try:
        found = replace(found, content=_content(path, limits))
    except Refused as refused:
        yield _rejected(found, refused.finding)
        return
    except OSError as trouble:  # Excel holds it, or it is somebody else's
        if _is_system(path.name):
            yield _ignored(found, "system_file")
        else:
            yield _rejected(found, finding(Code.F01, case=_UNREACHABLE, detail=trouble.strerror or str(trouble)))
        return
    if _is_left_by_a_system(path.name, found.content):
        yield _ignored(found, "system_file")
        return
    if is_mbox(found.content):
        for number, message in enumerate(split_mailbox(found.content), start=1):
            yield from _of_message(message, f"{found.path}/{number}", found.moment, limits)
    elif is_message(found.content):
        yield from _of_message(found.content, found.path, found.moment, limits)
    else:
        yield from _unzipped(found, limits)


def _content(path: Path, limits: Limits) -> bytes:
    """The bytes of a file, unless it is larger than its sort may be."""
    start, size = _start(path), path.stat().st_size
    allowed = (_MAILBOX_LIMIT if is_mbox(start) else MESSAGE_LIMIT) if is_message(start) else limits.file_size
    if size > allowed:
        raise beyond_bytes("file_size", size, allowed)
    return path.read_bytes()


def _of_message(content: bytes, path: str, moment: datetime, limits: Limits) -> Iterator[Parcel]:
    yield from _of_letters(read_letters(content), path, content, moment, limits)


def _of_letters(
    letters: Sequence[Letter],
    path: str,
    content: bytes,
    moment: datetime,
    limits: Limits,
) -> Iterator[Parcel]:
    """Every attachment of a message and of those within it; the message itself where it brings nothing."""
    count = sum(len(letter.attachments) for letter in letters)
    files = sum(not _is_trifle(attachment) for letter in letters for attachment in letter.attachments)
    for letter in letters:
        found = Parcel(
            path=path,
            name=PurePosixPath(path).name,
            content=content,
            moment=letters[0].sent or moment,
            letter=letter,
            companions=files,
        )
        if letter.left_out:
            yield _rejected(found, _too_much(letter))
        if letter.nature is not LetterKind.PERSONAL:
            severity = Severity.WARNING if letter.nature is LetterKind.BOUNCE else Severity.INFO
            yield _ignored(found, letter.nature.value, severity, subject=letter.subject)
        elif not count and letter is letters[-1] and not letter.left_out:
            yield _ignored(found, "message_only", Severity.WARNING, subject=letter.subject, sender=letter.sender)
        else:
            for attachment in letter.attachments:
                yield from _of_attachment(found, attachment, limits)


def _of_attachment(message: Parcel, attachment: Attachment, limits: Limits) -> Iterator[Parcel]:
    name = headers.legible(attachment.name)
    content = attachment.content or b""
    found = replace(message, path=f"{message.path}/{name or 'sans nom'}", name=name, content=content)
    if attachment.content_type in _MAIL_PARTS or _is_left_by_a_system(PurePosixPath(name).name, content):
        yield _ignored(found, "mail_part")
    elif content.startswith(_IMAGE_STARTS):
        yield _ignored(found, "picture")
    elif len(content) > limits.file_size:
        yield _rejected(found, beyond_bytes("file_size", len(content), limits.file_size).finding)
    else:
        yield from _unzipped(found, limits)


def _is_trifle(attachment: Attachment) -> bool:
    return attachment.content_type in _MAIL_PARTS or (attachment.content or b"").startswith(_IMAGE_STARTS)


def _unzipped(found: Parcel, limits: Limits) -> Iterator[Parcel]:
    """The file itself, or the files of an archive, one level deep. A workbook is an archive too, but one of parts."""
    if not found.content.startswith(b"PK\x03\x04"):
        yield found
        return
    try:
        archive = open_archive(found.content, limits)
    except Refused:
        yield found  # the reader of workbooks says what is wrong
        return
    first = None if is_package(archive) else next(members := _members(found, archive), None)
    if first is None:  # also an archive of folders only, or one whose directory lies: the reader says so
        yield found
    else:
        yield first
        yield from members


def _members(found: Parcel, archive: Archive) -> Iterator[Parcel]:
    for entry in archive.entries.values():
        if entry.is_dir():
            continue
        path = PurePosixPath(headers.legible(entry.filename))
        member = replace(found, path=f"{found.path}/{path}", name=path.name, content=b"", file=None)
        try:
            content = archive.read(entry.filename)
        except Refused as refused:
            yield _rejected(member, refused.finding)
            continue
        if any(_is_left_by_a_system(part, content) for part in path.parts):
            yield _ignored(member, "system_file")
            continue
        member = replace(member, content=content)
        yield _rejected(member, finding(Code.F06, case="nested_archive")) if _is_plain_zip(content, archive) else member


def _is_plain_zip(content: bytes, outer: Archive) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        archive = open_archive(content, outer.limits)
    except Refused:
        return False
    return not is_package(archive)


def _is_left_by_a_system(name: str, content: bytes) -> bool:
    """Whether its name is that of a lock or hidden file, and its content no workbook: « .retour.xlsx » is a return."""
    return _is_system(name) and not content.startswith(_WORKBOOK_STARTS)


def _is_system(name: str) -> bool:
    """Lock files of Excel and LibreOffice, hidden files, what systems leave in folders."""
    return name.startswith((".", "~$", "~lock")) or name.casefold() in _SYSTEM_NAMES


def _too_much(letter: Letter) -> Finding:
    if letter.is_damaged:
        return finding(Code.F05, case="message")
    return finding(Code.F05, case="message_parts", left_out=letter.left_out)


def _ignored(found: Parcel, case: str, severity: Severity = Severity.INFO, **facts: str) -> Parcel:
    verdict = Finding(code=Code.F03, severity=severity, case=case, facts=facts)
    return replace(found, outcome=Outcome.IGNORED, verdict=verdict)


def _rejected(found: Parcel, verdict: Finding) -> Parcel:
    return replace(found, outcome=Outcome.REJECTED, verdict=verdict)
