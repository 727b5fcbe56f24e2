"""Where the program begins: nothing is loaded yet, and Ctrl+C while it is being loaded is told like any other."""

import signal
import sys
from typing import NoReturn

_INTERRUPTED = 130  # of the contract; the guard that names it may not be loaded yet


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit status."""
    said = sys.argv[1:] if arguments is None else arguments
    try:
        from qpv_xlsx.cli.guard import guarded
        from qpv_xlsx.cli.root import group

        status = guarded(group, said)
    except KeyboardInterrupt:
        from qpv_xlsx.cli.guard import interrupted

        status = interrupted(said)
    if status == _INTERRUPTED:
        _leave_with_a_status()
    sys.exit(status)


def _leave_with_a_status() -> None:
    """Python ends itself by the signal, though it was caught, where Ctrl+C came while code made of text was run (as records are).

    The signal waits from here on, and the status is what whoever called the command gets.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
