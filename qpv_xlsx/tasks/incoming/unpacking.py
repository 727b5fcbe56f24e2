"""What containers hold: messages, those attached to them, archives. Nothing is left out in silence."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from qpv_xlsx.domain.contract.options import Limits
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.mail.enclosing import file_within
from qpv_xlsx.mail.legible_words import legible_name
from qpv_xlsx.mail.letters import Attachment, Letter, LetterKind
from qpv_xlsx.mail.mailboxes import is_mbox, is_message, read_letters, split_mailbox
from qpv_xlsx.mail.sharing import links_in_file
from qpv_xlsx.mail.trifles import is_covering, is_picture, is_trifle, may_be_workbook
from qpv_xlsx.mail.wrappings import apple_single, narrowed
from qpv_xlsx.spreadsheet.opening.archives import (
    Archive,
    is_package,
    open_archive,
    open_within,
    part_key,
    unpacked_documents,
)
from qpv_xlsx.spreadsheet.opening.parts_of_documents import lists_a_document
from qpv_xlsx.spreadsheet.opening.refusal import Refused, beyond_bytes
from qpv_xlsx.tasks.incoming.parcels import Parcel, ignored, is_left_by_a_system, rejected

_DEEPEST = 3  # archives of messages within messages within archives


def unpacked(found: Parcel, limits: Limits, depth: int = 0) -> Iterator[Parcel]:
    """The file itself, or what it holds."""
    if (inside := apple_single(found.content)) is not None:
        found = replace(found, content=inside)
    if (narrow := narrowed(found.content)) is not None and is_message(narrow):
        found = replace(found, content=narrow)
    if is_mbox(found.content):
        for number, message in enumerate(split_mailbox(found.content), start=1):
            yield from of_message(message, f"{found.path}/{number}", found.moment, limits, depth)
    elif is_message(found.content):
        yield from of_message(found.content, found.path, found.moment, limits, depth)
    else:
        yield from _unzipped(_taken_out(found), limits, depth)


def of_message(content: bytes, path: str, moment: datetime, limits: Limits, depth: int = 0) -> Iterator[Parcel]:
    """Every attachment of a message and of those within it; the message itself where it brings no workbook."""
    letters = read_letters(content)
    files = [one for letter in letters for one in letter.attachments if not (is_trifle(one) or is_picture(one))]
    has_workbook = any(may_be_workbook(one.content or b"") for one in files)
    for letter in letters:
        found = Parcel(
            path=path,
            name=PurePosixPath(path).name,
            content=content,
            moment=letters[0].sent or moment,
            letter=letter,
            companions=len(files),
        )
        if letter.left_out:
            yield rejected(found, _too_much(letter))
        if letter.is_sealed:
            yield rejected(found, finding(Code.F02, case="sealed_message", subject=letter.subject))
        if letter.is_piece:
            yield rejected(found, finding(Code.F01, case="piece_of_message", subject=letter.subject))
        if letter.nature is not LetterKind.PERSONAL and not letter.came_back:
            yield _machine_letter(found, letter)
        for attachment in letter.attachments:
            yield from _of_attachment(found, attachment, limits, depth, has_workbook=has_workbook)
    if not has_workbook and not any(_links_of(one) for one in files):
        yield from _words_alone(letters, path, content, letters[0].sent or moment)


def _machine_letter(found: Parcel, letter: Letter) -> Parcel:
    severity = Severity.WARNING if letter.nature is LetterKind.BOUNCE else Severity.INFO
    has_files = letter.nature is LetterKind.AUTOMATIC and letter.attachments
    case = "automatic_reply_with_files" if has_files else letter.nature.value
    return ignored(found, case, severity, subject=letter.subject)


def _words_alone(letters: Sequence[Letter], path: str, content: bytes, moment: datetime) -> Iterator[Parcel]:
    """What a person wrote without sending a workbook: a link to one, or words that somebody must read."""
    first = letters[0]
    if first.nature is not LetterKind.PERSONAL or any(one.is_sealed or one.is_piece or one.left_out for one in letters):
        return
    found = Parcel(path=path, name=PurePosixPath(path).name, content=content, moment=moment, letter=first)
    links = [link for letter in letters for link in letter.links]
    if links:
        yield _shared(found, links[0], first)
    else:
        yield ignored(
            found, "message_only", Severity.WARNING, subject=first.subject, sender=first.sender, words=first.words
        )


def _shared(found: Parcel, link: str, letter: Letter) -> Parcel:
    host = urlsplit(link).hostname or link
    return rejected(found, finding(Code.F03, case="shared_link", link=link, host=host, subject=letter.subject))


def _links_of(attachment: Attachment) -> tuple[str, ...]:
    return links_in_file(attachment.content or b"")


def _of_attachment(
    message: Parcel, attachment: Attachment, limits: Limits, depth: int, *, has_workbook: bool
) -> Iterator[Parcel]:
    name = legible_name(attachment.name)
    content = attachment.content or b""
    found = replace(message, path=f"{message.path}/{name or 'sans nom'}", name=name, content=content)
    if is_trifle(attachment) or is_left_by_a_system(PurePosixPath(name).name, content):
        yield ignored(found, "mail_part")
    elif is_picture(attachment):
        yield ignored(found, "picture")
    elif not may_be_workbook(content) and _is_beside(found, content, has_workbook=has_workbook):
        yield ignored(found, "covering")
    elif not has_workbook and message.letter and (links := _links_of(attachment)):
        yield _shared(found, links[0], message.letter)
    elif len(content) > limits.file_size:
        yield rejected(found, beyond_bytes("file_size", len(content), limits.file_size).finding)
    else:
        yield from _unzipped(found, limits, depth + 1)


def _is_beside(found: Parcel, content: bytes, *, has_workbook: bool) -> bool:
    """Whether it only goes with something else: with a workbook, or with what a machine wrote."""
    is_machine = found.letter is not None and found.letter.nature is not LetterKind.PERSONAL
    return is_machine or (has_workbook and is_covering(content))


def _taken_out(found: Parcel) -> Parcel:
    """The workbook that a signed envelope holds instead of a message; what is encrypted is told."""
    if (held := file_within(found.name, found.content)) is None:
        return found
    if held.content is None:
        return rejected(found, finding(Code.F02, case="sealed_file"))
    return replace(found, name=held.name, content=held.content)


def _unzipped(found: Parcel, limits: Limits, depth: int) -> Iterator[Parcel]:
    """The file itself, or the files of an archive and those of messages in it. A workbook is an archive too, but one of parts."""
    if found.verdict is not None:
        yield found
        return
    if not found.content.startswith(b"PK\x03\x04") or lists_a_document(found.content):
        yield found
        return
    try:
        archive = open_archive(found.content, limits)
    except Refused:
        yield found  # the reader of workbooks says what is wrong
        return
    yield from _files_of(found, archive, limits, depth)


def _files_of(found: Parcel, archive: Archive, limits: Limits, depth: int) -> Iterator[Parcel]:
    """The files of an archive that is no document; itself where it holds none."""
    first = None if is_package(archive) else next(members := _members(found, archive, limits, depth), None)
    if first is None:  # also an archive of folders only, or one whose directory lies: the reader says so
        yield found
    else:
        yield first
        yield from members


def _members(found: Parcel, archive: Archive, limits: Limits, depth: int) -> Iterator[Parcel]:
    folders = unpacked_documents(archive)
    for folder in folders:
        path = PurePosixPath(legible_name(folder))
        parcel = replace(found, path=f"{found.path}/{path}", name=path.name, file=None)
        yield rejected(parcel, finding(Code.F03, case="unpacked", folder=path.name))
    parts = tuple(f"{part_key(folder)}/" for folder in folders)
    for key, entry in archive.entries.items():
        if entry.is_dir() or key.startswith(parts):
            continue
        path = PurePosixPath(legible_name(entry.filename))
        member = replace(found, path=f"{found.path}/{path}", name=path.name, content=b"", file=None)
        try:
            content = archive.read(entry.filename)
        except Refused as refused:
            yield rejected(replace(member, content=found.content), refused.finding)  # its archive is what can be kept
            continue
        if any(is_left_by_a_system(part, content) for part in path.parts):
            yield ignored(member, "system_file")
            continue
        yield from _member(
            _taken_out(replace(member, content=apple_single(content) or content)), archive, limits, depth
        )


def _member(member: Parcel, archive: Archive, limits: Limits, depth: int) -> Iterator[Parcel]:
    if member.verdict is not None:
        yield member
    elif is_message(member.content) and depth < _DEEPEST:
        yield from of_message(member.content, member.path, member.moment, limits, depth + 1)
    elif _is_plain_zip(member.content, archive):
        yield from _nested(member, archive, limits, depth)
    elif is_covering(member.content) and any(map(_is_workbook_name, archive.entries)):
        yield ignored(member, "covering")
    else:
        yield member


def _nested(member: Parcel, archive: Archive, limits: Limits, depth: int) -> Iterator[Parcel]:
    """What an archive inside another holds, within the limits of the outermost one."""
    if depth >= _DEEPEST:
        yield rejected(member, finding(Code.F06, case="nested_archive"))
        return
    try:
        inner = open_within(member.content, archive)
    except Refused as refused:
        yield rejected(member, refused.finding)
        return
    yield from _files_of(member, inner, limits, depth + 1)


def _is_workbook_name(name: str) -> bool:
    return name.casefold().endswith((".xlsx", ".xlsm", ".ods", ".xls"))


def _is_plain_zip(content: bytes, outer: Archive) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        archive = open_archive(content, outer.limits)
    except Refused:
        return False
    return not is_package(archive)


def _too_much(letter: Letter) -> Finding:
    if letter.is_damaged:
        return finding(Code.F05, case="message")
    return finding(Code.F05, case="message_parts", left_out=letter.left_out)
