"""The figures over the years: what is silent, what is of another kind, what was revised; and the page for a successor."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.campaigns.editions import first_edition, keep_edition
from qpv_xlsx.campaigns.in_excel.comparing import changes_between
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.evolution import Extent, evolution
from qpv_xlsx.domain.merging.merging import merge
from qpv_xlsx.messages.silences import silence_words
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.resolve import resolve
from tests.master.invention import invented_campaign

NOW = datetime(2019, 5, 2, 9, tzinfo=UTC)


def past(year: int, **facts: Any) -> PastResult:
    return PastResult(**{"year": year, "territory": "PARIS", "measure": "CUL-01", "respondent": "CUL", **facts})


@pytest.mark.parametrize(
    ("history", "said"),
    [
        pytest.param([past(2016, value=0.4), past(2017, value=0.4)], "non renseigné depuis 2018", id="a year ago"),
        pytest.param([past(2016, value=0.4)], "non renseigné depuis 2017", id="for two years"),
        pytest.param([past(2018, value=0.4)], None, id="it is only awaited"),
        pytest.param([past(2017, value=1, measure="EMP-01", respondent="EMP")], "jamais renseigné", id="never"),
    ],
)
def test_how_long_a_measure_has_been_silent(campaign: Campaign, history: list[PastResult], said: str | None) -> None:
    territory = campaign.territories[0].code
    lived = replace(campaign, year=2019, history=tuple(replace(one, territory=territory) for one in history))
    ledger = merge(lived, ())
    lines = evolution(lived, ledger, assess(lived, ledger))
    (line,) = (one for one in lines if one.measure.code == "CUL-01" and one.extent is Extent.MEASURE)
    assert silence_words(line.silent_since, lived, "fr") == said


def test_a_measure_of_which_nothing_was_ever_said_has_a_line_once_years_have_passed(campaign: Campaign) -> None:
    starts = {measure.code: measure.baseline.value for measure in campaign.catalogue.measures}
    ended = {measure.code for measure in campaign.catalogue.measures if measure.is_without_object(2019)}
    started = {code for code, value in starts.items() if value is not None}
    assert ended - started

    def told(lived: Campaign) -> set[str]:
        ledger = merge(lived, ())
        return {one.measure.code for one in evolution(lived, ledger, assess(lived, ledger))}

    other = past(2017, value=1, measure="EMP-01", respondent="EMP", territory=campaign.territories[0].code)
    assert told(replace(campaign, year=2019, history=())) == started
    assert told(replace(campaign, year=2019, history=(other,))) == starts.keys() - (ended - started)


def test_the_whole_territory_has_a_line_where_it_was_told(campaign: Campaign) -> None:
    asked = next(one for one in campaign.catalogue.measures if one.asks_territory)
    here = {"territory": campaign.territories[0].code, "measure": asked.code, "respondent": asked.code[:3]}
    history = (past(2017, value=0.1, **here), past(2018, value=0.2, territory_value=0.3, **here))
    lived = replace(campaign, year=2019, history=history)
    ledger = merge(lived, ())
    told = {
        one.extent: {year: (found.value, found.territory_value) for year, found in one.pasts.items()}
        for one in evolution(lived, ledger, assess(lived, ledger))
        if one.measure is asked and one.extent is not Extent.QUARTIER
    }
    assert told == {Extent.MEASURE: {2017: (0.1, None), 2018: (0.2, 0.3)}, Extent.TERRITORY: {2018: (0.2, 0.3)}}


def test_each_quartier_has_its_own_past(campaign: Campaign) -> None:
    (place, *_) = campaign.territories
    first, second, *_ = place.quartiers
    asked = next(one for one in campaign.catalogue.measures if one.by_quartier)
    here = {"territory": place.code, "measure": asked.code, "respondent": asked.code[:3]}
    history = (
        past(2017, quartier=first.id, value=1, **here),
        past(2018, quartier=first.id, value=2, **here),
        past(2018, quartier=second.id, value=3, **here),
        past(2018, value=9, **here),
    )
    lived = replace(campaign, year=2019, history=history)
    ledger = merge(lived, ())
    told = {
        one.quartier: {year: found.value for year, found in one.pasts.items()}
        for one in evolution(lived, ledger, assess(lived, ledger))
        if one.measure is asked and one.extent is Extent.QUARTIER
    }
    assert told == {first.id: {2017: 1, 2018: 2}, second.id: {2018: 3}}


def test_a_measure_of_another_kind_has_a_line_of_its_own(campaign: Campaign) -> None:
    territory = campaign.territories[0].code
    history = (past(2016, value=260, kind=Kind.COUNT), past(2017, value=0.4, kind=Kind.SHARE))
    lived = replace(campaign, year=2018, history=tuple(replace(one, territory=territory) for one in history))
    ledger = merge(lived, ())
    lines = [one for one in evolution(lived, ledger, assess(lived, ledger)) if one.measure.code == "CUL-01"]
    shown = {one.extent: {year: found.value for year, found in one.pasts.items()} for one in lines}
    assert (shown[Extent.MEASURE], shown[Extent.FORMER]) == ({2017: 0.4}, {2016: 260})
    assert [one.kind for one in lines if one.extent is Extent.FORMER] == [Kind.COUNT]


def test_what_changed_is_told_cell_by_cell_whatever_the_order(campaign: Campaign) -> None:
    culture = next(one for one in campaign.respondents if one.code == "CUL")
    others = tuple(one for one in campaign.respondents if one.code not in {"CUL", "JUS"})
    after = replace(campaign, respondents=(replace(culture, name="DRAC"), *others), title="Autre titre")
    said = {
        (one.sheet, one.about, one.column, one.before, one.after, one.is_removed)
        for one in changes_between(campaign, after, "fr")
    }
    assert ("Administrations", "CUL", "Administration", culture.name, "DRAC", False) in said
    assert ("Campagne", "", "Titre de la campagne", campaign.title, "Autre titre", False) in said
    assert ("Administrations", "JUS", "", "", "", True) in said
    assert len(said) == 3
    assert changes_between(campaign, replace(campaign, respondents=campaign.respondents[::-1]), "fr") == ()


def test_an_edition_is_kept_once(folder: Path) -> None:
    campaign = load_campaign(folder)
    assert keep_edition(folder, campaign, NOW) is None  # generate kept it
    assert keep_edition(folder, replace(campaign, title="Autre"), NOW) is not None
    first = first_edition(folder)
    assert first is not None
    assert first[0] == campaign


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
def test_a_successor_finds_what_was_decided_what_is_open_and_what_changed(
    folder: Path, fill: Callable[..., bytes]
) -> None:
    path = folder.parent / "drac.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Situation"): "Provisoire"}))
    now = datetime(2016, 3, 2, 9, tzinfo=UTC)
    collect(folder, [path], author="", now=now)
    resolve(folder, Ruling(measure="EMP-01", value="17 %", reason="appel du 3 mars"), author="anne", now=now)
    campaign = load_campaign(folder)
    save_campaign(replace(campaign, title="Contrat de Paris"), folder / "campagne.xlsx", created=now)
    done = consolidate(folder, target=None, now=now)
    master = openpyxl.load_workbook(done.master)
    rows = [[cell.value for cell in row if cell.value] for row in master["Passation"].iter_rows()]
    assert ["02/03/2016", "anne", "EMP", "EMP-01", "valeur\u00a0: 17\u00a0%", "appel du 3 mars", "Téléphone"] in rows
    assert ["Chiffres provisoires ou estimés", "CUL-01 (CUL)"] in rows
    assert ["Campagne", "Titre de la campagne", campaign.title, "Contrat de Paris"] in rows
    assert any("Anciens codes" in str(row) for row in rows)
    page = (done.master.parent / "passation.html").read_text("utf-8")
    assert "appel du 3 mars" in page
    assert "Contrat de Paris" in page


def test_with_several_territories_the_page_is_beside_the_national_workbook(tmp_path: Path) -> None:
    campaign = invented_campaign(1, territories=2)
    make_folder(tmp_path / "deux", campaign, now=NOW)
    done = consolidate(tmp_path / "deux", target=None, now=NOW)
    page = (done.master.parent / "passation.html").read_text("utf-8")
    assert all(one.code in page for one in campaign.respondents)
