"""What became of each quartier when the map changed: identical, changed, merged, left out, new."""

from dataclasses import dataclass
from enum import StrEnum


class Continuity(StrEnum):
    """How a quartier of this map stands to those of the former one."""

    SAME = "identique"  # the same ground: its series goes on
    CHANGED = "modifie"  # other limits: its series breaks
    MERGED = "fusionne"  # made of several former ones: likewise
    LEFT = "sorti"  # no quartier any more
    ENTERED = "entre"  # was none before

    @property
    def has_former(self) -> bool:
        """Whether a quartier of the former map is concerned."""
        return self is not Continuity.ENTERED

    @property
    def has_present(self) -> bool:
        """Whether a quartier of this map is."""
        return self is not Continuity.LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One line of the correspondence between two maps of a territory; several lines make one merged quartier.

    *geography*: the former list, as the history names it (« paris-2015 »). *former*: the quartier's id there; *former_name*:
    how it is called where that id is known no more. *quartier*: its id in the campaign's own list. None: there is none.
    """

    territory: str
    geography: str
    continuity: Continuity
    former: str | None = None
    former_name: str = ""
    quartier: str | None = None
    note: str = ""
