"""A campaign's folder: made, found, read, converted; nothing in it is ever lost."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from qpv_xlsx.campaigns import campaign_from_json, competing_forms, load_campaign, save_campaign
from qpv_xlsx.campaigns.folder_making import ROOMS
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.lacking import Lack, lacking
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.tasks.convert import convert
from qpv_xlsx.tasks.init import make_folder, start_campaign
from qpv_xlsx.tasks.templates import templates_document
from tests.campaigns.samples import document

NOW = datetime(2016, 1, 4, 9, 30, tzinfo=UTC)


def test_init_makes_a_folder_that_loads(tmp_path: Path) -> None:
    campaign = start_campaign("paris-2015-2020", year=2015, geography="paris-2015")
    started = make_folder(tmp_path / "paris", campaign, now=NOW)
    assert load_campaign(started.folder) == campaign
    assert sorted(entry.name for entry in started.folder.iterdir()) == sorted([*ROOMS, "campagne.xlsx"])
    assert (campaign.code, campaign.year, len(campaign.territories[0].quartiers)) == ("paris-2015", 2015, 19)


@pytest.mark.parametrize(
    ("template", "year", "code"),
    [("paris-2015-2020", 2017, "paris-2017"), ("vierge", 2024, "vierge-2024")],
)
def test_the_code_is_template_and_year(template: str, year: int, code: str) -> None:
    campaign = start_campaign(template, year=year)
    assert (campaign.code, campaign.year) == (code, year)


def test_a_blank_campaign_is_named_after_its_folder(tmp_path: Path) -> None:
    campaign = start_campaign("vierge", year=2026, folder=tmp_path / "Pays d’Arles")

    assert campaign.code == "pays-d-arles-2026"
    assert start_campaign("vierge", year=2026, folder=tmp_path / "arles-2026").code == "arles-2026"


def test_a_blank_campaign_tells_what_it_lacks() -> None:
    lacks = [one.lack for one in lacking(start_campaign("vierge", year=2026))]

    assert lacks == [
        Lack.TITLE,
        Lack.YEARS,
        Lack.COORDINATOR,
        Lack.DEADLINE,
        Lack.TERRITORY,
        Lack.QUARTIERS,
        Lack.INDICATORS,
        Lack.RESPONDENTS,
    ]


@pytest.mark.parametrize(
    "absent", ["title", "catalogue title", "baseline_year", "start", "end", "name", "email", "deadline"]
)
def test_each_thing_that_is_missing_is_told_alone(absent: str) -> None:
    campaign = start_campaign("paris-2015-2020", year=2015, geography="paris-2015")
    coordinator = replace(campaign.coordinator, name="Anne Martin", email="anne.martin@ville.fr")
    whole = replace(campaign, coordinator=coordinator, deadline=date(2015, 3, 31))
    wanted = {"title": Lack.TITLE, "name": Lack.COORDINATOR, "email": Lack.COORDINATOR, "deadline": Lack.DEADLINE}
    changed = {
        "title": lambda: replace(whole, title=""),
        "catalogue title": lambda: replace(whole, catalogue=replace(whole.catalogue, title="")),
        "name": lambda: replace(whole, coordinator=replace(coordinator, name="")),
        "email": lambda: replace(whole, coordinator=replace(coordinator, email="")),
        "deadline": lambda: replace(whole, deadline=None),
    }.get(absent, lambda: replace(whole, catalogue=replace(whole.catalogue, **cast("Any", {absent: None}))))()

    before, after = ({one.lack for one in lacking(told)} for told in (whole, changed))

    assert after - before == {wanted.get(absent, Lack.TITLE if "title" in absent else Lack.YEARS)}


def test_a_list_of_quartiers_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "Quartiers 2015.csv"
    path.write_text("code;libellé;arrondissement\nQP075019;Les Portes du Vingtième;20e\n", "utf-8")
    territory = start_campaign("vierge", geography=str(path)).territories[0]
    assert (territory.geography, territory.quartiers[0].official_code) == ("quartiers-2015", "QP075019")


@pytest.mark.parametrize(
    ("names", "asked"),
    [(["Blémont", "Chaufourniers", "Algérie"], ("chaufourniers", "blemont")), (["Blémont"], ("blemont",)), (["Félix Pyat"], None)],
    ids=["both are there", "one is", "none is: as a whole only"],
)  # fmt: skip
def test_what_two_quartiers_are_asked_is_asked_of_those_that_the_list_has(
    tmp_path: Path, names: list[str], asked: tuple[str, ...] | None
) -> None:
    path = tmp_path / "q.csv"
    path.write_text("\n".join(("code;libellé", *(f"QP07500{rank};{name}" for rank, name in enumerate(names)))), "utf-8")
    campaign = start_campaign("paris-2015-2020", geography=str(path))
    make_folder(tmp_path / "c", campaign, now=NOW)
    found = load_campaign(tmp_path / "c").catalogue.measure_by_code["CAF-28"]
    assert (found.by_quartier, found.quartiers) == (asked is not None, asked or ())


def test_init_refuses_a_folder_with_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder", "utf-8")
    with pytest.raises(CampaignError) as caught:
        make_folder(tmp_path, start_campaign("vierge"), now=NOW)
    assert caught.value.code == "init_not_empty"
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


def test_force_keeps_all_that_was_there(tmp_path: Path) -> None:
    (tmp_path / "recus").mkdir()
    (tmp_path / "recus" / "retour.xlsx").write_bytes(b"retour")
    (tmp_path / "campagne.xlsx").write_bytes(b"ancienne")
    campaign = start_campaign("vierge")
    kept = [make_folder(tmp_path, campaign, now=NOW, is_forced=True).kept for _ in range(2)]
    assert load_campaign(tmp_path) == campaign
    assert (tmp_path / "recus" / "retour.xlsx").read_bytes() == b"retour"
    assert kept[0] is not None
    assert kept[0].read_bytes() == b"ancienne"
    assert kept[0] != kept[1]


def test_no_campaign_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CampaignError) as caught:
        load_campaign(tmp_path)
    assert (caught.value.code, caught.value.problems) == ("campaign_absent", ())


def test_the_workbook_counts_where_both_stand(tmp_path: Path) -> None:
    campaign = campaign_from_json(document())
    other = campaign_from_json(document() | {"title": "Autre titre"})
    save_campaign(campaign, tmp_path / "campagne.xlsx", created=NOW)
    save_campaign(campaign, tmp_path / "campagne.json", created=NOW)
    assert competing_forms(tmp_path) == ()
    save_campaign(other, tmp_path / "campagne.json", created=NOW)
    assert load_campaign(tmp_path) == campaign
    assert [problem.code for problem in competing_forms(tmp_path)] == ["campaign_forms_differ"]


BROKEN_DOCUMENTS = {
    "cut off": b'{"schema": ',
    "no text": b"\xff\xfe\x00",
    "not a number": b'{"year": NaN}',
    "half a character": b'{"title": "\\ud800"}',
    "too deep": b"[" * 100_000,
    "a number beyond reason": b"1" * 10_000,
    "empty": b"",
}


@pytest.mark.parametrize("content", BROKEN_DOCUMENTS.values(), ids=BROKEN_DOCUMENTS.keys())
def test_a_broken_document_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "campagne.json").write_bytes(content)
    with pytest.raises(CampaignError) as caught:
        load_campaign(tmp_path)
    assert caught.value.code == "campaign_not_json"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"bonjour"], ids=repr)
def test_a_broken_workbook_is_one_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "campagne.xlsx").write_bytes(content)
    with pytest.raises(CampaignError) as caught:
        load_campaign(tmp_path)
    assert caught.value.code == "campaign_workbook_unreadable"


def test_convert_goes_there_and_back(tmp_path: Path) -> None:
    campaign = start_campaign("paris-2015-2020")
    save_campaign(campaign, tmp_path / "campagne.xlsx", created=NOW)
    there = convert(tmp_path, now=NOW)
    back = convert(tmp_path, there.target, tmp_path / "retour.xlsx", now=NOW)
    assert (there.target.name, back.target.name) == ("campagne.json", "retour.xlsx")
    assert (tmp_path / "retour.xlsx").read_bytes() == (tmp_path / "campagne.xlsx").read_bytes()


def test_convert_overwrites_only_when_asked(tmp_path: Path) -> None:
    save_campaign(campaign_from_json(document()), tmp_path / "campagne.xlsx", created=NOW)
    (tmp_path / "campagne.json").write_text("{}", "utf-8")
    with pytest.raises(CampaignError) as caught:
        convert(tmp_path, now=NOW)
    assert caught.value.code == "convert_target_exists"
    convert(tmp_path, now=NOW, is_forced=True)
    assert json.loads((tmp_path / "campagne.json").read_text("utf-8"))["code"] == "paris-2015"


def test_a_failed_writing_leaves_the_former_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "campagne.json"
    path.write_text("avant", "utf-8")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disque plein")))
    with pytest.raises(OSError, match="disque plein"):
        save_campaign(campaign_from_json(document()), path, created=NOW)
    assert [(entry.name, entry.read_text("utf-8")) for entry in tmp_path.iterdir()] == [("campagne.json", "avant")]


def test_templates_list_what_can_be_started_from() -> None:
    listed = templates_document()
    assert [each["name"] for each in listed["templates"]] == ["paris-2015-2020", "vierge"]
    assert [each["name"] for each in listed["geographies"]] == ["paris-2015", "paris-2024"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["init", "neuf", "--template", "lutece"], 2),
        (["init", "neuf", "--geography", "lutece"], 2),
        (["init", "neuf", "--year", "quinze"], 2),
        (["convert", "absent.xlsx"], 2),
        (["convert", "notes.txt"], 2),
        (["templates", "--json"], 0),
        (["init", "neuf"], 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_commands_leave_with_their_status(
    arguments: list[str],
    status: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("x", "utf-8")
    assert guarded(group, arguments) == status
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert arguments[0] != "templates" or json.loads(said.out)
