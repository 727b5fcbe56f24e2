"""``qpv-xlsx propose`` on screen and as JSON."""

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator, FormatChecker

from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.measures import Kind
from qpv_xlsx.domain.contract.targets import (
    AtLeast,
    AtMost,
    ChangeBy,
    Done,
    Maintain,
    MultiplyBy,
    PerYear,
    Qualitative,
    ReduceGapBy,
    Target,
    Undefined,
    YearlyIncrease,
)
from qpv_xlsx.domain.proposing.doubts import Doubt
from qpv_xlsx.messages.numbers import ratio
from qpv_xlsx.messages.targets import target_words
from qpv_xlsx.messages.wordbook import labels
from qpv_xlsx.tasks.propose import proposals_document, propose_all
from tests.catalogue.contract_wordings import CONTRACT
from tests.catalogue.fresh_wordings import FRESH
from tests.contract.person import ROOT

WORDS: list[tuple[Target, Kind | None, str]] = [
    (AtLeast(value=0.18), Kind.SHARE, "atteindre au moins 18 %"),
    (AtLeast(value=4088), Kind.COUNT, "atteindre au moins 4 088"),
    (AtLeast(value=1 / 3500), Kind.RATIO, "atteindre au moins 1 pour 3 500"),
    (AtMost(value=0.05, year=2020), Kind.SHARE, "ne pas dépasser 5 % en 2020"),
    (ChangeBy(amount=0.2), None, "augmenter de 20 %"),
    (ChangeBy(amount=-0.2), Kind.COUNT, "réduire de 20 %"),
    (ChangeBy(amount=0.05, is_absolute=True), Kind.SHARE, "augmenter de 5 points"),
    (MultiplyBy(factor=2), Kind.SHARE, "multiplier par 2"),
    (ReduceGapBy(fraction=0.5), Kind.GAP, "réduire l’écart de 50 %"),
    (Maintain(), Kind.COUNT, "maintenir le niveau de départ"),
    (PerYear(value=6), Kind.COUNT, "atteindre 6 chaque année"),
    (YearlyIncrease(rate=0.05), Kind.SHARE, "augmenter de 5 % par an"),
    (YearlyIncrease(rate=0.05, in_points=True), Kind.SHARE, "augmenter de 5 points par an"),
    (Done(), Kind.MILESTONE, "réaliser"),
    (Qualitative(), Kind.TEXT, "objectif sans chiffre"),
    (Undefined(), None, "objectif non défini"),
]


@pytest.mark.parametrize(("target", "kind", "expected"), WORDS, ids=[case[2] for case in WORDS])
def test_target_in_words(target: Target, kind: Kind | None, expected: str) -> None:
    assert " ".join(target_words(target, kind, "fr").split()) == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_doubt_has_its_words(language: str) -> None:
    assert set(labels(language, "doubts")) == {str(doubt) for doubt in Doubt}


def test_ratio_that_is_no_small_one_stays_a_number() -> None:
    assert ratio(5, "fr") == "5"
    assert ratio(0, "fr") == "0"
    assert ratio(1 / 3500, "en") == "1 for 3,500"


def test_screen_fits_eighty_columns_and_asks_for_confirmation() -> None:
    words = ["25% E2C, 12% ML, 30% PLIE", "mot " * 60]
    done = CliRunner().invoke(group, ["propose", *words], env={"COLUMNS": "80"})

    assert done.exit_code == 0, done.output
    assert "atteindre au moins 25" in done.output
    assert done.output.count("À confirmer") == 2
    assert max(len(line) for line in done.output.splitlines()) <= 80


def test_json_is_one_document_in_the_campaign_s_form() -> None:
    done = CliRunner().invoke(group, ["propose", "--json", "7 quartiers sur 14", "doubler la part"])
    found = json.loads(done.stdout)

    assert found["schema"] == "qpv-xlsx/proposal/1"
    first, second = (entry["proposals"][0] for entry in found["wordings"])
    assert first["kind"] == "share"
    assert first["baseline"]["numerator"] == 7
    assert first["is_confirmed"] is False
    assert second["target"] == {"type": "multiply_by", "factor": 2, "year": None}


def test_words_that_were_not_understood_are_quoted_on_screen_and_listed_in_json() -> None:
    screen = CliRunner().invoke(group, ["propose", "80 % du prévisionnel"]).output
    found = json.loads(CliRunner().invoke(group, ["propose", "--json", "80 % du prévisionnel"]).stdout)

    assert "«\u00a0du prévisionnel\u00a0»" in screen.replace("\n", " ").partition("À vérifier")[2]
    assert found["wordings"][0]["proposals"][0]["words_left"] == ["du prévisionnel"]


def test_nothing_to_read_is_wrong_usage() -> None:
    assert CliRunner().invoke(group, ["propose"]).exit_code == 2


@pytest.mark.parametrize("text", ["- 10 %", "-10 %", "-5 points"])
def test_a_fall_is_no_option(text: str) -> None:
    for words in ([text], ["--", text], ["+ 3", text, "doubler"]):
        done = CliRunner().invoke(group, ["propose", "--json", *words])

        assert done.exit_code == 0, done.output
        assert text in [one["wording"] for one in json.loads(done.stdout)["wordings"]]


def test_an_option_that_is_none_is_still_told() -> None:
    assert CliRunner().invoke(group, ["propose", "-x", "10 %"]).exit_code == 2


def test_the_document_of_every_wording_follows_its_schema() -> None:
    """A nature that is not told, a target that is none: each has its form."""
    said = [line.partition(" => ")[0] for line in (*CONTRACT.splitlines(), *FRESH.splitlines())[::9] if " => " in line]
    document = proposals_document(propose_all(["", "doubler", *said]))
    schema = json.loads((ROOT / "templates/schema/proposal.schema.json").read_text("utf-8"))
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(json.loads(json.dumps(document)))
    kinds = {proposal["kind"] for wording in document["wordings"] for proposal in wording["proposals"]}
    assert None in kinds
    assert len(kinds) > len(Kind) // 2
