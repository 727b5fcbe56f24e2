"""What every room's tests may ask for."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.libreoffice import Office, running_office

# One profile for all: a loaded machine is slow, not wrong.
settings.register_profile("qpv-xlsx", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qpv-xlsx")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    """LibreOffice, started once; a test that asks for it is marked ``libreoffice``."""
    with running_office() as started:
        yield started
