"""The territories of a country, each closed until its turn comes: its campaign, with thousands of administrations, need not be held meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qpv_xlsx.domain.contract.campaign import Campaign
from qpv_xlsx.domain.contract.parting import without_territories
from qpv_xlsx.tasks.consolidating.consolidate_territories import PlaceFiles, TerritoryPlace, places_of
from qpv_xlsx.tasks.running.carrying_campaigns import closed, opened


@dataclass(frozen=True, slots=True, kw_only=True)
class _ClosedPlace:
    title: str
    part: bytes
    files: tuple[str, str] | None


class ClosedPlaces:
    """Every territory of *campaign*, with files of its own in *folder*; to be gone through as often as one likes."""

    def __init__(self, campaign: Campaign, folder: Path) -> None:
        self._common = without_territories(campaign)
        self._places = [_closed(place) for place in places_of(campaign, folder)]

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[TerritoryPlace]:
        for place in self._places:
            part = replace(opened(self._common, place.part), title=place.title)
            yield TerritoryPlace(campaign=part, territory=part.territories[0], files=_files(place))


def _closed(place: TerritoryPlace) -> _ClosedPlace:
    files = None if place.files is None else (str(place.files.master), str(place.files.report))
    return _ClosedPlace(title=place.campaign.title, part=closed(place.campaign), files=files)


def _files(place: _ClosedPlace) -> PlaceFiles | None:
    return None if place.files is None else PlaceFiles(master=Path(place.files[0]), report=Path(place.files[1]))
