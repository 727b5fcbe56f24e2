"""The templates that come with the program: whole campaigns to start from."""

import json
import re

from qpv_xlsx.campaigns.documents import campaign_from_json
from qpv_xlsx.campaigns.geographies import stems
from qpv_xlsx.campaigns.resources import resource
from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.findings import CampaignError

_PERIOD = re.compile(r"(-\d{4})+$")


def template_names() -> tuple[str, ...]:
    """The templates that come with the program."""
    return stems(resource().iterdir())


def load_template(name: str) -> Campaign:
    """The campaign of a template. Raises CampaignError for a name that no template has."""
    if name not in template_names():
        raise CampaignError("template_unknown", name=name, choices=template_names())
    return campaign_from_json(json.loads(resource(f"{name}.json").read_text("utf-8")))


def campaign_code(template: str, year: int) -> str:
    """« paris-2015 » for the template « paris-2015-2020 » and the year 2015."""
    return f"{_PERIOD.sub('', template)}-{year}"
