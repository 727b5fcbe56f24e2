"""Where the program begins: nothing is loaded yet, and Ctrl+C while it is being loaded is told like any other."""

import sys
from typing import NoReturn


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
    sys.exit(status)
