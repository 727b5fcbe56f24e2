"""What the coordinator changed in the campaign since it was sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignChange:
    """One thing that changed, in words. *sheet*: of campagne.xlsx. *about*: the row, as its codes name it; empty on « Campagne ».

    *column*: the header, empty where the whole row came or went. *before* and *after*: contents; empty: nothing stood there.
    """

    sheet: str
    about: str
    column: str = ""
    before: str = ""
    after: str = ""
    is_added: bool = False
    is_removed: bool = False
