"""The campaign's memory: what was sent, what came back, what was decided, who did it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import Decision, Dispatch, JournalLine, Received, Resolution, Sending
from qpv_xlsx.domain.returned.answers import Outcome, Submission
from qpv_xlsx.register import chronicle, listing, merged_accounts, vault
from qpv_xlsx.register import records as rows
from qpv_xlsx.register.connecting import NAME, RECEIVED_FOLDER, SENSELESS, connect, refuse_if_read_only, troubles
from qpv_xlsx.register.encoding import encode_head, encode_submission
from qpv_xlsx.register.listing import ReturnMark
from qpv_xlsx.register.merged_accounts import KeptAccount, KeptGlance
from qpv_xlsx.register.recorded_acts import RecordedActs
from qpv_xlsx.register.vault import Keeping

if TYPE_CHECKING:
    from qpv_xlsx.domain.publishing.earlier_publications import Publication

JUDGED = "juge"
"""The fingerprint of a file that was refused without being read: nothing is to be read again."""

CLOSING = "close"
"""The act after which nothing changes."""

_READ = ("outcome", "format", "application", "respondent", "fingerprint", "head", "submission")
"""What of a return's row reading tells."""

_AFTER_CLOSING = frozenset({"rollover", "publication", "revision", "repair"})  # they change nothing in this year


class Register:
    """An open register. Every verb is one transaction and leaves a line in the journal."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, author: str, received: Path | None = None) -> None:
        self._path, self._journal = folder / NAME, folder / chronicle.NAME
        self._received = received or folder / RECEIVED_FOLDER
        self._shelf = vault.Shelf(self._received)
        self._connection = connection
        self._author = author
        self._acts = RecordedActs(connection, self._path, self._journal, author)

    def record_dispatch(self, dispatch: Dispatch) -> None:
        """Remember a workbook that was made; the same bytes are remembered once."""
        with self._act("dispatch", f"{dispatch.respondent} v{dispatch.version}", dispatch.created):
            self._acts.insert("dispatches", rows.dispatch_row(dispatch), or_else="IGNORE")

    def dispatches(self, respondent: str | None = None) -> tuple[Dispatch, ...]:
        """Workbooks made, oldest first; of one respondent, or all."""
        found = map(rows.dispatch_of, self._all("SELECT * FROM dispatches ORDER BY created, rowid"))
        return tuple(dispatch for dispatch in found if respondent in {None, dispatch.respondent})

    def record_sending(self, sending: Sending) -> None:
        """Remember a message prepared or sent."""
        with self._act(f"send_{sending.post.name.lower()}", sending.respondent, sending.sent):
            self._acts.insert("sendings", rows.sending_row(sending))

    def sendings(self) -> tuple[Sending, ...]:
        """Messages prepared or sent, oldest first."""
        return tuple(map(rows.sending_of, self._all("SELECT * FROM sendings ORDER BY sequence")))

    def keep(self, content: bytes, name: str) -> str:
        """Write a received file into ``recus/``, durably, and tell its stored name. To be done before recording it."""
        return self._shelf.keep(content, name)

    def keep_all(self, files: Iterable[tuple[bytes, str]]) -> list[str]:
        """The same for several files, each its content and its name."""
        return self._shelf.keep_all(files)

    def record_return(self, received: Received, fingerprint: str) -> Received:
        """Remember a return; its sequence is given here. One already known (same bytes, name, message) stays as it is."""
        origin, outcome = received.submission.origin, received.submission.outcome
        with self._act("return", origin.name, received.received):
            is_read = outcome is not Outcome.IGNORED and fingerprint != JUDGED
            rival = self.find_return(origin.sha256) if is_read else None
            if rival is not None and self.was_refused_unread(rival):
                return self._read_at_last(rival, received, fingerprint)
            if rival is not None:  # somebody else took the same file in the meantime
                return rival
            sequence = self._acts.insert("returns", rows.return_row(received, fingerprint), or_else="IGNORE")
        return replace(received, sequence=sequence) if sequence else self._known(received)

    def was_refused_unread(self, received: Received) -> bool:
        """Whether nobody opened it: it was over a limit, or damaged where it lay."""
        if received.submission.outcome is not Outcome.REJECTED:
            return False
        return bool(
            self._all("SELECT 1 FROM returns WHERE sequence = ? AND fingerprint = ?", received.sequence, JUDGED)
        )

    def _read_at_last(self, former: Received, received: Received, fingerprint: str) -> Received:
        """What could not be opened when it came, and can now: it keeps its place among the returns, and its day."""
        row = rows.return_row(received, fingerprint)
        read = {name: row[name] for name in _READ} | ({"stored": received.stored} if received.stored else {})
        self._acts.replace("returns", read, {"sequence": former.sequence})
        return replace(received, sequence=former.sequence, received=former.received)

    def returns(self) -> tuple[Received, ...]:
        """All that came in, files set aside included, in order of arrival."""
        return tuple(map(rows.return_of, self._all("SELECT * FROM returns ORDER BY sequence")))

    def arrivals(self, only: Iterable[int] | None = None) -> tuple[Received, ...]:
        """The same, or those of some numbers, what each holds being fetched only when it is asked for."""
        return listing.arrivals(self._connection, self._path, only)

    def marks(self, only: Iterable[int] | None = None) -> Iterator[ReturnMark]:
        """What tells each return, and each reading of it, from the others; in order of arrival, or *only* those of some numbers."""
        return listing.marks(self._connection, self._path, only)

    def contents(self, sequences: Iterable[int]) -> Iterator[Received]:
        """Whole returns, one after the other."""
        return map(rows.whole_return_in, self.texts(sequences))

    def texts(self, sequences: Iterable[int]) -> Iterator[rows.ReturnText]:
        """The same as they are held."""
        return listing.texts(self._connection, self._path, sequences)

    def glances(self) -> Mapping[str, KeptGlance]:
        """Of each respondent, what was merged last, in short. It is to be believed where its basis still is the same."""
        return merged_accounts.glances(self._connection, self._path)

    def merged(self, respondent: str, basis: str) -> str:
        """The whole of what was merged from *basis* for *respondent*, as it was kept; empty: nothing was."""
        return merged_accounts.merged(self._connection, self._path, respondent, basis)

    def keep_merged(self, accounts: Sequence[KeptAccount]) -> None:
        """Keep what was merged, so that it need not be merged again. No act: it can be worked out at any time.

        Where the register may not be written to, or somebody is writing, it is left to the next time.
        """
        merged_accounts.keep(self._connection, self._path, accounts)

    def find_return(self, sha256: str) -> Received | None:
        """The first return with those bytes that was not set aside."""
        return self._first("sha256 = ? AND outcome <> ?", sha256, Outcome.IGNORED)

    def find_arrival(self, sha256: str, name: str, message_id: str) -> Received | None:
        """The same bytes under the same name by the same message: seen before."""
        known = "sha256 = ? AND name = ? AND message_id = ?"
        return self._first(known, sha256, *map(rows.storable, (name, message_id)))

    def stale(self, fingerprint: str) -> tuple[int, ...]:
        """Sequences of returns kept in ``recus/`` and not set aside that were read by another reader, or for another campaign."""
        return listing.read_otherwise(self._connection, self._path, frozenset({fingerprint, JUDGED}))

    def read_kept(self, received: Received) -> tuple[bytes, Keeping]:
        """The bytes of a return as they were received, or what has become of them."""
        return vault.read_kept(self._received, received.stored, received.submission.origin.sha256)

    def bring_back(self, received: Received, content: bytes) -> bool:
        """Put the bytes of a known return back into ``recus/`` where they are missing; whether they were."""
        return bool(received.stored) and vault.bring_back(self._received, received.stored, content)

    def record_reading(self, submission: Submission, fingerprint: str, moment: datetime) -> None:
        """Replace what was read from a known file: the campaign or the reader has changed since."""
        origin = submission.origin
        read: rows.Fields = {
            "outcome": submission.outcome,
            "respondent": origin.respondent,
            "fingerprint": fingerprint,
            "head": encode_head(submission),
            "submission": encode_submission(submission),
        }
        wanted = "SELECT sequence FROM returns WHERE sha256 = ? AND outcome <> ?"
        with self._act("reading", origin.name, moment):
            for row in self._all(wanted, origin.sha256, Outcome.IGNORED):
                self._acts.replace("returns", read, {"sequence": row["sequence"]})

    def unrecorded_files(self) -> tuple[Path, ...]:
        """Files of ``recus/`` that no return speaks of: the program was stopped between writing and recording."""
        kept = tuple(
            vault.kept_files(self._received)
        )  # listed first: what is written meanwhile may be recorded meanwhile
        recorded = {row["stored"] for row in self._all("SELECT stored FROM returns")}
        return tuple(path for path in kept if path.name not in recorded)

    def decide(self, *decisions: Decision) -> None:
        """Remember what the coordinator decided at once: all of it, or nothing where the program is stopped.

        Nothing is ever deleted; the latest decision on a question wins.
        """
        if not decisions:
            return
        with self._act("decision", ", ".join(one.about for one in decisions), decisions[-1].decided):
            for decision in decisions:
                signed = decision if decision.author else replace(decision, author=self._author)
                self._acts.insert("decisions", rows.decision_row(signed))
                if decision.verdict is Resolution.UNDO and decision.sha256:
                    self._forget_reading(decision.sha256)  # it may have been read as somebody's whose it is no longer

    def _forget_reading(self, sha256: str) -> None:
        """Have a kept file read again; what nobody opened stays unopened."""
        wanted = "SELECT sequence FROM returns WHERE sha256 = ? AND outcome <> ? AND fingerprint <> ?"
        for row in self._all(wanted, sha256, Outcome.IGNORED, JUDGED):
            self._acts.replace("returns", {"fingerprint": ""}, {"sequence": row["sequence"]})

    def decisions(self) -> tuple[Decision, ...]:
        """Decisions, oldest first."""
        return tuple(map(rows.decision_of, self._all("SELECT * FROM decisions ORDER BY sequence")))

    def record_publication(self, publication: "Publication") -> None:
        """Remember which figures were given to the public and which were withheld."""
        with self._act("publication", publication.name, publication.moment):
            self._acts.insert("publications", rows.publication_row(publication))

    def publications(self) -> tuple["Publication", ...]:
        """Publications, oldest first."""
        return tuple(map(rows.publication_of, self._all("SELECT * FROM publications ORDER BY sequence")))

    def note(self, act: str, about: str, moment: datetime) -> None:
        """Leave a line in the journal for what changes nothing here (a consolidation, an export)."""
        with self._act(act, about, moment):
            pass

    def journal(self, *acts: str) -> tuple[JournalLine, ...]:
        """Who did what, oldest first: all of it, or *acts* only."""
        wanted = f"WHERE act IN ({', '.join('?' for _ in acts)})" if acts else ""
        found = self._all(f"SELECT * FROM journal {wanted} ORDER BY sequence", *acts)  # noqa: S608  (marks only)
        return tuple(map(rows.journal_line_of, found))

    def journal_line_by_line(self) -> Iterator[JournalLine]:
        """All of it, never held whole."""
        with troubles(self._path):
            yield from map(rows.journal_line_of, self._connection.execute("SELECT * FROM journal ORDER BY sequence"))

    def closed(self) -> JournalLine | None:
        """Who closed the year, and when; None: it is open."""
        lines = self._all("SELECT * FROM journal WHERE act = ? ORDER BY sequence DESC LIMIT 1", CLOSING)
        return next(map(rows.journal_line_of, lines), None)

    @contextmanager
    def at_once(self, moment: datetime) -> Iterator[None]:
        """What is recorded meanwhile is one transaction, which an error undoes. The year is open.

        A machine that stops may keep the first acts of it alone: those whose lines are in the journal.
        """
        self._refuse_once_closed()
        with self._acts.together(moment):
            yield

    @contextmanager
    def _act(self, act: str, about: str, moment: datetime) -> Iterator[None]:
        """One transaction, or a part of that of *at_once*."""
        if not self._acts.is_under_way:
            self._refuse_once_closed(act)
        with self._acts.act(act, about, moment):
            yield

    def _refuse_once_closed(self, act: str = "") -> None:
        line = None if act in _AFTER_CLOSING else self.closed()
        if line is not None:
            raise CampaignError("campaign_closed", day=line.moment.date(), author=line.author or "?")

    def _known(self, received: Received) -> Received:
        origin = received.submission.origin
        known = self.find_arrival(origin.sha256, origin.name, received.message_id)
        if known is None:  # the insertion was refused because it is there
            raise LookupError(origin.sha256)
        return known

    def _first(self, condition: str, *values: str) -> Received | None:
        """As *arrivals* has it: of what is known already, little is asked."""
        return listing.first_arrival(self._connection, self._path, condition, values)

    def _all(self, statement: str, *values: str | int) -> list[sqlite3.Row]:
        with troubles(self._path):
            return self._connection.execute(statement, values).fetchall()


@contextmanager
def open_register(folder: Path, *, author: str | None = None, received: Path | None = None) -> Iterator[Register]:
    """Open the register of the campaign in *folder*, made on first use. *author* signs the journal of whoever will write.

    Raises StorageError, before anything else is written, where the register or its journal may not be written to and an
    author is given; None: it is only read. *received*: where the returns lie; None: beside the register.
    """
    with closing(connect(folder)) as connection:
        if author is not None:
            refuse_if_read_only(connection, folder)
        connection.row_factory = sqlite3.Row
        try:
            yield Register(folder, connection, author or "", received)
        except SENSELESS as trouble:
            from qpv_xlsx.register.soundness import refuse_if_spoilt

            refuse_if_spoilt(folder, trouble)
            raise
