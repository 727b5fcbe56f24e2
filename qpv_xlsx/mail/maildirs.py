"""Maildir: a folder with one file per message. Nothing is changed there."""

from collections.abc import Iterator
from pathlib import Path


def is_maildir(folder: Path) -> bool:
    """Whether the folder is a mailbox with one file per message."""
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def maildir_files(folder: Path) -> Iterator[Path]:
    """The messages of a Maildir, oldest first: their names begin with the second of arrival."""
    paths = [path for part in ("cur", "new") for path in (folder / part).iterdir() if path.is_file()]
    yield from sorted(paths, key=lambda path: path.name)
