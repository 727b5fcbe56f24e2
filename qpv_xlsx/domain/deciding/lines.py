"""What is to be decided, line by line: everything that stands against one line of an administration, with its rivals."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qpv_xlsx.domain.contract.questions import Field, Question, Value
from qpv_xlsx.domain.findings import Code, Finding, Severity, finding
from qpv_xlsx.domain.merging.ledger import OF_A_MESSAGE, Account, Entry, Held, Ledger, Received, unclaimed_returns
from qpv_xlsx.domain.merging.standing import standing
from qpv_xlsx.domain.returned.answers import Answer, Outcome

_MOST_RIVALS = 6  # the latest ones; what older returns said is in the master
_SHOWN = (
    Field.VALUE,
    Field.NUMERATOR,
    Field.DENOMINATOR,
    Field.WOMEN,
    Field.TERRITORY_VALUE,
    Field.SITUATION,
    Field.PERIMETER,
    Field.COMMENT,
)


class LineSubject(StrEnum):
    """What sort of thing is to be decided."""

    ANSWER = "reponse"
    LATE = "retour_tardif"
    MESSAGE = "message"


class Offer(StrEnum):
    """What can be answered to one line."""

    KEEP = "retenir_retour"  # one of the rivals, by its letter
    PROPOSAL = "retenir_proposition"
    DESPITE = "retenir_malgre"
    OTHER = "autre_valeur"
    UNAVAILABLE = "non_disponible"
    NOT_APPLICABLE = "sans_objet"
    ASK = "demander"
    ADMIT = "compter_retour"
    SEEN = "lu"
    REFUSED = "refus"
    NIL = "neant"
    ATTRIBUTE = "attribuer"  # a return of nobody is the named administration's

    @property
    def needs_reason(self) -> bool:
        """Whether a figure changes, or disappears: somebody will ask why."""
        return self not in {Offer.DESPITE, Offer.ASK, Offer.SEEN}


_OF_A_MESSAGE = (Offer.SEEN, Offer.REFUSED, Offer.NIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """What one return says of the line; *answers* in the order in which a row is read."""

    received: Received
    answers: tuple[Answer, ...]

    @property
    def sha256(self) -> str:
        """Which return."""
        return self.received.submission.origin.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One line to decide. *measure* is empty where a whole file is meant. *rivals*: returns that answer it, oldest first.

    *counting*: the figure that counts for now; None: none does. *proposal*: a figure that reading proposes instead of one
    that could not be taken, or of one that is doubted. *mark*: of all that was shown; another mark means that something has come since.
    """

    key: str
    subject: LineSubject
    respondent: str
    measure: str = ""
    quartier: str = ""
    findings: tuple[Held, ...]
    rivals: tuple[Rival, ...] = ()
    counting: Entry | None = None
    proposal: Value | None = None
    offers: tuple[Offer, ...]
    mark: str

    @property
    def codes(self) -> tuple[Code, ...]:
        """Codes that the line carries, each once."""
        return tuple(dict.fromkeys(held.found.code for held in self.findings))

    @property
    def is_disagreement(self) -> bool:
        """Whether returns contradict one another on it."""
        return Code.C07 in self.codes


def lines_to_decide(ledger: Ledger) -> tuple[DecisionLine, ...]:
    """Disagreements first, then late returns and messages, then the other findings on a cell, in the campaign's order."""
    lines = [line for account in ledger.accounts.values() for line in _lines_of(account)]
    seen = {decision.sha256 for decision in standing(ledger.decisions) if decision.verdict in OF_A_MESSAGE}
    nobodys = unclaimed_returns(ledger)
    lines += map(_of_nobody, nobodys)
    seen |= {received.submission.origin.sha256 for received in nobodys}
    lines += _messages(one for one in ledger.orphans if one.submission.origin.sha256 not in seen)
    return tuple(sorted(lines, key=lambda line: (not line.is_disagreement, line.subject is LineSubject.ANSWER)))


def can_be_decided(found: Finding) -> bool:
    """Whether the coordinator may answer it: what stands on a cell, remarks and blanks excepted."""
    return bool(found.measure) and found.severity is not Severity.INFO and found.code not in {Code.M01, Code.M02}


def masked_when_published(ledger: Ledger) -> Mapping[str, int]:
    """How many measures of each respondent have small counts that nobody is to decide on: they are masked for diffusion, whatever is said."""
    measures = {
        code: {held.found.measure for held in account.findings if held.found.code is Code.C08}
        for code, account in ledger.accounts.items()
    }
    return {code: len(found) for code, found in measures.items() if found}


def _lines_of(account: Account) -> Iterator[DecisionLine]:
    yield from _late(account)
    yield from map(_words, account.messages)
    yield from _messages(
        held.source for held in account.findings if held.source is not None and held.found.measure is None
    )
    by_line: dict[tuple[str, str], list[Held]] = {}
    for held in account.findings:
        if can_be_decided(held.found):
            by_line.setdefault((held.found.measure or "", held.found.quartier or ""), []).append(held)
    for (measure, quartier), findings in by_line.items():
        is_masked = all(held.found.code is Code.C08 for held in findings)
        if (measure, quartier) not in account.asked and not is_masked:
            yield _line(account, measure, quartier, tuple(findings))


def _line(account: Account, measure: str, quartier: str, findings: tuple[Held, ...]) -> DecisionLine:
    rivals = tuple(_rivals(account, measure, quartier))[-_MOST_RIVALS:]
    counting = account.entries.get(Question(measure=measure, quartier=quartier))
    proposal = _proposal(findings, counting)
    return DecisionLine(
        key=answer_key(account.respondent, measure, quartier),
        subject=LineSubject.ANSWER,
        respondent=account.respondent,
        measure=measure,
        quartier=quartier,
        findings=findings,
        rivals=rivals,
        counting=counting,
        proposal=proposal,
        offers=tuple(_offers(findings, rivals, counting, proposal, quartier)),
        mark=_mark(findings, rivals, _ruled(account, measure, quartier)),
    )


def _rivals(account: Account, measure: str, quartier: str) -> Iterator[Rival]:
    """Returns that answer the line; the same bytes once."""
    seen: set[str] = set()
    for received in account.returns:
        answers = {
            asked.field: answer
            for asked, answer in received.submission.answers.items()
            if (asked.measure, asked.quartier) == (measure, quartier)
        }
        sha256 = received.submission.origin.sha256
        if answers and sha256 not in seen and received not in account.too_late:
            seen.add(sha256)
            shown = sorted(answers, key=lambda field: _SHOWN.index(field) if field in _SHOWN else len(_SHOWN))
            yield Rival(received=received, answers=tuple(answers[field] for field in shown))


def _proposal(findings: Iterable[Held], counting: Entry | None) -> Value | None:
    """What reading thinks was meant by the figure of the line: instead of one that it could not take, or of one that it doubts."""
    names = ("proposal", "reading") if counting is None else ("proposal",)  # what counts is the reading already
    about = (held.found.facts for held in findings if held.found.facts.get("field", Field.VALUE) == Field.VALUE)
    facts = (told.get(name) for told in about for name in names)
    found = next((fact for fact in facts if isinstance(fact, int | float) and not isinstance(fact, bool)), None)
    return None if counting is not None and found == counting.answer.value else found


def _offers(
    findings: Sequence[Held],
    rivals: Sequence[Rival],
    counting: Entry | None,
    proposal: Value | None,
    quartier: str,
) -> Iterator[Offer]:
    if len(rivals) > 1 or (rivals and any(held.found.code is Code.C07 for held in findings)):
        yield Offer.KEEP
    if proposal is not None:
        yield Offer.PROPOSAL
    if counting is not None and any(held.found.code is not Code.C07 for held in findings):
        yield Offer.DESPITE
    yield from (Offer.OTHER, Offer.UNAVAILABLE, Offer.NOT_APPLICABLE)
    if not quartier:
        yield Offer.REFUSED
    yield Offer.ASK


def _late(account: Account) -> Iterator[DecisionLine]:
    """Returns that came after the closing date; none where the campaign does not want to be told of them."""
    for held in account.findings:
        source = held.source
        if held.found.code is Code.I08 and source and source.submission.outcome is Outcome.ACCEPTED:
            yield _of_file(source, LineSubject.LATE, (held,), (Offer.ADMIT,))


def _words(received: Received) -> DecisionLine:
    """What somebody wrote without sending a workbook: read, it may be settled."""
    held = tuple(
        Held(found=found, respondent=received.respondent, source=received) for found in received.submission.findings
    )
    return _of_file(received, LineSubject.MESSAGE, held, _OF_A_MESSAGE)


def _of_nobody(received: Received) -> DecisionLine:
    """A return that counts for nobody: whose it is can be said, where the file was kept."""
    submission = received.submission
    found = [one for one in submission.findings if one.severity is Severity.ERROR]
    told = found or [finding(Code.I03, found=submission.origin.respondent or "?")]
    held = tuple(Held(found=one, respondent="", source=received) for one in told)
    offers = (Offer.ATTRIBUTE, Offer.SEEN) if received.stored else (Offer.SEEN,)
    return _of_file(received, LineSubject.MESSAGE, held, offers)


def _messages(sources: Iterable[Received]) -> Iterator[DecisionLine]:
    """Messages without a workbook, scans and files that could not be read: each is to be looked at by somebody."""
    once = {received.submission.origin.sha256: received for received in sources}
    for received in once.values():
        held = tuple(
            Held(found=found, respondent=received.respondent, source=received)
            for found in received.submission.findings
            if found.severity is Severity.ERROR
        )
        if held and received.submission.outcome is Outcome.REJECTED:
            yield _of_file(received, LineSubject.MESSAGE, held, _OF_A_MESSAGE if received.respondent else (Offer.SEEN,))


def _of_file(
    received: Received, subject: LineSubject, findings: tuple[Held, ...], offers: tuple[Offer, ...]
) -> DecisionLine:
    sha256 = received.submission.origin.sha256
    return DecisionLine(
        key=file_key("" if Offer.ATTRIBUTE in offers else received.respondent, subject, sha256),
        subject=subject,
        respondent=received.respondent,
        findings=findings,
        offers=offers,
        mark=sha256[:12],
    )


def answer_key(respondent: str, measure: str, quartier: str) -> str:
    """« CAF/CAF-01-a », « CAF/CAF-01-a/chaufourniers »."""
    return f"{respondent}/{measure}" + (f"/{quartier}" if quartier else "")


def file_key(respondent: str, subject: LineSubject, sha256: str) -> str:
    """« CUL/message/3f2a90c1b5d7 »; « ? » stands for nobody."""
    return f"{respondent or '?'}/{subject.value}/{sha256[:12]}"


def _ruled(account: Account, measure: str, quartier: str) -> Iterator[str]:
    """What was decided already of the line: a copy written before does not decide over it."""
    for asked, entry in account.entries.items():
        if (asked.measure, asked.quartier) == (measure, quartier) and entry.decision is not None:
            yield f"{asked.field} {entry.decision.decided.isoformat()}"


def _mark(findings: Sequence[Held], rivals: Sequence[Rival], ruled: Iterable[str]) -> str:
    told = sorted(f"{held.found.code} {held.found.case} {held.found.read}" for held in findings)
    said = [f"{one.sha256} {answer.question.field} {answer.raw}" for one in rivals for answer in one.answers]
    shown = "\n".join((*told, *said, *sorted(ruled)))
    return hashlib.sha256(shown.encode("utf-8", "backslashreplace")).hexdigest()[:12]
