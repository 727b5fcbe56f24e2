"""Tables imported as the command imports them, for the tests of this room."""

from datetime import UTC, datetime
from pathlib import Path

from qpv_xlsx.tasks.import_ import Imported, Orders, Source, import_tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[2] / "examples" / "tables"


def imported(content: bytes, name: str = "tableau.csv", orders: Orders = Orders()) -> Imported:  # noqa: B008  (frozen)
    return import_tables([Source(name=name, content=content)], orders, code="essai-2026", now=NOW)


def of_example(name: str, orders: Orders = Orders()) -> Imported:  # noqa: B008  (frozen)
    return imported((EXAMPLES / name).read_bytes(), name, orders)
