"""``decisions.xlsx``: written with what is to be decided, read back, applied, and written again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.deciding.beyond_cells import undoing
from qpv_xlsx.domain.deciding.lines import DecisionLine, LineSubject, file_key, lines_to_decide, masked_when_published
from qpv_xlsx.domain.deciding.notes import CommitteeNotes, NoteKind, note, notes_by_measure
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.merging.ledger import OF_A_MESSAGE, Decision, Ledger, Received, Resolution
from qpv_xlsx.messages.decided_words import act_words
from qpv_xlsx.messages.wordbook import error_sentence, label, phrase
from qpv_xlsx.register import Register, open_register
from qpv_xlsx.spreadsheet.files import write_whole
from qpv_xlsx.tasks.deciding.decided_before import Act, act_that_said
from qpv_xlsx.tasks.deciding.decisions_remembered import told_of
from qpv_xlsx.tasks.deciding.lines_settled import act_on
from qpv_xlsx.tasks.deciding.text_answers import Answered, answer_questions
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.workbook.decisions.filled import FilledDecisions, FilledLine, reasons_of
from qpv_xlsx.workbook.decisions.reading import read_decisions
from qpv_xlsx.workbook.decisions.writing import Kept, write_decisions

NAME = "decisions.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplied:
    """A row that was not applied, or something odd in a copy. *key*: the row's; empty: the whole copy."""

    place: str
    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsBook:
    """The workbook as it stands. *is_kept*: it holds decisions that nobody has read, and was not replaced.

    *masked*: by respondent, how many measures have small counts, on which nothing is to be decided.
    """

    campaign: Campaign
    path: Path
    lines: tuple[DecisionLine, ...]
    masked: Mapping[str, int]
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What a reading recorded, and what it left. *decided*: lines; *undone*: acts; *noted*: texts for the committee.

    *answered*: questions on the official text.
    """

    written: DecisionsBook
    decided: tuple[tuple[Decision, ...], ...]
    undone: tuple[Decision, ...]
    noted: tuple[Decision, ...]
    answered: Answered
    remarks: tuple[NotApplied, ...]


def write_open(folder: Path, *, language: str, now: datetime) -> DecisionsBook:
    """Write ``decisions.xlsx`` into the campaign's folder, unless it holds what has not been read."""
    campaign = load_campaign(folder)
    with open_register(folder) as register:
        present = _present(campaign, register, now)
    return _written(folder, present, {}, language, now, read=())


def apply_decisions(folder: Path, paths: Sequence[Path], *, language: str, author: str, now: datetime) -> Applied:
    """Read the copies, record what they decide, and write ``decisions.xlsx`` again with what remains."""
    copies = [_read(path) for path in paths]
    for copy in copies:
        if copy.campaign and copy.campaign != load_campaign(folder).code:
            raise CampaignError("decisions_not_ours", path=copy.name)
    answered = answer_questions(folder, copies, now)
    campaign = load_campaign(folder)
    with open_register(folder, author=author) as register:
        sitting = _Sitting(campaign, register, language, now)
        undone = tuple(_recorded(register, sitting.undoings(copies)))
        decided = tuple(_recorded(register, sitting.decisions(copies)))
        noted = tuple(_recorded(register, sitting.notes(copies)))
        after = _present(campaign, register, now)
    sitting.remark_missing(copies)
    sitting.remark_questions(answered)
    kept = sitting.kept
    written = _written(folder, after, kept, language, now, read=paths)
    return Applied(
        written=written,
        decided=decided,
        undone=tuple(one for (one,) in undone),
        noted=tuple(one for (one,) in noted),
        answered=answered,
        remarks=tuple(sitting.remarks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Present:
    """What the workbook is drawn from. *remembered*: the register's decisions as it holds them."""

    campaign: Campaign
    ledger: Ledger
    remembered: tuple[str, ...]


def _present(campaign: Campaign, register: Register, now: datetime) -> _Present:
    ledger = ledger_of(campaign, register, now)
    return _Present(campaign=campaign, ledger=ledger, remembered=told_of(register.decisions()))


class _Sitting:
    """One reading of copies: remembers what was not applied, and why."""

    def __init__(self, campaign: Campaign, register: Register, language: str, now: datetime) -> None:
        self._campaign = campaign
        self._register = register
        self._ledger = ledger_of(campaign, register, now)
        self._language = language
        self._now = now
        self.remarks: list[NotApplied] = []
        self.kept: dict[str, Kept] = {}

    def undoings(self, copies: Sequence[FilledDecisions]) -> Iterator[tuple[Decision]]:
        """One for each act whose row was emptied in a copy, and that still stands."""
        acts = acts_standing(self._ledger.decisions)
        for key in dict.fromkeys(key for copy in copies for key in copy.cleared):
            if key in acts:
                yield (undoing(acts[key][0], phrase(self._language, "decisions_cleared"), self._now),)

    def decisions(self, copies: Sequence[FilledDecisions]) -> Iterator[tuple[Decision, ...]]:
        """What each filled row decides; what cannot be applied is remarked, and kept in the row."""
        lines = {line.key: line for line in lines_to_decide(self._ledger)}
        by_key: dict[str, list[FilledLine]] = {}
        for copy in copies:
            for filled in copy.lines:
                by_key.setdefault(filled.key, []).append(filled)
        for key, rows in by_key.items():
            try:
                act = self._decided(lines.get(key), rows)
            except CampaignError as refused:
                self._remark(rows[0], refused, is_kept=refused.code != "decisions_differ")
            else:
                if act:
                    yield act

    def _decided(self, line: DecisionLine | None, rows: Sequence[FilledLine]) -> tuple[Decision, ...]:
        if rows[0].key and len({row.choice for row in rows}) > 1:
            raise CampaignError("decisions_differ", choices=tuple(row.told for row in rows))
        filled, acts = replace(rows[0], reason=reasons_of(rows)), _on_line(self._ledger, rows[0].key)
        if acts and act_that_said(self._campaign, self._ledger, self._register.sendings(), filled, acts, self._now):
            return ()  # a copy that is read a second time
        if line is not None:
            return act_on(self._campaign, self._register, self._ledger, line, filled, self._now)
        raise self._over(filled, acts)

    def _over(self, filled: FilledLine, acts: Sequence[Act]) -> CampaignError:
        """Why a row that is no longer to be decided decides nothing."""
        if not filled.key:
            return CampaignError("decisions_key_lost")
        if not acts:
            return CampaignError(
                "decisions_over" if self._is_line(filled.key) else "decisions_key_unknown", read=filled.key
            )
        latest = acts[-1]
        kind = self._campaign.catalogue.kind_by_measure.get(latest[0].question.measure, Kind.TEXT)
        files = {one.submission.origin.sha256: one.submission.origin.name for one in self._returns(latest)}
        said = act_words(latest, kind, files, self._language).replace("\n", ", ")
        return CampaignError("decisions_otherwise", read=filled.told, decided=said, reason=latest[0].reason)

    def _is_line(self, key: str) -> bool:
        """Whether *key* may name a line: of an administration and of one of the measures, or of a file."""
        respondent, _, rest = key.partition("/")
        about = rest.partition("/")[0]
        return respondent in self._ledger.accounts and about in {
            *self._campaign.catalogue.kind_by_measure,
            *LineSubject,
        }

    def _returns(self, act: Act) -> Sequence[Received]:
        account = self._ledger.accounts.get(act[0].respondent)
        return account.returns if account else self._ledger.orphans

    def notes(self, copies: Sequence[FilledDecisions]) -> Iterator[tuple[Decision]]:
        """What was written for the committee since the copy was made."""
        known = notes_by_measure(self._ledger.decisions)
        written: dict[tuple[str, NoteKind], str] = {}
        for filled in (one for copy in copies for one in copy.notes if one.is_changed):
            if filled.measure not in self._campaign.catalogue.measure_by_code:
                continue
            told = known.get(filled.measure, CommitteeNotes())
            present = told.appraisal if filled.kind is NoteKind.APPRAISAL else told.comment
            present = written.get((filled.measure, filled.kind), present)
            if filled.words.strip() == present.strip():
                continue
            if present and not filled.is_written_over(present):
                refused = CampaignError("decisions_note_changed", found=present, read=filled.words)
                self._tell(filled.place, filled.measure, refused)
                continue
            written[filled.measure, filled.kind] = filled.words
            yield (note(filled.measure, filled.kind, filled.words.strip(), self._now),)

    def remark_missing(self, copies: Sequence[FilledDecisions]) -> None:
        """A sheet that somebody deleted says nothing; it is told."""
        for copy in copies:
            for key in copy.missing:
                read = label(self._language, "decisions", key)
                self._tell(copy.name, "", CampaignError("decisions_sheet_missing", read=read))

    def remark_questions(self, answered: Answered) -> None:
        """Answers that were not written into the campaign."""
        for filled, trouble in answered.refused:
            self._tell(filled.place, filled.key, trouble)

    def _remark(self, filled: FilledLine, refused: CampaignError, *, is_kept: bool) -> None:
        words = self._tell(filled.place, filled.key, refused)
        self.kept[filled.key] = Kept(filled=filled if is_kept else None, remark=words)

    def _tell(self, place: str, key: str, refused: CampaignError) -> str:
        words = error_sentence(self._language, refused.code, refused.facts)
        self.remarks.append(NotApplied(place=place, key=key, words=words))
        return words


def _recorded(register: Register, acts: Iterator[tuple[Decision, ...]]) -> Iterator[tuple[Decision, ...]]:
    for act in acts:
        register.decide(*act)
        yield act


def _read(path: Path) -> FilledDecisions:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise CampaignError("decisions_absent", path=str(path)) from None
    return read_decisions(content, path.name)


def _written(
    folder: Path, present: _Present, kept: Mapping[str, Kept], language: str, now: datetime, *, read: Sequence[Path]
) -> DecisionsBook:
    campaign, ledger = present.campaign, present.ledger
    path, lines, masked = folder / NAME, lines_to_decide(ledger), masked_when_published(ledger)
    if not any(_is_same(path, one) for one in read) and _has_unread(path, ledger):
        return DecisionsBook(campaign=campaign, path=path, lines=lines, masked=masked, is_kept=True)
    content = write_decisions(
        campaign, ledger, lines, kept=kept, remembered=present.remembered, language=language, created=now
    )
    write_whole(path, content)
    return DecisionsBook(campaign=campaign, path=path, lines=lines, masked=masked)


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)


def _has_unread(path: Path, ledger: Ledger) -> bool:
    """Whether somebody wrote into the workbook of the folder what no command has read."""
    if not path.is_file():
        return False
    copy = read_decisions(path.read_bytes(), path.name)
    standing_keys = acts_standing(ledger.decisions)
    is_noted = any(one.is_changed for one in copy.notes) or any(one.is_changed for one in copy.questions)
    return bool(copy.lines or is_noted or any(key in standing_keys for key in copy.cleared))


def _on_line(ledger: Ledger, key: str) -> Sequence[Act]:
    """The acts that stand on the line that a key names, oldest first."""
    acts = acts_standing(ledger.decisions).values()
    return [act for act in acts if key in {_key_of(act[0]), *_file_keys(act[0])}]


def _key_of(decision: Decision) -> str:
    asked = decision.question
    return "/".join(part for part in (decision.respondent, asked.measure, asked.quartier) if part)


def _file_keys(decision: Decision) -> tuple[str, ...]:
    if not decision.sha256:
        return ()
    match decision.verdict:
        case Resolution.ADMIT:
            return (file_key(decision.respondent, LineSubject.LATE, decision.sha256),)
        case Resolution.ATTRIBUTE:
            return (file_key("", LineSubject.MESSAGE, decision.sha256),)
        case verdict if verdict in OF_A_MESSAGE:
            owners = dict.fromkeys((decision.respondent, ""))  # its line was nobody's, where the sender alone was known
            return tuple(file_key(owner, LineSubject.MESSAGE, decision.sha256) for owner in owners)
    return ()
