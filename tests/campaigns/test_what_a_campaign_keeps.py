"""A campaign that was loaded keeps nothing of the document that it was read from, which would keep what lies around it in memory.

Nor is that document made again, whole, where only its print is wanted.
"""

import gc
import json
import tracemalloc

from qpv_xlsx.campaigns import campaign_from_json, campaign_in_pieces, campaign_to_json
from qpv_xlsx.tasks.incoming.refreshing import reading_fingerprint
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


def test_pieces_are_the_document_in_the_order_of_its_keys() -> None:
    campaign = invented_campaign(1, territories=3)
    document = campaign_to_json(campaign)
    assert "".join(campaign_in_pieces(campaign, ())) == json.dumps(document, sort_keys=True)
    left = {name: value for name, value in document.items() if name not in {"title", "respondents"}}
    assert "".join(campaign_in_pieces(campaign, ("title", "respondents"))) == json.dumps(left, sort_keys=True)


def test_the_print_of_a_country_takes_no_memory_for_its_territories() -> None:
    """Twenty MiB of holes stayed for the rest of the run."""

    def most(territories: int) -> int:
        """Bytes held at once."""
        campaign = invented_campaign(1, territories=territories)
        gc.collect()  # what former tests left is not counted in the middle
        tracemalloc.start()
        try:
            reading_fingerprint(campaign)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most(2)  # what is remembered of types
    assert most(60) < 1.1 * most(30)
