"""An administration recoded or merged, a territory, a measure, a campaign called otherwise: nothing said under old codes is lost."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, respondent_of
from qpv_xlsx.domain.contract.former import with_present_codes
from qpv_xlsx.domain.contract.pasts import own_past
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.deciding.acts import acts_standing
from qpv_xlsx.domain.deciding.lines import DecisionLine, Offer, lines_to_decide
from qpv_xlsx.domain.findings import CampaignError, Code
from qpv_xlsx.domain.merging.ledger import Account, Resolution
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.consolidating.consolidate_country import CountryConsolidated
from qpv_xlsx.tasks.deciding.claiming import attribute
from qpv_xlsx.tasks.deciding.decisions_book import Applied, apply_decisions, write_open
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve
from tests.departement import departement, indicator, places
from tests.paris import recoded

NOW = datetime(2016, 3, 2, 9, tzinfo=UTC)
CULTURE = Question(measure="CUL-01")


def ledger_accounts(folder: Path) -> dict[str, Account]:
    with open_register(folder) as register:
        return dict(ledger_of(load_campaign(folder), register, NOW).accounts)


def recode(folder: Path, change: Callable[[Campaign], Campaign]) -> None:
    """Write the folder's campaign again as a coordinator who edits campagne.xlsx."""
    path = folder / "campagne.xlsx"
    save_campaign(change(load_campaign(folder)), path, created=NOW)


def renamed(campaign: Campaign, old: str, new: str, **more: Any) -> Campaign:
    respondents = tuple(replace(one, code=new, **more) if one.code == old else one for one in campaign.respondents)
    return replace(campaign, respondents=respondents)


@pytest.fixture
def answered(folder: Path, fill: Callable[..., bytes]) -> Path:
    """The culture administration has answered by a file, without any message."""
    path = folder.parent / "drac.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.41}))
    collect(folder, [path], author="", now=NOW)
    assert ledger_accounts(folder)["CUL"].entries[CULTURE].answer.value == pytest.approx(0.41)
    return folder


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["-C", str(folder), *words], catch_exceptions=False, standalone_mode=False)
    return int(done.return_value or 0), done.stdout


def test_an_administration_recoded_keeps_its_return_and_its_decisions(answered: Path) -> None:
    resolve(answered, Ruling(measure="CUL-01", value="43 %", reason="appel"), author="a", now=NOW)
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC", former_codes=("CUL",)))
    account = ledger_accounts(answered)["DRAC"]
    assert account.has_answered
    assert account.entries[CULTURE].answer.value == pytest.approx(0.43)


def test_without_its_former_code_the_return_counts_for_nobody_and_it_is_the_first_thing_said(answered: Path) -> None:
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC"))
    status, said = run(answered, "status")
    assert status == 0
    first = ["1", "retour", "ne", "compte", "pour", "personne", ":", "drac.xlsx."]
    assert " ".join(first) in " ".join(said.split()).partition("Date limite")[0]
    status, said = run(answered, "consolidate")
    assert status == 1
    assert said.split()[: len(first)] == first
    status, said = run(answered, "consolidate", "--json")
    assert (status, json.loads(said)["unclaimed"]) == (1, 1)


@pytest.mark.parametrize("called", ["its name", "as it is kept", "where it is kept"])
def test_the_coordinator_attributes_it(answered: Path, called: str) -> None:
    (kept,) = (answered / "recus").iterdir()
    file = {"its name": "drac.xlsx", "as it is kept": kept.name, "where it is kept": str(kept)}[called]
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC"))
    status, said = run(answered, "resolve", "--respondent", "DRAC", "--file", file, "--reason", "fusion")
    assert (status, " ".join(said.split())) == (
        0,
        "Décision enregistrée : ce retour est celui de DRAC (motif : fusion).",
    )
    assert ledger_accounts(answered)["DRAC"].entries[CULTURE].answer.value == pytest.approx(0.41)
    said = " ".join(run(answered, "consolidate")[1].split())
    assert "Classeur de synthèse" in said
    assert "ne compte pour personne" not in said
    recode(answered, lambda campaign: replace(campaign, asks_date=True))  # what was read is read again
    assert ledger_accounts(answered)["DRAC"].has_answered


def nobodys_line(folder: Path) -> DecisionLine:
    with open_register(folder) as register:
        lines = lines_to_decide(ledger_of(load_campaign(folder), register, NOW))
    return next(line for line in lines if Offer.ATTRIBUTE in line.offers)


def filled_in(folder: Path, key: str, cells: dict[str, str], sheet: str = "À trancher") -> Applied:
    """Write yellow cells of one row of decisions.xlsx, and have it read."""
    path = folder / "decisions.xlsx"
    workbook = openpyxl.load_workbook(path)
    table: Any = workbook[sheet]
    columns = {str(cell.value): cell.column for cell in table[4] if cell.value}
    row = next(cell.row for cell in table["A"] if cell.value == key)
    for head, words in cells.items():
        table.cell(row, columns[head]).value = words
    workbook.save(path)
    return apply_decisions(folder, [path], language="fr", author="anne", now=NOW + timedelta(hours=1))


def test_a_row_of_the_decisions_workbook_attributes_it_and_is_taken_back(answered: Path) -> None:
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC"))
    line = nobodys_line(answered)
    assert line.offers == (Offer.ATTRIBUTE, Offer.SEEN)
    written = write_open(answered, language="fr", now=NOW)
    shown: Any = openpyxl.load_workbook(written.path)["À trancher"]
    row = next(cell.row for cell in shown["A"] if cell.value == line.key)
    assert any("drac.xlsx" in str(cell.value) for cell in shown[row])
    lists = {area.coord: rule.formula1 for rule in shown.data_validations.dataValidation for area in rule.sqref.ranges}
    assert any(place.endswith(str(row)) and "DRAC" in str(source) for place, source in lists.items())
    for cells, refused in (
        ({"Décision": "attribuer à une administration", "Motif": "fusion"}, "À qui ce retour appartient"),
        ({"Valeur": "PREF"}, "ne figure pas dans la campagne"),
        ({"Valeur": "EMP"}, "drac.xlsx"),
    ):
        [remark] = filled_in(answered, line.key, cells).remarks
        assert refused in remark.words
        assert not ledger_accounts(answered)["DRAC"].has_answered
    done = filled_in(answered, line.key, {"Valeur": "drac"})
    assert (done.remarks, len(done.decided)) == ((), 1)
    assert ledger_accounts(answered)["DRAC"].entries[CULTURE].answer.value == pytest.approx(0.41)
    [act] = acts_standing(done.decided[0])
    [undone] = filled_in(answered, act, {"Décision prise": ""}, "Décisions prises").undone
    assert undone.verdict is Resolution.UNDO
    assert not ledger_accounts(answered)["DRAC"].has_answered
    assert nobodys_line(answered).key == line.key


def test_the_same_copy_read_twice_attributes_once(answered: Path, tmp_path: Path) -> None:
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC"))
    line = nobodys_line(answered)
    path = write_open(answered, language="fr", now=NOW).path
    filled_in(answered, line.key, {})
    choice = {"Décision": "attribuer à une administration", "Valeur": "DRAC", "Motif": "fusion"}
    copy = Path(shutil.copy(path, tmp_path / "copie.xlsx"))
    filled_in(answered, line.key, choice)
    workbook = openpyxl.load_workbook(copy)
    table: Any = workbook["À trancher"]
    columns = {str(cell.value): cell.column for cell in table[4] if cell.value}
    row = next(cell.row for cell in table["A"] if cell.value == line.key)
    for head, words in choice.items():
        table.cell(row, columns[head]).value = words
    workbook.save(copy)
    again = apply_decisions(answered, [copy], language="fr", author="anne", now=NOW + timedelta(hours=2))
    assert (again.decided, again.remarks) == ((), ())


@pytest.mark.parametrize(
    ("file", "respondent", "reason", "code"),
    [
        pytest.param("drac.xlsx", "DRAC", " ", "resolve_reason", id="no reason"),
        pytest.param("autre.xlsx", "DRAC", "r", "resolve_attribute_file", id="no such file"),
        pytest.param("drac.xlsx", "PREF", "r", "unknown_respondent", id="no such administration"),
        pytest.param("drac.xlsx", "EMP", "r", "resolve_attribute_unread", id="none of its questions"),
    ],
)
def test_what_cannot_be_attributed_is_told(answered: Path, file: str, respondent: str, reason: str, code: str) -> None:
    recode(answered, lambda campaign: renamed(campaign, "CUL", "DRAC"))
    with pytest.raises(CampaignError) as refused:
        attribute(answered, file, respondent, reason=reason, author="", now=NOW)
    assert refused.value.code == code


def test_a_measure_recoded_keeps_its_answers(answered: Path) -> None:
    recode(answered, lambda campaign: recoded(campaign, "CUL-01", "CUL-09", "CUL-01"))
    account = ledger_accounts(answered)["CUL"]
    assert account.entries[Question(measure="CUL-09")].answer.value == pytest.approx(0.41)
    assert Code.S03 not in {held.found.code for held in account.findings}


@pytest.mark.parametrize(
    ("code", "former", "expected"),
    [
        pytest.param("contrat-paris-2015", ("paris-2015",), [], id="the campaign was renamed"),
        pytest.param("paris-2016", (), [Code.I02], id="last year's"),
        pytest.param("contrat-2016", ("paris-2015",), [Code.I02], id="last year's, called otherwise"),
        pytest.param("contrat-2016", (), [Code.I01], id="nothing tells"),
    ],
)
def test_whose_workbook_it_is_when_the_campaign_is_called_otherwise(
    folder: Path, fill: Callable[..., bytes], code: str, former: tuple[str, ...], expected: list[Code]
) -> None:
    year = 2016 if code.endswith("2016") else 2015
    recode(folder, lambda campaign: replace(campaign, code=code, former_codes=former, year=year))
    path = folder.parent / "drac.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.41}))
    _, (reading,) = collect(folder, [path], author="", now=NOW)
    assert [found.code for found in reading.submission.findings if found.code in {Code.I01, Code.I02}] == expected
    assert (reading.submission.origin.respondent == "CUL") == (expected != [Code.I01]), "whose, by its reference alone"


def a_history(*, respondent: str | None, territory: str, value: float = 0.4) -> PastResult:
    return PastResult(year=2014, territory=territory, measure="CUL-01", respondent=respondent, value=value)


def test_a_territory_recoded_keeps_its_past(campaign: Campaign) -> None:
    (territory,) = campaign.territories
    recoded = replace(
        campaign,
        territories=(replace(territory, code="VILLE", former_codes=(territory.code,)),),
        history=(a_history(respondent="CUL", territory=territory.code),),
    )
    present = with_present_codes(recoded)
    culture = respondent_of(present, "CUL")
    assert culture is not None
    assert [past.value for past in own_past(present, culture)] == [0.4]


def test_two_administrations_made_one_keep_their_figures_apart(campaign: Campaign) -> None:
    territory = campaign.territories[0].code
    merged = replace(
        renamed(campaign, "CUL", "DRIEETS", former_codes=("A", "B")),
        history=(
            a_history(respondent="A", territory=territory, value=0.1),
            a_history(respondent="B", territory=territory, value=0.9),
        ),
    )
    assert [past.respondent for past in with_present_codes(merged).history] == ["A", "B"]


def test_a_past_result_of_no_territory_is_refused_at_its_cell(folder: Path) -> None:
    recode(
        folder,
        lambda campaign: replace(campaign, year=2016, history=(a_history(respondent=None, territory="AILLEURS"),)),
    )
    with pytest.raises(CampaignError) as refused:
        load_campaign(folder)
    (problem,) = refused.value.problems
    assert (problem.place, problem.code) == ("Historique!B4", "campaign_former_territory")


def test_a_former_code_is_nobody_elses(folder: Path) -> None:
    recode(folder, lambda campaign: renamed(campaign, "CUL", "DRAC", former_codes=("EMP",)))
    with pytest.raises(CampaignError) as refused:
        load_campaign(folder)
    assert "campaign_former_in_use" in {problem.code for problem in refused.value.problems}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_masters_of_a_territory_that_was_recoded_are_named_and_not_those_just_made(tmp_path: Path) -> None:
    folder = tmp_path / "cdv-2025"
    make_folder(folder, departement({"EMP": (indicator(places()),)}), now=NOW)
    made = consolidate(folder, target=None, now=NOW)
    assert isinstance(made, CountryConsolidated)
    assert made.left_over == ()
    whole = load_campaign(folder)
    territories = (replace(whole.territories[0], code="PAYS", former_codes=("REDON",)), *whole.territories[1:])
    respondents = tuple(
        replace(one, territory="PAYS") if one.territory == "REDON" else one for one in whole.respondents
    )
    save_campaign(
        replace(whole, territories=territories, respondents=respondents), folder / "campagne.xlsx", created=NOW
    )
    again = consolidate(folder, target=None, now=NOW)
    assert isinstance(again, CountryConsolidated)
    assert again.left_over == (
        "territoires/cdv-2025_REDON_report.html",
        "territoires/cdv-2025_REDON_synthese.xlsx",
    )


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_masters_of_a_campaign_that_falls_to_one_territory_and_is_called_otherwise_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "cdv-2025"
    make_folder(folder, departement({"EMP": (indicator(places()),)}), now=NOW)
    consolidate(folder, target=None, now=NOW)
    whole = load_campaign(folder)
    alone = replace(
        whole,
        territories=whole.territories[:1],
        respondents=tuple(one for one in whole.respondents if one.territory == whole.territories[0].code),
    )
    save_campaign(alone, folder / "campagne.xlsx", created=NOW)
    gone = {f"territoires/cdv-2025_{one.code}_{kind}" for one in whole.territories for kind in KINDS}
    assert set(consolidate(folder, target=None, now=NOW).left_over) == gone
    said = CliRunner().invoke(group, ["-C", str(folder), "consolidate"])
    assert f"territoires/cdv-2025_{whole.territories[0].code}_synthese.xlsx" in said.output.replace("\n", "")
    save_campaign(replace(alone, code="cdv-2030", former_codes=("cdv-2025",)), folder / "campagne.xlsx", created=NOW)
    own = {"cdv-2025_synthese.xlsx", "cdv-2025_synthese_note.docx"}
    assert set(consolidate(folder, target=None, now=NOW).left_over) == gone | own
    save_campaign(whole, folder / "campagne.xlsx", created=NOW)
    assert consolidate(folder, target=None, now=NOW).left_over == ("cdv-2025_synthese_note.docx",)


KINDS = ("report.html", "synthese.xlsx")
