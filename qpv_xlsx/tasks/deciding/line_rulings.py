"""One filled line of ``decisions.xlsx``, or of the desk's page, and the decisions that it makes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Field, Question
from qpv_xlsx.domain.deciding.beyond_cells import of_file, spoken_for
from qpv_xlsx.domain.deciding.lines import DecisionLine, LineSubject, Offer
from qpv_xlsx.domain.findings import CampaignError, Code, Severity
from qpv_xlsx.domain.merging.ledger import Decision, Held, Ledger, Resolution
from qpv_xlsx.messages.wordbook import phrase
from qpv_xlsx.tasks.deciding.ruling import Ruling, decisions_of, field_named
from qpv_xlsx.workbook.decisions.filled import FilledLine

_WORDS = {Offer.UNAVAILABLE: "nd", Offer.NOT_APPLICABLE: "so"}
_UNSAID: Mapping[Offer | None, str] = {Offer.ASK: "decisions_to_confirm", Offer.SEEN: "decisions_no_consequence"}
"""The reason of a choice that needs none, where nobody gave one."""
FILE_VERDICTS = {
    Offer.ADMIT: Resolution.ADMIT,
    Offer.SEEN: Resolution.SEEN,
    Offer.REFUSED: Resolution.REFUSE,
    Offer.NIL: Resolution.NIL,
}


def check_filled(line: DecisionLine, filled: FilledLine) -> None:
    """Raise CampaignError with what keeps the row from being applied."""
    if not filled.words:
        raise CampaignError("decisions_no_choice")
    if filled.offer is None:
        raise CampaignError("decisions_unknown_choice", read=filled.words)
    if filled.offer not in line.offers:
        raise CampaignError("decisions_not_offered", read=filled.words)
    if filled.offer is Offer.KEEP and not filled.sha256:
        raise CampaignError("decisions_letter_lost", read=filled.words)
    if filled.mark and filled.mark != line.mark:
        raise CampaignError("decisions_changed")
    if filled.offer is Offer.ATTRIBUTE and not filled.value:
        raise CampaignError("decisions_no_owner")
    if filled.offer is Offer.OTHER and not filled.value:
        raise CampaignError("decisions_no_value")
    if filled.value and filled.offer not in {Offer.OTHER, Offer.ATTRIBUTE}:
        raise CampaignError("decisions_value_unused")
    if _changes_figure(line, filled) and not filled.reason:
        raise CampaignError("decisions_no_reason")


def decisions_on(
    campaign: Campaign, ledger: Ledger, line: DecisionLine, filled: FilledLine, now: datetime
) -> tuple[Decision, ...]:
    """What a row decides. Raises CampaignError for a row that cannot be applied."""
    check_filled(line, filled)
    reason = filled.reason or phrase(campaign.language, _UNSAID.get(filled.offer, "decisions_unchanged"))
    if line.subject is not LineSubject.ANSWER:
        source = line.findings[0].source
        if source is None or filled.offer is None:
            raise LookupError(line.key)
        verdict = FILE_VERDICTS[filled.offer]
        if verdict in {Resolution.REFUSE, Resolution.NIL}:
            account, sha256 = ledger.accounts[line.respondent], source.submission.origin.sha256
            return (spoken_for(account, verdict, reason, now, sha256=sha256),)
        return (of_file(source, verdict, reason, now),)
    return tuple(_on_answer(campaign, ledger, line, filled, reason, now))


def _changes_figure(line: DecisionLine, filled: FilledLine) -> bool:
    """Whether another figure than the present one will count."""
    if filled.offer is Offer.KEEP and line.counting is not None:
        return filled.sha256 != line.counting.source.submission.origin.sha256
    return filled.offer is not None and filled.offer.needs_reason


def _on_answer(
    campaign: Campaign, ledger: Ledger, line: DecisionLine, filled: FilledLine, reason: str, now: datetime
) -> Iterator[Decision]:
    ruled: list[Decision] = []
    for ruling in _rulings(line, filled, reason):
        ruled += decisions_of(campaign, ledger, ruling, now)
    if filled.offer is Offer.PROPOSAL:
        ruled.append(replace(_decision(line, Resolution.SET, reason, now), value=line.proposal))
    if filled.offer not in {Offer.ASK, Offer.REFUSED} and not filled.scope:
        ruled += _kept_as_they_are(ledger, line, {one.question for one in ruled}, reason, now)
    yield from ruled
    for code in _accepted(line, filled):
        yield replace(_decision(line, Resolution.ACCEPT, reason, now), code=code)


def _rulings(line: DecisionLine, filled: FilledLine, reason: str) -> Iterator[Ruling]:
    def ruling(field: Field | None = None, **chosen: object) -> Ruling:
        about = {"respondent": line.respondent, "measure": line.measure, "quartier": line.quartier}
        return Ruling(reason=reason, field=field, **about, **chosen)  # type: ignore[arg-type]  # one choice by its name

    scope = field_named(filled.scope)
    match filled.offer:
        case Offer.KEEP:
            yield ruling(scope, file=filled.sha256)
        case Offer.OTHER:
            yield ruling(scope, value=filled.value)
        case Offer.UNAVAILABLE | Offer.NOT_APPLICABLE:
            yield ruling(value=_WORDS[filled.offer])
        case Offer.ASK:
            yield ruling(asks=True)
        case Offer.REFUSED:
            yield ruling(refuses=True)
    if filled.situation and filled.offer not in {Offer.ASK, Offer.REFUSED, *_WORDS}:
        yield ruling(Field.SITUATION, value=filled.situation)


def _kept_as_they_are(
    ledger: Ledger, line: DecisionLine, decided: set[Question], reason: str, now: datetime
) -> Iterator[Decision]:
    """The line is decided whole: where its other cells contradict one another, what counts for now is kept."""
    entries = ledger.accounts[line.respondent].entries
    for held in line.findings:
        question = held.question
        if held.found.code is not Code.C07 or question is None or question in decided or question not in entries:
            continue
        decided.add(question)
        entry = entries[question]
        if entry.replacing is not None:
            yield replace(_decision(line, Resolution.SET, reason, now, question.field), value=entry.answer.value)
        else:
            sha256 = entry.source.submission.origin.sha256
            yield replace(_decision(line, Resolution.KEEP_FILE, reason, now, question.field), sha256=sha256)


def _accepted(line: DecisionLine, filled: FilledLine) -> Sequence[Code]:
    """Remarks that the choice settles: all of those shown, where the figure that they were made on is kept."""
    if filled.scope or filled.offer not in {Offer.DESPITE, Offer.KEEP}:
        return ()
    present = line.counting.source.submission.origin.sha256 if line.counting else ""
    is_same = filled.offer is Offer.DESPITE or filled.sha256 == present
    settled = (held.found.code for held in line.findings if is_same or _is_of_kept_cell(held, filled.sha256))
    return tuple(code for code in dict.fromkeys(settled) if code is not Code.C07)


def _is_of_kept_cell(held: Held, sha256: str) -> bool:
    """A doubt on how the chosen cell is read. What the rules say of a figure that does not count is not settled by it."""
    is_chosen = held.source is not None and held.source.submission.origin.sha256 == sha256
    return is_chosen and held.found.severity is Severity.WARNING and held.found.code.value[0] == "V"


def _decision(
    line: DecisionLine, verdict: Resolution, reason: str, now: datetime, field: Field = Field.VALUE
) -> Decision:
    return Decision(
        respondent=line.respondent,
        question=Question(measure=line.measure, quartier=line.quartier, field=field),
        verdict=verdict,
        reason=reason,
        decided=now.astimezone(),
    )
