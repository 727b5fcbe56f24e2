"""A campaign as a JSON document and back, without loss. JSON keys are the field names of the domain."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any

from qpv_xlsx.campaigns.checking.coherence import coherence_problems
from qpv_xlsx.campaigns.checking.contradictions import with_former_floors
from qpv_xlsx.campaigns.encoding import Json, encoded, restored
from qpv_xlsx.campaigns.schema import schema_problems
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError, Problem

SCHEMA = "qpv-xlsx/campaign/1"

_in_order = json.JSONEncoder(sort_keys=True).encode


def campaign_to_json(campaign: Campaign) -> dict[str, Json]:
    """The whole campaign, defaults included, with the format's version under « schema »."""
    document = encoded(campaign)
    assert isinstance(document, dict)  # noqa: S101  (a dataclass gives an object)
    return {"schema": SCHEMA, **document}


def campaign_in_pieces(campaign: Campaign, left_out: Collection[str]) -> Iterator[str]:
    """The text of its document without the keys *left_out*, in the order of keys: a country's is never held whole."""
    opening = "{"
    for name in sorted({"schema", *(field.name for field in fields(campaign))}.difference(left_out)):
        yield f'{opening}"{name}": '
        opening = ", "
        value = SCHEMA if name == "schema" else getattr(campaign, name)
        yield from _list_in_pieces(value) if isinstance(value, tuple) else (_in_order(encoded(value)),)
    yield "}"


def _list_in_pieces(items: tuple[object, ...]) -> Iterator[str]:
    """An item after the other."""
    yield "["
    for rank, item in enumerate(items):
        yield f"{', ' if rank else ''}{_in_order(encoded(item))}"
    yield "]"


def campaign_from_json(document: Mapping[str, Any]) -> Campaign:
    """The campaign that *document* describes; keys left out take their defaults.

    Raises CampaignError with every problem of the document, each at its JSON pointer.
    """
    document = with_former_floors(document)
    problems = campaign_problems(document)
    if problems:
        raise CampaignError("campaign_invalid", problems=problems, count=len(problems))
    return restored(Campaign, dict(document))


def campaign_problems(document: object) -> tuple[Problem, ...]:
    """Everything that is wrong in *document*, all at once."""
    refused = tuple(schema_problems("campaign", document))
    if not isinstance(document, Mapping):
        return refused
    told = {problem.place for problem in refused}
    return (*refused, *(problem for problem in coherence_problems(document) if problem.place not in told))
