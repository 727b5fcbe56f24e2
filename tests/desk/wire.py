"""Requests as an attacker writes them: by hand, with any header, without a browser's manners."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

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
