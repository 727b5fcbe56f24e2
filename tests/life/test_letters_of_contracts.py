"""One administration that answers for four contracts: each letter, and each line of a reminder, says for which one."""

import email.policy
import json
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns.documents import campaign_to_json
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Contact, Respondent
from tests.departement import NAMES, departement, fill_in, indicator, places, rate


@pytest.fixture
def letters_folder(tmp_path: Path) -> Path:
    respondents = tuple(
        Respondent(
            code=f"CAF-{code}",
            name="CAF d’Ille-et-Vilaine",
            territory=code,
            conventions=("EMP",),
            contacts=(Contact(name="Mme Le Goff", email="ville@caf.test"),),
        )
        for code in NAMES
    )
    campaign = departement({"EMP": (indicator(places()), indicator(rate()))}, respondents, tuple(NAMES))
    (tmp_path / "campagne.json").write_text(json.dumps(campaign_to_json(campaign)), "utf-8")
    run(tmp_path, "generate")
    return tmp_path


def run(folder: Path, *words: str) -> None:
    done = CliRunner().invoke(group, ["-C", str(folder), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def letters(folder: Path, pattern: str) -> Iterator[EmailMessage]:
    for path in sorted(folder.glob(pattern)):
        yield email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def text_of(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_four_letters_say_each_which_contract(letters_folder: Path) -> None:
    run(letters_folder, "send")

    found = list(letters(letters_folder, "a_envoyer/cdv-2025_*.eml"))
    assert len(found) == len(NAMES)
    for place in NAMES.values():
        assert [place in str(one["subject"]) and place in text_of(one) for one in found].count(True) == 1


def test_one_reminder_names_each_contract(letters_folder: Path) -> None:
    run(letters_folder, "send")
    sent = letters_folder / "a_envoyer"
    part = fill_in(sent / "cdv-2025_CAF-REDON.xlsx", letters_folder / "redon.xlsx", {("EMP-01", "Résultat 2025"): 210})
    wrong = {("EMP-01", "Résultat 2025"): "beaucoup", ("EMP-02", "Résultat 2025"): 0.4}
    bad = fill_in(sent / "cdv-2025_CAF-VITRE.xlsx", letters_folder / "vitre.xlsx", wrong)
    run(letters_folder, "collect", str(part), str(bad))

    run(letters_folder, "remind")
    (reminder,) = letters(letters_folder, "a_envoyer/relance_*.eml")
    lines = [line for line in text_of(reminder).splitlines() if line.startswith("– CAF d’Ille-et-Vilaine")]
    assert len(lines) == len(NAMES)
    for place in NAMES.values():
        assert [f"– {place}" in line for line in lines].count(True) == 1
