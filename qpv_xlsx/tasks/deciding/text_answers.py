"""Answers to what the official text leaves open, read from ``decisions.xlsx`` and written into the campaign itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from qpv_xlsx.campaigns import load_file, save_campaign
from qpv_xlsx.campaigns.folder import DOCUMENT, WORKBOOK
from qpv_xlsx.domain.contract.campaign import Campaign, Choice
from qpv_xlsx.domain.contract.former import with_present_codes
from qpv_xlsx.domain.deciding.text_questions import text_questions
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.tasks.init import keep_former
from qpv_xlsx.workbook.decisions.filled import FilledDecisions, FilledQuestion
from qpv_xlsx.workbook.decisions.questions_sheet import answer_mark, perimeter_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """*answered*: questions, as they stand now. *refused*: rows that were not applied, and why. *kept*: the former campaign."""

    answered: tuple[Choice, ...] = ()
    refused: tuple[tuple[FilledQuestion, CampaignError], ...] = ()
    kept: Path | None = None


def answer_questions(folder: Path, copies: Sequence[FilledDecisions], now: datetime) -> Answered:
    """Write into the campaign what the copies answer; the former file is kept beside it where anything changes."""
    path = folder / (WORKBOOK if (folder / WORKBOOK).is_file() else DOCUMENT)
    written = load_file(path)
    wanted, refused = _wanted(with_present_codes(written), copies)
    if not wanted:
        return Answered(refused=refused)
    kept = keep_former(path, now)
    choices = [
        _answered(choice, wanted[number], now) if number in wanted else choice
        for number, choice in enumerate(written.choices)
    ]
    save_campaign(replace(written, choices=tuple(choices)), path, language=written.language, created=now)
    return Answered(answered=tuple(choices[number] for number in sorted(wanted)), refused=refused, kept=kept)


def _wanted(
    campaign: Campaign, copies: Sequence[FilledDecisions]
) -> tuple[Mapping[int, FilledQuestion], tuple[tuple[FilledQuestion, CampaignError], ...]]:
    """What is to be written, by the question's number, and what cannot be."""
    lines = {line.key: line for line in text_questions(campaign)}
    wanted: dict[int, FilledQuestion] = {}
    refused: list[tuple[FilledQuestion, CampaignError]] = []
    for key, rows in _by_key(copies).items():
        line = lines.get(key)
        trouble = _trouble(line.choice if line else None, rows)
        if trouble is not None:
            refused.append((rows[0], trouble))
        elif line is not None and answer_mark(line.choice) != rows[0].mark:
            wanted[line.number] = rows[0]
    return wanted, tuple(refused)


def _by_key(copies: Sequence[FilledDecisions]) -> Mapping[str, Sequence[FilledQuestion]]:
    """Rows that somebody changed, those that say the same once."""
    rows: dict[str, dict[str, FilledQuestion]] = {}
    for filled in (one for copy in copies for one in copy.questions if one.is_changed):
        rows.setdefault(filled.key, {}).setdefault(filled.mark, filled)
    return {key: tuple(said.values()) for key, said in rows.items()}


def _trouble(choice: Choice | None, rows: Sequence[FilledQuestion]) -> CampaignError | None:
    first = rows[0]
    if choice is None:
        return CampaignError("decisions_question_unknown", read=first.key)
    if len(rows) > 1:
        return CampaignError("decisions_differ", choices=tuple(row.said for row in rows))
    if first.perimeter and perimeter_named(first.perimeter) is None:
        return CampaignError("decisions_perimeter", read=first.perimeter)
    present = answer_mark(choice)
    if present not in {first.shown, first.mark}:
        return CampaignError("decisions_note_changed", found=choice.decision or "–", read=first.said)
    return None


def _answered(choice: Choice, filled: FilledQuestion, now: datetime) -> Choice:
    perimeter = perimeter_named(filled.perimeter) if filled.perimeter else None
    is_open = not filled.words and perimeter is None
    return replace(
        choice,
        decision=filled.words,
        start_perimeter=perimeter,
        decided_on=None if is_open else now.date(),
    )
