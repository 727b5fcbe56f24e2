"""The outermost guard: every trouble becomes one sentence and an exit status."""

import gettext
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import partial
from pathlib import Path

import click

from qpv_xlsx.cli.global_options import language_asked
from qpv_xlsx.cli.harmless import printable
from qpv_xlsx.cli.language import translated
from qpv_xlsx.domain.findings import CampaignError, StorageError

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())  # without -v, nothing of it reaches the screen


class Exit(IntEnum):
    """Exit statuses of the contract."""

    DONE = 0
    FINDINGS = 1  # at least one finding of severity error
    USAGE = 2  # wrong usage, or campaign missing or invalid
    STORAGE = 3  # disk or network
    INTERRUPTED = 130  # Ctrl+C


def guarded(group: click.Group, arguments: Sequence[str]) -> int:
    """Run *group* and return its exit status; say what went wrong on standard error."""
    _speak_utf8()
    _forget_a_width_of_nothing()
    language = language_asked(arguments)
    speak(language)
    status = _run(translated(group), arguments, language)
    _LOG.debug("exit status %d", status)
    return status


def _run(group: click.Command, arguments: Sequence[str], language: str) -> int:  # noqa: PLR0911  (one per kind of trouble)
    try:
        status = group.main(args=list(arguments), prog_name="qpv-xlsx", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort as leaving:
        return _stopped(leaving, language)
    except click.ClickException as wrong:
        wrong.show()
        return Exit.USAGE
    except CampaignError as wrong:
        _say(_sentences(wrong, language))
        return Exit.USAGE
    except StorageError as trouble:
        _say(_sentences(trouble, language))
        return Exit.STORAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.DONE
    except PermissionError as trouble:
        _say(_sentences(StorageError("access", path=str(trouble.filename2 or trouble.filename or trouble)), language))
        return Exit.STORAGE
    except OSError as trouble:
        _say(_sentences(StorageError("storage", detail=_detail(trouble, language)), language))
        return Exit.STORAGE
    except Exception:  # noqa: BLE001  (the guard: a bug must not show a traceback)
        _LOG.exception("bug")
        _say(_sentences(StorageError("bug", log=str(_write_log())), language))
        return Exit.STORAGE
    return int(status or Exit.DONE)


def _stopped(leaving: click.Abort, language: str) -> int:
    """A question that was not answered, or Ctrl+C."""
    return _told(language) if isinstance(leaving.__cause__, KeyboardInterrupt) else Exit.USAGE


def interrupted(arguments: Sequence[str]) -> int:
    """Say that Ctrl+C stopped a command that had not begun."""
    _speak_utf8()
    return _told(language_asked(arguments))


def _told(language: str) -> int:
    _say(_sentences(StorageError("interrupted"), language))
    return Exit.INTERRUPTED


def _speak_utf8() -> None:
    """French needs its accents and no-break spaces whatever the console's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _forget_a_width_of_nothing() -> None:
    """« COLUMNS=0 », which some programs leave, says nothing of the screen; lines of no width cannot be written."""
    asked = os.environ.get("COLUMNS")
    if asked is not None and not (asked.isdecimal() and int(asked)):
        del os.environ["COLUMNS"]


def speak(language: str) -> None:
    """Have click's own words (« Usage », « Missing argument ») and our help in *language*: both come from gettext."""
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "locale"))


def _detail(trouble: OSError, language: str) -> str:
    from qpv_xlsx.messages.system_words import system_words

    path = trouble.filename2 or trouble.filename  # of a file moved into place, the place
    return " – ".join(str(part) for part in (system_words(trouble, language), path) if part)


def _sentences(wrong: CampaignError | StorageError, language: str) -> Iterator[str]:
    from qpv_xlsx.messages.problem_places import problems_in_words
    from qpv_xlsx.messages.wordbook import error_sentence, placed

    yield error_sentence(language, wrong.code, wrong.facts)
    if isinstance(wrong, CampaignError):
        say = partial(error_sentence, language)
        yield from (f"  {placed(language, *told)}" for told in problems_in_words(wrong.problems, say, language))


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(printable(line), err=True)


def _write_log() -> Path:
    """The traceback, in a file that the user can send."""
    with tempfile.NamedTemporaryFile("w", prefix="qpv-xlsx-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exc(file=log)
    return Path(log.name)
