"""A campaign edited once returns have come: what lost its code is told, with the line to write, until it is written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.campaigns.documents import campaign_problems, campaign_to_json
from qpv_xlsx.campaigns.starters import load_template
from qpv_xlsx.cli.guard import guarded
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, PastResult, Waiver, measures_of, respondent_of
from qpv_xlsx.domain.contract.catalogue import with_measures
from qpv_xlsx.domain.contract.geography import Quartier
from qpv_xlsx.domain.contract.measures import Kind, Measure
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.contract.reference import Reference
from qpv_xlsx.domain.following.left_behind import Coded, LeftBehind, past_codes_left
from qpv_xlsx.domain.following.past_left_behind import PastLeftBehind, lost_measures, lost_quartiers
from qpv_xlsx.domain.merging.ledger import Decision, Resolution
from qpv_xlsx.messages.left_behind_words import left_behind_words
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.generate import generate
from qpv_xlsx.tasks.init import asked_where_it_is
from qpv_xlsx.tasks.status import read_status, status_document
from qpv_xlsx.workbook.collection import write_collection
from tests.paris import recoded

NOW = datetime(2016, 2, 1, 9, tzinfo=UTC)
QUARTIER = "grand-belleville"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """INT and CUL have answered, INT in a quartier too; a decision stands on INT-04."""
    template = load_template("paris-2015-2020")
    quartiers = tuple(Quartier(id=one, name=one) for one in (QUARTIER, "la-chapelle"))
    paris = replace(template.territories[0], quartiers=quartiers)
    edited = replace(template, catalogue=asked_where_it_is(template.catalogue, [paris]), territories=(paris,))
    save_campaign(edited, tmp_path / "campagne.json", created=NOW)
    campaign = load_campaign(tmp_path)
    list(generate(tmp_path, only=("INT", "CUL"), now=NOW))
    for code in ("INT", "CUL"):
        respondent = respondent_of(campaign, code)
        assert respondent is not None
        measures = measures_of(campaign, respondent)
        answers = {Question(measure=one.code): 3 for one in measures[:2]}
        by_quartier = next((one for one in measures if one.by_quartier and one.kind is Kind.COUNT), None)
        if by_quartier:
            answers[Question(measure=by_quartier.code, quartier=QUARTIER)] = 3
        reference = Reference(campaign=campaign.code, respondent=code, version=1)
        content = write_collection(campaign, respondent, reference, answers=answers, created=NOW)
        (tmp_path / f"{code}.xlsx").write_bytes(content)
        collect(tmp_path, [tmp_path / f"{code}.xlsx"], author="", now=NOW)
    with open_register(tmp_path) as register:
        register.decide(
            Decision(
                respondent="INT", question=Question(measure="INT-04"), verdict=Resolution.SET, reason="appel", decided=NOW,
                value=4,
            )
        )  # fmt: skip
    return tmp_path


def edit(folder: Path, change: Callable[[Campaign], Campaign]) -> tuple[LeftBehind, ...]:
    """What status tells once the campaign has been changed."""
    save_campaign(change(load_campaign(folder)), folder / "campagne.json", created=NOW)
    status = read_status(folder, now=NOW)
    assert [one["code"] for one in status_document(status)["left_behind"]] == [one.code for one in status.left_behind]
    return status.left_behind


def renamed(code: str, *former: str) -> Callable[[Campaign], Campaign]:
    def change(campaign: Campaign) -> Campaign:
        respondents = tuple(
            replace(one, code="DRAC", former_codes=former) if one.code in {code, "DRAC"} else one
            for one in campaign.respondents
        )
        return replace(campaign, respondents=respondents)

    return change


def quartier_renamed(*former: str) -> Callable[[Campaign], Campaign]:
    def change(campaign: Campaign) -> Campaign:
        (paris,) = campaign.territories
        quartiers = tuple(
            replace(one, id="belleville-2024", name="Belleville 2024", former_codes=former)
            if one.id in {QUARTIER, "belleville-2024"}
            else one
            for one in paris.quartiers
        )
        return replace(campaign, territories=(replace(paris, quartiers=quartiers),))

    return change


def without(code: str) -> Callable[[Campaign], Campaign]:
    def change(campaign: Campaign) -> Campaign:
        conventions = tuple(
            replace(
                convention,
                indicators=tuple(
                    one for one in convention.indicators if code not in {measure.code for measure in one.measures}
                ),
            )
            for convention in campaign.catalogue.conventions
        )
        return replace(campaign, catalogue=replace(campaign.catalogue, conventions=conventions))

    return change


def test_nothing_is_told_of_a_campaign_that_nobody_edited(folder: Path) -> None:
    assert edit(folder, lambda campaign: campaign) == ()


def test_a_renamed_administration_is_told_until_its_former_code_is_written(folder: Path) -> None:
    (told,) = edit(folder, renamed("CUL"))
    assert (told.kind, told.code, told.sent) == (Coded.RESPONDENT, "CUL", 1)
    (words,) = left_behind_words([told], "fr")
    assert "écrivez CUL sous «\u00a0Anciens codes\u00a0», feuille Administrations" in words
    assert edit(folder, renamed("CUL", "CUL")) == ()


def test_a_measure_taken_out_after_its_answers_came_is_told(folder: Path) -> None:
    """What was answered of it counted nowhere, and nothing said so. A former code gives it back."""
    asked = replace(load_campaign(folder), choices=())

    def recode(*former: str) -> Campaign:
        def change(measure: Measure) -> Measure:
            return replace(measure, code="INT-01-z", former_codes=former) if measure.code == "INT-01-a" else measure

        return replace(asked, catalogue=with_measures(asked.catalogue, change))

    (told,) = edit(folder, lambda _: without("INT-01-a")(asked))
    assert (told.kind, told.code, told.returns) == (Coded.MEASURE, "INT-01-a", 1)
    (words,) = left_behind_words([told], "fr")
    assert "INT-01-a (1 retour)" in words.replace("\u00a0", " ")
    assert edit(folder, lambda _: recode("INT-01-a")) == ()
    assert edit(folder, lambda _: recode()) == (told,)


def test_a_renamed_quartier_is_told_until_its_former_code_is_written(folder: Path) -> None:
    (told,) = edit(folder, quartier_renamed())
    assert (told.kind, told.code, told.returns) == (Coded.QUARTIER, QUARTIER, 1)
    (words,) = left_behind_words([told], "fr")
    assert f"écrivez {QUARTIER} sous «\u00a0Anciens codes\u00a0», feuille Quartiers" in words
    assert edit(folder, lambda campaign: campaign) == (told,), "also once the returns have been read again"
    assert edit(folder, quartier_renamed(QUARTIER)) == ()


def test_a_measure_taken_out_with_a_decision_on_it_is_told(folder: Path) -> None:
    (told,) = edit(folder, without("INT-04"))
    assert consolidate(folder, target=None, now=NOW).left_behind == (told,)
    assert told == LeftBehind(kind=Coded.MEASURE, code="INT-04", decisions=1)
    (words,) = left_behind_words([told], "fr")
    assert words.startswith("Mesure retirée de la campagne\u00a0: INT-04 (1 décision)")


def past(**facts: Any) -> PastResult:
    return PastResult(
        **{"year": 2014, "territory": "75", "measure": "CUL-01", "value": 0.4, "kind": Kind.SHARE, **facts}
    )


def with_a_past(campaign: Campaign) -> Campaign:
    """Every measure has one, by the code that it has now."""
    territory = campaign.territories[0].code
    history = tuple(past(territory=territory, measure=one.code, kind=one.kind) for one in campaign.catalogue.measures)
    return replace(campaign, history=history)


def test_a_measure_recoded_between_two_years_is_told_until_its_former_code_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load_campaign(folder)
    save_campaign(recoded(with_a_past(before), "CUL-01", "CUL-09"), folder / "campagne.json", created=NOW)
    told = next(one for one in read_status(folder, now=NOW).left_behind if one.results)
    assert (told.kind, told.code, told.results, told.newcomers) == (Coded.MEASURE, "CUL-01", 1, ("CUL-09",))
    assert told in consolidate(folder, target=None, now=NOW).left_behind
    [words] = left_behind_words([told], "fr")
    assert "CUL-01 (1 résultat d’une année passée)" in words
    assert "CUL-09" in words
    assert guarded(group, ["-C", str(folder), "generate", "--only", "CUL"]) == 0
    assert "Anciens codes" in capsys.readouterr().err
    save_campaign(recoded(with_a_past(before), "CUL-01", "CUL-09", "CUL-01"), folder / "campagne.json", created=NOW)
    assert not [one for one in read_status(folder, now=NOW).left_behind if one.results]


def test_a_measure_that_is_asked_no_more_is_told_until_a_waiver_says_why(folder: Path) -> None:
    """Where every other measure has its past, too: one of them may have taken its place."""
    campaign = load_campaign(folder)
    history = (past(territory=campaign.territories[0].code, measure="CUL-00"), *with_a_past(campaign).history)
    dropped = replace(campaign, history=history)
    (found,) = lost_measures(dropped).items()
    assert found == ("CUL-00", PastLeftBehind(results=1))
    (told,) = past_codes_left(dropped)
    assert "feuille Dispenses" in left_behind_words([told], "fr")[0]
    said = Waiver(reason="Supprimée par l’avenant", decided_on=date(2016, 1, 1), measure="CUL-00")
    save_campaign(replace(dropped, waivers=(*campaign.waivers, said)), folder / "campagne.json", created=NOW)
    assert lost_measures(load_campaign(folder)) == {}
    before = tuple(replace(one, year=2013) if one.measure == "CUL-00" else one for one in history)
    missing = tuple(one for one in before if one.measure != "CUL-01")
    assert lost_measures(replace(campaign, history=missing)) == {}, "dropped longer ago"


@pytest.mark.parametrize(
    ("geography", "former", "expected"),
    [
        pytest.param("paris-2015", (), ("ancien", ("nouveau",)), id="the same map"),
        pytest.param("paris-2024", (), None, id="another map: Correspondances says"),
        pytest.param("paris-2015", ("ancien",), None, id="its former code is written"),
    ],
)
def test_a_quartier_recoded_between_two_years_is_told(
    folder: Path, geography: str, former: tuple[str, ...], expected: tuple[str, tuple[str, ...]] | None
) -> None:
    campaign = load_campaign(folder)
    quartiers = (Quartier(id="nouveau", name="Nouveau", former_codes=former), Quartier(id="autre", name="Autre"))
    place = replace(campaign.territories[0], geography="paris-2015", quartiers=quartiers)
    history = tuple(
        past(territory=place.code, quartier=one, geography=geography if one == "ancien" else "paris-2015")
        for one in ("ancien", "autre")
    )
    known = replace(campaign, territories=(place,), history=history)
    found = lost_quartiers(known)
    assert [(code, one.newcomers) for code, one in found.items()] == ([expected] if expected else [])
    if expected:
        (said,) = left_behind_words(past_codes_left(known), "fr")
        assert all(sheet in said for sheet in ("feuille Quartiers", "feuille Correspondances", "feuille Dispenses"))
    dropped = Waiver(quartier="ancien", reason="n’est plus suivi", decided_on=date(2016, 3, 1))
    once = replace(known, waivers=(*known.waivers, dropped))
    assert lost_quartiers(once) == {}, "said once"
    assert [one.place for one in campaign_problems(campaign_to_json(once)) if one.place.startswith("/waivers")] == []
