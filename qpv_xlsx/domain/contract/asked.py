"""Which parts of an answer a measure asks for: the writer opens those cells, the reader expects answers there only."""

from functools import cache

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.geography import Quartier, Territory
from qpv_xlsx.domain.contract.measures import Measure
from qpv_xlsx.domain.contract.questions import COUNTED, Field

ALWAYS_ASKED = frozenset({Field.VALUE, Field.SITUATION, Field.PERIMETER, Field.COMMENT, Field.SOURCE})

_MORE = (  # in the order of the arguments of *_fields*
    (Field.NUMERATOR, Field.DENOMINATOR),
    (Field.WOMEN,),
    (Field.TERRITORY_VALUE,),
    (Field.OBSERVED_ON,),
    (Field.METHOD,),
)


def asked_fields(campaign: Campaign, measure: Measure) -> frozenset[Field]:
    """The fields open for *measure* on « Indicateurs »."""
    return _fields(
        measure.asks_fraction, measure.asks_women, measure.asks_territory, campaign.asks_date, campaign.asks_method
    )


def asked_quartiers(measure: Measure, territory: Territory) -> tuple[Quartier, ...]:
    """The quartiers of *territory* whose figures are asked on « Par quartier », in its order."""
    if not measure.by_quartier:
        return ()
    if not measure.quartiers:
        return territory.quartiers
    return tuple(one for one in territory.quartiers if measure.is_asked_in(one.id))


def unit_asked(measure: Measure, field: Field) -> str:
    """The unit of one field: numerators, denominators and women are counted, whatever the measure's own unit."""
    if field not in COUNTED:
        return measure.unit
    return "personnes" if measure.counts_persons or field is Field.WOMEN else "nombre"


@cache  # asked of every cell of every return, and there are but thirty-two answers
def _fields(*asks: bool) -> frozenset[Field]:
    return ALWAYS_ASKED.union(*(fields for fields, is_asked in zip(_MORE, asks, strict=True) if is_asked))
