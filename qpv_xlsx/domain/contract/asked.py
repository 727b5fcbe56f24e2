"""Which parts of an answer a measure asks for: the writer opens those cells, the reader expects answers there only."""

from collections.abc import Iterator

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import Field

ALWAYS_ASKED = frozenset({Field.VALUE, Field.SITUATION, Field.PERIMETER, Field.COMMENT, Field.SOURCE})


def asked_fields(campaign: Campaign, measure: Measure) -> frozenset[Field]:
    """The fields open for *measure* on « Indicateurs »."""
    return ALWAYS_ASKED | frozenset(_more(campaign, measure))


def _more(campaign: Campaign, measure: Measure) -> Iterator[Field]:
    if measure.asks_fraction:
        yield Field.NUMERATOR
        yield Field.DENOMINATOR
    if measure.asks_women:
        yield Field.WOMEN
    if measure.asks_territory:
        yield Field.TERRITORY_VALUE
    if campaign.asks_date:
        yield Field.OBSERVED_ON
    if campaign.asks_method:
        yield Field.METHOD
