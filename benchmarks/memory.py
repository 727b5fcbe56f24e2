"""What a long memory costs: ``status`` and ``consolidate`` over many returns of the same administrations.

    python benchmarks/memory.py [--returns 20000] [--territories 1] [--folder DOSSIER] [--status-only]

Each return answers as the one before it did, but for one figure in ten: that is what a correction brings. They are
written straight into the register, without files in ``recus/``, which no command below opens.
"""

import argparse
import hashlib
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from france import national_campaign
from measuring import Measure, run_step

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.merging.ledger import Received
from qpv_xlsx.domain.returned.answers import Answer, Submission
from qpv_xlsx.register import open_register
from qpv_xlsx.register.records import return_row
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
from qpv_xlsx.workbook.collection import write_collection
from qpv_xlsx.workbook.reading.returns import read_return

BEGINNING = datetime(2016, 2, 1, 9, tzinfo=UTC)
SECONDS, MEBIBYTES = 2.0, 200.0
_CHANGED = 0.1  # of the figures of a return


def main() -> int:
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="qpv-memory-") as temporary:
        folder = arguments.folder or Path(temporary)
        fill(folder, arguments.returns, arguments.territories)
        print(
            f"{arguments.returns} returns of {9 * arguments.territories} administrations, register {_size(folder)} MiB"
        )
        print("| command | seconds | memory, MiB |\n| --- | ---: | ---: |")
        _shown("`status`, all to be merged first", folder, "status")
        again = _shown("`status`", folder, "status")
        _one_more(folder)
        one = _shown("`status`, one return more", folder, "status")
        if not arguments.status_only:
            _shown("`consolidate`", folder, "consolidate")
    return int(again.seconds > SECONDS or max(again.peak, one.peak) > MEBIBYTES)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--returns", type=int, default=20_000)
    parser.add_argument("--territories", type=int, default=1, help="nine administrations each")
    parser.add_argument("--folder", type=Path, help="an empty folder to keep the campaign in")
    parser.add_argument("--status-only", action="store_true")
    return parser.parse_args()


def _shown(words: str, folder: Path, command: str) -> Measure:
    measure = run_step("memory_step.py", str(folder), command)
    print(f"| {words} | {measure.seconds:.2f} | {measure.peak:.0f} |", flush=True)
    return measure


def _size(folder: Path) -> int:
    return round((folder / "registre.sqlite").stat().st_size / 2**20)


def fill(folder: Path, number: int, territories: int) -> None:
    """A campaign in *folder* whose register knows *number* returns, as many of each administration."""
    folder.mkdir(parents=True, exist_ok=True)
    save_campaign(national_campaign(territories), folder / "campagne.json", created=BEGINNING)
    campaign = load_campaign(folder)
    first = {one.code: _first(campaign, one) for one in campaign.respondents}
    with open_register(folder, author="banc"):
        pass
    fingerprint = reading_fingerprint(campaign)
    with closing(sqlite3.connect(folder / "registre.sqlite")) as connection:
        for rank, received in enumerate(_returns(first, number)):
            row = return_row(received, fingerprint)
            marks = ", ".join("?" for _ in row)
            statement = f"INSERT INTO returns ({', '.join(row)}) VALUES ({marks})"  # noqa: S608  (our own names)
            connection.execute(statement, tuple(row.values()))
            if rank % 1000 == 0:
                connection.commit()
        connection.commit()


def _first(campaign: Campaign, respondent: Respondent) -> Submission:
    answers = flawless(campaign, respondent, Random(respondent.code))
    reference = Reference(campaign=campaign.code, respondent=respondent.code, version=1)
    content = write_collection(campaign, respondent, reference, answers=answers, created=BEGINNING)
    return read_return(content, f"{respondent.code}.xlsx", campaign)


def _returns(first: Mapping[str, Submission], number: int) -> Iterator[Received]:
    random = Random(number)
    latest = dict(first)
    codes = list(first)
    for rank in range(number):
        code = codes[rank % len(codes)]
        latest[code] = submission = _changed(latest[code], rank, random)
        name = f"{hashlib.sha256(str(rank).encode()).hexdigest()[:12]}_{submission.origin.name}"
        moment = BEGINNING + timedelta(minutes=rank)
        yield Received(sequence=0, submission=submission, received=moment, stored=name)


def _changed(former: Submission, rank: int, random: Random) -> Submission:
    sha256 = hashlib.sha256(f"retour {rank}".encode()).hexdigest()
    answers: dict[Question, Answer] = {}
    for question, answer in former.answers.items():
        is_figure = isinstance(answer.value, int) and random.random() < _CHANGED
        value = answer.value + 1 if is_figure and isinstance(answer.value, int) else answer.value
        answers[question] = answer._replace(value=value, raw=str(value)) if is_figure else answer
    return replace(former, origin=replace(former.origin, sha256=sha256), answers=answers)


def _one_more(folder: Path) -> None:
    """A return of the last administration, recorded as ``collect`` does."""
    campaign = load_campaign(folder)
    with open_register(folder, author="banc") as register:
        last = next(register.contents([max(mark.sequence for mark in register.marks())]), None)
        if last is not None:
            changed = _changed(last.submission, -1, Random(0))
            received = replace(last, sequence=0, submission=changed, stored="ffffffffffff_retour.xlsx")
            register.record_return(received, reading_fingerprint(campaign))


if __name__ == "__main__":
    sys.exit(main())
