"""A figure of a former year is corrected: both folders agree, « (r) » stands beside it, and it is told who, when and why."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.measures import Combination, Kind
from qpv_xlsx.domain.contract.questions import Question, Situation
from qpv_xlsx.domain.findings import CampaignError, Code, Severity
from qpv_xlsx.domain.following.history import next_campaign
from qpv_xlsx.messages.past_words import revision_words
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.close import close_year
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import make_folder
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve
from qpv_xlsx.tasks.revise import YearRuling, revise
from qpv_xlsx.tasks.rollover import rollover
from tests.departement import departement, fill_in, indicator, places
from tests.life.test_several_administrations import campaign, ledger, measure

NOW = datetime(2016, 5, 2, 9, tzinfo=UTC)
LATER = datetime(2017, 3, 2, 9, tzinfo=UTC)
CULTURE = Question(measure="CUL-01")
BY_HAND = ("--measure", "CUL-01", "--value", "43 %", "--reason", "recompte")


@pytest.fixture
def answered(folder: Path, fill: Callable[..., bytes]) -> Path:
    path = folder.parent / "drac.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.41, ("CUL-01", "Situation"): "Provisoire"}))
    collect(folder, [path], author="", now=NOW)
    path.unlink()
    return folder


@pytest.fixture
def following(answered: Path) -> Path:
    target = answered.parent / "paris-2016"
    rollover(answered, target, 2016, author="anne", now=NOW)
    return target


def run(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(group, ["-C", str(folder), *words], catch_exceptions=False, standalone_mode=False)


def past(folder: Path) -> PastResult:
    (found,) = (one for one in load_campaign(folder).history if one.measure == "CUL-01")
    return found


def value_then(folder: Path) -> Any:
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, NOW).accounts["CUL"].entries[CULTURE].answer.value


def test_by_hand_both_folders_agree_and_it_is_said_who_when_and_why(answered: Path, following: Path) -> None:
    done = run(following, "resolve", "--year", "2015", *BY_HAND)
    assert done.return_value == 0
    said = " ".join(done.stdout.split())
    assert "2015, CUL-01 (CUL) : 43 % au lieu de 41 % – recompte" in said.replace("\u00a0", " ")
    assert "Révision de 2015 enregistrée" in said
    found = past(following)
    assert (found.value, found.value_before) == pytest.approx((0.43, 0.41))
    assert found.revision_reason == "recompte"
    assert value_then(answered) == pytest.approx(0.43)
    with open_register(following) as register:
        lines = [line.about for line in register.journal() if line.act == "revision"]
    assert lines == ["2015 CUL-01 CUL : 0.41 provisoire -> 0.43 provisoire – recompte"]
    assert len(list(following.glob("campagne-avant-*.xlsx"))) == 1
    again = run(following, "resolve", "--year", "2015", "--json", *BY_HAND)
    assert json.loads(again.stdout)["revised"] == []


@pytest.mark.filterwarnings("ignore:.* extension is not supported:UserWarning")
def test_what_next_years_form_master_and_report_show(following: Path) -> None:
    run(following, "resolve", "--year", "2015", *BY_HAND)
    list(generate(following, only=("CUL",), now=LATER))
    form = openpyxl.load_workbook(following / "a_envoyer" / "paris-2016_CUL.xlsx")["Indicateurs"]
    cells = [str(cell.value) for row in form.iter_rows() for cell in row if cell.value]
    assert any("43\u00a0% (" in text and text.endswith("(r)") for text in cells)
    assert any(text.startswith("À rendre définitif\u00a0: 43\u00a0%") for text in "\n".join(cells).split("\n"))
    run(following, "consolidate")
    master = openpyxl.load_workbook(following / "synthese" / "paris-2016_synthese.xlsx")
    row = next(row for row in master["Indicateurs"].iter_rows(min_row=4) if row[0].value == "CUL-01")
    (shown,) = (cell for cell in row if str(cell.number_format).endswith('"(r)"'))
    assert shown.value == pytest.approx(0.43)
    journal = [[cell.value for cell in line] for line in master["Journal"].iter_rows(min_row=4)]
    (told,) = (line for line in journal if line[1] == "Résultat révisé")
    assert told[4] == "43\u00a0%"
    assert any("au lieu de 41\u00a0% – recompte" in str(cell) for cell in told)


def test_from_last_years_workbook_filled_again(answered: Path, following: Path, fill: Callable[..., bytes]) -> None:
    path = answered.parent / "corrige.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.45, ("CUL-01", "Situation"): "Définitif"}))
    done = run(following, "resolve", "--year", "2015", "--file", str(path), "--reason", "renvoi de la DRAC")
    assert done.return_value == 0, done.stdout
    assert past(following).value == pytest.approx(0.45)
    assert past(following).situation is Situation.FINAL
    assert value_then(answered) == pytest.approx(0.45)


def test_last_years_form_that_came_as_a_return_is_no_error_once_its_year_has_taken_it(
    answered: Path, following: Path, fill: Callable[..., bytes]
) -> None:
    path = answered.parent / "ancien.xlsx"
    path.write_bytes(fill("CUL", {"CUL-01": 0.45, ("CUL-01", "Situation"): "Définitif"}))
    collect(following, [path], author="", now=LATER)

    def errors() -> list[Code]:
        with open_register(following) as register:
            findings = ledger_of(load_campaign(following), register, LATER).accounts["CUL"].findings
        return [held.found.code for held in findings if held.found.severity is Severity.ERROR]

    assert errors() == [Code.I02]
    run(following, "resolve", "--year", "2015", "--file", str(path), "--reason", "renvoi de la DRAC")
    assert errors() == []


def test_what_was_corrected_there_since_is_taken_with_the_folder(answered: Path, following: Path) -> None:
    resolve(answered, Ruling(measure="CUL-01", value="47 %", reason="appel"), author="a", now=NOW)
    done = run(following, "resolve", "--year", "2015", "--file", str(answered), "--reason", "reprise")
    assert done.return_value == 0
    assert past(following).value == pytest.approx(0.47)


def test_a_figure_made_final_is_not_revised(answered: Path, following: Path) -> None:
    resolve(answered, Ruling(measure="CUL-01", field=None, value="41 %", reason="r"), author="a", now=NOW)
    run(
        following,
        "resolve",
        "--year",
        "2015",
        "--measure",
        "CUL-01",
        "--field",
        "situation",
        "--value",
        "Définitif",
        "--reason",
        "r",
    )
    assert (past(following).situation, past(following).is_revised) == ("definitif", False)


def test_a_closed_year_stays_as_it_was_and_its_journal_bears_the_revision(answered: Path, following: Path) -> None:
    archive = close_year(answered, reason="comité", author="anne", now=NOW).archive.read_bytes()
    done = run(following, "resolve", "--year", "2015", *BY_HAND)
    assert "est close" in done.stdout
    assert past(following).value == pytest.approx(0.43)
    assert value_then(answered) == pytest.approx(0.41)
    assert next(answered.glob("synthese/*.zip")).read_bytes() == archive
    with open_register(answered) as register:
        assert register.journal()[-1].act == "revision"


def test_without_the_former_folder_the_history_alone_is_revised(following: Path, tmp_path: Path) -> None:
    alone = following.rename(tmp_path / "ailleurs")
    (tmp_path / "paris-2015").rename(tmp_path / "rangé")
    (tmp_path / "rangé" / "campagne.xlsx").unlink()
    done = run(alone, "resolve", "--year", "2015", *BY_HAND)
    assert "seul l’historique est révisé" in done.stdout
    assert past(alone).value == pytest.approx(0.43)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(("--year", "2016", *BY_HAND), "revise_year", id="this year"),
        pytest.param(("--year", "2015", "--measure", "CUL-01", "--reason", "r"), "revise_choice", id="no value"),
        pytest.param(("--year", "2015", "--value", "43 %", "--reason", "r"), "revise_choice", id="nothing named"),
        pytest.param(("--year", "2015", "--measure", "CUL-01", "--value", "1"), "resolve_reason", id="no reason"),
        pytest.param(("--year", "2015", *BY_HAND, "--former", "."), "revise_other_year", id="another folder"),
    ],
)
def test_what_cannot_be_revised_is_told(
    following: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(following)
    before = (following / "campagne.xlsx").read_bytes()
    with pytest.raises(CampaignError) as refused:
        run(following, "resolve", *words)
    assert refused.value.code == code
    assert (following / "campagne.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "combination", "figures", "words", "whole", "stale"),
    [
        pytest.param(Kind.COUNT, Combination.SUM, (10, 5, 7), "8", 25, [], id="a sum is made again"),
        pytest.param(
            Kind.SHARE, Combination.OVERALL, (0.1, 0.5, 0.7), "80 %", None, ["LOG-01"], id="a share cannot be"
        ),
    ],
)
def test_the_result_for_all_follows_or_is_said_not_to(
    tmp_path: Path, kind: Kind, combination: Combination, figures: tuple[float, ...], words: str, whole: Any, stale: Any
) -> None:
    """Without the folder of that year, what the history holds must do."""
    codes = ("RIVP", "ELOGIE", "PARIS-HABITAT")
    year = campaign(measure(kind, combination))
    given: Any = {
        code: {"value": figure, "numerator": 100 * figure, "denominator": 100}
        for code, figure in zip(codes, figures, strict=True)
    }
    rolled = next_campaign(year, ledger(year, given), 2016)
    former = next(one for one in rolled.history if one.respondent is None)
    make_folder(tmp_path / "paris-2016", rolled, now=NOW)
    wanted = Ruling(measure="LOG-01", respondent="ELOGIE", value=words, reason="recompte")
    asked = YearRuling(year=2015, ruling=wanted, path=None, former=None, reason="recompte")
    done = revise(tmp_path / "paris-2016", asked, author="anne", now=LATER)
    rows = {one.respondent: one for one in load_campaign(tmp_path / "paris-2016").history}
    assert list(done.stale) == stale
    assert rows[None].value == pytest.approx(whole or former.value)
    assert rows[None].is_revised == (whole is not None)
    assert rows["ELOGIE"].value == pytest.approx(0.8 if kind is Kind.SHARE else 8)
    assert not rows["RIVP"].is_revised


def test_only_what_was_decided_changes_and_a_year_between_is_named(tmp_path: Path) -> None:
    """Elsewhere the same measure has changed in that year's folder since: it is not taken along, under a reason that is not its own."""
    years = {year: tmp_path / f"cdv-{year}" for year in (2025, 2026, 2027)}
    make_folder(years[2025], departement({"EMP": (indicator(places()),)}), now=NOW)
    folder = years[2025]
    list(generate(folder, only=(), now=NOW))
    one, other = [person for person in load_campaign(folder).respondents if "EMP" in person.conventions][:2]

    def answers(code: str, figure: int, moment: datetime) -> None:
        form = next((folder / "a_envoyer").glob(f"*_{code}.xlsx"))
        sent = fill_in(form, tmp_path / f"{code}-{figure}.xlsx", {("EMP-01", "Résultat 2025"): figure})
        collect(folder, [sent], author="", now=moment)

    answers(one.code, 50, NOW)
    answers(other.code, 70, NOW)
    rollover(folder, years[2026], 2026, author="anne", now=NOW)
    rollover(years[2026], years[2027], 2027, author="anne", now=NOW)
    answers(other.code, 77, LATER)
    words = ("--measure", "EMP-01", "--respondent", one.code, "--value", "55", "--reason", "recompte")
    said = run(years[2027], "resolve", "--year", "2025", *words).output.split()
    history = {past.respondent: past.value for past in load_campaign(years[2027]).history if past.year == 2025}
    assert history == {one.code: 55, other.code: 70}
    assert f"({one.code})" in said
    assert str(years[2026]) in said


def test_what_is_said_of_a_step_names_both_words_and_invents_none() -> None:
    names = Names(quartiers={"q1": "Kermoysan"})
    told = PastResult(
        year=2025, territory="R", measure="CUL-01", text="en_cours", revised_on=NOW.date(), revision_reason="appel"
    )
    assert revision_words(told, Kind.MILESTONE, "fr", names) == "2025, CUL-01\u00a0: En cours, révisé – appel"
    known = revision_words(told, Kind.MILESTONE, "fr", names, whose="DRAC", before="Fait")
    assert known == "2025, CUL-01 (DRAC)\u00a0: En cours au lieu de Fait – appel"
    placed = revision_words(replace(told, quartier="q1"), Kind.MILESTONE, "fr", names)
    assert "CUL-01 (Kermoysan)" in placed
