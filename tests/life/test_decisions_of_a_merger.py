"""Two administrations became one after each had something decided of the same figure: told, asked, and settled by one more decision."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.questions import Question
from qpv_xlsx.domain.findings import Code
from qpv_xlsx.domain.merging.ledger import Account
from qpv_xlsx.messages.sentences import Names, sentence
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.deciding.ruling import Ruling
from qpv_xlsx.tasks.recalled.ledgers import ledger_of
from qpv_xlsx.tasks.resolve import resolve, undo

NOW = datetime(2016, 3, 2, 9, tzinfo=UTC)
CULTURE = Question(measure="CUL-01")


def recode(folder: Path, change: Callable[[Campaign], Campaign]) -> None:
    save_campaign(change(load_campaign(folder)), folder / "campagne.xlsx", created=NOW)


def split(campaign: Campaign) -> Campaign:
    """Two administrations asked the same."""
    culture = next(one for one in campaign.respondents if one.code == "CUL")
    return replace(campaign, respondents=(*campaign.respondents, replace(culture, code="SDAP", name="SDAP")))


def joined(code: str) -> Callable[[Campaign], Campaign]:
    """Both are now one, called *code*."""

    def change(campaign: Campaign) -> Campaign:
        olds = tuple(old for old in ("CUL", "SDAP") if old != code)
        kept = [one for one in campaign.respondents if one.code not in {"CUL", "SDAP"}]
        (culture,) = (one for one in campaign.respondents if one.code == "CUL")
        return replace(campaign, respondents=(*kept, replace(culture, code=code, former_codes=olds)))

    return change


def decide(folder: Path, respondent: str, value: str, day: int) -> None:
    ruling = Ruling(measure="CUL-01", respondent=respondent, value=value, reason="appel")
    resolve(folder, ruling, author="a", now=NOW + timedelta(days=day))


def account(folder: Path, code: str) -> Account:
    with open_register(folder) as register:
        return ledger_of(load_campaign(folder), register, NOW).accounts[code]


def doubts(folder: Path, code: str) -> list[str]:
    held = account(folder, code).findings
    return [sentence(one.found, "fr", Names()).message for one in held if one.found.code is Code.C07]


@pytest.mark.parametrize("code", ["DRAC", "CUL"])
def test_two_decisions_that_disagree_are_told_until_one_is_taken_between_them(folder: Path, code: str) -> None:
    recode(folder, split)
    decide(folder, "SDAP", "41 %", 1)
    decide(folder, "CUL", "43 %", 2)
    recode(folder, joined(code))
    assert account(folder, code).entries[CULTURE].answer.value == pytest.approx(0.43)
    (said,) = doubts(folder, code)
    assert (
        "«\u00a043\u00a0%\u00a0» (décision du 04/03/2016, CUL), «\u00a041\u00a0%\u00a0» (décision du 03/03/2016, SDAP)"
        in said
    )
    decide(folder, code, "42 %", 3)
    assert doubts(folder, code) == []
    assert account(folder, code).entries[CULTURE].answer.value == pytest.approx(0.42)
    undo(folder, Ruling(measure="CUL-01", respondent=code, reason="erreur"), author="a", now=NOW + timedelta(days=4))
    assert doubts(folder, code) == [said]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param("43 %", "43 %", [], id="they agree"),
        pytest.param("nd", "43 %", ["« 43 % »", "« Non disponible (nd) »"], id="a figure, and none"),
        pytest.param("so", "nd", ["« Non disponible (nd) »", "« Sans objet (so) »"], id="none for two reasons"),
    ],
)
def test_only_what_disagrees_is_told(folder: Path, first: str, second: str, told: list[str]) -> None:
    recode(folder, split)
    decide(folder, "SDAP", first, 1)
    decide(folder, "CUL", second, 2)
    recode(folder, joined("DRAC"))
    said = doubts(folder, "DRAC")
    assert len(said) == bool(told)
    assert all(words.replace(" ", "\u00a0") in said[0].replace(" ", "\u00a0") for words in told)


def test_decisions_of_one_administration_follow_one_another(folder: Path) -> None:
    recode(folder, split)
    decide(folder, "CUL", "41 %", 1)
    decide(folder, "CUL", "43 %", 2)
    recode(folder, joined("DRAC"))
    assert doubts(folder, "DRAC") == []
    decide(folder, "DRAC", "45 %", 3)
    assert doubts(folder, "DRAC") == []
