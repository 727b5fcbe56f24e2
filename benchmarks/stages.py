"""The steps of a national campaign, each run in a process of its own: ``python benchmarks/stages.py STEP FOLDER``."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

from france import national_campaign
from measuring import measured, report

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.reference import Reference
from qpv_xlsx.tasks.demo_replies import flawless
from qpv_xlsx.workbook.collection import write_collection

NOW = datetime(2017, 1, 31, tzinfo=UTC)
RETURNS = "retours"


def make(folder: Path, territories: int) -> Mapping[str, float]:
    """Write the campaign."""
    folder.mkdir(parents=True, exist_ok=True)
    campaign = national_campaign(territories)
    save_campaign(campaign, folder / "campagne.json", created=NOW)
    return {"workbooks": len(campaign.respondents)}


def generate(folder: Path) -> Mapping[str, float]:
    """Write the blank workbooks, as ``qpv-xlsx generate``."""
    from qpv_xlsx.tasks.generate import generate as task

    return {"workbooks": sum(1 for _ in task(folder, only=(), now=NOW))}


def fill(folder: Path) -> Mapping[str, float]:
    """Write a filled copy of each workbook into ``retours/``: what the administrations would do."""
    campaign = load_campaign(folder)
    (folder / RETURNS).mkdir(exist_ok=True)
    for respondent in campaign.respondents:
        content = write_collection(
            campaign,
            respondent,
            Reference(campaign=campaign.code, respondent=respondent.code, version=1),
            answers=flawless(campaign, respondent, Random(respondent.code)),
            created=NOW,
        )
        (folder / RETURNS / f"{respondent.code}.xlsx").write_bytes(content)
    return {"workbooks": len(campaign.respondents)}


def collect(folder: Path) -> Mapping[str, float]:
    """Read and register the returns, as ``qpv-xlsx collect``, with as many workers as there are cores to use."""
    from qpv_xlsx.tasks.collect import collect as task
    from qpv_xlsx.tasks.report import summarise

    _, readings = task(folder, [folder / RETURNS], author="banc", now=NOW)
    return summarise([reading.submission for reading in readings])


def consolidate(folder: Path) -> Mapping[str, float]:
    """Write the master workbook and the report, as ``qpv-xlsx consolidate``."""
    from qpv_xlsx.tasks.consolidate import consolidate as task

    done = task(folder, target=folder / "synthese.xlsx", now=NOW)
    return {"answers": sum(len(account.entries) for account in done.ledger.accounts.values())}


def master(folder: Path) -> Mapping[str, float]:
    """The master workbook alone, from a ledger that is ready: what is compared with bare XlsxWriter."""
    from qpv_xlsx.domain.assessing import assess
    from qpv_xlsx.register import open_register
    from qpv_xlsx.tasks.standing import ledger_of
    from qpv_xlsx.workbook.master import write_master

    campaign = load_campaign(folder)
    with open_register(folder) as register:
        ledger = ledger_of(campaign, register)
    assessment = assess(campaign, ledger)
    write = partial(write_master, campaign, ledger, assessment, created=NOW)
    seconds, content = measured(write)
    (folder / "synthese_seule.xlsx").write_bytes(content)
    return {"writing_seconds": seconds, "bytes": len(content)}


STEPS: Mapping[str, Callable[[Path], Mapping[str, float]]] = {
    "generate": generate,
    "fill": fill,
    "collect": collect,
    "consolidate": consolidate,
    "master": master,
}

if __name__ == "__main__":
    step, place, *rest = sys.argv[1:]
    if step == "make":
        report(make, Path(place), int(rest[0]))
    else:
        report(STEPS[step], Path(place))
