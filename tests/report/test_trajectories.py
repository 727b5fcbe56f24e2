"""The way of each measure over the years, on the page: what is compared, what is drawn, what a screen shows of it."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Perimeter
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.trajectories import Trajectory, trajectories
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.export.report.page import render_report
from qpv_xlsx.export.report.paths import Caption, drawn
from tests.desk.browser import needs_chromium, page
from tests.master.invention import CREATED, invented_campaign, invented_ledger

CAPTION = Caption(code="X-01", title="Part", status="", status_word="Atteint", goal_word="cible")


def ways(campaign: Campaign) -> dict[tuple[str, str], Trajectory]:
    ledger = invented_ledger(campaign, 1)
    return {(one.row.respondent, one.row.measure): one for one in trajectories(campaign, assess(campaign, ledger))}


def rendered(campaign: Campaign) -> str:
    ledger = invented_ledger(campaign, 1)
    return render_report(campaign, ledger, assess(campaign, ledger), created=CREATED)


def test_a_way_ends_with_this_year_and_its_years_follow_one_another() -> None:
    campaign = invented_campaign(1)
    found = ways(campaign)

    assert len(found) > 20
    for one in found.values():
        years = [year for year, _ in one.points]
        assert len(years) >= 2
        assert years == sorted(set(years))
        assert one.points[-1] == (campaign.year, one.row.value)
        assert one.goal is None or one.goal[0] >= campaign.year


def test_a_figure_on_another_perimeter_is_not_on_the_way() -> None:
    campaign = invented_campaign(1)
    key, way = next((key, one) for key, one in ways(campaign).items() if len(one.points) > 2)
    moved = tuple(
        replace(past, perimeter=Perimeter.CUCS) if past.measure == key[1] else past for past in campaign.history
    )

    elsewhere = ways(replace(campaign, history=moved)).get(key)

    assert len(elsewhere.points if elsewhere else ()) < len(way.points)


def test_the_page_draws_each_way_and_reads_it_aloud() -> None:
    campaign = invented_campaign(1)
    text = rendered(campaign)
    read = re.findall(r'<title id="path\d+">([^<]+)</title>', text)

    assert len(read) == len(ways(campaign))
    assert all(str(campaign.year) in sentence for sentence in read)
    assert any("cible 20" in sentence for sentence in read)
    assert "nan" not in " ".join(re.findall(r'points="([^"]+)"', text))


@pytest.mark.parametrize("figures", [(2_316_978.0, 2_401_345.0), (2_401_345.0, 2_316_978.0), (2e6, 2e6)])
def test_large_figures_are_inside_and_apart(figures: tuple[float, float]) -> None:
    points = tuple(zip((2024, 2025), figures, strict=True))
    way = Trajectory(row=next(iter(ways(invented_campaign(1)).values())).row, points=points, goal=(2030, 2_700_000.0))
    drawing = drawn(way, CAPTION, lambda figure: f"{figure:,.0f} €")
    boxes = [(x, y, 3.1 * len(word)) for x, y, word in drawing.words if "€" in word]
    assert len(boxes) == 3
    assert all(0 <= x - half and x + half <= drawing.width for x, _, half in boxes)
    for number, (x, y, half) in enumerate(boxes):
        assert all(abs(y - y2) >= 12 or abs(x - x2) >= half + half2 for x2, y2, half2 in boxes[:number])


@pytest.mark.parametrize(
    ("points", "goal", "words"),
    [
        (((2014, 0.2), (2015, 0.3)), None, {"20 %", "30 %", "2014", "2015"}),
        (((2014, 5.0), (2015, 5.0)), (2020, 5.0), {"500 %", "2014", "2015", "2020"}),
        (((2014, 0.2), (2020, 0.3)), (2020, 0.4), {"20 %", "40 %", "2014", "2020"}),
    ],
    ids=["without a goal", "flat", "the goal's year has come: two figures in one place are written once"],
)
def test_what_is_written_on_a_chart(
    points: tuple[tuple[int, float], ...], goal: tuple[int, float] | None, words: set[str]
) -> None:
    row = next(iter(ways(invented_campaign(1)).values())).row
    chart = drawn(
        Trajectory(row=row, points=points, goal=goal), CAPTION, lambda figure: f"{figure:.0%}".replace("%", " %")
    )

    assert {word for _, _, word in chart.words} == words
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y in chart.dots)
    assert all(0 <= x <= chart.width and 0 <= y <= chart.height for x, y, _ in chart.words)


def test_a_figure_that_was_decided_is_marked() -> None:
    campaign = invented_campaign(1)
    ledger = invented_ledger(campaign, 1)
    (code, measure), way = next(iter(ways(campaign).items()))
    question = Question(measure=measure)
    decision = Decision(
        respondent=code, question=question, verdict=Resolution.SET, value=1.0, reason="appel", decided=CREATED
    )
    account = ledger.accounts[code]
    entries = {**account.entries, question: replace(account.entries[question], decision=decision)}
    decided = replace(ledger, accounts={**ledger.accounts, code: replace(account, entries=entries)})

    assessment = assess(campaign, ledger)
    marked = render_report(campaign, decided, assessment, created=CREATED)

    assert way.row.measure == measure
    assert marked.count("\u00a0(décidé)</td>") == 1
    assert "\u00a0(décidé)</td>" not in render_report(campaign, ledger, assessment, created=CREATED)


def test_a_large_campaign_makes_a_page_that_can_be_sent() -> None:
    assert len(rendered(invented_campaign(1, territories=5)).encode()) < 3_000_000


@pytest.mark.chromium
@needs_chromium
def test_each_printed_page_says_what_its_columns_are(tmp_path: Path) -> None:
    """A header that is drawn again without its words was a blue bar on every page."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is missing: install poppler-utils")
    path, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(rendered(invented_campaign(1)), encoding="utf-8")
    with page() as opened:
        go: Any = opened
        go.goto(path.as_uri())
        go.pdf(path=printed, prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout
    pages = [
        one
        for one in text.split("\f")
        if re.search(r"^ *[A-Z]{3}-\d\d(-[a-z])? +(Emploi|CAF|Santé) ", one, re.MULTILINE)
    ]
    assert len(pages) > 2
    heads = ("Avancement", "Ce que couvre")
    assert [one[:200] for one in pages if not any(head in one for head in heads)] == []


@pytest.mark.chromium
@needs_chromium
def test_no_table_is_cut_at_1280_and_nothing_is_a_fault(tmp_path: Path) -> None:
    import axe_playwright_python

    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
    path = tmp_path / "report.html"
    path.write_text(rendered(invented_campaign(1)), encoding="utf-8")
    with page() as opened:
        go: Any = opened
        go.goto(path.as_uri())
        for width in (400, 1280, 1920):
            go.set_viewport_size({"width": width, "height": 900})
            assert go.evaluate("document.documentElement.scrollWidth") <= width
            cut = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth).length"
            assert width < 1280 or go.evaluate(cut) == 0
        go.evaluate(axe)
        told = go.evaluate("axe.run().then((told) => told.violations.map((one) => [one.id, one.nodes[0].html]))")
        assert told == []


@pytest.mark.chromium
@needs_chromium
def test_no_table_is_cut_at_1280_where_nothing_is_under_reserve(tmp_path: Path) -> None:
    """The table of measures has a column less then, and letters of the usual size: it was ten pixels too wide."""
    path = tmp_path / "report.html"
    path.write_text(rendered(replace(invented_campaign(1), choices=())), encoding="utf-8")
    with page() as opened:
        go: Any = opened
        go.goto(path.as_uri())
        go.set_viewport_size({"width": 1280, "height": 900})
        cut = "[...document.querySelectorAll('.scroll')].filter((one) => one.scrollWidth > one.clientWidth)"
        assert go.evaluate(f"{cut}.map((one) => one.getAttribute('aria-labelledby'))") == []


@pytest.mark.chromium
@needs_chromium
def test_no_code_is_cut_at_its_hyphen_on_paper() -> None:
    """A table of many columns pressed « EMP-05-a » into two lines."""
    style = (Path(render_report.__code__.co_filename).parent / "report.css").read_text("utf-8")
    words = "<td>Part des résidents en QPV parmi les bénéficiaires des clauses sociales</td>"
    table = f'<table class="sortable many"><tbody><tr><th scope="row">EMP-05-a</th>{words * 14}</tr></tbody></table>'
    with page() as opened:
        go: Any = opened
        go.set_viewport_size({"width": 1030, "height": 700})
        go.emulate_media(media="print")
        go.set_content(f"<style>{style}</style><main>{table}</main>")
        lines = go.evaluate(
            "() => { const r = document.createRange(); r.selectNodeContents(document.querySelector('tbody th')); "
            "return r.getClientRects().length }"
        )
    assert lines == 1
