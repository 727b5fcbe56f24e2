"""What of a campaign decides which columns its tables have: the same for all territories of a country, whose columns are then made once."""

from dataclasses import dataclass

from qpv_xlsx.domain.contract.campaign import Campaign, past_years
from qpv_xlsx.domain.contract.catalogue import Catalogue, known
from qpv_xlsx.domain.contract.remembering import remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """*first*, *last*: years of the contract. *pasts*: years before this one, ascending."""

    year: int
    baseline_year: int
    first: int
    last: int
    pasts: tuple[int, ...]
    has_several: bool
    has_revisions: bool
    asks_date: bool
    asks_method: bool
    asks_territory: bool
    asks_women: bool


@remembered
def table_shape_of(campaign: Campaign) -> TableShape:
    """That of *campaign*. Raises CampaignError where nobody said its years."""
    catalogue = campaign.catalogue
    asks_territory, asks_women = _asked(catalogue)
    return TableShape(
        year=campaign.year,
        baseline_year=known(catalogue.baseline_year),
        first=known(catalogue.start),
        last=known(catalogue.end),
        pasts=past_years(campaign),
        has_several=len(campaign.territories) > 1,
        has_revisions=bool(campaign.revisions),
        asks_date=campaign.asks_date,
        asks_method=campaign.asks_method,
        asks_territory=asks_territory,
        asks_women=asks_women,
    )


@remembered
def _asked(catalogue: Catalogue) -> tuple[bool, bool]:
    """Whether some measure asks for the whole territory's figure, and for women."""
    measures = tuple(catalogue.measures)
    return any(one.asks_territory for one in measures), any(one.asks_women for one in measures)
