"""A server that refuses one in three and dies once: what left is known, and nothing leaves twice."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner

from qpv_xlsx.campaigns import load_campaign, save_campaign
from qpv_xlsx.cli.root import group
from qpv_xlsx.domain.findings import CampaignError, StorageError
from qpv_xlsx.domain.merging.ledger import Post
from qpv_xlsx.register import open_register
from qpv_xlsx.tasks.corresponding.posting import Posted, Route
from qpv_xlsx.tasks.corresponding.settle_sendings import settle_one
from qpv_xlsx.tasks.remind import remind
from qpv_xlsx.tasks.send import send
from qpv_xlsx.tasks.status import read_status

NOW = datetime(2016, 3, 2, 9, 0, tzinfo=UTC)


class Capricious:
    """Refuses some addresses, and closes the line once, before or after it has taken the message."""

    def __init__(self, *, refuses: tuple[str, ...] = (), dies_at: int = 0, keeps_it: bool = False) -> None:
        self.refuses, self.dies_at, self.keeps_it = refuses, dies_at, keeps_it
        self.taken: list[str] = []
        self.seen = 0

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        if any(address.startswith(name) for name in self.refuses):
            return "550 5.1.2 no such domain"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
        self.seen += 1
        if self.seen == self.dies_at:
            if self.keeps_it:
                self.taken.extend(envelope.rcpt_tos)
            server.transport.abort()
            return "421 dying"
        self.taken.extend(envelope.rcpt_tos)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(inbox: Capricious) -> Iterator[str]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


@pytest.fixture
def open_folder(folder: Path) -> Path:
    """Without a closing date: commands ask the clock."""
    save_campaign(replace(load_campaign(folder), closing=None), folder / "campagne.xlsx", created=NOW)
    return folder


def addresses(folder: Path) -> list[str]:
    return [contact.email for one in load_campaign(folder).respondents for contact in one.contacts]


def run(folder: Path, url: str, **options: Any) -> list[Posted]:
    done: list[Posted] = []
    for one in send(folder, only=options.pop("only", ()), author="", now=NOW, route=Route(smtp=url, **options)):
        done.append(one)  # noqa: PERF402
    return done


def test_one_refused_address_does_not_stop_the_others(folder: Path) -> None:
    everybody = addresses(folder)
    inbox = Capricious(refuses=tuple(everybody[::3]))
    with served(inbox) as url:
        posted = run(folder, url)
        assert len(posted) == 9
        assert [bool(one.refused) for one in posted] == [index % 3 == 0 for index in range(9)]
        inbox.refuses = ()
        again = run(folder, url)
    assert [one.recipients[0] for one in again] == everybody[::3]
    assert sorted(inbox.taken) == sorted(everybody)


@pytest.mark.parametrize("keeps_it", [False, True], ids=["the message is lost", "the message was taken"])
def test_a_server_that_dies_leaves_one_doubt_and_no_double(folder: Path, keeps_it: bool) -> None:  # noqa: FBT001  (a case)
    everybody = addresses(folder)
    inbox = Capricious(dies_at=4, keeps_it=keeps_it)
    with served(inbox) as url:
        with pytest.raises(StorageError) as cut:
            run(folder, url)
        assert cut.value.code == "smtp_line_lost"
        assert inbox.taken[:3] == everybody[:3]
        rest = run(folder, url)
        assert [one.doubt is not None for one in rest] == [True] + [False] * 5
        assert len(inbox.taken) == len(set(inbox.taken)) == 8 + keeps_it
        assert [one.recipients[0] for one in run(folder, url, again=True)] == [everybody[3]]
        assert run(folder, url) == []


def test_the_coordinator_may_say_that_it_left(open_folder: Path) -> None:
    inbox = Capricious(dies_at=1, keeps_it=True)
    with served(inbox) as url:
        first = CliRunner().invoke(group, ["-C", str(open_folder), "send", "--only", "EMP", "--smtp", url])
        assert isinstance(first.exception, StorageError)
        shown = CliRunner().invoke(
            group, ["-C", str(open_folder), "send", "--only", "EMP", "--smtp", url], standalone_mode=False
        )
        assert "Peut-être envoyé" in " ".join(shown.stdout.split())
        assert shown.return_value == 1
        told = CliRunner().invoke(
            group, ["-C", str(open_folder), "send", "--only", "EMP", "--left"], standalone_mode=False
        )
        assert "Envoyé – EMP" in told.stdout
        assert len(run(open_folder, url)) == 8
    assert len(inbox.taken) == len(set(inbox.taken)) == 9


def test_what_left_is_shown_even_when_the_run_fails(open_folder: Path) -> None:
    with served(Capricious(dies_at=3)) as url:
        done = CliRunner().invoke(group, ["-C", str(open_folder), "send", "--json", "--smtp", url])
    assert isinstance(done.exception, StorageError)
    assert len(json.loads(done.stdout)["messages"]) == 2


def test_a_refusal_is_told_with_the_servers_words(open_folder: Path) -> None:
    with served(Capricious(refuses=tuple(addresses(open_folder)[:1]))) as url:
        done = CliRunner().invoke(group, ["-C", str(open_folder), "send", "--smtp", url], standalone_mode=False)
    assert done.return_value == 3
    assert "no such domain" in " ".join(done.stdout.split())
    assert done.stdout.count("Envoyé –") == 8


def test_a_new_contact_has_the_workbook_alone(folder: Path) -> None:
    inbox = Capricious()
    with served(inbox) as url:
        run(folder, url)
        campaign = load_campaign(folder)
        first, *others = campaign.respondents
        more = replace(first, contacts=(*first.contacts, replace(first.contacts[0], email="nouveau@direccte.example")))
        save_campaign(replace(campaign, respondents=(more, *others)), folder / "campagne.xlsx", created=NOW)
        run(folder, url)
    assert inbox.taken[9:] == ["nouveau@direccte.example"]


def test_a_second_reminder_on_the_same_day_is_asked_for(folder: Path) -> None:
    inbox = Capricious()
    with served(inbox) as url:
        run(folder, url)
        route, later = Route(smtp=url), NOW + timedelta(days=25)
        first = list(remind(folder, only=("EMP",), author="", now=later, route=route))
        assert len(first) == 1
        with pytest.raises(CampaignError) as refused:
            list(remind(folder, only=("EMP",), author="", now=later, route=route))
        assert refused.value.code == "reminded_today"
        assert len(list(remind(folder, only=(), author="", now=later, route=route))) == 8
        assert len(list(remind(folder, only=("EMP",), author="", now=later, route=Route(smtp=url, again=True)))) == 1
        assert len(list(remind(folder, only=("EMP",), author="", now=later + timedelta(days=1), route=route))) == 1


def test_the_intent_is_written_before_the_message_leaves(folder: Path) -> None:
    seen: list[list[str]] = []

    class Looking(Capricious):
        async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (aiosmtpd's name)
            with open_register(folder) as register:
                seen.append([line.act for line in register.journal()][-1:])
            return await super().handle_DATA(server, session, envelope)

    with served(Looking()) as url:
        run(folder, url, only=("EMP",))
    assert seen == [["about_to_send"]]


@pytest.mark.parametrize("has_left", [True, False])
def test_what_may_have_left_is_told_by_status_and_settled_once(folder: Path, has_left: bool) -> None:  # noqa: FBT001  (a case)
    with served(Capricious(dies_at=1, keeps_it=has_left)) as url, pytest.raises(StorageError):
        run(folder, url, only=("EMP",))
    (told,) = read_status(folder, now=NOW).maybe_sent
    assert (told.post, told.respondents) == (Post.COLLECTION, ("EMP",))
    printed = " ".join(CliRunner().invoke(group, ["-C", str(folder), "status"]).stdout.split())
    assert "Peut-être envoyé le" in printed
    assert "send --left --only EMP" in printed
    assert settle_one(folder, told.message_id, has_left=has_left, author="", now=NOW) == told
    assert settle_one(folder, told.message_id, has_left=has_left, author="", now=NOW) is None
    status = read_status(folder, now=NOW)
    assert status.maybe_sent == ()
    assert [one.respondent for one in status.follow_ups if one.sent] == (["EMP"] if has_left else [])
    inbox = Capricious()
    with served(inbox) as url:
        run(folder, url)
    assert len(inbox.taken) == (8 if has_left else 9)
