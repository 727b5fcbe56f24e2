"""A campaign that was loaded keeps nothing of the document that it was read from, which would keep what lies around it in memory."""

import json

from qpv_xlsx.campaigns import campaign_from_json, campaign_to_json
from tests.master.invention import invented_campaign


def test_no_text_of_the_document_stays_and_equal_ones_are_one() -> None:
    campaign = invented_campaign(1, territories=3)
    document = json.loads(json.dumps(campaign_to_json(campaign)))
    theirs = {id(one["name"]) for one in (*document["territories"], *document["respondents"])}
    loaded = campaign_from_json(document)
    assert loaded == campaign
    names = [*(one.name for one in loaded.territories), *(one.name for one in loaded.respondents)]
    assert not theirs & set(map(id, names))
    homes = {place.code: place.code for place in loaded.territories}
    assert all(one.territory is homes[one.territory] for one in loaded.respondents)
