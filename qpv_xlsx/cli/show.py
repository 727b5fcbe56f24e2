"""Results on screen: plain words at 80 columns, readable without colour, with control characters made harmless."""

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.text import Text

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.cli.harmless import printable
from qpv_xlsx.cli.progress import progress
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import Finding, Severity
from qpv_xlsx.messages.sentences import Names, others_in_words, sentence
from qpv_xlsx.messages.wordbook import label, phrase
from qpv_xlsx.tasks.incoming.reading_report import FileTold, Reading, summarise, waiting_document, write_report
from qpv_xlsx.tasks.running.watching import Watch, unwatched

Read = Callable[[Watch], tuple[Campaign, Iterable[Reading]]]
"""What reads the files that were given, one after the other."""

_STYLES: Mapping[Severity, str] = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NUMBER = re.compile(r"\d+\. ")
_SHOWN = 5  # sentences of one code before the others are only counted


def show_json(document: Mapping[str, Any]) -> None:
    """One JSON document on standard output, nothing else; it names its schema (``templates/schema``)."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def screen() -> Console:
    """Standard output, never guessed at: no markup, no emoji, no highlighting."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def say(console: Console, text: str, *, indent: int = 0, hanging: int = 0, style: str = "") -> None:
    """Print *text*, on a terminal wrapped to its width, never between a French sign and its word.

    What a line goes on with stands under its first word, after its number if it has one (« 7. »), and *hanging* characters
    further. In a file or another program's hands a line stays whole, unless
    COLUMNS asks for a width: a path cut in two is no path.
    """
    has_width = console.is_terminal or "COLUMNS" in os.environ
    for full in printable(text).split("\n"):
        line = full.lstrip(" ")
        margin = " " * (indent + len(full) - len(line))
        numbered = _NUMBER.match(line)
        under = margin + " " * (hanging + (numbered.end() if numbered else 0))
        for part in _wrapped(line, console.width, margin, under) if has_width else [margin + line]:
            console.print(Text(part, style=style), soft_wrap=True)


def _wrapped(line: str, width: int, margin: str, under: str) -> list[str]:
    wrapped = textwrap.wrap(
        line,
        width=width,
        initial_indent=margin,
        subsequent_indent=under,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return wrapped or [""]


def show_report(read: Read, setting: Setting, *, as_json: bool, is_watched: bool = True) -> int:
    """The outcome of ``check``, ``collect`` and ``fetch``, told once all is read; returns the number of errors."""
    listening = progress(setting, "progress_read") if is_watched else nullcontext(unwatched)
    if as_json:
        return summarise(_show_document(read, setting, listening))["errors"]
    with listening as watch:
        campaign, readings = read(watch)
        files = [reading.told for reading in readings]
    summary = summarise(files)
    show_files(files, Names.of(campaign), setting.language, is_quiet=setting.is_quiet)
    say(screen(), phrase(setting.language, "check_summary", **summary))
    return summary["errors"]


def _show_document(read: Read, setting: Setting, listening: AbstractContextManager[Watch]) -> Sequence[FileTold]:
    with waiting_document() as document:
        with listening as watch:
            campaign, readings = read(watch)
            files = write_report(document, campaign, readings, setting.language)
        document.seek(0)
        shutil.copyfileobj(document, sys.stdout)
    return files


def show_files(files: Sequence[FileTold], names: Names, language: str, *, is_quiet: bool) -> None:
    """Each file: who, what became of it, and all findings, grouped by code."""
    console = screen()
    for file in files:
        if is_quiet and not file.has_errors:
            continue
        say(console, _headline(file, language), style="bold")
        for line, indent, style in _findings(file.findings, names, language):
            say(console, line, indent=indent, style=style)
        console.print()


def _headline(file: FileTold, language: str) -> str:
    severities = [found.severity for found in file.findings]
    return phrase(
        language,
        "file_headline",
        path=file.path,
        respondent=file.respondent or phrase(language, "unknown"),
        outcome=label(language, "outcomes", file.outcome),
        answers=file.answers,
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
    )


def _findings(findings: Sequence[Finding], names: Names, language: str) -> Iterator[tuple[str, int, str]]:
    """Lines with their indentation and style: errors first, one group per code."""
    for severity in Severity:
        same = sorted((found for found in findings if found.severity is severity), key=lambda found: found.code)
        for code, group in groupby(same, key=lambda found: found.code):
            members = list(group)
            title = sentence(members[0], language, names).title
            yield f"{label(language, 'severities', severity)} {code} – {title}", 2, _STYLES[severity]
            yield from _members(members, names, language)


def _members(members: Sequence[Finding], names: Names, language: str) -> Iterator[tuple[str, int, str]]:
    hint_before = ""
    for found in members[:_SHOWN]:
        said = sentence(found, language, names)
        if hint_before and said.hint != hint_before:
            yield f"→ {hint_before}", 6, ""
        yield said.message, 4, ""
        hint_before = said.hint
    yield f"→ {hint_before}", 6, ""
    others = members[_SHOWN:]
    if others:
        yield others_in_words(others, language), 4, ""
