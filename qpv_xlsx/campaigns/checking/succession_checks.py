"""What a correspondence of quartiers says against itself, line by line and as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qpv_xlsx.campaigns.checking.document_records import (
    Document,
    Record,
    names_at,
    problem_at,
    records_at,
    text_in,
    unknown_reference,
)
from qpv_xlsx.domain.contract.successions import Continuity
from qpv_xlsx.domain.findings import Problem

_EXCLUSIVE = frozenset({Continuity.SAME, Continuity.LEFT, Continuity.ENTERED})


def succession_problems(document: Document) -> Iterator[Problem]:
    """Lines of known territories and quartiers, on another map, each side given where the word wants one."""
    territories = {text_in(one, "code"): one for _, one in records_at(document, ("territories", "*"))}
    lines = tuple(records_at(document, ("successions", "*")))
    for line in lines:
        yield from _of_line(line, territories)
    yield from _said_otherwise(lines, "former")
    yield from _said_otherwise(lines, "quartier")
    yield from _merged_of_one(lines)


def _of_line(line: Record, territories: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    steps, said = line
    yield from unknown_reference((*steps, "territory"), text_in(said, "territory"), territories)
    territory = territories.get(text_in(said, "territory"), {})
    if text_in(said, "geography") and text_in(said, "geography") == text_in(territory, "geography"):
        yield problem_at((*steps, "geography"), "campaign_succession_same_map", read=text_in(said, "geography"))
    known = names_at({"quartiers": territory.get("quartiers")}, ("quartiers", "*"), "id")
    yield from unknown_reference((*steps, "quartier"), text_in(said, "quartier"), known)
    if text_in(said, "continuity") in set(Continuity):
        yield from _sides(line, Continuity(text_in(said, "continuity")))


def _sides(line: Record, continuity: Continuity) -> Iterator[Problem]:
    """A side that is missing, or that cannot be."""
    steps, said = line
    from qpv_xlsx.messages.wordbook import LANGUAGES, label  # of all that is checked, this alone says words

    words = {language: label(language, "continuities", continuity) for language in LANGUAGES}
    for key, side, wanted in (
        ("former", "former", continuity.has_former),
        ("quartier", "present", continuity.has_present),
    ):
        if bool(text_in(said, key)) is not wanted:
            code = f"campaign_succession_{side}" if wanted else f"campaign_succession_no_{side}"
            yield problem_at((*steps, key), code, continuity=words)


def _said_otherwise(lines: Sequence[Record], key: str) -> Iterator[Problem]:
    """A quartier that is said to be identical, to have left or entered has one line."""
    times = Counter(_identity(said, key) for _, said in lines)
    exclusive = {_identity(said, key) for _, said in lines if text_in(said, "continuity") in _EXCLUSIVE}
    seen = set[tuple[str, ...]]()
    for steps, said in lines:
        identity = _identity(said, key)
        if text_in(said, key) and identity in exclusive and times[identity] > 1:
            if identity in seen:
                yield problem_at((*steps, key), "campaign_succession_twice", read=text_in(said, key))
            seen.add(identity)


def _merged_of_one(lines: Sequence[Record]) -> Iterator[Problem]:
    merged = [line for line in lines if text_in(line[1], "continuity") == Continuity.MERGED]
    times = Counter(_identity(said, "quartier") for _, said in merged)
    for steps, said in merged:
        if text_in(said, "quartier") and times[_identity(said, "quartier")] == 1:
            yield problem_at((*steps, "quartier"), "campaign_succession_alone", read=text_in(said, "quartier"))


def _identity(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return text_in(said, "territory"), text_in(said, "geography"), text_in(said, key)
