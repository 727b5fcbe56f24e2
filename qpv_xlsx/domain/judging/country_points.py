"""What calls for attention in a country: points come by territory, and are told by how grave they are."""

from collections.abc import Iterator

from qpv_xlsx.domain.judging.assessment import Attainment
from qpv_xlsx.domain.judging.kept_rows import RowValues, values_in
from qpv_xlsx.domain.judging.rankings import ATTENTION, points_of_attention
from qpv_xlsx.domain.judging.rows_apart import RowsApart
from qpv_xlsx.domain.judging.territories import Country, PlacedRow


class CountryPoints:
    """All of them; *count*: how many there are. None is held."""

    def __init__(self, country: Country) -> None:
        self._country = country
        self.count = 0
        self._apart = RowsApart(self._points(), country.keep)

    def _points(self) -> Iterator[tuple[Attainment, int, RowValues]]:
        for rank, place in enumerate(self._country.territories):
            for row in points_of_attention(place.assessment):
                self.count += 1
                yield row.attainment, rank, values_in(row)

    def gravest_first(self) -> Iterator[PlacedRow]:
        """The gravest first; in the order of territories where they are as grave."""
        for status in ATTENTION:
            for rank, row in self._apart.of(status):
                yield self._country.territories[rank], row
