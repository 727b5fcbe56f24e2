"""A national workbook from many campaigns: what they do not mean alike is told, and never put together in silence."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.agreeing import Difference, Disparity, differences_of, unlike_measures
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.domain.judging.territories import Spread
from qpv_xlsx.tasks.national import National, national, sentence_of
from tests.master.invention import invented_campaign
from tests.national.test_country import with_returns

NOW = datetime(2018, 3, 1, 9, 30, tzinfo=UTC)


def renamed(campaign: Campaign, name: str) -> Campaign:
    """The campaign of another préfecture: its own code, and territories of its own."""
    codes = {one.code: f"{name}-{one.code}" for one in campaign.territories}
    return replace(
        campaign,
        code=name,
        history=(),
        territories=tuple(replace(one, code=codes[one.code]) for one in campaign.territories),
        respondents=tuple(replace(one, territory=codes[one.territory]) for one in campaign.respondents),
    )


def changed(campaign: Campaign, measure_code: str, /, **values: object) -> Campaign:
    """The campaign with another definition of one measure."""

    def of(measure: Measure) -> Measure:
        return replace(measure, **values) if measure.code == measure_code else measure  # type: ignore[arg-type]  # by name

    conventions = tuple(
        replace(
            convention,
            indicators=tuple(
                replace(indicator, measures=tuple(map(of, indicator.measures))) for indicator in convention.indicators
            ),
        )
        for convention in campaign.catalogue.conventions
    )
    return replace(campaign, catalogue=replace(campaign.catalogue, conventions=conventions))


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    place = tmp_path_factory.mktemp("deux")
    first = invented_campaign(1)
    with_returns(place / "arles", renamed(first, "arles"))
    with_returns(place / "nimes", changed(renamed(first, "nimes"), "EMP-01", unit="personnes pour cent"), seed=2)
    return place / "arles", place / "nimes"


@pytest.fixture(scope="module")
def made(two: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> National:
    return national(two, tmp_path_factory.mktemp("france"), now=NOW)


def spread_of(made: National, code: str) -> Spread:
    return made.done.country.spreads[code]


def test_the_figures_of_another_definition_are_counted_apart(made: National) -> None:
    assert [(one.campaign, one.disparity) for one, _ in made.differences] == [("nimes", Disparity.MEANING)]
    assert spread_of(made, "EMP-01").unlike == 1
    assert spread_of(made, "EMP-01").results <= 1
    others = [one for code, one in made.done.country.spreads.items() if code != "EMP-01"]
    assert any(one.results == 2 for one in others)
    assert sum(one.unlike for one in others) == 0


def test_the_differences_have_a_sheet(made: National) -> None:
    sheet = openpyxl.load_workbook(made.done.master)["Écarts"]
    assert sheet.cell(4, 1).value == "nimes"
    assert "EMP-01 ne désigne pas la même chose" in str(sheet.cell(4, 2).value)


def test_nothing_is_written_where_the_campaigns_are(two: tuple[Path, Path], tmp_path: Path) -> None:
    before = [snapshot(folder) for folder in two]
    national(two, tmp_path, now=NOW)
    assert [snapshot(folder) for folder in two] == before


def test_the_command_ends_with_one_and_names_its_schema(two: tuple[Path, Path], tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["-q", "national", *map(str, two), "-o", str(tmp_path), "--json"])
    document = json.loads(result.stdout)
    assert document["schema"] == "qpv-xlsx/national/1"
    assert [one["campaign"] for one in document["territories"]] == ["arles", "nimes"]
    assert all((tmp_path / one["master"]).is_file() for one in document["territories"])
    assert [one["difference"] for one in document["differences"]] == ["definition"]


def test_years_are_never_mixed(two: tuple[Path, Path], tmp_path: Path) -> None:
    with_returns(tmp_path / "autre", replace(renamed(invented_campaign(1), "autre"), year=2018))
    with pytest.raises(CampaignError) as caught:
        national((two[0], tmp_path / "autre"), tmp_path / "sortie", now=NOW)
    assert caught.value.code == "national_years"
    assert not (tmp_path / "sortie").exists()


def test_a_folder_given_twice_is_refused(two: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(CampaignError) as caught:
        national((two[0], two[0] / "."), tmp_path, now=NOW)
    assert caught.value.code == "national_twice"


BASE = invented_campaign(1)
OTHER_MAP = tuple(replace(one, geography="paris-2015") for one in BASE.territories)


@pytest.mark.parametrize(
    ("campaign", "expected"),
    [
        (BASE, []),
        (changed(BASE, "EMP-01", kind=Kind.COUNT), [Disparity.MEANING]),
        (changed(BASE, "EMP-01", label="Autre question"), [Disparity.WORDING]),
        (changed(BASE, "EMP-01", code="EMP-99"), [Disparity.LACKING, Disparity.ADDED]),
        (
            replace(BASE, territories=tuple(replace(one, geography="paris-2024") for one in BASE.territories)),
            [Disparity.MAP],
        ),
    ],
    ids=("the same", "another kind", "other words", "a measure for another", "another map"),
)
def test_what_differs_is_told(campaign: Campaign, expected: list[Disparity]) -> None:
    reference = replace(BASE, territories=OTHER_MAP)
    known = campaign if expected == [Disparity.MAP] else replace(campaign, territories=OTHER_MAP)
    assert [one.disparity for one in differences_of(known, reference)] == expected
    assert unlike_measures(known, reference) == (
        frozenset({"EMP-01"}) if Disparity.MEANING in expected else frozenset()
    )


def test_a_measure_without_a_unit_is_told_without_an_empty_place() -> None:
    measure = replace(next(one for one in invented_campaign(1).catalogue.measures), unit="")
    told = sentence_of(
        Difference(
            campaign="x", disparity=Disparity.MEANING, facts={"measure": measure.code, "own": measure, "known": measure}
        ),
        "fr",
    )
    assert ", )" not in told
    assert ", ;" not in told.replace("\u00a0", " ").replace(" ;", ";")
