"""What is shown never gives the lie to the status beside it: 29,96 % « Non atteint » of 30 % is not « 30,0 % »."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html import unescape

import docx
import openpyxl
import pytest
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook

from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Baseline, Direction, Kind, Measure, Nature, Perimeter
from qpv_xlsx.domain.contract.targets import AtLeast, Below, ChangeBy, PerYear, Target
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Assessment
from qpv_xlsx.domain.judging.since_last import Changes, MovedStatus
from qpv_xlsx.domain.merging.ledger import Account, Entry, Ledger, Received
from qpv_xlsx.domain.returned.answers import Origin, Outcome, Submission
from qpv_xlsx.export.committee_note import render_note
from qpv_xlsx.export.report.page import render_report
from qpv_xlsx.messages.change_words import change_sentences
from qpv_xlsx.spreadsheet.displaying import shown_number
from qpv_xlsx.workbook.master import write_master
from tests.rules.samples import answered, context, measure

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")  # it drops sparklines and says so

NOW = datetime(2020, 1, 6, tzinfo=UTC)
START = Baseline(value=0.28, year=2014, perimeter=Perimeter.QPV)


def aimed(code: str, kind: Kind, target: Target, start: float | None, **more: object) -> Measure:
    baseline = Baseline() if start is None else replace(START, value=start)
    return measure(code, kind, target=target, baseline=baseline, nature=Nature.STOCK, **more)


NEAR: dict[str, tuple[Measure, float, str]] = {
    "share": (aimed("EMP-01", Kind.SHARE, AtLeast(value=0.3, year=2016), 0.28), 0.2996, "Non atteint"),
    "amount": (aimed("EMP-02", Kind.AMOUNT, AtLeast(value=1e6, year=2016), 5e5), 999_999.6, "Non atteint"),
    "quantity": (aimed("EMP-03", Kind.QUANTITY, PerYear(value=4.5), None), 4.496, "Non atteint"),
    "count of a calculated target": (aimed("EMP-04", Kind.COUNT, ChangeBy(amount=0.1, year=2016), 44.9), 49, "Non atteint"),
    "strictly below": (aimed("EMP-05", Kind.SHARE, Below(value=0.05), 0.066, direction=Direction.DOWN), 0.0496, "Atteint"),
    "below its start": (aimed("EMP-06", Kind.SHARE, AtLeast(value=0.1), 0.004), 0.0036, "S’éloigne"),
    "ratio": (aimed("EMP-07", Kind.RATIO, AtLeast(value=1.0, year=2016), 0.5), 0.996, "Non atteint"),
    "gap": (aimed("EMP-08", Kind.GAP, AtLeast(value=0.08, year=2016), 0.02), 0.0796, "Non atteint"),
}  # fmt: skip

VERDICTS = [(asked, status) for asked, _, status in NEAR.values()]


@cache
def lived() -> tuple[Campaign, Ledger, Assessment]:
    campaign = context(*(asked for asked, _, _ in NEAR.values())).campaign
    campaign = replace(campaign, history=(PastResult(year=2015, territory="paris", measure="EMP-03", value=4.2),))
    answers = answered({asked.code: value for asked, value, _ in NEAR.values()})
    origin = Origin(name="retour.xlsx", sha256="0" * 64, format="xlsx", application="", version="1")
    submission = Submission(origin=origin, outcome=Outcome.ACCEPTED, answers=answers, findings=())
    received = Received(sequence=1, submission=submission, received=NOW)
    entries = {question: Entry(answer=one, source=received) for question, one in answers.items()}
    ledger = Ledger(accounts={"EMP": Account(respondent="EMP", returns=(received,), entries=entries)}, decisions=())
    return campaign, ledger, assess(campaign, ledger)


@cache
def master() -> Workbook:
    campaign, ledger, assessment = lived()
    return openpyxl.load_workbook(io.BytesIO(write_master(campaign, ledger, assessment, created=NOW)), data_only=True)


def seen(cell: Cell | MergedCell) -> str:
    """What the cell shows."""
    if not isinstance(cell.value, int | float):
        return str(cell.value or "")
    displayed = shown_number(cell.value, cell.number_format)
    assert displayed is not None
    return displayed.text


def lines(sheet: str, first: str) -> Iterator[dict[str, str]]:
    """Each line of a table by its headers: that whose first header is *first*."""
    rows = list(master()[sheet].iter_rows())
    start = next(place for place, row in enumerate(rows) if any(cell.value == first for cell in row))
    heads = [str(cell.value or "") for cell in rows[start]]
    for row in rows[start + 1 :]:
        yield dict(zip(reversed(heads), map(seen, reversed(row)), strict=True))


@pytest.mark.parametrize(("asked", "status"), VERDICTS, ids=list(NEAR))
@pytest.mark.parametrize("sheet", ["Indicateurs", "Emploi", "Fiche EMP"])
def test_the_master_shows_a_figure_that_its_status_does_not_deny(sheet: str, asked: Measure, status: str) -> None:
    line = next(line for line in lines(sheet, "Code") if line["Code"] == asked.code)
    assert line["Avancement"] == status
    result = next(text for head, text in line.items() if head.startswith("Résultat"))
    assert result != line["Cible"]
    if "Départ 2014" in line:
        assert result != line["Départ 2014"]


def test_the_years_side_by_side_show_the_same_figure() -> None:
    line = next(line for line in lines("Évolution", "Code") if line["Code"] == "EMP-03")
    assert line["Résultat 2016"] == "4,496"
    assert next(line for line in lines("Évolution", "Code") if line["Code"] == "EMP-01")["Résultat 2016"] == "29,96%"


def test_what_lacks_in_the_points_of_attention_is_not_nought() -> None:
    listed = [line for line in lines("Tableau de bord", "Manque") if "EMP-0" in line["Mesure"]][:7]
    assert all(line["Avancement"] != "Atteint" for line in listed)
    for line in listed:
        assert re.search(r"[1-9]", line["Manque"]), line
        assert line["Résultat"] != line["Cible"], line


def told(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", markup)).strip()


@pytest.mark.parametrize(("asked", "status"), VERDICTS, ids=list(NEAR))
def test_the_report_and_the_note_show_it_too(asked: Measure, status: str) -> None:
    campaign, ledger, assessment = lived()
    page = render_report(campaign, ledger, assessment, language="fr", created=NOW)
    table = page[page.index('id="indicators"') :]
    heads = [told(one) for one in re.findall(r"<th[^>]*>(.*?)</th>", table, re.DOTALL)]
    row = next(row for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL) if f">{asked.code}<" in row)
    cells = dict(zip(heads, map(told, re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)), strict=False))
    assert cells["Avancement"] == status
    assert cells["Résultat 2016"] != cells["Cible"]
    note = docx.Document(io.BytesIO(render_note(campaign, ledger, assessment, (), created=NOW)))
    for paragraph in note.paragraphs:
        if paragraph.text.startswith(asked.code):
            said = re.search(r": (.+) pour une cible de (.+?)\. ", paragraph.text.replace("\u00a0", " "))
            assert said is not None
            assert said[1] != said[2]


def test_what_changed_says_the_figure_that_made_the_status() -> None:
    campaign, _, assessment = lived()
    row = assessment.rows["EMP", "EMP-01"]
    near = replace(row, value=0.29996)
    changes = Changes(
        since=NOW.date(), returns=0, decisions=0, answered=(), moved=(MovedStatus(former=row, present=near),), figures=0
    )
    said = " ".join(change_sentences(campaign, changes, "fr"))
    assert "29,996\u00a0%" in said
