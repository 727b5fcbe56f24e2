"""Territories and their quartiers prioritaires, at a dated version."""

from dataclasses import dataclass

from qpv_xlsx.domain.spelling import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Quartier:
    """A priority district. *id* is ours and stable; *official_code* (QP… of 2015, QN… of 2024) is None where unknown."""

    id: str
    name: str
    official_code: str | None = None
    area: str = ""  # arrondissement or commune, as people say it
    aliases: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()  # ids that it had before


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Where a contract applies: a city, an agglomeration, a département. *geography* names the list's version."""

    code: str
    name: str
    geography: str
    quartiers: tuple[Quartier, ...] = ()
    geography_note: str = ""  # what the coordinator must know or complete, in French
    former_codes: tuple[str, ...] = ()


def quartier_named(territory: Territory, words: str) -> Quartier | None:
    """The quartier with that id, else with that official code, name or other name, case and accents apart.

    None: there is none, or several are called so.
    """
    exact = next((quartier for quartier in territory.quartiers if quartier.id == words), None)
    if exact:
        return exact
    asked = folded(words)
    found = [quartier for quartier in territory.quartiers if asked in map(folded, names_of(quartier))]
    return found[0] if len(found) == 1 else None


def names_of(quartier: Quartier) -> tuple[str, ...]:
    """Everything that people may call it."""
    return (
        quartier.id,
        quartier.name,
        *filter(None, (quartier.official_code,)),
        *quartier.aliases,
        *quartier.former_codes,
    )


def places_named(territory: Territory) -> tuple[str, ...]:
    """Names of the territory and of its quartiers, as people write them."""
    return (territory.name, *(name for one in territory.quartiers for name in (one.name, *one.aliases)))
