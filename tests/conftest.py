"""What every room's tests may ask for."""

from collections.abc import Iterator

import pytest

from tests.libreoffice import Office, running_office


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice, started once; a test that asks for it is marked ``libreoffice``."""
    with running_office() as started:
        yield started
