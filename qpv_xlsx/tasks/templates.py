"""What a campaign can start from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qpv_xlsx.campaigns.geographies import geography_names, load_geography
from qpv_xlsx.campaigns.starters import load_template, template_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Starter:
    """A template, and how much is in it."""

    name: str
    title: str
    conventions: int
    indicators: int
    measures: int
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A geography, and how many quartiers it has. *note*: what is to be completed, in French."""

    name: str
    title: str
    quartiers: int
    note: str


def list_templates() -> tuple[Starter, ...]:
    """The templates that come with the program."""
    return tuple(_starter(name) for name in template_names())


def _starter(name: str) -> Starter:
    campaign = load_template(name)
    return Starter(
        name=name,
        title=campaign.catalogue.title,
        conventions=len(campaign.catalogue.conventions),
        indicators=len(tuple(campaign.catalogue.indicators)),
        measures=len(tuple(campaign.catalogue.measures)),
        respondents=len(campaign.respondents),
    )


def list_geographies() -> tuple[Places, ...]:
    """The geographies that come with the program."""
    found = (load_geography(name) for name in geography_names())
    return tuple(Places(name=each.id, title=each.name, quartiers=len(each.quartiers), note=each.note) for each in found)


def templates_document() -> Mapping[str, Any]:
    """Both lists as one JSON document."""
    return {
        "schema": "qpv-xlsx/templates/1",
        "templates": [asdict(each) for each in list_templates()],
        "geographies": [asdict(each) for each in list_geographies()],
    }
