"""Tables of every year, of quartiers, of findings, of publications: what they say, and what the audit reads of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import save_campaign
from qpv_xlsx.domain.contract.campaign import PastResult
from qpv_xlsx.domain.contract.questions import Field, Question, Situation
from qpv_xlsx.domain.findings import CampaignError, Code, finding
from qpv_xlsx.domain.merging.ledger import Decision, Held, Ledger, Resolution
from qpv_xlsx.domain.publishing.diffusion import diffuse
from qpv_xlsx.export.linked_tables import LinkedTable
from qpv_xlsx.export.printed_figures import printed_figures
from qpv_xlsx.export.relational import tables_of
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.consolidating import publishing
from qpv_xlsx.tasks.consolidating.publishing import prepare, remember
from tests.export.accounts import MIXED, RECEIVED, campaign, ledger, persons
from tests.export.test_diffusion import remembered

COUNT = "EMP-01-b"
NOW = datetime(2016, 4, 1, tzinfo=UTC)
SMALL = persons(93, a=3, b=20, c=50, d=20)


def table(name: str, told: Ledger, asked: object = None, **options: object) -> LinkedTable:
    setting = campaign() if asked is None else asked
    made = tables_of(setting, told, **options)  # type: ignore[arg-type]  # passed on
    return next(one for one in made.tables if one.name == name)


def test_a_year_and_those_before_are_one_table() -> None:
    past = PastResult(year=2014, territory="PARIS", measure=COUNT, quartier="a", value=12.0, geography="paris-2015")
    setting = replace(campaign(), history=(past, replace(past, quartier=None, territory_value=900.0, value=None)))
    rows = table("resultats", persons(60, a=12), setting).rows
    told = {(row["year"], row["respondent"], row["quartier"], row["field"]): row["value"] for row in rows}
    assert told == {
        (2014, "_T", "a", "value"): 12.0,
        (2014, "_T", "_T", "value"): None,
        (2014, "_T", "_T", "territory_value"): 900.0,
        (2015, "EMP", "_T", "value"): 60.0,
        (2015, "EMP", "a", "value"): 12.0,
    }
    assert {row["vintage"] for row in rows} == {2015}


def test_a_revision_says_what_the_figure_was_who_corrected_it_when_and_why() -> None:
    past = PastResult(
        year=2014,
        territory="PARIS",
        measure=COUNT,
        value=14.0,
        territory_value=900.0,
        value_before=12.0,
        revised_on=date(2016, 2, 1),
        revised_by="coordinatrice",
        revision_reason="double compte",
    )
    setting = replace(campaign(), history=(past,))
    rows = {row["field"]: row for row in table("resultats", SMALL, setting).rows if row["year"] == past.year}
    revision = ("value", "value_before", "revised_on", "revised_by", "revision_reason")
    assert [rows["value"][name] for name in revision] == [14.0, 12.0, "2016-02-01", "coordinatrice", "double compte"]
    assert [rows["territory_value"][name] for name in revision] == [900.0, None, None, None, None]
    public = diffuse(setting, SMALL)
    (row,) = [
        one
        for one in table("resultats", public.ledger, public.campaign, is_diffusion=True).rows
        if one["year"] == 2014 and one["field"] == "value"
    ]
    assert (row["value_before"], row["revised_by"], row["revision_reason"]) == (None, None, None)


def test_of_a_measure_that_is_asked_no_more_nothing_is_published() -> None:
    past = PastResult(year=2014, territory="PARIS", measure="VIEUX-01", value=3.0)
    setting = replace(campaign(), history=(past,))
    assert "VIEUX-01" in {row["measure"] for row in table("resultats", SMALL, setting).rows}
    assert "VIEUX-01" not in {row["measure"] for row in table("resultats", SMALL, setting, is_diffusion=True).rows}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (persons(60, a=12), {"a": "renseigne", "b": "a_completer", "c": "a_completer", "d": "a_completer"}),
        (Ledger(accounts={}), dict.fromkeys("abcd", "non_recu")),
        (
            ledger({Question(measure=COUNT, quartier="a", field=Field.SITUATION): Situation.SECRET, Question(measure=COUNT): 5}),
            {"a": "s", "b": "a_completer", "c": "a_completer", "d": "a_completer"},
        ),
    ],
    ids=["one figure", "nothing received", "one said to be secret"],
)  # fmt: skip
def test_each_quartier_has_its_status(told: Ledger, expected: Mapping[str, str]) -> None:
    rows = table("statuts-quartiers", told).rows
    assert {row["quartier"]: row["reporting"] for row in rows if row["measure"] == COUNT} == expected


def test_findings_are_counted_without_their_words() -> None:
    found = finding(Code.C04, measure=COUNT, value="dont 3 mineurs")
    account = replace(SMALL.accounts["EMP"], findings=(Held(found=found, respondent="EMP"),))
    (row,) = table("anomalies", Ledger(accounts={"EMP": account})).rows
    assert (row["code"], row["severity"], row["respondent"]) == ("C04", "warning", "EMP")
    assert "mineurs" not in str(row)


def test_publications_tell_what_was_given_and_what_was_withheld() -> None:
    publication = remembered(diffuse(campaign(), SMALL))
    (row,) = table("publications", SMALL, publications=[publication]).rows
    assert (row["published"], row["masked"]) == (3, 2)
    figures = table("chiffres-publies", SMALL, publications=[publication]).rows
    assert {each["quartier"]: each["is_masked"] for each in figures} == {
        **dict.fromkeys(("_T", "c"), False),
        **{key.quartier: False for key in publication.published if key.quartier},
        **{key.quartier: True for key in publication.withheld},
    }
    public = tables_of(campaign(), SMALL, publications=[publication], is_diffusion=True).tables
    assert not {"publications", "chiffres-publies", "decisions"} & {one.name for one in public}


def test_a_part_whose_figure_was_replaced_says_so() -> None:
    share = Question(measure="EMP-01-a")
    held = ledger(MIXED).accounts["EMP"]
    decision = Decision(
        respondent="EMP", question=share, verdict=Resolution.SET, reason="appel", decided=RECEIVED, value=0.2
    )
    entries = {share: replace(held.entries[share], decision=decision)}
    told = Ledger(accounts={"EMP": replace(held, entries=entries)})
    rows = [row for row in table("reponses", told).rows if row["field"] == "numerator"]
    assert {row["absence"] for row in rows if row["measure"] == "EMP-01-a"} == {"remplacee"}


def test_the_audit_reads_every_table_that_holds_figures() -> None:
    made = diffuse(campaign(), SMALL)
    printed = printed_figures(tables_of(made.campaign, made.ledger, is_diffusion=True), made.campaign)
    assert printed.keys() == {"reponses", "statuts", "statuts-quartiers", "resultats"}
    assert all(keys <= made.published.keys() for keys in printed.values())
    told = printed_figures(tables_of(campaign(), SMALL, is_diffusion=True), campaign())
    assert {name for name, keys in told.items() if keys & made.withheld.keys()} == {
        "reponses",
        "statuts-quartiers",
        "resultats",
    }


def test_nothing_is_written_where_a_table_prints_what_is_masked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting = campaign()
    save_campaign(setting, tmp_path / "campagne.xlsx", created=NOW)
    with open_register(tmp_path) as register:
        made = prepare(setting, SMALL, register)
        remember(made, setting, register, tmp_path, "x", NOW)
        before = sorted(path.name for path in tmp_path.rglob("*"))
        monkeypatch.setattr(publishing, "tables_of", lambda *_, **__: tables_of(setting, SMALL, is_diffusion=True))
        with pytest.raises(CampaignError) as refused:
            remember(made, setting, register, tmp_path, "x", NOW)
    assert refused.value.code == "diffusion_exposed"
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
