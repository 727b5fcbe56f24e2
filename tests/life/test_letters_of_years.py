"""Letters when a campaign has several territories, or changes its language."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.mail.letter_models import copy_templates, models_in_another_language
from qpv_xlsx.tasks.corresponding.addressees import called
from qpv_xlsx.tasks.corresponding.letter_words import Occasion, write_words
from qpv_xlsx.tasks.corresponding.letters_kept import letters_kept

NOW = datetime(2016, 1, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(("first", "second", "word"), [("fr", "en", "Subject"), ("en", "fr", "Objet")])
def test_unedited_texts_follow_the_language_and_edited_ones_stay(
    tmp_path: Path, first: str, second: str, word: str
) -> None:
    copy_templates(tmp_path, first)
    edited = tmp_path / "modeles" / "relance.txt"
    edited.write_text(edited.read_text("utf-8") + "\nPS", "utf-8")
    made = {path.name for path in copy_templates(tmp_path, second)}
    assert made == {"collecte.txt", "correction.txt"}
    assert (tmp_path / "modeles" / "collecte.txt").read_text("utf-8").startswith(word)
    assert edited.read_text("utf-8").endswith("PS")
    assert models_in_another_language(tmp_path, second) == ("modeles/relance.txt",)
    assert models_in_another_language(tmp_path, first) == ("modeles/collecte.txt", "modeles/correction.txt")
    copy_templates(tmp_path, first)
    assert models_in_another_language(tmp_path, first) == ()


@pytest.mark.parametrize(("kept", "now"), [("fr", "en"), ("en", "fr")])
def test_a_text_that_is_kept_in_another_language_is_filled_in_in_its_own(folder: Path, kept: str, now: str) -> None:
    """A French reminder of an English campaign said « Your answer was due on … » in the middle."""
    copy_templates(folder, kept)
    edited = folder / "modeles" / "relance.txt"
    edited.write_text(edited.read_text("utf-8").replace("{points}", "{points}\n\n{demande} {echeance}"), "utf-8")
    campaign = replace(load_campaign(folder), language=now, deadline=date(2016, 1, 5))
    copy_templates(folder, now)
    spoken = Occasion(folder=folder, campaign=campaign, now=NOW).speaking(Post.REMINDER)
    assert spoken.campaign.language == kept
    facts = {"administration": "DRAC", "points": "–", "retard": ""}
    text = write_words(Occasion(folder=folder, campaign=campaign, now=NOW), Post.REMINDER, facts)
    words = {"fr": "Votre réponse était attendue", "en": "Your answer was due"}
    assert words[kept] in text.body
    assert words[now] not in text.body
    asked = write_words(Occasion(folder=folder, campaign=campaign, now=NOW), Post.COLLECTION, facts)
    assert words[now] in asked.body


def test_what_is_kept_is_told_of_the_campaign(folder: Path) -> None:
    copy_templates(folder, "en")
    edited = folder / "modeles" / "collecte.txt"
    edited.write_text("Subject: ours\n\nHello\n", "utf-8")
    copy_templates(folder, "fr")
    assert letters_kept(folder) == ("modeles/collecte.txt",)
    save_campaign(replace(load_campaign(folder), language="en"), folder / "campagne.xlsx", created=NOW)
    copy_templates(folder, "en")
    assert letters_kept(folder) == ()


def test_a_letter_says_of_which_territory_it_is(folder: Path) -> None:
    campaign = load_campaign(folder)
    culture = next(one for one in campaign.respondents if one.code == "CUL")
    assert called(campaign, culture) == culture.name
    (paris,) = campaign.territories
    both = replace(campaign, territories=(paris, replace(paris, code="REDON", name="Redon")))
    there = replace(culture, territory="REDON")
    assert called(both, there) == f"{culture.name} – Redon"
    assert called(both, replace(there, name="Mairie de Redon")) == "Mairie de Redon"
