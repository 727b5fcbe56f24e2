"""One campaign of Paris, made by the command and shared by all who only read it."""

from pathlib import Path

import pytest

from tests.contract.person import qpv
from tests.people import make_reachable


@pytest.fixture(scope="session")
def paris_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with its nine workbooks. Nobody changes it: who wants to takes ``campaign``."""
    folder = tmp_path_factory.mktemp("contrat")
    assert qpv("init", "paris", "--template", "paris-2015-2020", "--year", "2015", folder=folder).status == 0
    make_reachable(folder / "paris")  # as the coordinator replaces the template's contacts
    assert qpv("-C", "paris", "generate", folder=folder).status == 0
    return folder / "paris"


@pytest.fixture(scope="session")
def blank(paris_folder: Path) -> dict[str, bytes]:
    """The nine workbooks as sent, by respondent."""
    return {
        path.stem.rpartition("_")[2]: path.read_bytes() for path in sorted((paris_folder / "a_envoyer").glob("*.xlsx"))
    }
