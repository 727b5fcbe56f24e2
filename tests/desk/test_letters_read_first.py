"""Messages are read at the desk before they leave: the page shows the very ones, and writes none."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from html import escape, unescape
from pathlib import Path

import pytest

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.mail.letter_page import block, content_of, page
from qpv_xlsx.tasks.overview import read_overview
from tests.desk.conftest import NOW, Start
from tests.desk.wire import Visitor, ended


def written(campaign: Path) -> set[tuple[Path, bytes]]:
    """All that stands in the campaign’s folder but the register, the texts that anybody may edit, and the sign of an open desk."""
    files = (path for path in campaign.rglob("*") if path.is_file() and path.parent.name != "modeles")
    return {(path, path.read_bytes()) for path in files if not path.name.startswith(("registre.", "bureau-ouvert."))}


def whose(campaign: Path, verb: str) -> str:
    """An administration to which *verb* would write now."""
    overview = read_overview(campaign, load_campaign(campaign), now=NOW)
    if verb == "return":
        return next(one.respondent for one in overview.status.follow_ups if one.errors or one.warnings)
    if verb == "remind":
        return next(one.respondent for one in overview.status.follow_ups if one.state.owes_something and one.sent)
    return overview.campaign.respondents[0].code


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', page)
    assert found is not None, name
    return found[1]


@pytest.mark.parametrize("verb", ["send", "return", "remind"])
def test_what_is_read_is_what_is_written(with_addresses: Path, start: Start, verb: str) -> None:
    code, before = whose(with_addresses, verb), written(with_addresses)
    visitor = Visitor(start(with_addresses))

    page = visitor.get(f"courriels/{verb}/relire?only={code}").body

    assert written(with_addresses) == before
    told = ended(visitor, visitor.post(f"courriels/{verb}", [("only", code), ("relu", hidden(page, "relu"))]))
    drafts = [content for path, content in written(with_addresses) - before if path.suffix == ".eml"]
    assert drafts, told
    for content in drafts:
        message = message_from_bytes(content, policy=policy.default)
        plain = message.get_body(("plain",))
        assert plain is not None
        assert escape(str(message["Subject"])) in page
        assert " ".join(plain.get_content().split()) in " ".join(unescape(page).split())
        assert all(address.addr_spec in page for address in message["To"].addresses)
        assert all(str(part.get_filename()) in page for part in message.iter_attachments())


def test_a_message_that_changed_since_it_was_read_does_not_leave(with_addresses: Path, start: Start) -> None:
    code, before = whose(with_addresses, "send"), written(with_addresses)
    visitor = Visitor(start(with_addresses))
    page = visitor.get(f"courriels/send/relire?only={code}").body
    model = with_addresses / "modeles" / "collecte.txt"
    model.write_text(model.read_text("utf-8").replace("Bonjour", "Bonsoir"), "utf-8")

    told = ended(visitor, visitor.post("courriels/send", [("only", code), ("relu", hidden(page, "relu"))]))

    assert "n’est plus celui que vous avez relu" in told
    assert written(with_addresses) == before
    assert "Bonsoir" in visitor.shown(f"courriels/send/relire?only={code}")


@pytest.mark.parametrize(
    ("form", "said", "button"),
    [
        ([], "seront écrits, en brouillons, dans <code>a_envoyer/</code>", "Écrire 2 brouillons"),
        (
            [("means", "drafts"), ("drafts", "imaps://m@boite.fr")],
            "dans les brouillons de la boîte <code>imaps://m@boite.fr</code>",
            "Mettre 2 brouillons dans la boîte",
        ),
        (
            [("means", "smtp"), ("smtp", "smtps://m@serveur.fr")],
            "partiront tout de suite, par <code>smtps://m@serveur.fr</code>",
            "Envoyer 2 courriels",
        ),
    ],
    ids=["files", "a mailbox", "a server"],
)
def test_the_page_says_what_its_button_does(
    with_addresses: Path, start: Start, form: list[tuple[str, str]], said: str, button: str
) -> None:
    visitor = Visitor(start(with_addresses))
    codes = [one.code for one in load_campaign(with_addresses).respondents][:2]

    answer = visitor.post("courriels/send/relire", [*(("only", code) for code in codes), *form])

    page = unescape(answer.body).replace("\xa0", " ")
    assert said in page
    assert f">{button}</button>" in page


def test_what_an_administration_wrote_is_shown_as_text(with_addresses: Path, start: Start) -> None:
    known = load_campaign(with_addresses)
    code = known.respondents[0].code
    wicked = replace(known.respondents[0], name='<script>alert(1)</script>" style="x')
    save_campaign(
        replace(known, respondents=(wicked, *known.respondents[1:])), with_addresses / "campagne.xlsx", created=NOW
    )
    visitor = Visitor(start(with_addresses))

    page = visitor.get(f"courriels/send/relire?only={code}").body

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_page_without_its_styles_keeps_its_words() -> None:
    said = 'dites « style="a" » & <b>'
    document = page("Objet", [block(said), block("– un\n→ deux")], "fr")

    content = content_of(document)

    assert escape(said) in content
    assert 'style="' not in content.replace(escape(said), "")
    assert content.startswith("<p>")
    assert content.endswith("</ul>")


def test_nobody_chosen_leads_back_and_an_unknown_act_nowhere(with_addresses: Path, start: Start) -> None:
    visitor = Visitor(start(with_addresses))

    assert visitor.get("courriels/send/relire").header("Location") == visitor.base + "courriels"
    assert visitor.get("courriels/autre/relire?only=EMP").status == 404
