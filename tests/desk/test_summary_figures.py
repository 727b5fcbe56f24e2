"""The desk's page before consolidating says the figures of the committee: the same headline, and sums that lack somebody."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.questions import Field
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.judging.rankings import points_of_attention
from qpv_xlsx.domain.judging.tallies import indicator_tally, tally
from qpv_xlsx.messages.decided_words import value_words
from qpv_xlsx.messages.shared_names import shared_name
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.demo_year import SHARED
from qpv_xlsx.tasks.overview import read_overview
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from tests.desk.conftest import NOW, Start
from tests.desk.desk_here import DeskHere
from tests.desk.wire import ask, entered


def asking_one_more(folder: Path) -> Campaign:
    """The campaign, whose shared measure is asked of a third administration, which has not answered."""
    contract = load_campaign(folder)
    with open_register(folder) as register:
        accounts = ledger_of(contract, register, NOW).accounts
    silent = next(
        one.code for one in contract.respondents if one.code not in accounts or not accounts[one.code].has_answered
    )
    catalogue = with_measures(
        contract.catalogue,
        lambda one: replace(one, respondents=(*one.respondents, silent)) if one.code == SHARED else one,
    )
    changed = replace(contract, catalogue=catalogue)
    save_campaign(changed, folder / "campagne.xlsx", created=NOW)
    return changed


def test_the_page_has_the_headline_of_the_master_and_names_partial_sums(campaign: Path, start: Start) -> None:
    contract = asking_one_more(campaign)
    with open_register(campaign) as register:
        assessment = assess(contract, ledger_of(contract, register, NOW))
    indicators = indicator_tally(assess_indicators(contract.catalogue, assessment).values()).headline
    measures = tally(assessment.rows.values()).headline
    desk = start(campaign)
    cookie = entered(desk)
    first = ask(desk, "/", headers=cookie)
    key = re.search(r"/c/([0-9a-f]{12})/", first.body + first.header("Location"))
    assert key is not None
    page = unescape(ask(desk, f"/c/{key[1]}/synthese", headers=cookie).body)
    for words, one in (("Indicateurs atteints", indicators), ("Mesures atteintes", measures)):
        assert f"<dt>{words} / résultats connus</dt><dd>{one.reached} / {one.known}</dd>" in page
    partial = [row for row in assessment.rows.values() if row.parts is not None and row.parts.is_partial]
    assert partial
    for row in partial:
        named = contract.catalogue.measure_by_code[row.measure].label
        assert f"{row.measure}, {shared_name(row, named, '', 'fr')}\N{NO-BREAK SPACE}: somme partielle" in page
    assert re.search(r"2\s+sur\s+3\s+administrations", page)


def test_the_page_lists_what_the_dashboard_lists_first_and_draws_each_convention(
    campaign: Path, tmp_path: Path
) -> None:
    here = DeskHere(tmp_path)
    overview = read_overview(campaign, load_campaign(campaign), now=NOW)
    page = unescape(here.get(f"/c/{here.desk.enter_campaign(campaign)}/synthese").text)

    section = page.partition('id="farthest"')[2].partition("</section>")[0]
    listed = re.findall(r'<span class="code">([^<]+)</span>', section)
    first = points_of_attention(overview.assessment)
    assert listed == [row.measure for row in first[:5]]
    for row in first[:5]:
        measure = overview.campaign.catalogue.measure_by_code[row.measure]
        assert row.value is not None
        assert row.target is not None
        for figure in (row.value, row.target):
            assert f">{value_words(figure, Field.VALUE, measure.kind, 'fr')}</td>" in section
        assert label("fr", "attainment", row.attainment) in section

    table = page.partition('id="by"')[2].partition("</section>")[0]
    for convention in overview.campaign.catalogue.conventions:
        codes = {measure.code for measure in convention.measures}
        counts = tally(row for (_, code), row in overview.assessment.rows.items() if code in codes)
        drawn = table.partition(f">{convention.name}</th>")[2].partition("</tr>")[0]
        widths = [int(width) for width in re.findall(r'<rect class="\w+" x="\d+" width="(\d+)"/>', drawn)]
        judged = [counts.attainment[one] for one in Attainment if one.is_verdict and counts.attainment[one]]
        assert widths == judged, convention.name
        assert ("rien d’évaluable" in drawn) == (not judged)
