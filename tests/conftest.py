"""What every room's tests may ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.dovecot import running_dovecot
from tests.libreoffice import Office, running_office

# One profile for all: a loaded machine is slow, not wrong.
settings.register_profile("qpv-xlsx", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qpv-xlsx")

_QUICK_ROOMS = frozenset(
    {
        *("campaigns", "catalogue", "collection", "export", "mail", "opening", "reading", "register", "rules"),
        *("spreadsheet", "statuses", "tasks", "values"),
    }
)
_LONG = frozenset({"slow", "libreoffice", "chromium", "dovecot", "gnumeric"})


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="the quick half: one room at a time, no other program")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--quick``, what runs in two minutes: tests of single rooms, none that is slow or needs another program."""
    if config.getoption("--quick"):
        chosen = [item for item in items if _is_quick(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def _is_quick(item: pytest.Item) -> bool:
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    return room in _QUICK_ROOMS and not any(item.get_closest_marker(name) for name in _LONG)


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice, started once; a test that asks for it is marked ``libreoffice``."""
    with running_office() as started:
        yield started


@pytest.fixture
def imap() -> Iterator[tuple[str, Path]]:
    """A real IMAP server over a Maildir: its URL, and the Maildir."""
    yield from running_dovecot()
