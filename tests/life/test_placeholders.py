"""Nothing is written to contacts that are still the template's, nor after the closing date: each is told at its cell."""

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_file, save_campaign
from qpv_xlsx.campaigns.places import places_of
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.contract.campaign import Campaign, Contact
from qpv_xlsx.domain.contract.placeholders import is_placeholder
from qpv_xlsx.domain.findings import CampaignError
from qpv_xlsx.messages.wordbook import error_sentence
from qpv_xlsx.tasks.collect import collect
from qpv_xlsx.tasks.consolidate import consolidate
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.return_ import return_for_correction
from qpv_xlsx.tasks.send import send

NOW = datetime(2016, 3, 24, 9, 0, tzinfo=UTC)

CONTACTS: dict[str, tuple[Contact, bool]] = {
    "the template's": (Contact(name="Référent", email="direccte@example.org"), True),
    "below the reserved name": (Contact(email="a@paris.example.org"), True),
    "the same, of companies": (Contact(email="a@example.com"), True),
    "capitals": (Contact(email="A@EXAMPLE.ORG"), True),
    "a name to be replaced": (Contact(name="Nom (à remplacer)", email="a@paris.fr"), True),
    "the same in English": (Contact(name="Name (to be replaced)", email="a@paris.fr"), True),
    "a function to be replaced": (Contact(role="à remplacer", email="a@paris.fr"), True),
    "a person": (Contact(name="Anne Remplacer", email="anne@paris.fr"), False),
    "a house called so": (Contact(email="contact@exemple.fr"), False),
    "a name that only begins so": (Contact(email="a@example.org.paris.fr"), False),
}


@pytest.mark.parametrize(("contact", "expected"), CONTACTS.values(), ids=list(CONTACTS))
def test_what_is_a_placeholder(contact: Contact, *, expected: bool) -> None:
    assert is_placeholder(contact) is expected


def change(folder: Path, changed: Callable[[Campaign], Campaign]) -> None:
    path = folder / "campagne.xlsx"
    save_campaign(changed(load_file(path)), path, created=NOW)


def with_email(*codes: str) -> Callable[[Campaign], Campaign]:
    """The respondents of *codes*, or the coordinator for « », written to at example.org."""

    def changed(campaign: Campaign) -> Campaign:
        respondents = tuple(
            replace(one, contacts=tuple(replace(contact, email="x@example.org") for contact in one.contacts))
            if one.code in codes
            else one
            for one in campaign.respondents
        )
        coordinator = replace(campaign.coordinator, email="x@example.org") if "" in codes else campaign.coordinator
        return replace(campaign, respondents=respondents, coordinator=coordinator)

    return changed


def refused(act: Callable[[], Iterable[object]]) -> list[str]:
    """The places that are told; each says what stands there, in both languages."""
    with pytest.raises(CampaignError) as wrong:
        list(act())
    assert wrong.value.code == "contacts_placeholder"
    for problem in wrong.value.problems:
        for language in ("fr", "en"):
            assert "x@example.org" in error_sentence(language, problem.code, problem.facts)
    return [problem.place for problem in wrong.value.problems]


def cell_with(folder: Path, sheet: str, text: str, rank: int = 0) -> str:
    found = openpyxl.load_workbook(folder / "campagne.xlsx")[sheet]
    cells = [cell.coordinate for row in found.iter_rows() for cell in row if cell.value == text]
    return f"{sheet}!{cells[rank]}"


def drafts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.eml"))


def test_send_refuses_all_of_them_at_their_cells_and_writes_nothing(folder: Path) -> None:
    change(folder, with_email("EDU", "CUL", ""))
    told = refused(lambda: send(folder, only=(), author="", now=NOW))
    assert told == [
        cell_with(folder, "Campagne", "x@example.org"),
        cell_with(folder, "Administrations", "x@example.org"),
        cell_with(folder, "Administrations", "x@example.org", 1),
    ]
    assert drafts(folder) == []


def test_only_those_who_would_be_written_to_are_looked_at(folder: Path) -> None:
    change(folder, with_email("EDU"))
    assert len(list(send(folder, only=("EMP",), author="", now=NOW))) == 1
    refused(lambda: send(folder, only=("EMP", "EDU"), author="", now=NOW))


def test_remind_and_return_refuse_likewise(folder: Path, fill: Callable[..., bytes], tmp_path: Path) -> None:
    list(send(folder, only=("EMP", "EDU"), author="", now=NOW))
    before = drafts(folder)
    wrong = tmp_path / "retour.xlsx"
    wrong.write_bytes(fill("EDU", {"EDU-01": "1730 %"}))
    collect(folder, [wrong], author="", now=NOW)
    change(folder, with_email("EDU"))
    place = [cell_with(folder, "Administrations", "x@example.org")]
    assert refused(lambda: remind(folder, only=(), author="", now=NOW)) == place
    assert refused(lambda: return_for_correction(folder, only=(), author="", now=NOW)) == place
    assert drafts(folder) == before
    assert [one.respondents for one in remind(folder, only=("EMP",), author="", now=NOW)] == [("EMP",)]


def test_a_campaign_in_json_tells_the_pointer(folder: Path) -> None:
    campaign = with_email("EMP")(load_file(folder / "campagne.xlsx"))
    save_campaign(campaign, folder / "campagne.json", created=NOW)
    (folder / "campagne.xlsx").unlink()
    assert refused(lambda: send(folder, only=(), author="", now=NOW)) == ["/respondents/0/contacts/0/email"]


def test_the_command_says_where_and_ends_with_two(folder: Path) -> None:
    change(folder, with_email("EMP"))
    with pytest.raises(CampaignError):
        CliRunner().invoke(group, ["-C", str(folder), "send"], catch_exceptions=False, standalone_mode=False)


def close_on(day: datetime) -> Callable[[Campaign], Campaign]:
    return lambda campaign: replace(campaign, deadline=None, closing=day.date())


def test_generate_tells_a_closing_date_that_has_passed_and_consolidate_works_on(folder: Path) -> None:
    yesterday = datetime.now(tz=UTC) - timedelta(days=2)
    change(folder, close_on(yesterday))
    place = places_of(folder, (("closing",),))["closing",]
    done = CliRunner().invoke(group, ["-C", str(folder), "generate", "--only", "EMP"], standalone_mode=False)
    assert place.startswith("Campagne!B")
    assert place in done.stderr
    assert "est passée" in done.stderr
    assert consolidate(folder, target=None, now=datetime.now(tz=UTC)).master.is_file()

    change(folder, close_on(datetime.now(tz=UTC) + timedelta(days=2)))
    again = CliRunner().invoke(group, ["-C", str(folder), "generate", "--only", "EMP"], standalone_mode=False)
    assert again.stderr == ""


def test_a_workbook_that_cannot_be_opened_has_no_places(tmp_path: Path) -> None:
    (tmp_path / "campagne.xlsx").write_bytes(io.BytesIO(b"rien").getvalue())
    assert places_of(tmp_path, (("closing",),))["closing",] == "/closing"
