"""Territories and their quartiers prioritaires, at a dated version."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartier:
    """A priority district. *id* is ours and stable; *official_code* (QP… of 2015, QN… of 2024) is None where unknown."""

    id: str
    name: str
    official_code: str | None = None
    area: str = ""  # arrondissement or commune, as people say it
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Where a contract applies: a city, an agglomeration, a département. *geography* names the list's version."""

    code: str
    name: str
    geography: str
    quartiers: tuple[Quartier, ...] = ()
    geography_note: str = ""  # what the coordinator must know or complete, in French
