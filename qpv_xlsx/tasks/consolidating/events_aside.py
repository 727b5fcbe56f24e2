"""What happened in the territories, in a temporary file until « Journal » tells it in order of time: a country has ten lines for each."""

import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from qpv_xlsx.spreadsheet.pen import Content
from qpv_xlsx.tasks.consolidating.files_aside import FileAside

Event = tuple[datetime, Mapping[str, Content]]


class EventsAside:
    """Events, of which only the moments are held: seconds since 1970, to the microsecond."""

    def __init__(self) -> None:
        self._file = FileAside()
        self._moments = array("d")
        self._places = array("q")

    def add(self, events: Iterable[Event]) -> None:
        """Put *events* aside."""
        stream = self._file.stream
        stream.seek(0, 2)
        for moment, cells in events:
            self._moments.append(moment.timestamp())
            self._places.append(stream.tell())
            pickle.dump(dict(cells), stream)

    def in_order(self) -> Iterator[Mapping[str, Content]]:
        """The lines by column key, in order of time; of one moment, in the order in which they were put aside."""
        for rank in sorted(range(len(self._moments)), key=self._moments.__getitem__):
            self._file.stream.seek(self._places[rank])
            yield pickle.load(self._file.stream)  # noqa: S301  (our own file, of this moment)
