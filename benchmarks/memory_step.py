"""One command over a long memory, in a process of its own: ``python benchmarks/memory_step.py FOLDER COMMAND``."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from measuring import report

NOW = datetime(2016, 12, 31, tzinfo=UTC)


def run(folder: Path, command: str) -> Mapping[str, float]:
    """What the command of that name does, what it prints apart."""
    if command == "status":
        from qpv_xlsx.tasks.status import read_status

        return {"answers": sum(one.answers for one in read_status(folder, now=NOW).follow_ups)}
    from qpv_xlsx.tasks.consolidate import consolidate

    consolidate(folder, target=folder / "synthese" / "synthese.xlsx", now=NOW)
    return {}


if __name__ == "__main__":
    report(run, Path(sys.argv[1]), sys.argv[2])
