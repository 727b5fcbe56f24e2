"""The steps of a national campaign, each run in a process of its own: ``python benchmarks/stages.py STEP FOLDER``."""

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from measuring import heed_workers, report

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign, Respondent

NOW = datetime(2017, 1, 31, tzinfo=UTC)
RETURNS = "retours"


def make(folder: Path, territories: int) -> Mapping[str, float]:
    """Write the campaign."""
    from france import national_campaign  # each step loads what its command loads, and no more

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
    from qpv_xlsx.domain.contract.reference import Reference
    from qpv_xlsx.tasks.demo_replies import flawless
    from qpv_xlsx.workbook.collection import write_collection

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
    from qpv_xlsx.tasks.collect import collect_one_by_one
    from qpv_xlsx.tasks.incoming.reading_report import summarise

    _, readings = collect_one_by_one(folder, [folder / RETURNS], author="banc", now=NOW)
    return summarise([reading.told for reading in readings])


def consolidate(folder: Path) -> Mapping[str, float]:
    """Write the masters and the pages, national ones included, as ``qpv-xlsx consolidate``."""
    from qpv_xlsx.tasks.consolidate import consolidate as task
    from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated

    done = task(folder, target=folder / "synthese.xlsx", now=NOW)
    return {"answers": done.rows if isinstance(done, CountryConsolidated) else len(done.ledger.accounts)}


def datamaps(folder: Path) -> Mapping[str, float]:
    """What bcompiler-engine needs: returns by convention, and the address of each answer in the fullest of them."""
    from qpv_xlsx.domain.contract.campaign import territory_of

    campaign = load_campaign(folder)
    fullest = sorted(campaign.respondents, key=lambda one: len(territory_of(campaign, one).quartiers))
    for respondent in fullest:  # the last one written is the fullest
        home = folder / "datamaps" / respondent.conventions[0]
        for room in ("input", "output"):
            (home / room).mkdir(parents=True, exist_ok=True)
        name = f"{respondent.code}.xlsx"
        (home / "input" / name).symlink_to((folder / RETURNS / name).resolve())
    last = {respondent.conventions[0]: respondent for respondent in fullest}
    for convention, respondent in last.items():
        _write_datamap(folder, campaign, respondent, folder / "datamaps" / convention / "input" / "datamap.csv")
    return {"conventions": len(last)}


def _write_datamap(folder: Path, campaign: Campaign, respondent: Respondent, target: Path) -> None:
    from qpv_xlsx.workbook.reading.returns import read_return

    content = (folder / RETURNS / f"{respondent.code}.xlsx").read_bytes()
    answers = read_return(content, respondent.code, campaign).answers
    rows = [
        f"{asked.measure} {asked.field} {asked.quartier},{answer.place.sheet},{answer.place.cell}"
        for asked, answer in answers.items()
    ]
    target.write_text("\n".join(["cell_key,template_sheet,cell_reference", *rows, ""]), "utf-8")


STEPS: Mapping[str, Callable[[Path], Mapping[str, float]]] = {
    "generate": generate,
    "fill": fill,
    "collect": collect,
    "consolidate": consolidate,
    "datamaps": datamaps,
}

if __name__ == "__main__":
    step, place, *rest = sys.argv[1:]
    if step == "make":
        report(make, Path(place), int(rest[0]))
    else:
        if (
            step != "collect" or not (Path(place) / "registre.sqlite").exists()
        ):  # what starts workers is loaded where some start
            heed_workers()
        report(STEPS[step], Path(place))
