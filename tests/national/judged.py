"""The territories of an invented country, each judged alone."""

from collections.abc import Iterator
from dataclasses import replace

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.parting import parts_of
from qpv_xlsx.domain.judging.assessing import assess
from qpv_xlsx.domain.judging.territories import TerritoryResults
from qpv_xlsx.domain.merging.ledger import Ledger


def judged(campaign: Campaign, ledger: Ledger) -> Iterator[TerritoryResults]:
    """The results of each territory, in which everybody has answered."""
    for part in parts_of(campaign):
        (territory,) = part.territories
        codes = {one.code for one in part.respondents}
        own = replace(ledger, accounts={code: one for code, one in ledger.accounts.items() if code in codes})
        yield TerritoryResults(
            campaign=part.code,
            year=part.year,
            territory=territory,
            catalogue=part.catalogue,
            assessment=assess(part, own),
            respondents=len(codes),
            answering=len(codes),
            master=f"{territory.code}.xlsx",
            local_aims=part.local_aims,
        )
