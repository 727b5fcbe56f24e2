"""Whose a return is, and what a former year really was: said on the desk's page of decisions."""

import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.deciding.lines import Offer, lines_to_decide
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.rollover import rollover
from tests.desk.conftest import NOW, RunningDesk, Start
from tests.desk.test_deciding import page_of
from tests.desk.wire import ask, entered


def sent(desk: RunningDesk, address: str, page: str, form: dict[str, str], cookie: dict[str, Any]) -> str:
    """The page that says what the form did."""
    token = re.search(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page)
    assert token is not None
    headers = {**cookie, "Origin": f"http://{desk.host}"}
    done = ask(desk, address, method="POST", headers=headers, body=urlencode({token[1]: token[2], **form}))
    assert done.status == 303, done.body
    said = ""
    for _ in range(150):  # a slow machine is still at work
        said = ask(desk, done.header("Location"), headers=cookie).body
        if "notice done" in said or 'class="notice' in said:
            break
        time.sleep(0.2)
    return said


def test_a_return_of_nobody_is_given_to_its_administration(campaign: Path, start: Start) -> None:
    contract = load_campaign(campaign)
    recoded = tuple(replace(one, code="DASES") if one.code == "SAN" else one for one in contract.respondents)
    save_campaign(replace(contract, respondents=recoded), campaign / "campagne.xlsx", created=NOW)
    with open_register(campaign) as register:
        ledger = ledger_of(load_campaign(campaign), register, NOW)
    line = next(line for line in lines_to_decide(ledger) if Offer.ATTRIBUTE in line.offers)
    assert not ledger.accounts["DASES"].has_answered
    desk = start(campaign)
    cookie = entered(desk)
    address, page = page_of(desk, cookie)
    assert f'name="titulaire:{line.key}"' in page
    form = {
        f"choix:{line.key}": Offer.ATTRIBUTE.value,
        f"titulaire:{line.key}": "DASES",
        f"motif:{line.key}": "nouveau nom",
        f"marque:{line.key}": line.mark,
    }
    said = sent(desk, address, page, form, cookie)
    assert "Décisions enregistrées" in said
    with open_register(campaign) as register:
        assert ledger_of(load_campaign(campaign), register, NOW).accounts["DASES"].has_answered


def test_a_figure_of_a_former_year_is_corrected_in_both_folders(campaign: Path, start: Start) -> None:
    following = campaign.parent / "Paris 2016"
    rollover(campaign, following, 2016, author="anne", now=NOW)
    contract = load_campaign(following)
    past = next(one for one in contract.history if one.value is not None and not one.quartier and one.respondent)
    desk = start(following)
    cookie = entered(desk)
    address, page = page_of(desk, cookie)
    former = address.replace("/decider", "/annees-passees")
    assert f'action="{former}"' in page
    form = {"annee": str(past.year), "mesure": past.measure, "administration": past.respondent or "", "quartier": ""}
    said = sent(desk, former, page, {**form, "valeur": "beaucoup", "motif": "recompte"}, cookie)
    assert "notice done" not in said
    said = sent(desk, former, page, {**form, "valeur": "0,5", "motif": "recompte"}, cookie)
    assert "recompte" in said
    [revised] = [one for one in load_campaign(following).history if one.is_revised and one.respondent]
    assert (revised.measure, revised.value_before, revised.revision_reason) == (past.measure, past.value, "recompte")
    with open_register(campaign) as register:
        decided = register.decisions()[-1]
    assert (decided.question.measure, decided.reason) == (past.measure, "recompte")
    page = ask(desk, address, headers=cookie).body
    assert "au lieu de" in page
