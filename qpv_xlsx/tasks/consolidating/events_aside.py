"""What happened in the territories, in a temporary file until « Journal » tells it in order of time: a country has ten lines for each."""

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from qpv_xlsx.spreadsheet.pen import Content

Event = tuple[datetime, Mapping[str, Content]]


class EventsAside:
    """Events, of which only the moments are held: seconds since 1970, to the microsecond."""

    def __init__(self) -> None:
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as this does)
        weakref.finalize(self, self._stream.close)
        self._moments = array("d")
        self._places = array("q")

    def add(self, events: Iterable[Event]) -> None:
        """Put *events* aside."""
        self._stream.seek(0, 2)
        for moment, cells in events:
            self._moments.append(moment.timestamp())
            self._places.append(self._stream.tell())
            pickle.dump(dict(cells), self._stream)

    def in_order(self) -> Iterator[Mapping[str, Content]]:
        """The lines by column key, in order of time; of one moment, in the order in which they were put aside."""
        for rank in sorted(range(len(self._moments)), key=self._moments.__getitem__):
            self._stream.seek(self._places[rank])
            yield pickle.load(self._stream)  # noqa: S301  (our own file, of this moment)
