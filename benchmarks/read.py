"""What reading and checking one return costs, against ``openpyxl.load_workbook`` alone on the same file.

``python benchmarks/read.py`` prints both times and their ratio for each of the nine workbooks of Paris, filled in; the aim
is a ratio of at most 1.6. Exits with 1 above it.
"""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import process_time

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1]))

from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return

AIM = 1.6
ROUNDS = 7
CREATED = datetime(2015, 9, 1, tzinfo=UTC)


def filled(campaign: Campaign, respondent: Respondent) -> bytes:
    """The collection workbook with a plausible reply."""
    reference = Reference(campaign=campaign.code, respondent=respondent.code, version=1)
    answers = flawless(campaign, respondent, Random(1))
    return write_collection(campaign, respondent, reference, answers=answers, created=CREATED)


def seconds(act: Callable[[], object]) -> float:
    """Processor time of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        act()
        times.append(process_time() - start)
    return min(times)


def main() -> int:
    """Measure, print, judge."""
    campaign = start_campaign("paris-2015-2020", year=2015)
    totals = [0.0, 0.0]
    print(f"{'workbook':10}{'kB':>6}{'openpyxl ms':>14}{'read ms':>10}{'ratio':>8}")
    for respondent in campaign.respondents:
        content = filled(campaign, respondent)
        loading = seconds(lambda content=content: openpyxl.load_workbook(io.BytesIO(content)))
        reading = seconds(lambda content=content: read_return(content, "retour.xlsx", campaign))
        totals = [totals[0] + loading, totals[1] + reading]
        print(_line(respondent.code, len(content), loading, reading))
    print(_line("all", 0, *totals))
    return int(totals[1] / totals[0] > AIM)


def _line(name: str, size: int, loading: float, reading: float) -> str:
    weight = f"{size / 1000:.0f}" if size else ""
    return f"{name:10}{weight:>6}{loading * 1000:>14.1f}{reading * 1000:>10.1f}{reading / loading:>8.2f}"


if __name__ == "__main__":
    sys.exit(main())
