"""The campaign's status on screen, within 80 columns, readable without colour."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich import box
from rich.table import Table

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.harmless import printable
from qpv_xlsx.cli.next_command import next_command
from qpv_xlsx.cli.show import say, screen
from qpv_xlsx.domain.contract.campaign import Campaign, open_questions
from qpv_xlsx.domain.following.actions import Action, FollowUp, Verb
from qpv_xlsx.messages.lacks import lacks_told
from qpv_xlsx.messages.left_behind_words import left_behind_words
from qpv_xlsx.messages.maybe_sent_words import MAYBE_SENT_BY, maybe_sent_words
from qpv_xlsx.messages.numbers import day
from qpv_xlsx.messages.state_words import state_details
from qpv_xlsx.messages.typed_words import as_typed
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.status import Status

_WIDTH = 80
_NAMED = 8  # respondents named after an action
_QUESTIONED = 5  # measures whose open questions are told in full
_FIGURES = ("answers", "errors", "warnings", "missing")


def _days(status: Status, language: str) -> Iterator[str]:
    """When answers are due, and that it is too late for them to count; of a year that is closed, only that."""
    campaign = status.campaign
    if status.closed:
        yield phrase(
            language, "status_year_closed", day=status.closed.moment.date(), author=status.closed.author or "?"
        )
        return
    if campaign.deadline:
        yield phrase(language, "status_deadline", deadline=campaign.deadline)
    if status.is_past_closing:
        yield phrase(language, "status_closed", closing=campaign.closing)


def show_status(status: Status, setting: Setting) -> None:
    """Deadline, one line per respondent, files, and what to do next with the commands to type."""
    console, language = screen(), setting.language
    campaign = status.campaign
    say(console, f"{campaign.title} – {campaign.year}" if campaign.title else campaign.code, style="bold")
    for words in _first_of_all(status, setting):
        say(console, words, style="bold")
    for words in _days(status, language):
        say(console, words)
    if not status.closed:  # nothing can be completed there any more
        _say_lacks(campaign, setting)
    if not status.follow_ups:
        _say_empty(setting)
        return
    console.print(_table(status.follow_ups, language), width=_WIDTH)
    say(console, phrase(language, "status_files", **_files(status)))
    for orphan in status.orphans:
        sender = phrase(language, "status_from", sender=orphan.sender) if orphan.sender else ""
        say(console, phrase(language, "status_orphan", name=orphan.submission.origin.name, sender=sender))
    for glance in status.glances:
        for detail in state_details(glance, language):
            say(console, phrase(language, "status_detail", respondent=glance.respondent, detail=detail))
    console.print()
    for action in status.actions:
        say(console, _action(action, language))
        say(console, f"→ {next_command(setting.folder, *_typed(action, status, language))}", indent=2)


def _say_lacks(campaign: Campaign, setting: Setting) -> None:
    """What *campaign* lacks, and the questions that it leaves open."""
    console, language = screen(), setting.language
    if lacks := lacks_told(campaign, language):
        say(console, phrase(language, "status_lacks", lacks=lacks))
    for indent, line in _questions(campaign, setting):
        say(console, line, indent=indent)


def _say_empty(setting: Setting) -> None:
    """Nobody to ask yet: what to do, with the command."""
    console, language = screen(), setting.language
    table = phrase(language, "status_table")
    console.print()
    say(console, phrase(language, "status_empty"))
    say(console, f"→ qpv-xlsx import {table} --into {as_typed(str(setting.folder))}", indent=2)


def _questions(campaign: Campaign, setting: Setting) -> Iterator[tuple[int, str]]:
    """How many questions are open on how many measures, then those of the first measures; each line with its indent."""
    language = setting.language
    asked = {measure: found for measure, found in open_questions(campaign).items() if found}
    if not asked:
        return
    choices = sum(choice.is_open for choice in campaign.choices)
    yield 0, phrase(language, "status_questions", count=choices, measures=len(asked))
    for measure, questions in list(asked.items())[:_QUESTIONED]:
        yield 2, phrase(language, "status_question", measure=measure, count=len(questions), text=" ".join(questions))
    if len(asked) > _QUESTIONED:
        command = next_command(setting.folder, "status", "--json")
        yield 2, phrase(language, "status_more_questions", count=len(asked) - _QUESTIONED, command=command)


def _first_of_all(status: Status, setting: Setting) -> Iterator[str]:
    """What makes the rest of the page false as long as nobody sees to it."""
    if status.unclaimed:
        yield unclaimed_words(tuple(one.submission.origin.name for one in status.unclaimed), setting)
    yield from left_behind_words(status.left_behind, setting.language)
    for intent in status.maybe_sent:
        command = next_command(setting.folder, MAYBE_SENT_BY[intent.post])
        yield maybe_sent_words(intent, command, setting.language)


def unclaimed_words(names: Sequence[str], setting: Setting) -> str:
    """That returns count for nobody, said before anything else, and what to type."""
    shown = [printable(name) for name in names[:_NAMED]] + ["…"] * (len(names) > _NAMED)
    command = next_command(setting.folder, "resolve")
    return phrase(setting.language, "unclaimed", count=len(names), names=", ".join(shown), command=command)


def _typed(action: Action, status: Status, language: str) -> Iterator[str]:
    """The command of *action* with what it needs: files to read; whose workbooks, where others have theirs already."""
    yield action.verb
    if action.verb is Verb.COLLECT:
        yield phrase(language, "status_files_to_read")
    elif action.verb is Verb.GENERATE and len(action.respondents) < min(len(status.follow_ups), _NAMED):
        yield "--only"
        yield from map(as_typed, action.respondents)


def _files(status: Status) -> dict[str, int]:
    return {
        "received": status.received,
        "accepted": status.accepted,
        "rejected": status.rejected,
        "ignored": status.ignored,
    }


def _table(follow_ups: tuple[FollowUp, ...], language: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(label(language, "status_columns", "respondent"), no_wrap=True)
    table.add_column(label(language, "status_columns", "state"), no_wrap=True)
    for name in _FIGURES:
        table.add_column(label(language, "status_columns", name), justify="right", no_wrap=True)
    table.add_column(label(language, "status_columns", "received"), no_wrap=True)
    for one in follow_ups:
        figures = [str(getattr(one, name)) for name in _FIGURES]
        table.add_row(printable(one.respondent), _state(one, language), *figures, _day(one.received, language))
    return table


def _state(one: FollowUp, language: str) -> str:
    state = label(language, "states", one.state)
    return f"{state} ({phrase(language, 'status_late')})" if one.is_late else state


def _action(action: Action, language: str) -> str:
    """« Relancer : EDU, CAF (à partir du 24/03/2016) »."""
    named = ", ".join(action.respondents[:_NAMED])
    if len(action.respondents) > _NAMED:
        named += f" (+{len(action.respondents) - _NAMED})"
    words = label(language, "actions", action.verb)
    due = " " + phrase(language, "status_due", due=action.due) if action.due else ""
    colon = {"fr": "\u00a0: ", "en": ": "}[language] if named else ""
    return f"{words}{colon}{named}{due}"


def _day(value: date | None, language: str) -> str:
    return day(value, language) if value else ""
