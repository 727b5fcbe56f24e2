import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from qpv_xlsx.campaigns import campaign_from_json
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.catalogue import Indicator
from qpv_xlsx.domain.contract.measures import Measure

TEMPLATES = Path(__file__).parents[2] / "templates"
GEOGRAPHIES = ("paris-2015", "paris-2024")


def document(*steps: str) -> Any:
    return json.loads(TEMPLATES.joinpath(*steps).read_text("utf-8"))


def official_rows() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / "source.json").read_text("utf-8"))["lignes"])


@cache
def paris() -> Campaign:
    return campaign_from_json(document("paris-2015-2020.json"))


def measure(code: str) -> Measure:
    return next(found for found in paris().catalogue.measures if found.code == code)


def measures_with_rows() -> Iterator[tuple[Indicator, Measure]]:
    for indicator in paris().catalogue.indicators:
        for found in indicator.measures:
            yield indicator, found
