"""What letters say: tense by the day, subjects that say nothing twice, a signature, each remark with its own mend."""

from dataclasses import replace
from datetime import date

import pytest

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.findings import Code, Place, finding
from qpv_xlsx.messages.sentences import Names
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.tasks.posting import request_words, signature_of, subject_words
from qpv_xlsx.tasks.return_ import points_words

DUE = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("deadline", "today", "said"),
    [
        (DUE, date(2026, 12, 1), "Merci de répondre avant le 15 décembre 2026."),
        (DUE, DUE, "Merci de répondre avant le 15 décembre 2026."),
        (DUE, date(2026, 12, 16), "Votre réponse était attendue le 15 décembre 2026."),
        (date(2026, 3, 1), date(2026, 2, 1), "Merci de répondre avant le 1er mars 2026."),
        (None, DUE, "Merci de répondre dès que possible."),
    ],
)
def test_the_tense_follows_the_day(deadline: date | None, today: date, said: str) -> None:
    assert request_words(deadline, today, "fr") == said


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Contrat de ville", "Contrat de ville – indicateurs 2026"),
        ("Indicateurs du contrat de ville", "Indicateurs du contrat de ville – 2026"),
        ("Indicateurs 2026 du contrat", "Indicateurs 2026 du contrat"),
    ],
)
def test_a_subject_says_nothing_twice(title: str, subject: str) -> None:
    campaign = replace(start_campaign("vierge", year=2026), title=title, year=2026)
    assert subject_words(campaign, "fr") == subject


def test_the_signature_says_who_writes() -> None:
    coordinator = Contact(name="Mme Durand", email="d@ville.fr", role="cheffe de projet", phone="01 02 03 04 05")
    assert signature_of(coordinator) == "Mme Durand\ncheffe de projet\n01 02 03 04 05\nd@ville.fr"
    assert signature_of(Contact(name="Mme Durand")) == "Mme Durand"


def test_each_remark_has_its_own_mend() -> None:
    cells = {"J6": 0.412, "J7": 0.173}
    points = [
        finding(Code.V02, case="percent", place=Place(cell=cell), measure=cell, read="x", proposal=share, kind="share")
        for cell, share in cells.items()
    ]
    lines = points_words(points, Names(), "fr").replace("\u00a0", " ").split("\n")
    assert ["41,2 %" in lines[1], "17,3 %" in lines[3]] == [True, True]
