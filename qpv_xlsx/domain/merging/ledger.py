"""The campaign's answers once every return is merged: what each figure is, and which cell it came from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code, Finding
from qpv_xlsx.domain.returned.answers import Answer, Outcome, Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A registered return. *sequence* orders returns: of two, the later counts by default.

    *received* is when it reached the coordinator, with its time zone. *sender*: e-mail address; empty when unknown.
    *attributed*: respondent told by the message that it answers or by its sender, for files whose marks are silent.
    *stored*: its name in ``recus/``; empty for a file that was set aside and not kept.
    """

    sequence: int
    submission: Submission
    received: datetime
    sender: str = ""
    attributed: str = ""
    message_id: str = ""
    stored: str = ""

    @property
    def respondent(self) -> str:
        """Whose account it belongs to: what the workbook says, else what the mail says; empty: nobody's."""
        return self.submission.origin.respondent or self.attributed


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A collection workbook made for a respondent. Same *fingerprint* (of what it asks) means same *version*."""

    respondent: str
    version: int
    fingerprint: str
    sha256: str
    language: str
    name: str
    created: datetime


class Post(StrEnum):
    """What a message to a respondent was for."""

    COLLECTION = "collecte"
    CORRECTION = "correction"
    REMINDER = "relance"


class Means(StrEnum):
    """How a message left."""

    DRAFT = "brouillon"  # the coordinator sends it from a mail program
    MAILBOX = "boite"  # a draft in the mailbox's own folder: the same
    SMTP = "smtp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A message prepared or sent. *message_id* is the key that answers carry in In-Reply-To."""

    respondent: str
    post: Post
    means: Means
    sent: datetime
    message_id: str
    recipients: tuple[str, ...]
    version: int | None = None  # of the workbook attached; None: none was


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    """Who did what, when. *act* keys the words; *about* is a respondent, a file or a question in short."""

    moment: datetime
    author: str
    act: str
    about: str


class Resolution(StrEnum):
    """What the coordinator decided with ``resolve``."""

    KEEP_FILE = "fichier"  # of disagreeing returns, the answer of file *sha256* counts
    ACCEPT = "accepter"  # the value counts in spite of its finding *code*
    SET = "corriger"  # *value* replaces what was read
    ADMIT = "admettre"  # file *sha256* counts although it came after the closing date
    ASK = "demander"  # the line is asked again of the administration
    SEEN = "vu"  # what was found in file *sha256* as a whole (a message, a scan) has been read and dealt with
    NOTE = "noter"  # what the committee is told of a measure: *code* says which of the two notes, *value* its words
    UNDO = "annuler"  # the decision on the same line whose moment is *value* no longer holds
    ATTRIBUTE = "attribuer"  # file *sha256* is the respondent's, whatever it says itself
    REFUSE = "refuser"  # the administration will not answer; said in file *sha256*, where it was
    NIL = "neant"  # it has nothing to report; said in file *sha256*, where it was


OF_A_MESSAGE = frozenset({Resolution.SEEN, Resolution.REFUSE, Resolution.NIL})
"""What can be decided of a message: it has been dealt with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A recorded decision on one cell of one respondent. Never deleted, but undone; the latest on a question wins.

    *sha256*: the chosen file (KEEP_FILE), or the one admitted, seen or attributed (their question names no measure). *author*: who
    decided; empty in registers of version 1.0.0. *code*: the finding set aside (ACCEPT); C07 on a choice made between
    decisions. *value*: in the measure's unit (SET). *recorded_as*: the former code under which it was taken; empty: the
    present one.
    """

    respondent: str
    question: Question
    verdict: Resolution
    reason: str
    decided: datetime
    sha256: str = ""
    code: str = ""
    value: float | int | str | None = None
    author: str = ""
    recorded_as: str = ""

    @property
    def about(self) -> str:
        """What it is about, in short, as the journal says it."""
        asked = self.question
        return " ".join(part for part in (self.respondent, asked.measure, asked.quartier, asked.field) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The answer that counts for one question, and where it came from. *set_aside*: answers of other returns."""

    answer: Answer
    source: Received
    set_aside: tuple[tuple[Received, Answer], ...] = ()
    decision: Decision | None = None

    @property
    def replacing(self) -> Decision | None:
        """The decision that gave the figure itself: it came from nobody's file. None: the figure is the return's."""
        decision = self.decision
        return decision if decision is not None and decision.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A finding that still holds. *respondent*: whose it is; empty: nobody's.

    *source*: the return it was found in; None: found across returns or by absence (M01).
    *question*: the one whose cell it is about; None: the sheet, the file or the whole.
    """

    found: Finding
    respondent: str
    source: Received | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An administration will not answer. *measure*: empty for all that is asked.

    *author*: who recorded it; empty in old registers, and where *file*, a return, says it itself.
    """

    measure: str
    reason: str
    said: datetime
    author: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is known of one respondent. *sent* (first), *reminded* and *corrected* (last): days; None: not yet.

    *findings*: those that still hold after merging, settling, decisions and waivers (C07 among them).
    *has_nothing_to_report*: an état néant, which is an answer. *too_late*: returns that came after the closing date,
    registered but not taken into account (I08); they are also among *returns*. *asked*: by (measure, quartier), why the
    coordinator asks a line again that no return has answered since. *secrecy*: situations « s » that a return says and
    *entries* do not hold (late, in a row not taken, replaced), by question, with that return: the figure is secret.
    """

    respondent: str
    returns: tuple[Received, ...] = ()
    entries: Mapping[Question, Entry] = field(default_factory=dict)
    findings: tuple[Held, ...] = ()
    sent: date | None = None
    reminded: date | None = None
    corrected: date | None = None
    has_nothing_to_report: bool = False
    too_late: tuple[Received, ...] = ()
    asked: Mapping[tuple[str, str], str] = field(default_factory=dict)
    messages: tuple[Received, ...] = ()  # of theirs, without a workbook, that nobody has settled
    refusals: Mapping[str, Refusal] = field(default_factory=dict)  # by measure that it leaves without answer
    refusal: Refusal | None = None  # of all that is asked, where nothing is answered
    secrecy: Mapping[Question, Received] = field(default_factory=dict)

    @property
    def has_answered(self) -> bool:
        """Whether at least one return could be read and came in time to count."""
        left_out = {received.sequence for received in self.too_late}
        return any(
            received.submission.outcome is Outcome.ACCEPTED
            for received in self.returns
            if received.sequence not in left_out
        )

    @property
    def came_too_late(self) -> bool:
        """Whether a return that could be read waits to be admitted."""
        return any(received.submission.outcome is Outcome.ACCEPTED for received in self.too_late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """How many administrations answer a measure, and how many of their answers the result holds.

    *are_alike*: their answers cover the same perimeter.
    """

    expected: int
    counted: int
    are_alike: bool = True

    @property
    def is_partial(self) -> bool:
        """Whether answers are missing: what is there is shown, and not judged."""
        return self.counted < self.expected

    @property
    def is_sound(self) -> bool:
        """Whether the result stands for all of them, on one perimeter."""
        return self.are_alike and not self.is_partial


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The account of the administrations of a territory together, on the measures that they answer in common.

    *parts*: by measure. Findings are those of the administrations on these measures.
    """

    account: Account
    parts: Mapping[str, Parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every respondent's account, by code, and the returns nobody could be found for.

    *wholes*: per territory, what its administrations say together where several answer a measure (``several``).
    *is_public*: secret figures are masked, it is made to be published.
    """

    accounts: Mapping[str, Account]
    orphans: tuple[Received, ...] = ()
    decisions: tuple[Decision, ...] = ()
    wholes: Mapping[str, Whole] = field(default_factory=dict)
    is_public: bool = False


def every_finding(ledger: Ledger) -> Iterator[Held]:
    """What holds of every respondent, in the order of the campaign; then what was found in returns of unknown senders."""
    for account in ledger.accounts.values():
        yield from account.findings
    yield from unclaimed_findings(ledger)


def unclaimed_findings(ledger: Ledger) -> Iterator[Held]:
    """What was found in returns of unknown senders."""
    for received in ledger.orphans:
        for found in received.submission.findings:
            yield Held(found=found, respondent="", source=received)


def unclaimed_returns(ledger: Ledger) -> tuple[Received, ...]:
    """Returns that count for nobody. What was set aside, seen, or is no spreadsheet at all, was meant to be none."""
    return unclaimed_among(ledger.orphans, ledger.decisions)


def unclaimed_among(orphans: Iterable[Received], decisions: Iterable[Decision]) -> tuple[Received, ...]:
    """The same of *orphans*, returns of nobody."""
    seen = {decision.sha256 for decision in decisions if decision.verdict in OF_A_MESSAGE}
    meant = (one for one in orphans if _is_meant(one.submission))
    return tuple(one for one in meant if one.submission.origin.sha256 not in seen)


def _is_meant(submission: Submission) -> bool:
    is_other_thing = any(found.code is Code.F03 for found in submission.findings)
    return submission.outcome is not Outcome.IGNORED and not is_other_thing
