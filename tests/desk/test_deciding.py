"""The desk's page of decisions: the lines of ``decisions.xlsx``, with the same choices."""

import re
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.domain.deciding.lines import Offer, lines_to_decide
from qpv_xlsx.messages.decided_words import offer_words
from qpv_xlsx.messages.wordbook import label
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.deciding.foreseeing import foreseen
from qpv_xlsx.tasks.overview import read_overview
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.workbook.decisions.writing import offered
from tests.desk.conftest import NOW, RunningDesk, Start
from tests.desk.desk_here import DeskHere
from tests.desk.wire import ask, entered


def page_of(desk: RunningDesk, cookie: dict[str, str | None]) -> tuple[str, str]:
    """The address and the content of the page."""
    first = ask(desk, "/", headers=cookie)
    key = re.search(r"/c/([0-9a-f]{12})/", first.body + first.header("Location"))
    assert key is not None
    address = f"/c/{key[1]}/decider"
    return address, ask(desk, address, headers=cookie).body


def choices_of(page: str, key: str) -> list[str]:
    """Values that the page offers on a line, in order."""
    return [unescape(one) for one in re.findall(rf'name="choix:{re.escape(key)}" value="([^"]+)"', page)]


def test_the_page_offers_what_the_workbook_offers_and_records_it(campaign: Path, start: Start) -> None:
    contract = load_campaign(campaign)
    with open_register(campaign) as register:
        lines = lines_to_decide(ledger_of(contract, register, NOW))
        taken = len(register.decisions())
    desk = start(campaign)
    cookie = entered(desk)
    address, page = page_of(desk, cookie)
    assert lines
    for line in lines:
        letters = iter("ABCDEFGHIJ")
        said = [
            offer_words(Offer.KEEP, "fr", next(letters))
            if one.startswith("retenir_retour:")
            else offer_words(Offer(one), "fr")
            for one in choices_of(page, line.key)
        ]
        assert sorted(said) == sorted(offered(line, "fr"))
    proposed = next(line for line in lines if Offer.PROPOSAL in line.offers)
    other = next(line for line in lines if line is not proposed and Offer.OTHER in line.offers)
    token = re.search(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page)
    assert token is not None
    form = {
        token[1]: token[2],
        f"choix:{proposed.key}": Offer.PROPOSAL.value,
        f"motif:{proposed.key}": "par téléphone",
        f"marque:{proposed.key}": proposed.mark,
        f"choix:{other.key}": "autre_valeur",
        f"marque:{other.key}": "autre chose",
        f"valeur:{other.key}": "3",
        f"motif:{other.key}": "m",
    }
    headers = {**cookie, "Origin": f"http://{desk.host}"}
    done = ask(desk, address, method="POST", headers=headers, body=urlencode(form))
    assert done.status == 303, done.body
    told = done.header("Location")
    page = ask(desk, told, headers=cookie).body
    for _ in range(100):  # a slow machine is still at work
        if 'class="notice' in page:
            break
        time.sleep(0.2)
        page = ask(desk, told, headers=cookie).body
    assert f"<li>{other.key}" in page
    assert "a changé" in page
    again = ask(desk, address, headers=cookie).body
    ticked = rf'name="choix:{re.escape(other.key)}" value="autre_valeur" checked'
    assert re.search(ticked, again), "the choice that was refused is kept"
    for field, typed in (("valeur", "3"), ("motif", "m")):
        assert f'name="{field}:{other.key}" value="{typed}"' in unescape(again)
    journal = ask(desk, address.replace("/decider", "/journal?montrer=decisions"), headers=cookie).body
    assert re.search(rf"{re.escape(proposed.measure)} – [^<]+\(par téléphone\)", unescape(journal)), "told in words"
    with open_register(campaign) as register:
        decided = register.decisions()[taken:]
    assert {one.question.measure for one in decided} == {proposed.measure}
    assert {one.reason for one in decided} == {"par téléphone"}


def test_beside_each_choice_stands_what_its_measure_would_become(campaign: Path, tmp_path: Path) -> None:
    here = DeskHere(tmp_path)
    overview = read_overview(campaign, load_campaign(campaign), now=NOW)
    lines = lines_to_decide(overview.ledger)
    effects = foreseen(overview.campaign, overview.ledger, overview.sendings, lines, NOW)
    page = unescape(here.get(f"/c/{here.desk.enter_campaign(campaign)}/decider").text)
    labels = re.findall(
        r'<label><input type="radio" name="choix:([^"]+)" value="([^":]+)[^"]*">(.*?)</label>', page, re.DOTALL
    )
    said = {(key, word): re.sub(r"<[^>]+>", "", text) for key, word, text in labels}
    assert effects
    for choice, row in effects.items():
        words = said[choice.key, choice.offer.value]
        assert f"Avancement\N{NO-BREAK SPACE}: {label('fr', 'attainment', row.attainment)}" in words
    told = [words for (_, offer), words in said.items() if offer in {Offer.OTHER, Offer.ASK}]
    assert told
    assert not any("Avancement" in words for words in told)
