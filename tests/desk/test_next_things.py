"""What is to be done next, line by line: for an administration, a finding, a decision, the year itself."""

import errno
import re
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.desk.works import Phase
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.messages.lacks import lacking_words
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.init import make_folder, start_campaign
from tests.desk.conftest import NOW
from tests.desk.desk_here import DeskHere

PAGES = ("", "depot", "administration/CAF", "decider", "courriels", "synthese", "journal", "aide")


@pytest.fixture
def here(tmp_path: Path) -> DeskHere:
    return DeskHere(tmp_path / "chez-moi")


def entered(here: DeskHere, campaign: Path) -> str:
    return f"/c/{here.desk.enter_campaign(campaign)}/"


def shown(here: DeskHere, address: str) -> str:
    return unescape(here.get(address).get_data(as_text=True)).replace("\xa0", " ")


def done(here: DeskHere, address: str, form: dict[str, str]) -> str:
    """The page of an act, once it is over."""
    told = here.post(address, form).headers["Location"]
    work = here.desk.workshop.find(int(told.rsplit("/", 1)[1]))
    assert work is not None
    assert work.wait(60)
    assert work.phase is Phase.DONE, work.trouble
    return shown(here, told)


def row_of(page: str, code: str) -> str:
    rows: list[str] = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    return next(row for row in rows if f"/administration/{code}" in row)


def test_a_row_says_what_is_next_and_what_passed_in_order(here: DeskHere, campaign: Path) -> None:
    page = shown(here, entered(here, campaign))
    late, complete = row_of(page, "CAF"), row_of(page, "EDU")
    assert re.search(r'<a href="[^"]+/courriels">Relancer', late)
    assert "Relancer" not in complete
    assert re.search(r"correction demandée le [^,]+, reçu le ", complete), "in the order of time"
    foot = re.sub(r"<[^>]+>", " ", page[page.index("<tfoot") : page.index("</tfoot")])
    assert "7 complètes sur 9" in foot
    assert "134 / 141" in foot


@pytest.mark.parametrize("page", PAGES)
def test_no_form_stands_in_a_paragraph(here: DeskHere, campaign: Path, page: str) -> None:
    """Browsers end the paragraph there: what was to stand beside stands below."""
    told = shown(here, entered(here, campaign) + page)
    assert not re.search(r"<p\b[^>]*>(?:(?!</p>).)*?<form", told, re.DOTALL)


def test_a_finding_leads_to_its_line_and_to_its_file(here: DeskHere, campaign: Path) -> None:
    base = entered(here, campaign)
    page = shown(here, base + "administration/CAF")
    finding = next(one for one in re.findall(r"<article.*?</article>", page, re.DOTALL) if ">CAF-01-c<" in one)
    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", finding))
    assert "« 12 (dont 3 femmes) » Proposé 12 Retenu rien" in told
    assert "Ouvrir le fichier (F8)" in told
    link = re.search(r'href="([^"]+)#', finding)
    assert link is not None
    assert '<details class="line" id="CAF/CAF-01-c" open>' in shown(here, link[1])


def test_a_decision_is_taken_back_with_its_reason(here: DeskHere, campaign: Path) -> None:
    base = entered(here, campaign)
    keys = re.findall(r'name="acte" value="(D-\w+)"', shown(here, base + "decider"))
    with open_register(campaign) as register:
        assert set(keys) == set(acts_standing(register.decisions()))
    told = done(here, base + "decider/annuler", {"acte": keys[0], "motif": "rappelé depuis"})
    assert "La décision est annulée" in told
    with open_register(campaign) as register:
        assert set(acts_standing(register.decisions())) == set(keys[1:])
        assert register.decisions()[-1].reason == "rappelé depuis"
    again = here.post(base + "decider/annuler", {"acte": keys[0], "motif": "encore"})
    assert "n’est plus à trancher" in shown(here, again.headers["Location"])


def test_the_year_is_closed_and_says_so(here: DeskHere, campaign: Path) -> None:
    base = entered(here, campaign)
    told = done(here, base + "synthese/clore", {"motif": "validé par le comité"})
    assert "Année close" in told
    assert "4 erreurs à corriger" in told
    assert (campaign / "synthese" / "paris-2015_cloture.zip").is_file()
    for page in ("", "synthese"):
        assert "L’année a été close" in shown(here, base + page)
    assert "Clore l’année 2015" not in shown(here, base + "synthese")
    refused = here.post(base + "decider/annuler", {"acte": "D-1", "motif": "m"})
    assert "plus rien ne change" in shown(here, refused.headers["Location"])


def test_a_reading_that_failed_says_nothing_that_comforts(
    here: DeskHere, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("qpv_xlsx.tasks.collect.collect_parcels", full)
    base = entered(here, campaign)
    told = here.post(base + "depot", {"fichiers": (BytesIO(b"PK"), "retour.xlsx")}).headers["Location"]
    work = here.desk.workshop.find(int(told.rsplit("/", 1)[1]))
    assert work is not None
    assert work.wait(60)
    page = shown(here, told)
    assert "disque plein" in page
    assert "Rien à revoir" not in page
    assert "Reçus 0" not in page


def test_a_folder_that_can_only_be_read_is_said_to_before_anything_is_asked(
    here: DeskHere, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = entered(here, campaign)
    assert "en lecture seule" not in shown(here, base)
    monkeypatch.setattr("qpv_xlsx.register.connecting.os.access", lambda *_: False)
    assert "Ce dossier est en lecture seule" in shown(here, base)


@pytest.mark.parametrize(("language", "quoted"), [("fr", "« 12,5 »"), ("en", "“12,5”")])
def test_what_was_typed_is_quoted_as_its_language_does(
    campaign: Path, tmp_path: Path, language: str, quoted: str
) -> None:
    here = DeskHere(tmp_path / language, language)
    for page in ("administration/CAF", "decider"):
        told = re.sub(r"<p>.*?</p>", "", shown(here, entered(here, campaign) + page), flags=re.DOTALL)
        assert quoted in told, page


def test_what_the_campaign_lacks_is_said_in_the_words_of_status(here: DeskHere, campaign: Path) -> None:
    known = load_campaign(campaign)
    first, *others = known.respondents
    mute = replace(known, respondents=(replace(first, contacts=()), *others))
    save_campaign(mute, campaign / "campagne.xlsx", created=NOW)

    page = shown(here, entered(here, campaign))

    box = page.partition("À compléter dans campagne.xlsx")[2].partition("</ul>")[0]
    lacks = lacking_words(load_campaign(campaign), "fr")
    assert any(first.code in words for words in lacks)
    for words in lacks:
        assert f"<li>{words}</li>".replace("\xa0", " ") in box
    assert f"{len([one for one in known.choices if one.is_open])} questions" in box


def test_a_campaign_that_nobody_has_answered_says_so_in_words(here: DeskHere, tmp_path: Path) -> None:
    folder = tmp_path / "Vide"
    make_folder(folder, replace(start_campaign("paris-2015-2020", year=2015), deadline=None), now=NOW)
    page = shown(here, entered(here, folder))
    assert "Aucune administration n’a encore répondu, sur 9." in page
    assert "0 administration" not in page.partition('id="all"')[0]
