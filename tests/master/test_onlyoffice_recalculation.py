"""ONLYOFFICE calculates what is stored: a fourth engine beside Excel's rules, LibreOffice and Gnumeric."""

from pathlib import Path

import pytest

from qpv_xlsx.messages.wordbook import label
from tests.collection.test_recalculation import stored_results
from tests.master.invention import invented_campaign, invented_ledger
from tests.master.random_course import random_campaign
from tests.master.test_gnumeric_recalculation import differences
from tests.master.test_master_recalculation import falsified, written
from tests.onlyoffice import needs_onlyoffice, recalculated_by_onlyoffice

pytestmark = [
    pytest.mark.onlyoffice,
    pytest.mark.slow,
    needs_onlyoffice,
    pytest.mark.filterwarnings("ignore::UserWarning:openpyxl"),  # it drops sparklines and says so
]


def test_the_master_of_a_year(tmp_path: Path) -> None:
    campaign = invented_campaign(1)

    assert not differences(written(campaign, invented_ledger(campaign, 1)), tmp_path, recalculated_by_onlyoffice)


def test_a_wrong_stored_result_is_found(tmp_path: Path) -> None:
    """The comparison can fail."""
    content = written(*random_campaign(5, count=20))
    place = next(
        place for place, result in stored_results(content).items() if result == label("fr", "attainment", "atteint")
    )

    found = differences(falsified(content, place), tmp_path, recalculated_by_onlyoffice)

    assert found[place][1] == label("fr", "attainment", "atteint")
