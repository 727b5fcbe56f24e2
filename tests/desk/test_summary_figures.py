"""The desk's page before consolidating says the figures of the committee: the same headline, and sums that lack somebody."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.indicators import assess_indicators
from qpv_xlsx.domain.judging.tallies import indicator_tally, tally
from qpv_xlsx.messages.shared_names import shared_name
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.demo_year import SHARED
from qpv_xlsx.tasks.ledgers import ledger_of
from tests.desk.conftest import NOW, Start
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
        label = contract.catalogue.measure_by_code[row.measure].label
        assert f"{row.measure}, {shared_name(row, label, '', 'fr')}\N{NO-BREAK SPACE}: somme partielle" in page
    assert re.search(r"2\s+sur\s+3\s+administrations", page)
