"""What returns hold, fetched from the register only where somebody asks: most commands list thousands and open a few."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TypeVar, overload

from qpv_xlsx.domain.findings import Finding
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.messages.system_words import spoken_as
from qpv_xlsx.register.connecting import SENSELESS, damaged, troubles
from qpv_xlsx.register.encoding import ReadingHead, decode_whole_submission

Key = TypeVar("Key")
Value = TypeVar("Value")


class _Content:
    """One return's content. The register may have been closed since: it is opened again for that row."""

    def __init__(self, path: Path, sequence: int) -> None:
        self._path = path
        self._sequence = sequence

    @cached_property
    def submission(self) -> Submission:
        """All of it."""
        text = self._text()
        try:
            return decode_whole_submission(text)
        except SENSELESS as trouble:
            raise damaged(self._path, spoken_as("spoilt")) from trouble

    def _text(self) -> str:
        with troubles(self._path), closing(sqlite3.connect(self._path)) as connection:
            wanted = "SELECT submission FROM returns WHERE sequence = ?"
            (text,) = connection.execute(wanted, (self._sequence,)).fetchone()
        return str(text)


class _Fetched(Mapping[Key, Value]):
    """One of a content's mappings; *name* is its field in Submission."""

    def __init__(self, content: _Content, name: str, count: int | None = None) -> None:
        self._content = content
        self._name = name
        self._count = count

    @property
    def _whole(self) -> Mapping[Key, Value]:
        whole: Mapping[Key, Value] = getattr(self._content.submission, self._name)
        return whole

    def __getitem__(self, key: Key) -> Value:
        return self._whole[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole) if self._count is None else self._count

    def __repr__(self) -> str:
        return repr(self._whole)


class _FetchedFindings(Sequence[Finding]):
    """The findings of a content."""

    def __init__(self, content: _Content, count: int) -> None:
        self._content = content
        self._count = count

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        return self._content.submission.findings[index]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._content.submission.findings if self._count else ())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def on_demand(path: Path, sequence: int, head: ReadingHead, outcome: Outcome) -> Submission:
    """The submission of the return *sequence* of the register *path*: its head at hand, the rest when asked for."""
    content = _Content(path, sequence)
    return Submission(
        origin=head.origin,
        outcome=outcome,
        answers=_Fetched(content, "answers", head.answers),
        findings=_FetchedFindings(content, head.findings) if head.told is None else head.told,
        emptied=_Fetched(content, "emptied"),
        is_correction=head.is_correction,
        confirmed=_Fetched(content, "confirmed"),
        secrecy=_Fetched(content, "secrecy"),
    )
