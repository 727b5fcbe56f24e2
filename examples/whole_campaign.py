"""From an empty folder to the master workbook, in Python: ``python examples/whole_campaign.py FOLDER``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder, start_campaign


def main(folder: Path, replies: Path) -> None:
    """Make a campaign in *folder*, collect the files in *replies*, consolidate."""
    now = datetime.now(UTC)
    make_folder(folder, start_campaign("paris-2015-2020", year=2015), now=now)
    for made in generate(folder, only=(), now=now):
        print(f"{made.respondent.code}: {made.path.name}, {made.measures} measures")
    _, readings = collect(folder, [replies], author="example", now=now)
    for reading in readings:
        submission = reading.submission
        print(f"{submission.origin.name}: {len(submission.answers)} answers, {len(submission.findings)} findings")
    print(consolidate(folder, target=None, now=now).master)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent / "replies")
