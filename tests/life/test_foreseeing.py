"""What the desk says beside each choice is what deciding it then gives, and an absence that was decided needs no other reason."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.measures import Combination
from qpv_xlsx.domain.deciding.lines import Offer, lines_to_decide
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.judging.assessment import Attainment, MeasureAssessment, Reporting
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.foreseeing import LineChoice, foreseen, judged_with
from qpv_xlsx.tasks.deciding.lines_settled import settle_lines
from qpv_xlsx.tasks.overview import Overview, read_overview
from qpv_xlsx.workbook.decisions.filled import FilledLine

DAY = datetime(2016, 3, 1, 9, tzinfo=UTC)
LATER = DAY + timedelta(days=2)


@pytest.fixture(scope="session")
def doubtful(prepared: Path, fill: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns that disagree, figures that cannot be taken or are doubted, and a measure that two administrations answer together."""
    folder = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("foreseen") / "paris-2015"))
    known = load_campaign(folder)
    shared = with_measures(
        known.catalogue,
        lambda one: (
            replace(one, respondents=("EMP", "CUL"), combination=Combination.SUM) if one.code == "EMP-07-e" else one
        ),
    )
    save_campaign(replace(known, catalogue=shared), folder / "campagne.xlsx", created=DAY)
    returns = {
        "a.xlsx": fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Situation"): "Définitif"}),
        "b.xlsx": fill("CUL", {"CUL-01": 0.37, ("CUL-01", "Situation"): "Définitif"}),
        "e.xlsx": fill("EMP", {"EMP-01": 1730, "EMP-02": "env. 8 %", "EMP-07-e": "12 (dont 3 femmes)"}),
        "j.xlsx": fill("JUS", {"JUS-04": "beaucoup"}),
    }
    for number, (name, content) in enumerate(returns.items()):
        path = folder.parent / name
        path.write_bytes(content)
        collect(folder, [path], author="", now=DAY + timedelta(hours=number))
    return folder


def overview_of(folder: Path) -> Overview:
    return read_overview(folder, load_campaign(folder), now=LATER)


def foretold(overview: Overview) -> dict[LineChoice, MeasureAssessment]:
    lines = lines_to_decide(overview.ledger)
    return dict(foreseen(overview.campaign, overview.ledger, overview.sendings, lines, LATER))


def test_each_choice_gives_what_was_said_beside_it(doubtful: Path, tmp_path: Path) -> None:
    before = overview_of(doubtful)
    lines = {line.key: line for line in lines_to_decide(before.ledger)}
    told = foretold(before)
    assert {Offer.KEEP, Offer.PROPOSAL, Offer.UNAVAILABLE, Offer.REFUSED} <= {choice.offer for choice in told}
    assert len({(row.measure, row.reporting, row.attainment, row.value) for row in told.values()}) > len(lines)
    for number, (choice, row) in enumerate(told.items()):
        folder = Path(shutil.copytree(doubtful, tmp_path / str(number)))
        filled = FilledLine(
            key=choice.key, place="", words="choisi", offer=choice.offer, sha256=choice.sha256, reason="essai"
        )
        assert [outcome for _, outcome in settle_lines(folder, [filled], author="", now=LATER) if outcome]
        line = lines[choice.key]
        assert judged_with(overview_of(folder).assessment, line.respondent, line.measure) == row, choice


def test_what_is_put_together_is_judged_as_the_whole(doubtful: Path) -> None:
    overview = overview_of(doubtful)
    whole = judged_with(overview.assessment, "CUL", "EMP-07-e")
    assert whole.parts is not None
    assert judged_with(overview.assessment, "CUL", "CUL-01") is overview.assessment.rows["CUL", "CUL-01"]


def test_an_absence_that_was_decided_needs_no_other_reason(doubtful: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(doubtful, tmp_path / "paris"))
    key = next(line.key for line in lines_to_decide(overview_of(folder).ledger) if line.measure == "JUS-04")
    filled = FilledLine(key=key, place="", words="nd", offer=Offer.UNAVAILABLE, reason="par téléphone")

    list(settle_lines(folder, [filled], author="", now=LATER))

    after = overview_of(folder)
    row = after.assessment.rows["JUS", "JUS-04"]
    assert (row.reporting, row.attainment) == (Reporting.UNAVAILABLE, Attainment.NOT_ASSESSABLE)
    found = [held.found.code for held in after.ledger.accounts["JUS"].findings if held.found.measure == "JUS-04"]
    assert Code.M02 not in found
