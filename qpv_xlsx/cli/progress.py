"""A bar with the remaining time, on standard error, for those who sit before a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from qpv_xlsx.cli.global_options import Setting
from qpv_xlsx.tasks.running.watching import Watch, unwatched

_PERCENT = {"fr": "\u00a0%", "en": "%"}


@contextmanager
def progress(setting: Setting, act: str, *, in_files: bool = True) -> Iterator[Watch]:
    """What a task is to be watched with; *act* names the phrase. Silent with -q, and where nobody looks.

    *in_files*: « 3/9 »; else « 33 % », where what is counted is nothing that a person counts.

    The bar disappears at the end: what was done is told on standard output.
    """
    if setting.is_quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from qpv_xlsx.messages.wordbook import phrase

    done = MofNCompleteColumn() if in_files else TextColumn("{task.percentage:.0f}" + _PERCENT[setting.language])
    columns = TextColumn("{task.description}"), BarColumn(), done, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(phrase(setting.language, act), total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)
