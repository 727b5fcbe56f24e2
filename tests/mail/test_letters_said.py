"""What letters say: tense by the day, subjects that say nothing twice, a signature, each remark with its own mend."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import strict
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from qpv_xlsx.domain.contract.campaign import Contact
from qpv_xlsx.domain.findings import Code, Place, Severity, finding
from qpv_xlsx.domain.following.asked_back import asked_back
from qpv_xlsx.domain.following.history import next_campaign
from qpv_xlsx.domain.merging.ledger import Ledger
from qpv_xlsx.mail.drafting import Enclosure, compose
from qpv_xlsx.mail.letter_models import FIELDS, FOLDER, NAMES, OWN_FIELDS, copy_templates, write_text
from qpv_xlsx.messages.sentences import Names, others_in_words
from qpv_xlsx.messages.wordbook import LANGUAGES
from qpv_xlsx.tasks.corresponding.letter_words import quotable, request_words, signature_of, subject_words
from qpv_xlsx.tasks.init import start_campaign
from qpv_xlsx.tasks.return_ import points_table, points_words

DUE = date(2026, 12, 15)
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


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


def test_a_correction_after_the_date_asks_for_the_rest() -> None:
    said = request_words(DUE, date(2026, 12, 16), "fr", is_correction=True).replace("\u00a0", " ")
    assert (
        said
        == "Merci de nous renvoyer le classeur dès que possible : votre réponse complète était attendue le 15 décembre 2026."
    )
    assert request_words(DUE, DUE, "fr", is_correction=True) == request_words(DUE, DUE, "fr")


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Contrat de ville", "Contrat de ville – indicateurs 2026"),
        ("Indicateurs du contrat de ville", "Indicateurs du contrat de ville – 2026"),
        ("Indicateurs 2026 du contrat", "Indicateurs 2026 du contrat"),
        ("Indicateurs du contrat 2026-2030", "Indicateurs du contrat 2026-2030 – 2026"),
    ],
)
def test_a_subject_says_nothing_twice(title: str, subject: str) -> None:
    campaign = replace(start_campaign("vierge", year=2026), title=title, year=2026)
    assert subject_words(campaign, "fr") == subject


@pytest.mark.parametrize(
    ("title", "next_title", "subject"),
    [
        ("Indicateurs 2026 du contrat", "Indicateurs 2027 du contrat", "Indicateurs 2027 du contrat"),
        ("Contrat de ville 2026-2030", "Contrat de ville 2026-2030", "Contrat de ville 2026-2030 – indicateurs 2027"),
    ],
)
def test_the_next_year_has_its_own_subject(title: str, next_title: str, subject: str) -> None:
    campaign = replace(start_campaign("vierge", year=2026), title=title, year=2026)
    following = next_campaign(campaign, Ledger(accounts={}), 2027)
    assert (following.title, subject_words(following, "fr")) == (next_title, subject)


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


def test_cells_below_each_other_are_told_from_the_first_to_the_last() -> None:
    points = [
        finding(Code.M01, place=Place(sheet="Indicateurs", cell=f"F{row}"), measure="EMP-01") for row in range(18, 58)
    ]
    with_them = points_words(points, Names(), "fr")
    assert others_in_words(points[4:], "fr").endswith(": F22\u00a0à F57")
    assert "F22\u00a0à F57" in with_them
    assert "F23" not in with_them


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_point_or_several_the_letter_is_right(language: str) -> None:
    """Its model cannot know how many points there are."""
    model = resources.files("qpv_xlsx.mail").joinpath(f"correction.{language}.txt").read_text("utf-8")
    several = ("points à", "cellules", "les points", "une à une", "Corrigez-les", "points to", "cells", "them")
    assert [words for words in several if words in model] == []


def written(points: int, folder: Path) -> EmailMessage:
    """A letter about so many points, as mail programs get it."""
    campaign = start_campaign("paris-2015-2020", year=2015)
    asked = [
        finding(
            Code.V02,
            case="percent",
            place=Place(sheet="Indicateurs", cell=f"J{row}"),
            measure="EMP-01",
            read="<b>17</b>",
            proposal=0.17,
            kind="share",
        )
        for row in range(6, 6 + points)
    ]
    names = Names.of(campaign)
    common = dict.fromkeys((*FIELDS, *OWN_FIELDS["correction"]), "x & y")
    facts = {**common, "points": points_words(asked, names, "fr"), "signature": "Mme <A>\nville"}
    text = write_text(folder, "correction", "fr", facts, points_table(asked, names, "fr"))
    sender = Contact(name="Mme A", email="a@ville.fr")
    content = compose(
        text, sender, [sender], [Enclosure(name="c.xlsx", content=b"PK")], message_id="<a@b>", moment=NOW
    ).as_bytes()
    message = message_from_bytes(content, policy=strict)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


@pytest.mark.parametrize(("points", "has_table"), [(3, False), (4, True), (12, True)])
def test_a_letter_is_plain_text_and_the_same_as_a_page(points: int, has_table: bool, tmp_path: Path) -> None:  # noqa: FBT001  (a case)
    message = written(points, tmp_path)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert [part.get_filename() for part in message.iter_attachments()] == ["c.xlsx"]
    told = page.get_content()
    assert told.count("<tr>") == (points + 1 if has_table else 0)
    assert "<b>" not in told.replace("<body", "")
    assert "Mme &lt;A&gt;<br>ville" in told
    assert "Mme <A>\r\nville" in plain.get_content()
    seen = _Seen()
    seen.feed(told)
    assert seen.open == []
    assert "Indicateurs!J6" in " ".join(seen.words)


class _Seen(HTMLParser):
    """Words of a page, and the tags that are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in {"br", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_models_show_every_field_and_send_none_of_that(name: str, language: str, tmp_path: Path) -> None:
    copy_templates(tmp_path, language)
    shown = (tmp_path / FOLDER / f"{name}.txt").read_text("utf-8")
    fields = (*FIELDS, *OWN_FIELDS[name])
    assert [field for field in fields if f"\n{{{field}}}  " not in shown] == []
    text = write_text(tmp_path, name, language, {field: f"[{field}]" for field in fields})
    assert "=====" not in text.body + text.html
    ours = tmp_path / "vide"
    assert text == write_text(ours, name, language, {field: f"[{field}]" for field in fields})


@pytest.mark.parametrize(
    ("findings", "kept"),
    [
        pytest.param([("C04", "unit", ""), ("C01", "", ""), ("C03", "", "")], ["C04"], id="one unit, told once"),
        pytest.param([("V01", "", "q1"), ("C03", "", "")], ["V01"], id="a quartier that could not be read"),
        pytest.param([("C04", "", ""), ("C06", "", "")], ["C04", "C06"], id="two things to ask"),
        pytest.param([("C08", "", ""), ("C07", "", ""), ("I06", "", "")], [], id="the coordinator's own"),
        pytest.param([("C07", "emptied", "")], ["C07"], id="a cell that was emptied"),
    ],
)
def test_causes_are_told_once_and_echoes_not_at_all(findings: list[tuple[str, str, str]], kept: list[str]) -> None:
    found = [
        finding(
            Code(code),
            case=case,
            measure="EMP-01",
            quartier=quartier or None,
            severity=Severity.WARNING if code != "V01" else None,
        )
        for code, case, quartier in findings
    ]
    assert [one.code.value for one in asked_back(found)] == kept


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("Contrat « Quartiers 2030 » – Maubourg", "Contrat “Quartiers 2030” – Maubourg"),
        ("Contrat «\u00a0Quartiers\u00a0»", "Contrat “Quartiers”"),
        ("Contrat de ville", "Contrat de ville"),
    ],
)
def test_a_title_with_guillemets_is_quoted_once(title: str, quoted: str) -> None:
    assert quotable(title) == quoted
