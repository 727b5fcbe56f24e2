"""What the desk says it did: of the choices of the page, and of returns that contradict each other."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.deciding.lines import DecisionLine, Offer, lines_to_decide
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from tests.desk.conftest import NOW
from tests.desk.desk_here import DeskHere


def told_after(desk: DeskHere, path: str, form: Mapping[str, object]) -> str:
    """The page of what *form* began, once it is over."""
    place, end = desk.post(path, form).headers["Location"], monotonic() + 90
    while monotonic() < end:
        page = unescape(desk.get(place).text).replace("\xa0", " ")
        if "data-follow" not in page:
            return page
        sleep(0.1)
    raise AssertionError(page)


def open_desk(campaign: Path, tmp_path: Path) -> tuple[DeskHere, str]:
    """A desk, and the address of *campaign* there."""
    desk = DeskHere(tmp_path / "chez-moi")
    return desk, f"/c/{desk.desk.enter_campaign(campaign)}/"


def seen(desk: DeskHere, address: str) -> str:
    return unescape(desk.get(address).text).replace("\xa0", " ")


@pytest.fixture
def line(campaign: Path) -> DecisionLine:
    """One whose figure can be replaced."""
    with open_register(campaign) as register:
        lines = lines_to_decide(ledger_of(load_campaign(campaign), register, NOW))
    return next(one for one in lines if Offer.UNAVAILABLE in one.offers)


def test_a_choice_without_its_reason_is_no_success(campaign: Path, line: DecisionLine, tmp_path: Path) -> None:
    desk, root = open_desk(campaign, tmp_path)

    told = told_after(desk, f"{root}decider", {f"choix:{line.key}": Offer.UNAVAILABLE.value})

    assert "1 ligne n’est pas enregistrée" in told
    assert "Écrivez-le dans le champ « Motif »" in told
    assert 'class="notice warn"' in told
    assert 'class="notice done"' not in told
    assert f"decider?ligne={line.key}" in told


def test_what_was_recorded_is_told_in_words(campaign: Path, line: DecisionLine, tmp_path: Path) -> None:
    desk, root = open_desk(campaign, tmp_path)
    form = {f"choix:{line.key}": Offer.UNAVAILABLE.value, f"motif:{line.key}": "ils ne comptent pas cela"}

    told = told_after(desk, f"{root}decider", form)

    assert "Décisions enregistrées : 1" in told
    assert f"{line.respondent}, {line.measure}" in told
    assert "ils ne comptent pas cela" in told
    assert 'class="notice done"' in told


def test_files_dropped_together_that_contradict_each_other_are_told(campaign: Path, tmp_path: Path) -> None:
    desk, root = open_desk(campaign, tmp_path)
    source = next((campaign / "reponses_exemple").glob("*EMP*.xlsx"))
    book = openpyxl.load_workbook(source)
    sheet = book["Indicateurs"]
    column = next(cell.column for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == "Résultat 2015")
    row = next(cells[0].row for cells in sheet.iter_rows(max_col=1) if cells[0].value == "EMP-01")
    names = ["Retour EMP lundi.xlsx", "Retour EMP mardi.xlsx"]
    for name, value in zip(names, (0.1923, 0.2114), strict=True):
        sheet.cell(row, column).value = value
        book.save(tmp_path / name)

    dropped = {"fichiers": [(BytesIO((tmp_path / name).read_bytes()), name) for name in names]}
    told = told_after(desk, f"{root}depot", dropped).partition('id="found"')[2]

    assert "Deux retours ne disent pas la même chose" in told
    assert "decider?ligne=EMP/EMP-01" in told
    assert all(name in told for name in names)
    assert "Rien à revoir" not in told
    assert "Décidez page « À décider », motif à l’appui" in seen(desk, f"{root}administration/EMP")
    page = seen(desk, f"{root}decider")
    assert "Décidez ici, motif à l’appui" in page
    assert "page « À décider »" not in page


def test_a_line_decided_in_another_tab_says_where_its_decision_is(
    campaign: Path, line: DecisionLine, tmp_path: Path
) -> None:
    desk, root = open_desk(campaign, tmp_path)
    form = {f"choix:{line.key}": Offer.UNAVAILABLE.value, f"motif:{line.key}": "par téléphone"}
    told_after(desk, f"{root}decider", form)

    again = told_after(desk, f"{root}decider", {**form, f"choix:{line.key}": Offer.NOT_APPLICABLE.value})

    assert "1 ligne n’est pas enregistrée" in again
    assert "bas de la page « À décider »" in again
    assert "feuille « Décisions prises »" not in again


def test_a_closed_year_offers_nothing_that_would_be_refused(campaign: Path, tmp_path: Path) -> None:
    late = replace(load_campaign(campaign), deadline=date(2016, 1, 31))
    save_campaign(late, campaign / "campagne.xlsx", created=NOW)
    desk, root = open_desk(campaign, tmp_path)
    refused = {"depot": "Déposez ici", "decider": "Décider dans Excel", "synthese": "Consolider</button>"}
    for path, words in {**refused, "": "Déposez ici"}.items():
        assert words in seen(desk, root + path)

    assert "en retard :" in seen(desk, root)

    told_after(desk, f"{root}synthese/clore", {"motif": "validé par le comité"})

    assert not re.search("en retard :|jours? de retard", seen(desk, root)), "nobody is late once the year is over"
    for path, words in {**refused, "": "Déposez ici"}.items():
        page = seen(desk, root + path).partition("<main")[2]
        assert words not in page
        assert "plus rien ne change dans ce dossier" in page.partition("<h1")[0], "said before anything else"
    year = seen(desk, root)
    assert "tout est rentré" not in year
    assert "Il reste à préparer la suivante" in year
    assert "Exporter</button>" in seen(desk, f"{root}synthese")
    assert "Avant de consolider" not in seen(desk, f"{root}synthese")
    left = seen(desk, f"{root}decider")
    assert "À la clôture, il restait : " in left
    assert 'type="radio"' not in left
    assert "Demander la correction" not in left


def test_measures_that_cannot_be_judged_yet_say_why(campaign: Path, tmp_path: Path) -> None:
    known = load_campaign(campaign)
    catalogue = known.catalogue
    doubtful = replace(
        catalogue,
        conventions=tuple(
            replace(
                convention,
                indicators=tuple(
                    replace(one, measures=tuple(replace(measure, is_confirmed=False) for measure in one.measures))
                    for one in convention.indicators
                ),
            )
            for convention in catalogue.conventions
        ),
    )
    save_campaign(replace(known, catalogue=doubtful), campaign / "campagne.xlsx", created=NOW)
    desk, root = open_desk(campaign, tmp_path)

    page = seen(desk, f"{root}synthese")

    assert "Aucune mesure n’est évaluable pour l’instant : " in page
    assert "à confirmer par le coordinateur (" in page
