"""« 260 places » cannot be both Redon's and Rennes': each territory is shown, and judged by, its own start and target."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.campaigns.documents import campaign_from_json, campaign_to_json
from qpv_xlsx.campaigns.encoding import restored
from qpv_xlsx.campaigns.in_excel.reading import read_campaign
from qpv_xlsx.campaigns.in_excel.writing import write_campaign
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.in_force import measure_in_force
from qpv_xlsx.domain.contract.local_aims import LocalAim
from qpv_xlsx.domain.contract.revisions import Revision
from qpv_xlsx.domain.contract.targets import AtLeast, ChangeBy
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.rollover import rollover
from tests.departement import cells_of, departement, fill_in, indicator, places, rate

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
REDON = LocalAim(
    territory="REDON", measure="EMP-01", start=40, target=AtLeast(value=60), target_text="60 places à Redon"
)
RENNES = LocalAim(territory="RENNES", measure="EMP-01", start=160, start_year=2024, target=AtLeast(value=200))
CAMPAIGN = departement({"EMP": (indicator(places()), indicator(rate()))}, local_aims=(REDON, RENNES))
ANSWERS: Mapping[str, tuple[int, float]] = {"REDON": (61, 0.43), "RENNES": (162, 0.41)}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year of it: workbooks, answers, masters. Not to be written into."""
    folder = tmp_path_factory.mktemp("local") / "cdv-2025"
    make_folder(folder, CAMPAIGN, now=NOW)
    list(generate(folder, only=(), now=NOW))
    for code, (count, share) in ANSWERS.items():
        said: dict[tuple[str, str], Any] = {("EMP-01", "Résultat 2025"): count, ("EMP-02", "Résultat 2025"): share}
        form = folder / "a_envoyer" / f"cdv-2025_DDETS-{code}.xlsx"
        collect(folder, [fill_in(form, folder.parent / f"{code}.xlsx", said)], author="", now=NOW)
    consolidate(folder, target=None, now=NOW)
    return folder


def form_row(folder: Path, code: str) -> dict[str, Any]:
    return next(
        row
        for row in cells_of(folder / "a_envoyer" / f"cdv-2025_DDETS-{code}.xlsx", "Indicateurs")
        if row["Code"] == "EMP-01"
    )


def test_the_form_of_each_territory_shows_its_own(lived: Path) -> None:
    redon, rennes = form_row(lived, "REDON"), form_row(lived, "RENNES")
    target = next(head for head in redon if head.startswith("Objectif local"))
    assert redon[target] == "60 places à Redon"
    assert "200" in rennes[target]
    assert "260" not in f"{redon[target]}{rennes[target]}"
    assert str(redon["Résultats 2024 pour Redon"]).replace("\u00a0", " ") == "40 places (2024, QPV)"
    assert str(rennes["Résultats 2024 pour Rennes"]).startswith("160")


def test_each_territory_is_judged_by_its_own(lived: Path) -> None:
    """61 of 60 is reached; 162, of 160 on the way to 200 in 2030, should be 166.67: R = 2 / 6.67, late. By hand."""
    found = {}
    for code in ANSWERS:
        (row,) = (
            one
            for one in cells_of(lived / "synthese" / "territoires" / f"cdv-2025_{code}_synthese.xlsx", "Indicateurs")
            if one["Code"] == "EMP-01"
        )
        found[code] = (row["Départ 2024 (chiffre)"], row["Cible"], row["Avancement"])
    assert found == {"REDON": (40, 60, "Atteint"), "RENNES": (160, 200, "En retard")}


def test_the_official_columns_of_the_master_say_what_the_territory_says(lived: Path) -> None:
    sheet = cells_of(lived / "synthese" / "territoires" / "cdv-2025_REDON_synthese.xlsx", "Indicateurs")
    (row,) = (one for one in sheet if one["Code"] == "EMP-01")
    assert row["Objectif local 2024-2030"] == "60 places à Redon"
    (other,) = (one for one in sheet if one["Code"] == "EMP-02")
    assert other["Objectif local 2024-2030"] == "260 places"


def test_the_departement_adds_up_what_each_territory_has_of_its_own(lived: Path) -> None:
    master = next((lived / "synthese").glob("*_synthese*.xlsx"))
    lines = cells_of(master, "Totaux", "Mesure")
    whole = lines[0]
    assert [whole[head] for head in ("Départ (chiffre)", "Année de départ", "Valeur", "Cible")] == [200, 2024, 223, 260]
    assert [(one["Territoire"], one["Valeur"], one["Cible"]) for one in lines[1:3]] == [
        ("Redon", 61, 60),
        ("Rennes", 162, 200),
    ]
    assert len(lines) == 3  # a share makes no sum


def test_the_statuses_that_are_exported_are_those_of_each_territory(lived: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        group, ["-C", str(lived), "export", "--format", "datapackage", "-o", str(tmp_path)], catch_exceptions=False
    )
    assert done.exit_code in {0, 1}
    text = next(tmp_path.rglob("statuts.csv")).read_text("utf-8-sig")
    head, *lines = (line.split(";" if ";" in text.split("\n")[0] else ",") for line in text.strip().split("\n"))
    rows = [dict(zip(head, line, strict=False)) for line in lines]
    told = {row["territory"]: (float(row["start"]), float(row["target"])) for row in rows if row["measure"] == "EMP-01"}
    assert told == {"REDON": (40, 60), "RENNES": (160, 200)}


@pytest.mark.parametrize("form", ["datapackage", "parquet"])
def test_the_country_made_of_an_export_has_them_too(lived: Path, form: str, tmp_path: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pip install pyarrow")
    assert guarded(group, ["-q", "-C", str(lived), "export", "--format", form, "-o", str(tmp_path)]) in {0, 1}
    source = next(tmp_path.rglob("datapackage.json")).parent
    made = [tmp_path / name for name in ("export", "dossier")]
    for target, origin in zip(made, (source, lived), strict=True):
        assert guarded(group, ["-q", "national", str(origin), "-o", str(target)]) in {0, 1}
    own, folder = (cells_of(next(target.glob("*.xlsx")), "Totaux", "Mesure") for target in made)
    assert own == folder
    assert [own[0][head] for head in ("Départ (chiffre)", "Année de départ", "Valeur", "Cible")] == [
        200,
        2024,
        223,
        260,
    ]


def test_next_year_keeps_them(lived: Path, tmp_path: Path) -> None:
    rollover(lived, tmp_path / "cdv-2026", 2026, author="", now=NOW)
    following = load_campaign(tmp_path / "cdv-2026")
    assert following.local_aims == (REDON, RENNES)


def test_an_act_of_one_territory_revises_its_own_target_and_a_common_one_leaves_it() -> None:
    common = Revision(measure="EMP-01", since=2026, target=AtLeast(value=300))
    own = Revision(measure="EMP-01", since=2027, target=AtLeast(value=80), territory="REDON")
    campaign = replace(CAMPAIGN, local_aims=(REDON,), revisions=(common, own))

    def goal(territory: str, year: int) -> object:
        found = measure_in_force(campaign, places(), territory, year).target
        return found.value if isinstance(found, AtLeast) else None

    assert [goal("REDON", year) for year in (2025, 2026, 2027)] == [60, 60, 80]
    assert [goal("RENNES", year) for year in (2025, 2026, 2027)] == [260, 300, 300]


def test_words_without_a_figure_are_a_start_that_nothing_is_compared_with() -> None:
    told = LocalAim(territory="REDON", measure="EMP-01", baseline_text="à préciser", target=ChangeBy(amount=0.2))
    campaign = replace(CAMPAIGN, local_aims=(told,))
    assert measure_in_force(campaign, places(), "REDON", 2025).baseline.value is None
    assert measure_in_force(campaign, places(), "RENNES", 2025).baseline.value == 200


REFUSED: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("an unknown territory", {"territory": "DINAN"}, "A4", "campaign_unknown_reference"),
    ("an unknown measure", {"measure": "EMP-09"}, "B4", "campaign_unknown_reference"),
    (
        "a share beyond the whole",
        {"measure": "EMP-02", "start": 17.3, "target": None, "target_text": ""},
        "C4",
        "campaign_share",
    ),
    ("a start below nothing", {"start": -5, "target": None, "target_text": ""}, "C4", "campaign_negative"),
    ("a text that nothing judges by", {"target": None}, "J4", "campaign_local_target_untold"),
    ("the same twice", {"territory": "RENNES"}, "B5", "campaign_twice"),
    ("a rise that goes down", {"target": {"type": "at_most", "value": 20}}, "G4", "campaign_direction"),
)


@pytest.mark.parametrize(("changed", "cell", "code"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_is_wrong_is_told_at_its_cell(changed: dict[str, Any], cell: str, code: str) -> None:
    document: Any = campaign_to_json(CAMPAIGN)
    document["local_aims"][0] |= changed
    with pytest.raises(CampaignError) as refused:
        campaign_from_json(document)
    pointers = [problem.place for problem in refused.value.problems]
    assert [place.split("/")[1:3] for place in pointers] == [["local_aims", "1" if cell.endswith("5") else "0"]]
    document.pop("schema")
    with pytest.raises(CampaignError) as told:
        read_campaign(write_campaign(restored(Campaign, document), created=NOW))
    (problem,) = told.value.problems
    assert (problem.place, problem.code) == (f"Objectifs par territoire!{cell}", code)


def test_a_campaign_that_knows_nothing_of_it_is_read(tmp_path: Path) -> None:
    make_folder(tmp_path / "old", replace(CAMPAIGN, local_aims=()), now=NOW)
    path = tmp_path / "old" / "campagne.xlsx"
    book = openpyxl.load_workbook(path)
    del book["Objectifs par territoire"]
    book.save(path)
    assert load_campaign(tmp_path / "old").local_aims == ()
