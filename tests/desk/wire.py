"""Requests as an attacker writes them: by hand, with any header, without a browser's manners."""

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from tests.desk.conftest import RunningDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), "")


def ask(
    desk: RunningDesk,
    path: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str | None] | None = None,
    body: str = "",
) -> Answer:
    """One request. A header that is None is left out."""
    given: dict[str, str | None] = {"Host": desk.host, "Connection": "close", **(headers or {})}
    if body or method != "GET":
        given |= {"Content-Length": str(len(body.encode())), "Content-Type": "application/x-www-form-urlencoded"}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items() if value is not None)]
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as wire:
        wire.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        told = b""
        while chunk := wire.recv(65536):
            told += chunk
    head, _, content = told.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    parts = tuple((line.partition(": ")[0], line.partition(": ")[2]) for line in rest)
    return Answer(status=int(first.split()[1]), headers=parts, body=content.decode("utf-8", "replace"))


def entered(desk: RunningDesk) -> dict[str, str | None]:
    """The headers of a browser that opened the address."""
    answer = ask(desk, "/" + desk.address.split("/", 3)[3])
    return {"Cookie": answer.header("Set-Cookie").partition(";")[0]}


class Visitor:
    """A browser that entered a desk."""

    def __init__(self, desk: RunningDesk) -> None:
        self.desk = desk
        self.cookie = entered(desk)
        self.base = ask(desk, "/", headers=self.cookie).header("Location")

    def get(self, path: str) -> Answer:
        return ask(self.desk, self.base + path, headers=self.cookie)

    def post(self, path: str, form: list[tuple[str, str]]) -> Answer:
        token = re.search(r'name="formulaire" value="([0-9a-f]+)"', self.get("aide").body)
        assert token is not None
        headers = {**self.cookie, "Origin": f"http://{self.desk.host}"}
        body = urlencode([*form, ("formulaire", token[1])])
        return ask(self.desk, self.base + path, method="POST", headers=headers, body=body)

    def shown(self, path: str) -> str:
        return unescape(self.get(path).body).replace("\xa0", " ")


def ended(visitor: Visitor, answer: Answer) -> str:
    """The page of a work, once it is over."""
    assert answer.status == 303, answer.body
    end = time.monotonic() + 90
    while time.monotonic() < end:
        page = ask(visitor.desk, answer.header("Location"), headers=visitor.cookie).body
        if "data-follow" not in page:
            return unescape(page).replace("\xa0", " ")
        time.sleep(0.1)
    raise AssertionError(page)
